package org.trimtab.server;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.trimtab.quantity.Frequency;
import org.trimtab.telemetry.FrequencySample;
import org.trimtab.telemetry.Quality;
import tools.jackson.databind.JsonNode;

/** Reads the body of {@code POST /api/v1/frequency/samples}. */
final class SampleReader {
    /** Samples in one request. */
    static final int SAMPLES_MAX = 10_000;

    /** Bytes of a request. */
    static final int BYTES_MAX = 1024 * 1024;

    /** Outside of these an instrument has lost its signal: the figure is no frequency of a grid, and not known. */
    static final BigDecimal HERTZ_LEAST = BigDecimal.valueOf(40);

    static final BigDecimal HERTZ_MOST = BigDecimal.valueOf(70);

    /** How far ahead of the site's clock a sample may be dated. */
    static final Duration AHEAD_MAX = Duration.ofSeconds(2);

    private static final List<String> FIELDS = List.of("observed_at", "hz");
    private static final String EXAMPLE =
            "{\"observed_at\": \"2026-07-01T18:00:00.100Z\", \"hz\": 59.982}";

    private SampleReader() {}

    /** Reads one sample or a list of them, oldest first. */
    static List<FrequencySample> read(byte[] bytes, Instant now) {
        List<FrequencySample> samples = new ArrayList<>();
        for (Fields one : Fields.oneOrMore(bytes, FIELDS, EXAMPLE, SAMPLES_MAX)) {
            samples.add(sample(one, now));
        }
        samples.sort(Comparator.comparing(FrequencySample::observedAt));
        return samples;
    }

    private static FrequencySample sample(Fields one, Instant now) {
        Instant observedAt = one.instant("observed_at");
        if (observedAt == null) {
            throw one.bad("observed_at", "is missing; say when, such as \"2026-07-01T18:00:00Z\"");
        }
        Duration ahead = Duration.between(now, observedAt);
        if (ahead.compareTo(AHEAD_MAX) > 0) {
            throw one.bad(
                    "observed_at",
                    "lies "
                            + ahead.toMillis()
                            + " ms ahead of the site's clock, which is "
                            + now
                            + "; set the instrument's clock");
        }
        Frequency frequency = frequency(one);
        return new FrequencySample(
                observedAt, frequency, frequency == null ? Quality.SUSPECT : Quality.GOOD);
    }

    /** Null when it is not known: the instrument gave null, or a figure no grid has. */
    private static @Nullable Frequency frequency(Fields one) {
        JsonNode value = one.node("hz");
        if (value == null) {
            throw one.bad("hz", "is missing; give a number such as 59.982, or null when not known");
        }
        if (value.isNull()) {
            return null;
        }
        if (!value.isNumber()) {
            throw one.bad(
                    "hz",
                    "must be a number such as 59.982, or null when it is not known, not "
                            + Replies.shown(value.toString()));
        }
        if (!Double.isFinite(value.doubleValue())) {
            return null;
        }
        BigDecimal hertz = value.decimalValue();
        boolean isGrids = hertz.compareTo(HERTZ_LEAST) >= 0 && hertz.compareTo(HERTZ_MOST) <= 0;
        return isGrids ? Frequency.ofHertz(hertz) : null;
    }
}
