package org.trimtab.openadr.wire;

import org.jspecify.annotations.Nullable;
import org.trimtab.openadr.wire.Rules.Between;
import org.trimtab.openadr.wire.Rules.Size;

/**
 * What went wrong (RFC 9457).
 *
 * @param type default about:blank
 * @param title in short
 * @param status of HTTP
 * @param detail in full
 * @param instance this occurrence
 * @param extras properties the text does not know
 */
public record Problem(
        @Size(min = 0, max = 8000) @Nullable String type,
        @Size(min = 0, max = 8192) @Nullable String title,
        @Between(min = 100, max = 599) @Nullable Integer status,
        @Size(min = 0, max = 8192) @Nullable String detail,
        @Size(min = 0, max = 8000) @Nullable String instance,
        Extras extras) {
    /** A problem of no further type. */
    public static Problem of(int status, String title, String detail) {
        return new Problem("about:blank", title, status, detail, null, Extras.NONE);
    }
}
