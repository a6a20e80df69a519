package org.trimtab.virtual.web;

import java.util.Locale;

/** What tells one machine from another: addresses and serial numbers that depend on its place in the fleet. */
public final class Marks {
    private Marks() {}

    /**
     * A locally administered hardware address.
     *
     * @param make a number for the make, so that no two makes share one
     */
    public static String mac(int make, int index) {
        return String.format(
                Locale.ROOT,
                "02:00:%02X:%02X:%02X:%02X",
                make,
                index >> 16 & 255,
                index >> 8 & 255,
                index & 255);
    }

    /** A serial number. */
    public static String serial(String prefix, int index) {
        return String.format(Locale.ROOT, "%s%08d", prefix, index);
    }

    /** Rounded to two decimals. */
    public static double rounded(double value) {
        return Math.round(value * 100) / 100.0;
    }
}
