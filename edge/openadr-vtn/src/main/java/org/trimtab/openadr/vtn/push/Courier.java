package org.trimtab.openadr.vtn.push;

import java.util.LinkedHashMap;
import java.util.Map;
import org.trimtab.openadr.vtn.push.CallbackClient.CallbackAnswer;

/** Posts one notification to one callback. */
final class Courier {
    /** The header that carries the id of a delivery, the same at each attempt. */
    static final String DELIVERY_HEADER = "X-OpenADR-Delivery";

    private static final int GONE = 410;
    private static final int REQUEST_TIMEOUT = 408;
    private static final int TOO_EARLY = 425;
    private static final int TOO_MANY_REQUESTS = 429;

    private final CallbackPolicy policy;
    private final CallbackClient client;
    private final Signatures signatures;

    Courier(CallbackPolicy policy, CallbackClient client, Signatures signatures) {
        this.policy = policy;
        this.client = client;
        this.signatures = signatures;
    }

    /** How an attempt went. */
    enum Outcome {
        /** 2xx. */
        TAKEN,
        /** A redirect or a 4xx: trying again hardly helps. */
        REFUSED,
        /** 410: it wants nothing any more. */
        GONE,
        /** A 5xx or "later". */
        TROUBLED,
        /** No answer. */
        UNREACHED
    }

    /** How an attempt went, with the words for the table. */
    record Attempt(Outcome outcome, String said) {}

    Attempt post(Subscriber.Entry entry, Delivery delivery) {
        try {
            Callback callback = Callback.parse(entry.callbackUrl(), policy);
            CallbackAnswer answer =
                    client.post(callback, headers(entry, delivery), delivery.body());
            return new Attempt(outcome(answer.status()), "status " + answer.status());
        } catch (CallbackRefused e) {
            // The switches of the VTN have changed since it was admitted.
            return new Attempt(Outcome.REFUSED, String.valueOf(e.getMessage()));
        } catch (CallbackFailed e) {
            return new Attempt(Outcome.UNREACHED, String.valueOf(e.getMessage()));
        }
    }

    private Map<String, String> headers(Subscriber.Entry entry, Delivery delivery) {
        Map<String, String> headers = new LinkedHashMap<>();
        String token = entry.bearerToken();
        if (token != null && !token.isEmpty()) {
            headers.put("Authorization", "Bearer " + token);
        }
        headers.put(DELIVERY_HEADER, delivery.id());
        headers.put(
                Signatures.HEADER,
                signatures.sign(delivery.lane().subscriptionId(), delivery.body()));
        return headers;
    }

    private static Outcome outcome(int status) {
        if (status >= 200 && status <= 299) {
            return Outcome.TAKEN;
        }
        if (status == GONE) {
            return Outcome.GONE;
        }
        boolean later =
                status == REQUEST_TIMEOUT || status == TOO_EARLY || status == TOO_MANY_REQUESTS;
        return status >= 500 || later ? Outcome.TROUBLED : Outcome.REFUSED;
    }
}
