package org.trimtab.storm;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.trimtab.engine.Input;
import org.trimtab.quantity.Frequency;
import org.trimtab.telemetry.FrequencySample;
import org.trimtab.telemetry.Quality;
import org.trimtab.testkit.Seeded;

/**
 * The grid's frequency in one storm: noise, dips, and an instrument that now and then gives nothing or is stuck. When
 * the storm is over it is near nominal, and known.
 */
final class StormFrequency {
    private static final Duration BATCH = Duration.ofSeconds(1);
    private static final long NOMINAL_MILLIHERTZ = 60_000;

    /** Longer than any plan's hold and recovery; after it nobody asks for frequency any more. */
    private static final Duration CALM = Duration.ofMinutes(30);

    private final Seeded any;
    private final UnaryOperator<Instant> site;

    private long dipMillihertz;
    private int dipLeft;
    private int stuckLeft;
    private int goneLeft;
    private @Nullable Frequency last;

    StormFrequency(Seeded any, UnaryOperator<Instant> site) {
        this.any = any;
        this.site = site;
    }

    List<Moment> between(Instant from, Instant calmAt) {
        int samples = any.pick(List.of(1, 2, 4, 10));
        List<Moment> moments = new ArrayList<>();
        for (Instant at = from; at.isBefore(calmAt); at = at.plus(BATCH)) {
            turn();
            if (goneLeft > 0) {
                continue;
            }
            List<FrequencySample> batch = new ArrayList<>();
            for (int i = 0; i < samples; i++) {
                long back = (samples - 1 - i) * BATCH.toMillis() / samples;
                batch.add(sample(site.apply(at.minusMillis(back))));
            }
            moments.add(new Moment.Tell(at, new Input.FrequencyRead(batch)));
        }
        calm(calmAt, moments);
        return moments;
    }

    private void calm(Instant from, List<Moment> moments) {
        for (long second = 0; second < CALM.toSeconds(); second++) {
            Instant at = from.plusSeconds(second);
            Frequency figure = Frequency.ofMillihertz(NOMINAL_MILLIHERTZ + second % 3);
            FrequencySample sample = new FrequencySample(site.apply(at), figure, Quality.GOOD);
            moments.add(new Moment.Tell(at, new Input.FrequencyRead(List.of(sample))));
        }
    }

    /** Every ten minutes or so something: a long dip, a short one, a stuck instrument, a silent one. */
    private void turn() {
        dipLeft--;
        stuckLeft--;
        goneLeft--;
        if (isTime(6)) {
            dipLeft = any.intFrom(1, 90);
            dipMillihertz = any.longFrom(40, 900);
        } else if (isTime(6)) {
            dipLeft = 1;
            dipMillihertz = any.longFrom(100, 900);
        } else if (isTime(4)) {
            stuckLeft = any.intFrom(1, 60);
        } else if (isTime(4)) {
            goneLeft = any.intFrom(1, 60);
        }
    }

    private boolean isTime(int ofTenThousand) {
        return any.chance(1) && any.chance(ofTenThousand);
    }

    private FrequencySample sample(Instant observedAt) {
        if (any.chance(1)) {
            return new FrequencySample(
                    observedAt, any.chance(50) ? null : last, any.pick(Quality.class));
        }
        if (stuckLeft <= 0 || last == null) {
            long dip = dipLeft > 0 ? dipMillihertz : 0;
            last = Frequency.ofMillihertz(NOMINAL_MILLIHERTZ - dip + any.longFrom(-20, 20));
        }
        return new FrequencySample(observedAt, last, Quality.GOOD);
    }
}
