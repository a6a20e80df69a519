package org.trimtab.bench;

import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * One order to many devices at once, from handing it in to the last answer. All times in ms since it was handed in.
 *
 * @param firstByteMs the first command's last byte written; NaN when none was
 * @param lastByteMs the last command's last byte written; NaN when none was
 * @param answersMs when each device's outcome was known, in the order of the devices
 * @param good whether each device's outcome was accepted or confirmed
 * @param processorMs processor time of this process meanwhile, ms
 * @param outcomes how many outcomes of each kind, with the reason where it was none of the good ones
 */
record Burst(
        double firstByteMs,
        double lastByteMs,
        double[] answersMs,
        boolean[] good,
        double processorMs,
        Map<String, Integer> outcomes) {
    /** The time by which this share of the given answers was there; NaN for none. */
    static double percentile(double[] answers, double share) {
        if (answers.length == 0) {
            return Double.NaN;
        }
        double[] sorted = answers.clone();
        Arrays.sort(sorted);
        return sorted[(int) Math.min(sorted.length - 1L, Math.round(share * (sorted.length - 1)))];
    }

    double percentile(double share) {
        return percentile(answersMs, share);
    }

    double lastAnswerMs() {
        return percentile(1);
    }

    boolean isAllGood() {
        for (boolean one : good) {
            if (!one) {
                return false;
            }
        }
        return true;
    }

    String outcomesInWords() {
        return new TreeMap<>(outcomes)
                .entrySet().stream()
                        .map(e -> e.getValue() + " " + e.getKey())
                        .collect(Collectors.joining(", "));
    }
}
