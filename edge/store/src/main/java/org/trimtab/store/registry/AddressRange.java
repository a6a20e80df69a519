package org.trimtab.store.registry;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.trimtab.resource.Endpoint;

/**
 * One or more IPv4 addresses in a row.
 *
 * @param text as written
 * @param first first address as a number
 * @param last last address as a number
 * @param port port of each, or 0 when not given
 */
record AddressRange(String text, long first, long last, int port) {
    private static final String FORM =
            "an IPv4 address or range such as \"10.0.4.7\", \"10.0.4.1-10.0.4.200\" or"
                    + " \"10.0.4.7:4029\"";
    private static final Pattern RANGE =
            Pattern.compile("([\\d.]{7,15})(?:\\s*-\\s*([\\d.]{7,15}))?(?::(\\d{1,5}))?");
    private static final Pattern DOTTED =
            Pattern.compile("(\\d{1,3})\\.(\\d{1,3})\\.(\\d{1,3})\\.(\\d{1,3})");

    /**
     * Reads a range.
     *
     * @throws IllegalArgumentException naming the text and the allowed form
     */
    static AddressRange parse(String text) {
        Matcher parts = RANGE.matcher(text.strip());
        if (!parts.matches()) {
            throw bad(text, "is not " + FORM);
        }
        long first = number(parts.group(1), text);
        long last = parts.group(2) == null ? first : number(parts.group(2), text);
        if (last < first) {
            throw bad(text, "runs backwards; write the lower address first");
        }
        int port = parts.group(3) == null ? 0 : Integer.parseInt(parts.group(3));
        if (parts.group(3) != null && (port < 1 || port > 65_535)) {
            throw bad(text, "has port " + port + "; a port lies between 1 and 65535");
        }
        return new AddressRange(text, first, last, port);
    }

    /** How many addresses it covers. */
    long size() {
        return last - first + 1;
    }

    /** One of them, counted from 0. */
    Endpoint endpoint(long index, int portElse) {
        long address = first + index;
        String host =
                (address >> 24)
                        + "."
                        + (address >> 16 & 255)
                        + "."
                        + (address >> 8 & 255)
                        + "."
                        + (address & 255);
        return new Endpoint(host, port == 0 ? portElse : port);
    }

    private static long number(String dotted, String text) {
        Matcher parts = DOTTED.matcher(dotted);
        if (!parts.matches()) {
            throw bad(text, "is not " + FORM);
        }
        long number = 0;
        for (int group = 1; group <= 4; group++) {
            int part = Integer.parseInt(parts.group(group));
            if (part > 255) {
                throw bad(text, "is not " + FORM + ": " + part + " is above 255");
            }
            number = number << 8 | part;
        }
        return number;
    }

    private static IllegalArgumentException bad(String text, String what) {
        String shown = text.length() > 40 ? text.substring(0, 40) + "…" : text;
        return new IllegalArgumentException("\"" + shown + "\" " + what);
    }
}
