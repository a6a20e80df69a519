package org.trimtab.server;

import java.util.Collection;
import java.util.Comparator;

/** Finds what somebody may have meant. */
final class Nearest {
    private static final int COMPARED_LENGTH_MAX = 40;

    private Nearest() {}

    /** The known word with the fewest letters to change; {@code known} must not be empty. */
    static String to(String word, Collection<String> known) {
        String compared =
                word.length() > COMPARED_LENGTH_MAX ? word.substring(0, COMPARED_LENGTH_MAX) : word;
        return known.stream()
                .min(Comparator.comparingInt((String k) -> distance(k, compared)))
                .orElseThrow();
    }

    /** Letters to insert, delete or replace to get from one word to the other. */
    private static int distance(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[b.length()];
    }
}
