package org.trimtab.engine;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.trimtab.dispatch.Claim;
import org.trimtab.dispatch.ClaimStack;
import org.trimtab.dispatch.Deliverable;
import org.trimtab.dispatch.LeftOut;
import org.trimtab.dispatch.Offer;
import org.trimtab.interval.MarketInterval;
import org.trimtab.program.Hold;
import org.trimtab.program.Instruction;
import org.trimtab.program.Obligation;
import org.trimtab.program.ProgramBook;
import org.trimtab.quantity.Power;
import org.trimtab.quantity.Reduction;

/** What the site can promise, from what its devices draw and how they have obeyed. */
final class Offers {
    /** How many hours are looked ahead. */
    static final int HOURS = 24;

    private static final Duration HOUR = Duration.ofHours(1);

    private final ProgramBook book;
    private final Fleet fleet;
    private final Eligibility eligibility;
    private final Trust trust;
    private final Holds holds;

    Offers(ControlRoom room) {
        this.book = room.definition().programs();
        this.fleet = room.fleet();
        this.eligibility = room.eligibility();
        this.trust = room.trust();
        this.holds = room.holds();
    }

    /** What can be promised now. */
    List<Offer> now(Instant now) {
        long[] watts = new long[fleet.size()];
        @Nullable LeftOut[] reasons = new LeftOut[fleet.size()];
        for (int place = 0; place < watts.length; place++) {
            watts[place] = gives(place);
            reasons[place] = reason(place, now);
        }
        return Deliverable.offers(trust.record(), watts, reasons);
    }

    /** What can be promised in the coming hours, with what is owed already taken out. */
    List<Deliverable.HourAhead> ahead(List<Obligation> open, Instant now) {
        long[] watts = new long[fleet.size()];
        for (int place = 0; place < watts.length; place++) {
            watts[place] =
                    Math.max(
                            gives(place),
                            fleet.device(place).running().watts() - fleet.points(place).watts()[0]);
        }
        long[] owed = new long[HOURS];
        for (int hour = 0; hour < HOURS; hour++) {
            Instant from = now.plus(HOUR.multipliedBy(hour));
            owed[hour] =
                    owed(
                            open.stream()
                                    .filter(o -> isIn(o.instruction().interval(), from))
                                    .toList());
        }
        return Deliverable.ahead(
                trust.record(),
                now,
                watts,
                (place, hour) -> lasting(place, now, now.plus(HOUR.multipliedBy(hour))),
                owed);
    }

    private static boolean isIn(MarketInterval its, Instant from) {
        return its.from().isBefore(from.plus(HOUR)) && from.isBefore(its.until());
    }

    /** What all these hold the site below full work together; awards of one program add up, too. */
    private long owed(List<Obligation> obligations) {
        List<Claim> claims = new ArrayList<>();
        Map<String, Long> reserves = new TreeMap<>();
        for (Obligation obligation : obligations) {
            Instruction asked = obligation.instruction();
            long watts = Math.max(0, owed(obligation));
            if (asked instanceof Instruction.HoldReserve) {
                reserves.merge(asked.program(), watts, Long::sum);
            } else {
                claims.add(claim(asked.id().value(), asked.program(), watts));
            }
        }
        reserves.forEach((program, watts) -> claims.add(claim(program, program, watts)));
        return ClaimStack.together(claims, book).watts();
    }

    private Claim claim(String cause, String program, long watts) {
        return Claim.reduction(
                cause, program, book.rule(program).rank(), Power.ZERO, Reduction.ofWatts(watts));
    }

    /** How far below full work an obligation holds the site. */
    private long owed(Obligation obligation) {
        long full = fleet.level().expected(-1);
        return switch (obligation.instruction()) {
            case Instruction.ReduceBy reduce -> reduce.reduction().watts();
            case Instruction.LimitTo limit -> Math.max(0, full - limit.limit().watts());
            case Instruction.Track track -> Math.max(0, full - track.basePoint().watts());
            case Instruction.HoldReserve hold -> hold.reserve().watts();
        };
    }

    private long gives(int place) {
        return Math.max(0, fleet.level().settled(place) - fleet.points(place).watts()[0]);
    }

    private @Nullable LeftOut reason(int place, Instant now) {
        LeftOut obstacle = eligibility.down(place, now);
        if (obstacle != null) {
            return obstacle;
        }
        return eligibility.mayStop(place, now) ? null : LeftOut.MIN_ON_TIME;
    }

    /** What keeps a device out in a later hour too; shortest times are over by then. */
    private @Nullable LeftOut lasting(int place, Instant now, Instant then) {
        Hold hold = holds.on(place);
        if (hold != null && (hold.until() == null || hold.until().isAfter(then))) {
            return LeftOut.HELD;
        }
        Instant until = trust.quarantinedUntil(place);
        if (until != null && until.isAfter(then)) {
            return LeftOut.QUARANTINED;
        }
        LeftOut obstacle = eligibility.down(place, now);
        return obstacle == null
                ? null
                : switch (obstacle) {
                    case EXEMPT, UNSUPPORTED, UNREADABLE -> obstacle;
                    default -> null;
                };
    }

    /**
     * How much to ask for when so much is needed. Where time is left to find out who did not obey and to ask others,
     * no more than that; where there is none, as much more as it takes to be sure in 95 of 100 cases.
     */
    long withSome(long neededWatts, Duration within, Duration slowest, Instant now) {
        if (within.compareTo(slowest.multipliedBy(2)) >= 0) {
            return neededWatts;
        }
        long[] watts = new long[fleet.size()];
        @Nullable LeftOut[] reasons = new LeftOut[fleet.size()];
        for (int place = 0; place < watts.length; place++) {
            watts[place] = gives(place);
            reasons[place] = reason(place, now);
        }
        return neededWatts
                + Deliverable.of(trust.record(), slowest, watts, reasons)
                        .overDispatchWatts(neededWatts, trust.overDispatchMost());
    }
}
