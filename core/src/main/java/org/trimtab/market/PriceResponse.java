package org.trimtab.market;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.trimtab.quantity.EnergyPrice;
import org.trimtab.resource.Device;

/**
 * How one device answers prices: it sleeps above its break-even and works below it, with a band around it in which
 * nothing changes and shortest times between two changes.
 *
 * @param breakEven market price at which its work neither earns nor loses
 * @param hysteresis half the width of the band, at least 0
 * @param minOff shortest sleep
 * @param minOn shortest run after a sleep
 */
public record PriceResponse(
        EnergyPrice breakEven, EnergyPrice hysteresis, Duration minOff, Duration minOn) {

    /** What a device should do. */
    public enum Wanted {
        RUN,
        SLEEP
    }

    /** Why. */
    public enum Reason {
        /** Hashing would lose money. */
        ABOVE_BREAK_EVEN,
        /** Hashing earns money. */
        BELOW_BREAK_EVEN,
        /** Too near to the break-even to change anything. */
        INSIDE_HYSTERESIS,
        /** It would wake, but has not slept long enough. */
        MIN_OFF,
        /** It would sleep, but has not run long enough. */
        MIN_ON
    }

    /**
     * What a device should do and why.
     *
     * @param wanted sleep or run
     * @param reason why
     */
    public record Decision(Wanted wanted, Reason reason) {}

    /**
     * Where prices have put a device so far.
     *
     * @param asleep true when it sleeps for a price
     * @param since when it was put to sleep or woken; null when it never was, then no shortest time holds it
     */
    public record Past(boolean asleep, @Nullable Instant since) {
        /** Running, and never yet touched. */
        public static final Past UNTOUCHED = new Past(false, null);
    }

    private static final Decision SLEEP_ABOVE = new Decision(Wanted.SLEEP, Reason.ABOVE_BREAK_EVEN);
    private static final Decision SLEEP_INSIDE =
            new Decision(Wanted.SLEEP, Reason.INSIDE_HYSTERESIS);
    private static final Decision SLEEP_MIN_OFF = new Decision(Wanted.SLEEP, Reason.MIN_OFF);
    private static final Decision RUN_BELOW = new Decision(Wanted.RUN, Reason.BELOW_BREAK_EVEN);
    private static final Decision RUN_INSIDE = new Decision(Wanted.RUN, Reason.INSIDE_HYSTERESIS);
    private static final Decision RUN_MIN_ON = new Decision(Wanted.RUN, Reason.MIN_ON);

    /** The answer of a device; the longer of its own shortest times and the site's holds. */
    public static PriceResponse of(Device device, MiningTerms terms) {
        return new PriceResponse(
                BreakEven.price(device.efficiency(), terms),
                terms.hysteresis(),
                longer(device.envelope().minOff(), terms.minOff()),
                longer(device.envelope().minOn(), terms.minOn()));
    }

    /** What the device should do at a price. A higher price never wakes it, a lower one never puts it to sleep. */
    public Decision decide(EnergyPrice price, Past past, Instant now) {
        long above = Math.subtractExact(price.microDollarsPerMwh(), breakEven.microDollarsPerMwh());
        long band = hysteresis.microDollarsPerMwh();
        if (above > band) {
            return past.asleep() || isFree(past, now) ? SLEEP_ABOVE : RUN_MIN_ON;
        }
        if (above < -band) {
            return !past.asleep() || isFree(past, now) ? RUN_BELOW : SLEEP_MIN_OFF;
        }
        return past.asleep() ? SLEEP_INSIDE : RUN_INSIDE;
    }

    private boolean isFree(Past past, Instant now) {
        Instant freeAt = freeAt(past);
        return freeAt == null || !now.isBefore(freeAt);
    }

    /** First instant at which a shortest time no longer holds the device; null when none does. */
    public @Nullable Instant freeAt(Past past) {
        Instant since = past.since();
        return since == null ? null : since.plus(past.asleep() ? minOff : minOn);
    }

    private static Duration longer(Duration a, Duration b) {
        return a.compareTo(b) >= 0 ? a : b;
    }
}
