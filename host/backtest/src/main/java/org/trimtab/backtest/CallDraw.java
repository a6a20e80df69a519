package org.trimtab.backtest;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import org.trimtab.interval.MarketInterval;
import org.trimtab.market.ReserveCall;
import org.trimtab.market.ReserveProduct;
import org.trimtab.market.ReserveRules;

/** Calls on reserves drawn with a seed, as often as the rules of each product expect; the same for every strategy. */
public final class CallDraw {
    private static final long LEAST_SECONDS = 60;

    private CallDraw() {}

    /**
     * Draws calls on all that is held.
     *
     * @param products each with its share of hours and the usual length of a call
     */
    public static List<ReserveCall> of(
            List<ReserveProduct> products, MarketInterval span, long seed) {
        List<ReserveCall> calls = new ArrayList<>();
        SplittableRandom all = new SplittableRandom(seed);
        for (ReserveProduct product : products) {
            SplittableRandom random = all.split();
            ReserveRules.Call call = product.rules().call();
            double share = call.share().partsPerMillion() / 1e6;
            if (share <= 0 || share >= 1) {
                continue;
            }
            Duration length = Duration.ofSeconds(Math.max(1, call.length().toSeconds()));
            double mean = length.toSeconds() * (1 - share) / share;
            Instant at = after(span.from(), random, mean);
            while (at.isBefore(span.until())) {
                Instant until = at.plus(length);
                calls.add(new ReserveCall(new MarketInterval(at, until), product.id(), null));
                at = after(until, random, mean);
            }
        }
        calls.sort(Comparator.comparing(call -> call.interval().from()));
        return calls;
    }

    private static Instant after(Instant from, SplittableRandom random, double meanSeconds) {
        long seconds = Math.round(-meanSeconds * Math.log(1 - random.nextDouble()));
        return from.plusSeconds(Math.max(LEAST_SECONDS, seconds));
    }
}
