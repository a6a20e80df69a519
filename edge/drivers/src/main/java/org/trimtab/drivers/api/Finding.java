package org.trimtab.drivers.api;

/**
 * Something about a device that its owner should know.
 *
 * @param weight how much it matters
 * @param what what is so
 * @param mend what to do about it; empty when nothing needs doing
 */
public record Finding(Weight weight, String what, String mend) {
    /** How much a finding matters. */
    public enum Weight {
        /** Good to know. */
        NOTE,
        /** Works, but not as well as it could. */
        WARNING,
        /** The device cannot be read or commanded like this. */
        FAULT
    }

    public static Finding note(String what) {
        return new Finding(Weight.NOTE, what, "");
    }

    public static Finding warning(String what, String mend) {
        return new Finding(Weight.WARNING, what, mend);
    }

    public static Finding fault(String what, String mend) {
        return new Finding(Weight.FAULT, what, mend);
    }
}
