package org.trimtab.engine;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.trimtab.engine.Standing.Phase;
import org.trimtab.interval.MarketInterval;
import org.trimtab.market.MiningTerms;
import org.trimtab.market.PriceResponse;
import org.trimtab.quantity.EnergyPrice;
import org.trimtab.telemetry.Activity;

/** Puts devices to sleep whose work is worth less than their power, and says when they may work again. */
final class PriceControl {
    /** What a command for a price names as its cause. */
    static final String CAUSE = "price";

    private final Fleet fleet;
    private final Eligibility eligibility;
    private final Trust trust;
    private final PriceResponse[] responses;
    private EnergyPrice lowestBreakEven = new EnergyPrice(Long.MAX_VALUE);
    private @Nullable MarketInterval interval;
    private EnergyPrice price = EnergyPrice.ZERO;

    PriceControl(Fleet fleet, Eligibility eligibility, Trust trust, MiningTerms mining) {
        this.fleet = fleet;
        this.eligibility = eligibility;
        this.trust = trust;
        responses = new PriceResponse[fleet.size()];
        java.util.Map<PriceResponse, PriceResponse> alike = new java.util.HashMap<>();
        for (int place = 0; place < responses.length; place++) {
            PriceResponse response = PriceResponse.of(fleet.device(place), mining);
            responses[place] = alike.computeIfAbsent(response, same -> same);
            if (response.breakEven().compareTo(lowestBreakEven) < 0) {
                lowestBreakEven = response.breakEven();
            }
        }
    }

    void know(MarketInterval priced, EnergyPrice known) {
        interval = priced;
        price = known;
    }

    /** The price that counts now or later; null when none is known. */
    Input.@Nullable PriceKnown known(Instant now) {
        return interval == null || !interval.until().isAfter(now)
                ? null
                : new Input.PriceKnown(interval, price);
    }

    /**
     * Puts to sleep what should not work at this price; without a price for now, nothing changes.
     *
     * @param room how far the level may fall before something stronger is hurt, watts
     * @return watts that fall
     */
    long decide(long room, Instant now) {
        if (interval == null || !interval.contains(now) || price.compareTo(lowestBreakEven) <= 0) {
            return 0;
        }
        long left = room;
        for (int place = 0; place < responses.length && left > 0; place++) {
            if (fleet.standing(place).phase() == Phase.FREE
                    && isAtWork(place)
                    && eligibility.down(place, now) == null
                    && eligibility.mayStop(place, now)
                    && wantsSleep(place, now)) {
                long gives = fleet.level().settled(place) - fleet.points(place).watts()[0];
                if (gives <= left) {
                    fleet.command(place, 0, CAUSE, 1, now);
                    trust.asked(place);
                    eligibility.refresh(place, now);
                    left -= gives;
                }
            }
        }
        return room - left;
    }

    /** True when the price speaks for this device being asleep, or is unknown and it sleeps for a price already. */
    boolean wantsSleep(int place, Instant now) {
        boolean asleepForPrice = CAUSE.equals(fleet.standing(place).causedBy());
        if (interval == null || !interval.contains(now)) {
            return asleepForPrice;
        }
        boolean asleep = fleet.standing(place).phase() != Phase.FREE;
        Instant since = asleep ? fleet.sleptAt(place) : fleet.wokeAt(place);
        PriceResponse.Past past = new PriceResponse.Past(asleep, since);
        return responses[place].decide(price, past, now).wanted() == PriceResponse.Wanted.SLEEP;
    }

    private boolean isAtWork(int place) {
        return fleet.readings().is(place, Activity.HASHING);
    }
}
