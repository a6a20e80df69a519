package org.trimtab.openadr.ven;

/** Words of others, cut to a length people can read. */
final class Words {
    private static final int SHOWN = 300;

    private Words() {}

    static String shortened(String text) {
        String line = text.replaceAll("\\p{Cntrl}", " ");
        return line.length() <= SHOWN ? line : line.substring(0, SHOWN) + "…";
    }
}
