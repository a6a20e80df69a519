package org.trimtab.openadr.vtn.push;

import java.security.SecureRandom;
import java.util.Collection;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.trimtab.openadr.vtn.push.CallbackClient.CallbackAnswer;

/**
 * Asks a callback to say a random word back before a subscription to it is stored (OpenADR 3.1.0 Definitions,
 * "Webhooks"): {@code GET callbackUrl?echo=WORD} must answer 200 with the word in its body.
 */
final class EchoChallenge {
    /** Challenges under way at once; one more waits as long as one may take, then is refused. */
    static final int AT_ONCE_MAX = 64;

    /** Different callbacks of one subscription; with more it is refused. */
    static final int CALLBACKS_MAX = 10;

    private static final int WORD_BYTES = 16;

    private final CallbackPolicy policy;
    private final CallbackClient client;
    private final SecureRandom chance = new SecureRandom();
    private final Semaphore places = new Semaphore(AT_ONCE_MAX);

    EchoChallenge(CallbackPolicy policy, CallbackClient client) {
        this.policy = policy;
        this.client = client;
    }

    /**
     * Returns when every callback has said its word back.
     *
     * @throws CallbackRefused when one is not allowed, was not reached or said something else
     */
    void pass(Collection<String> callbackUrls) {
        Set<String> each = new LinkedHashSet<>(callbackUrls);
        if (each.size() > CALLBACKS_MAX) {
            throw new CallbackRefused(
                    "the subscription has "
                            + each.size()
                            + " different callbacks; at most "
                            + CALLBACKS_MAX
                            + " are allowed");
        }
        each.forEach(url -> Callback.parse(url, policy));
        each.forEach(this::passInTurn);
    }

    private void passInTurn(String url) {
        boolean in = false;
        try {
            in = places.tryAcquire(policy.within().toMillis(), TimeUnit.MILLISECONDS);
            if (!in) {
                throw new CallbackRefused(
                        "too many callbacks are being checked right now; try again in a few seconds");
            }
            passOne(url);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CallbackRefused("the VTN is stopping; try again later");
        } finally {
            if (in) {
                places.release();
            }
        }
    }

    private void passOne(String url) {
        byte[] random = new byte[WORD_BYTES];
        chance.nextBytes(random);
        String word = HexFormat.of().formatHex(random);
        CallbackAnswer answer;
        try {
            answer = client.get(Callback.parse(url, policy).with("echo", word));
        } catch (CallbackFailed e) {
            throw new CallbackRefused(
                    "callbackUrl \""
                            + url
                            + "\" did not pass the echo challenge: "
                            + e.getMessage());
        }
        if (answer.status() != 200) {
            throw new CallbackRefused(
                    "callbackUrl \""
                            + url
                            + "\" answered the echo challenge with status "
                            + answer.status()
                            + "; it must answer 200 with the value of the query parameter echo in the body");
        }
        if (!answer.body().contains(word)) {
            throw new CallbackRefused(
                    "callbackUrl \""
                            + url
                            + "\" did not say the value of the query parameter echo back in its body");
        }
    }
}
