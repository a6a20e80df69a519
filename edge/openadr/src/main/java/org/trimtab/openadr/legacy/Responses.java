package org.trimtab.openadr.legacy;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Reads eiResponse. */
final class Responses {

    private Responses() {}

    /**
     * Notes it when the VTN does not accept an answer of ours; that we are not registered is thrown,
     * as it concerns more than the answer.
     *
     * @param message what the VTN said to it; null when it said nothing
     */
    static void note(@Nullable Tag message, String what, LegacyListener listener, Instant now) {
        if (message == null) {
            return;
        }
        try {
            check(message.child(Names.EI, "eiResponse"), what);
        } catch (VtnRefused e) {
            if (e.code() == ResponseCode.NOT_REGISTERED) {
                throw e;
            }
            listener.noted(now, String.valueOf(e.getMessage()));
        }
    }

    /**
     * Returns when the response is a success or is absent.
     *
     * @throws VtnRefused when the code is outside 2xx, naming {@code what} was refused
     */
    static void check(@Nullable Tag eiResponse, String what) {
        if (eiResponse == null) {
            return;
        }
        String text = eiResponse.needText(Names.EI, "responseCode");
        if (!text.matches("[0-9]{3}")) {
            throw RefusedPayload.invalid(
                    "responseCode is '%s'; three digits are needed."
                            .formatted(Tag.shortened(text)));
        }
        int code = Integer.parseInt(text);
        if (!ResponseCode.success(code)) {
            String description = eiResponse.textOf(Names.EI, "responseDescription");
            throw new VtnRefused(
                    code,
                    "The VTN refused %s with %d: %s"
                            .formatted(
                                    what,
                                    code,
                                    description == null
                                            ? "it gives no reason."
                                            : Tag.shortened(description)));
        }
    }
}
