package org.trimtab.bench;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One thing measured several times in one run of the benchmark.
 *
 * @param name what it is, as people read it
 * @param key what it is, as programs read it; with the unit last
 * @param unit of its samples
 * @param target most its median may be; null when nothing is promised
 * @param samples in the order measured
 */
record Figure(String name, String key, Unit unit, @Nullable Double target, List<Double> samples) {
    enum Unit {
        US("µs"),
        MS("ms"),
        S("s"),
        BYTES("B"),
        MB("MB"),
        PERCENT("%"),
        MW("MW"),
        /** Times as much. */
        RATIO("×"),
        /** Processors in use on average. */
        CORES("cores"),
        COUNT("");

        final String text;

        Unit(String text) {
            this.text = text;
        }
    }

    Figure {
        samples = List.copyOf(samples);
    }

    /** The middle sample, or the mean of the two in the middle; null when nothing was measured. */
    @Nullable Double median() {
        if (samples.isEmpty()) {
            return null;
        }
        List<Double> sorted = new ArrayList<>(samples);
        Collections.sort(sorted);
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1
                ? sorted.get(middle)
                : Double.valueOf((sorted.get(middle - 1) + sorted.get(middle)) / 2);
    }

    @Nullable Double least() {
        return samples.isEmpty() ? null : Collections.min(samples);
    }

    @Nullable Double most() {
        return samples.isEmpty() ? null : Collections.max(samples);
    }

    /** Whether the median keeps the target; null when there is no target. Nothing measured keeps none. */
    @Nullable Boolean isMet() {
        if (target == null) {
            return null;
        }
        Double median = median();
        return median != null && median <= target;
    }
}
