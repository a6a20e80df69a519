package org.trimtab.live;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.trimtab.interval.MarketInterval;
import org.trimtab.operators.sources.FallbackSource;
import org.trimtab.operators.sources.PriceBlock;
import org.trimtab.operators.sources.SourceFailure;
import org.trimtab.quantity.EnergyPrice;

/**
 * Asks the price sources of a site round by round, on a thread of its own, and tells the site what energy costs. A
 * price counts until it is too old. When no source has one, the last counts until then; after that none does, and a
 * site without a price leaves everybody as they are.
 */
final class PriceWatch implements AutoCloseable {
    /** A price beyond this, either way, is taken for a mistake, $/MWh. */
    static final BigDecimal PRICE_MOST = new BigDecimal("100000");

    private final FallbackSource sources;
    private final long everyMillis;
    private final InstantSource clock;
    private final VtnFollowing.Prices prices;
    private final ScheduledExecutorService rounds =
            Executors.newSingleThreadScheduledExecutor(
                    task -> Thread.ofPlatform().name("prices").daemon(true).unstarted(task));
    private volatile FallbackSource.@Nullable Taken taken;
    private volatile @Nullable String trouble = "not asked yet";
    private @Nullable MarketInterval told;
    private @Nullable EnergyPrice toldPrice;

    PriceWatch(PriceBlock.Read block, InstantSource clock, VtnFollowing.Prices prices) {
        sources = new FallbackSource(block.sources());
        everyMillis = block.every().toMillis();
        this.clock = clock;
        this.prices = prices;
    }

    void start() {
        var _ =
                rounds.scheduleWithFixedDelay(
                        () -> look(clock.instant()), 0, everyMillis, TimeUnit.MILLISECONDS);
    }

    /** One round. */
    void look(Instant now) {
        try {
            FallbackSource.Taken found = sources.read(now);
            BigDecimal dollars = found.value().value();
            if (dollars.abs().compareTo(PRICE_MOST) > 0) {
                trouble =
                        found.value().source()
                                + " says "
                                + dollars.toPlainString()
                                + " $/MWh, which is taken for a mistake";
                return;
            }
            tell(
                    EnergyPrice.ofDollars(dollars.setScale(6, RoundingMode.HALF_EVEN)),
                    new MarketInterval(now, found.until()));
            taken = found;
            trouble = null;
        } catch (SourceFailure | CannotAnswer e) {
            trouble = e.getMessage();
        } catch (RuntimeException e) {
            // One failed round must not end the watch; a person sees it among the alarms.
            trouble = "prices could not be asked for and are asked for again: " + e;
        }
    }

    /** Tells the engine only what is news, so that its journal does not grow with every round. */
    private void tell(EnergyPrice price, MarketInterval time) {
        MarketInterval last = told;
        if (last != null && last.until().equals(time.until()) && price.equals(toldPrice)) {
            return;
        }
        prices.price(time, price);
        told = time;
        toldPrice = price;
    }

    PriceView view(Instant now) {
        FallbackSource.Taken last = taken;
        String why = trouble;
        if (last == null || !last.until().isAfter(now)) {
            return new PriceView(null, null, null, null, List.of(), why);
        }
        return new PriceView(
                last.value().value(),
                last.value().at(),
                last.until(),
                last.value().source(),
                last.passedOver(),
                why);
    }

    /** What a person should know, in words. */
    List<String> alarms(Instant now) {
        PriceView view = view(now);
        List<String> alarms = new ArrayList<>();
        if (view.usdPerMwh() == null) {
            alarms.add(
                    "what energy costs is not known, so nothing changes for a price: "
                            + view.trouble());
        } else if (view.trouble() != null) {
            alarms.add(
                    "the price of %s counts until %s and no newer one came: %s"
                            .formatted(view.at(), view.until(), view.trouble()));
        } else if (!view.passedOver().isEmpty()) {
            alarms.add(
                    "the price comes from %s: %s"
                            .formatted(view.source(), String.join("; ", view.passedOver())));
        }
        return alarms;
    }

    @Override
    public void close() {
        rounds.shutdownNow();
    }
}
