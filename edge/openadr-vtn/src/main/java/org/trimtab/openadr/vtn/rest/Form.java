package org.trimtab.openadr.vtn.rest;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;

/** Text as forms encode it. */
final class Form {
    private Form() {}

    /**
     * The text behind percent signs and pluses.
     *
     * @throws IllegalArgumentException when it is not encoded as it should be
     */
    static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }
}
