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
public record AddressRange(String text, long first, long last, int port) {
    private static final String FORM =
            "an IPv4 address or range such as \"10.0.4.7\", \"10.0.4.1-10.0.4.200\" or"
                    + " \"10.0.4.7:4029\"";
    private static final Pattern RANGE =
            Pattern.compile("([\\d.]{7,15})(?:\\s*-\\s*([\\d.]{7,15}))?(?::(\\d{1,5}))?");
    private static final Pattern BLOCK = Pattern.compile("([\\d.]{7,15})/(\\d{1,2})");
    private static final Pattern DOTTED =
            Pattern.compile("(\\d{1,3})\\.(\\d{1,3})\\.(\\d{1,3})\\.(\\d{1,3})");

    /**
     * Reads a range.
     *
     * @throws IllegalArgumentException naming the text and the allowed form
     */
    public static AddressRange parse(String text) {
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

    /**
     * Reads a range or a block such as {@code 10.0.4.0/24}; all addresses of a block count.
     *
     * @throws IllegalArgumentException naming the text and the allowed form
     */
    public static AddressRange parseWithBlocks(String text) {
        Matcher parts = BLOCK.matcher(text.strip());
        if (!parts.matches()) {
            if (text.indexOf('/') >= 0) {
                throw bad(text, "is not a block such as \"10.0.4.0/24\"");
            }
            return parse(text);
        }
        int bits = Integer.parseInt(parts.group(2));
        if (bits > 32) {
            throw bad(text, "has more than 32 bits; write a block such as \"10.0.4.0/24\"");
        }
        long size = 1L << (32 - bits);
        long first = number(parts.group(1), text) / size * size;
        return new AddressRange(text.strip(), first, first + size - 1, 0);
    }

    /** How many addresses it covers. */
    public long size() {
        return last - first + 1;
    }

    /** One of them as text, counted from 0. */
    public String host(long index) {
        return dotted(first + index);
    }

    /** True when it covers an endpoint, by number; a host name is never covered. */
    public boolean contains(Endpoint endpoint) {
        if (!DOTTED.matcher(endpoint.host()).matches() || (port != 0 && port != endpoint.port())) {
            return false;
        }
        long number = numberOf(endpoint.host());
        return number >= first && number <= last;
    }

    /** An IPv4 address as a number. */
    public static long numberOf(String dotted) {
        return number(dotted, dotted);
    }

    /** A number as an IPv4 address. */
    public static String dotted(long address) {
        return (address >> 24)
                + "."
                + (address >> 16 & 255)
                + "."
                + (address >> 8 & 255)
                + "."
                + (address & 255);
    }

    /** One of them, counted from 0. */
    Endpoint endpoint(long index, int portElse) {
        return new Endpoint(host(index), port == 0 ? portElse : port);
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
