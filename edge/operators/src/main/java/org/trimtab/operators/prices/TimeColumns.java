package org.trimtab.operators.prices;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * Where a file keeps its times and values.
 *
 * @param time index of the column of interval starts
 * @param values index of each column of values; -1 for one that may be absent and is
 * @param count how many columns there are
 */
record TimeColumns(int time, List<Integer> values, int count) {
    static final int COLUMNS_MAX = 2_000;
    private static final int SHOWN_MAX = 20;

    /**
     * Finds the columns by their headers.
     *
     * @throws BadPriceFile naming the columns there are, and the nearest one
     */
    static TimeColumns find(String file, List<String> headers, TimeTable.Wanted wanted) {
        if (headers.size() > COLUMNS_MAX) {
            throw new BadPriceFile(
                    file
                            + " line 1: "
                            + headers.size()
                            + " columns; at most "
                            + COLUMNS_MAX
                            + " are read");
        }
        String timeColumn = wanted.timeColumn();
        int time = indexOf(file, headers, timeColumn, "time column", headers);
        List<String> others = headers.stream().filter(h -> !isTime(h, timeColumn)).toList();
        List<Integer> values = new ArrayList<>();
        for (String column : wanted.columns()) {
            values.add(
                    wanted.absent().contains(column) && !headers.contains(column)
                            ? -1
                            : indexOf(file, headers, column, wanted.what(), others));
        }
        return new TimeColumns(time, List.copyOf(values), headers.size());
    }

    private static int indexOf(
            String file, List<String> headers, String wanted, String what, List<String> choices) {
        int index = headers.indexOf(wanted);
        if (index < 0) {
            throw new BadPriceFile(
                    file
                            + " line 1: no "
                            + what
                            + " "
                            + TimeTable.shown(wanted)
                            + nearest(wanted, choices)
                            + "; "
                            + listed(choices));
        }
        if (headers.lastIndexOf(wanted) != index) {
            throw new BadPriceFile(
                    file
                            + " line 1: column "
                            + TimeTable.shown(wanted)
                            + " is there twice; rename one of them");
        }
        return index;
    }

    private static boolean isTime(String header, String timeColumn) {
        return header.equals(timeColumn) || header.startsWith("interval_");
    }

    private static String nearest(String wanted, List<String> choices) {
        return choices.stream()
                .min(Comparator.comparingInt(choice -> distance(choice, wanted)))
                .filter(choice -> distance(choice, wanted) <= wanted.length() / 2)
                .map(choice -> "; did you mean " + TimeTable.shown(choice) + "?")
                .orElse("");
    }

    private static String listed(List<String> choices) {
        List<String> shown =
                choices.stream().limit(SHOWN_MAX).map(c -> c.isEmpty() ? "\"\"" : c).toList();
        return "the file has "
                + (shown.isEmpty() ? "none" : String.join(", ", shown))
                + (choices.size() > SHOWN_MAX
                        ? " and " + (choices.size() - SHOWN_MAX) + " more"
                        : "");
    }

    /** How many single letters differ, upper and lower case being the same; long names count as far. */
    private static int distance(String choice, String wanted) {
        String a = choice.toLowerCase(Locale.ROOT);
        String b = wanted.toLowerCase(Locale.ROOT);
        if (a.length() > 64 || b.length() > 64) {
            return Integer.MAX_VALUE;
        }
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int swapped = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(swapped, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[b.length()];
    }
}
