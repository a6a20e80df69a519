package org.trimtab.backtest;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.trimtab.interval.MarketInterval;
import org.trimtab.market.AsOf;
import org.trimtab.market.AsOfMarket;
import org.trimtab.market.Strategy;
import org.trimtab.market.StrategyAward;
import org.trimtab.market.StrategyOffer;
import org.trimtab.market.StrategyState;
import org.trimtab.quantity.Reduction;

/** The day-ahead market for reserves: takes offers when its gate closes and says what was sold when it posts. */
final class ReserveBook {
    private final StrategyScene scene;
    private final AsOfMarket cleared;
    private final List<StrategyAward> waiting = new ArrayList<>();
    private final Deque<StrategyAward> open = new ArrayDeque<>();
    private @Nullable LocalDate offeredFor;
    private Instant postedAt = StrategyScene.AFTER_ALL;

    ReserveBook(StrategyScene scene) {
        this.scene = scene;
        // Prices that offers are cleared against; nobody but the market sees them.
        cleared = scene.markets().asOf(StrategyScene.AFTER_ALL);
    }

    boolean isEmpty() {
        return scene.markets().reserves().isEmpty();
    }

    /** What was sold and is known at an instant, for now and later. */
    List<StrategyAward> known(Instant now) {
        if (!now.isBefore(postedAt)) {
            open.addAll(waiting);
            waiting.clear();
            postedAt = StrategyScene.AFTER_ALL;
        }
        while (!open.isEmpty() && !open.getFirst().interval().until().isAfter(now)) {
            open.removeFirst();
        }
        return List.copyOf(open);
    }

    /** When the gate for tomorrow closes, lets the strategy offer. */
    void offer(Strategy strategy, AsOfMarket known, StrategyState state) {
        Instant now = known.at();
        LocalDate tomorrow = LocalDate.ofInstant(now, scene.zone()).plusDays(1);
        Instant gate =
                tomorrow.minusDays(1)
                        .atTime(scene.reserves().gate())
                        .atZone(scene.zone())
                        .toInstant();
        if (isEmpty() || now.isBefore(gate) || tomorrow.equals(offeredFor)) {
            return;
        }
        offeredFor = tomorrow;
        MarketInterval day =
                new MarketInterval(
                        tomorrow.atStartOfDay(scene.zone()).toInstant(),
                        tomorrow.plusDays(1).atStartOfDay(scene.zone()).toInstant());
        for (StrategyOffer offer : strategy.offer(known, day, state)) {
            StrategyAward award = cleared(offer);
            if (award != null) {
                waiting.add(award);
            }
        }
        waiting.sort(java.util.Comparator.comparing(award -> award.interval().from()));
        postedAt =
                tomorrow.minusDays(1)
                        .atTime(scene.reserves().posted())
                        .atZone(scene.zone())
                        .toInstant();
    }

    private @Nullable StrategyAward cleared(StrategyOffer offer) {
        StrategyAward best = null;
        long most = offer.microDollarsPerMwHour();
        for (String product : offer.products()) {
            Long price = price(product, offer.interval().from());
            // What it clears at above what is asked for it decides, not the price alone.
            long worth = price == null ? 0 : price - offer.dearer().getOrDefault(product, 0L);
            if (price != null && (best == null ? worth >= most : worth > most)) {
                most = worth;
                best = new StrategyAward(product, offer.interval(), offer.quantity(), price);
            }
        }
        return best;
    }

    private @Nullable Long price(String product, Instant at) {
        AsOf series = cleared.reserves().get(scene.reserves().pricedAs(product));
        return series == null ? null : series.valueAt(at);
    }

    /**
     * What a stretch of time earned.
     *
     * @param held watts held by product, at the meter
     * @param awards what was sold and holds in the stretch
     * @return µ$, below zero when more was sold than held
     */
    long earned(Map<String, Reduction> held, List<StrategyAward> awards, MarketInterval time) {
        long micros = 0;
        long multiple = MicroDollars.of(scene.reserves().failureMultiple());
        for (StrategyAward award : awards) {
            if (!award.interval().overlaps(time)) {
                continue;
            }
            long from =
                    Math.max(
                            award.interval().from().getEpochSecond(), time.from().getEpochSecond());
            long until =
                    Math.min(
                            award.interval().until().getEpochSecond(),
                            time.until().getEpochSecond());
            long kept =
                    Math.min(
                            held.getOrDefault(award.product(), Reduction.NONE).watts(),
                            award.quantity().watts());
            long missing = award.quantity().watts() - kept;
            micros += MicroDollars.capacity(kept, until - from, award.microDollarsPerMwHour());
            long failed =
                    MicroDollars.capacity(missing, until - from, award.microDollarsPerMwHour());
            micros -= Math.max(0, failed) * multiple / 1_000_000L;
        }
        return micros;
    }
}
