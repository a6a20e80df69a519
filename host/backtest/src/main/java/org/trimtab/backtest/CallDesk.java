package org.trimtab.backtest;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.trimtab.interval.MarketInterval;
import org.trimtab.market.ReserveCall;
import org.trimtab.market.ReserveProduct;
import org.trimtab.quantity.Reduction;

/** Calls on reserves as they come: what is called of what is held, and how long that still counts as held. */
final class CallDesk {
    private final StrategyScene.ReserveTerms terms;
    private final List<ReserveCall> calls;
    private final List<Running> running = new ArrayList<>();
    private int next;

    /**
     * A call that takes something.
     *
     * @param call what was asked
     * @param watts how much the site gives, at the meter
     * @param restoredBy until when it counts as held
     */
    record Running(ReserveCall call, long watts, Instant restoredBy) {}

    CallDesk(StrategyScene scene) {
        terms = scene.reserves();
        calls =
                scene.calls().stream()
                        .filter(call -> call.interval().overlaps(scene.span()))
                        .filter(call -> !call.interval().from().isBefore(scene.span().from()))
                        .toList();
    }

    /** When the next call begins before an instant; null when none does. */
    @Nullable Instant nextBefore(Instant until) {
        Instant from = next < calls.size() ? calls.get(next).interval().from() : until;
        return from.isBefore(until) ? from : null;
    }

    /**
     * What begins at an instant, of the products that are held.
     *
     * @param held watts held by product, at the meter
     */
    List<Running> begin(Instant now, Map<String, Reduction> held) {
        List<Running> begun = new ArrayList<>();
        for (; next < calls.size() && !calls.get(next).interval().from().isAfter(now); next++) {
            ReserveCall call = calls.get(next);
            long has = held.getOrDefault(call.product(), Reduction.NONE).watts();
            long free = Math.max(0, has - given(call.product(), now));
            Reduction most = call.most();
            long watts = most == null ? free : Math.min(free, most.watts());
            if (watts > 0) {
                ReserveProduct rule = terms.rule(call.product());
                Duration restore = rule == null ? Duration.ZERO : rule.rules().call().restore();
                Instant until = call.interval().until();
                begun.add(new Running(call, watts, until.plus(restore)));
            }
        }
        running.addAll(begun);
        return begun;
    }

    /** Forgets what is over. */
    void forget(Instant now) {
        running.removeIf(one ->
                !one.restoredBy().isAfter(now) && !one.call().interval().until().isAfter(now));
    }

    /** Watts of a product that calls take now. */
    private long given(String product, Instant now) {
        long sum = 0;
        for (Running one : running) {
            boolean runs = one.call().interval().until().isAfter(now);
            sum += runs && one.call().product().equals(product) ? one.watts() : 0;
        }
        return sum;
    }

    /** What was called before and counts as held at an instant, by product. */
    SortedMap<String, Long> counted(Instant at) {
        SortedMap<String, Long> counted = new TreeMap<>();
        for (Running one : running) {
            if (one.restoredBy().isAfter(at) && !one.call().interval().from().isAfter(at)) {
                counted.merge(one.call().product(), one.watts(), Math::max);
            }
        }
        return counted;
    }

    /** Energy called in a stretch of time, J at the meter. */
    long calledJoules(MarketInterval time) {
        long joules = 0;
        for (Running one : running) {
            MarketInterval its = one.call().interval();
            if (its.overlaps(time)) {
                Instant from = its.from().isAfter(time.from()) ? its.from() : time.from();
                Instant until = its.until().isBefore(time.until()) ? its.until() : time.until();
                joules += one.watts() * Duration.between(from, until).toSeconds();
            }
        }
        return joules;
    }
}
