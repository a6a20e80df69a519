package org.trimtab.live;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.trimtab.engine.Engine;

/** What the site can promise, reckoned now and then and shown until it is old. Crank's thread only. */
final class Promises {
    /** Reckoning looks at every device; screens ask twice a second. */
    static final Duration FRESH = Duration.ofSeconds(5);

    /** The hours ahead are two dozen times the work, and move slowly. */
    static final Duration HOURS_FRESH = Duration.ofSeconds(60);

    private List<Offers.Part> parts = List.of();
    private List<Offers.Hour> hours = List.of();
    private @Nullable Instant partsAt;
    private @Nullable Instant hoursAt;

    List<Offers.Part> now(Engine engine, Instant now) {
        if (isOld(partsAt, FRESH, now)) {
            parts = engine.offers().stream().map(Offers.Part::of).toList();
            partsAt = now;
        }
        return parts;
    }

    Offers whole(Engine engine, Instant now) {
        List<Offers.Part> fresh = now(engine, now);
        if (isOld(hoursAt, HOURS_FRESH, now)) {
            hours = engine.offersAhead().stream().map(Offers.Hour::of).toList();
            hoursAt = now;
        }
        return new Offers(now, fresh, hours);
    }

    private static boolean isOld(@Nullable Instant at, Duration fresh, Instant now) {
        return at == null || at.plus(fresh).isBefore(now);
    }
}
