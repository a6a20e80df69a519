package org.trimtab.openadr.wire;

/**
 * What came over the wire is not what OpenADR 3 says: the message names the property and is fit for
 * the {@code detail} of a problem body.
 */
public final class WireFault extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String where;

    /**
     * @param where the property, such as {@code intervals[3].payloads[0].type}; empty for the body
     * @param what what is wrong with it, in words that follow the name
     */
    public WireFault(String where, String what) {
        super(where.isEmpty() ? "the body " + what : where + " " + what);
        this.where = where;
    }

    /** The property, such as {@code intervals[3].id}; empty for the whole body. */
    public String where() {
        return where;
    }
}
