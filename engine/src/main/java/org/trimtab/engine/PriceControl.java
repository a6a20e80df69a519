package org.trimtab.engine;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.trimtab.dispatch.Action;
import org.trimtab.engine.Standing.Phase;
import org.trimtab.interval.MarketInterval;
import org.trimtab.market.MiningTerms;
import org.trimtab.market.PriceResponse;
import org.trimtab.quantity.EnergyPrice;
import org.trimtab.resource.Capability;
import org.trimtab.telemetry.Activity;
import org.trimtab.telemetry.DeviceReading;

/** Puts devices to sleep whose work is worth less than their power, and says when they may work again. */
final class PriceControl {
    /** What a command for a price names as its cause. */
    static final String CAUSE = "price";

    private final Fleet fleet;
    private final PriceResponse[] responses;
    private @Nullable MarketInterval interval;
    private EnergyPrice price = EnergyPrice.ZERO;

    PriceControl(Fleet fleet, MiningTerms mining) {
        this.fleet = fleet;
        responses = new PriceResponse[fleet.size()];
        for (int place = 0; place < responses.length; place++) {
            responses[place] = PriceResponse.of(fleet.device(place), mining);
        }
    }

    void know(MarketInterval priced, EnergyPrice known) {
        interval = priced;
        price = known;
    }

    /** Puts to sleep what should not work at this price; without a price for now, nothing changes. */
    void decide(Instant now) {
        if (interval == null || !interval.contains(now)) {
            return;
        }
        for (int place = 0; place < responses.length; place++) {
            if (fleet.standing(place).phase() == Phase.FREE
                    && isOursToUse(place)
                    && wantsSleep(place, now)) {
                fleet.command(place, Action.SLEEP, CAUSE, 1, now);
            }
        }
    }

    /** True when the price speaks for this device being asleep, or is unknown and it sleeps for a price already. */
    boolean wantsSleep(int place, Instant now) {
        boolean asleepForPrice = CAUSE.equals(fleet.standing(place).causedBy());
        if (interval == null || !interval.contains(now)) {
            return asleepForPrice;
        }
        boolean asleep = fleet.standing(place).phase() != Phase.FREE;
        Instant since = asleep ? fleet.sleptAt(place) : fleet.wokeAt(place);
        PriceResponse.Past past =
                new PriceResponse.Past(asleep, since.equals(Instant.MIN) ? null : since);
        return responses[place].decide(price, past, now).wanted() == PriceResponse.Wanted.SLEEP;
    }

    private boolean isOursToUse(int place) {
        DeviceReading reading = fleet.reading(place);
        return reading != null
                && reading.activity() == Activity.HASHING
                && !fleet.device(place).envelope().exempt()
                && fleet.device(place).can(Capability.CURTAIL);
    }
}
