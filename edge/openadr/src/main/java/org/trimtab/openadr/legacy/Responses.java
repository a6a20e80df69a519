package org.trimtab.openadr.legacy;

import org.jspecify.annotations.Nullable;

/** Reads eiResponse. */
final class Responses {

    private Responses() {}

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
                    "responseCode is '%s'; three digits are needed.".formatted(Tag.shortened(text)));
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
