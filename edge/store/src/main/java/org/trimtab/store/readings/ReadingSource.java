package org.trimtab.store.readings;

/**
 * Who was read.
 *
 * @param isMeter true for a meter, false for a device
 * @param name its id
 */
public record ReadingSource(boolean isMeter, String name) {
    public static ReadingSource meter(String name) {
        return new ReadingSource(true, name);
    }

    public static ReadingSource device(String name) {
        return new ReadingSource(false, name);
    }
}
