package org.trimtab.documents;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.stream.Collectors;

/** Advice for somebody who mistyped a name. */
public final class Nearest {
    private static final int SHOWN_LENGTH_MAX = 60;
    private static final int LISTED_MAX = 25;

    private Nearest() {}

    /**
     * What to say behind "unknown ...": the nearest known name, when one is near, and the known ones.
     *
     * @param given the mistyped name
     * @param known the names that would do
     */
    public static String advice(String given, Collection<String> known) {
        String typed = shown(given);
        String nearest =
                known.stream()
                        .min(Comparator.comparingInt(k -> distance(k, typed)))
                        .filter(k -> distance(k, typed) <= nearEnough(k, typed))
                        .map(k -> "; did you mean \"" + k + "\"?")
                        .orElse(";");
        String listed = known.stream().limit(LISTED_MAX).collect(Collectors.joining(", "));
        String rest = known.size() > LISTED_MAX ? ", …" : "";
        return known.isEmpty() ? "" : nearest + " Known here: " + listed + rest;
    }

    /** How many edits may lie between a name and what was meant by it, for the advice not to sound silly. */
    private static int nearEnough(String known, String typed) {
        return Math.max(3, Math.max(known.length(), typed.length()) / 2);
    }

    /** A text as a message may show it: one line, not too long. */
    static String shown(String text) {
        String cut =
                text.length() > SHOWN_LENGTH_MAX ? text.substring(0, SHOWN_LENGTH_MAX) + "…" : text;
        return cut.replaceAll("\\p{Cntrl}", "?");
    }

    /** Levenshtein distance without regard to case: how many single-letter edits lie between two names. */
    private static int distance(String one, String other) {
        String a = one.toLowerCase(Locale.ROOT);
        String b = other.toLowerCase(Locale.ROOT);
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int substitute = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(substitute, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[b.length()];
    }
}
