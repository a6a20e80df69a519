package org.trimtab.backtest;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.trimtab.interval.MarketInterval;

/** Lots that break and are repaired, drawn with a seed; the same for every strategy. */
final class Outages {
    private final TreeMap<Instant, List<Turn>> turns = new TreeMap<>();

    /**
     * How much breaks.
     *
     * @param share part of the time that a lot is out, 0 up to 1
     * @param length of one outage
     * @param seed of the drawing
     */
    record Rule(double share, Duration length, long seed) {
        /** Nothing breaks. */
        public static final Rule NONE = new Rule(0, Duration.ofHours(24), 1);

        public Rule {
            if (share < 0 || share >= 0.9 || length.toSeconds() < 60) {
                throw new IllegalArgumentException(
                        "outages take a share of time from 0 to below 0.9 and last a minute or"
                                + " more, got "
                                + share
                                + " and "
                                + length);
            }
        }
    }

    /**
     * A lot that changes.
     *
     * @param place of the lot
     * @param isBroken true when it breaks, false when it is repaired
     */
    record Turn(int place, boolean isBroken) {}

    Outages(Rule rule, int lots, MarketInterval span) {
        if (rule.share() == 0) {
            return;
        }
        SplittableRandom random = new SplittableRandom(rule.seed());
        double meanUp = rule.length().toSeconds() * (1 - rule.share()) / rule.share();
        for (int place = 0; place < lots; place++) {
            Instant at = after(span.from(), random, meanUp);
            while (at.isBefore(span.until())) {
                turns.computeIfAbsent(at, _ -> new ArrayList<>()).add(new Turn(place, true));
                at = at.plus(rule.length());
                turns.computeIfAbsent(at, _ -> new ArrayList<>()).add(new Turn(place, false));
                at = after(at, random, meanUp);
            }
        }
    }

    /** Times without an outage are drawn as if outages came by themselves. */
    private static Instant after(Instant from, SplittableRandom random, double meanSeconds) {
        long seconds = Math.round(-meanSeconds * Math.log(1 - random.nextDouble()));
        return from.plusSeconds(Math.max(60, seconds));
    }

    /** When something changes next before an instant; null when nothing does. */
    @Nullable Instant nextBefore(Instant until) {
        return turns.isEmpty() || !turns.firstKey().isBefore(until) ? null : turns.firstKey();
    }

    /** What changes at an instant. */
    List<Turn> take(Instant at) {
        List<Turn> taken = turns.remove(at);
        return taken == null ? List.of() : taken;
    }
}
