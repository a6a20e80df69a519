package org.trimtab.engine;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.trimtab.dispatch.Claim;
import org.trimtab.program.Instruction;
import org.trimtab.program.Obligation;
import org.trimtab.program.ObligationState;
import org.trimtab.program.ProgramBook;
import org.trimtab.program.Rank;
import org.trimtab.quantity.Power;
import org.trimtab.quantity.Reduction;
import org.trimtab.resource.SiteLimits;

/** Gathers what everybody asks of the site's level now. */
final class Claims {
    /** What commands for the site's own limit name as their cause. */
    static final String SITE_LIMIT = "limit:site";

    private final ProgramBook book;
    private final SiteLimits limits;

    Claims(ProgramBook book, SiteLimits limits) {
        this.book = book;
        this.limits = limits;
    }

    /**
     * What the site can draw now.
     *
     * @param least everybody who may fall has fallen
     * @param most everybody we hold down is back
     */
    record Reach(Power least, Power most) {}

    /**
     * All claims, in the order they came.
     *
     * @param owed obligations in force, oldest first
     * @param tracks where set-points are now
     * @param response what is to be drawn less because of the frequency; below zero for more
     * @param reach what the site can draw now; a reserve cannot ask for more
     * @param trip the claim of the tripped under-frequency plan; null when it has not tripped
     */
    List<Claim> gather(
            List<Obligation> owed,
            Tracks tracks,
            Power response,
            Reach reach,
            @Nullable Claim trip,
            Instant now) {
        List<Claim> claims = new ArrayList<>();
        if (limits.most() != null) {
            claims.add(Claim.limit(SITE_LIMIT, SITE_LIMIT, Rank.SITE_LIMIT, limits.most()));
        }
        if (trip != null) {
            claims.add(trip);
        }
        for (Obligation obligation : owed) {
            if (obligation.state() == ObligationState.ACTIVE) {
                Power level = tracks.at(obligation.id(), now);
                if (level != null) {
                    level = level.minus(response).atLeast(Power.ZERO);
                }
                Claim claim = of(obligation, level, reach);
                if (claim != null) {
                    claims.add(claim);
                }
            }
        }
        return claims;
    }

    /** What one obligation claims; null while it asks nothing of the level. */
    private @Nullable Claim of(Obligation obligation, @Nullable Power setPoint, Reach reach) {
        Instruction asked = obligation.instruction();
        String cause = obligation.id().value();
        Rank rank = rank(asked);
        Power limit = obligation.limit();
        Power baseline = obligation.baseline();
        return switch (asked) {
            case Instruction.LimitTo _ -> {
                if (limit == null) {
                    yield null;
                }
                yield baseline != null && limit.compareTo(baseline) < 0
                        ? Claim.reduction(
                                cause, asked.program(), rank, baseline, limit.below(baseline))
                        : Claim.limit(cause, asked.program(), rank, limit);
            }
            case Instruction.ReduceBy reduce ->
                    baseline == null
                            ? null
                            : Claim.reduction(
                                    cause,
                                    asked.program(),
                                    rank,
                                    baseline,
                                    reductionWithin(baseline, reduce.reduction()));
            case Instruction.Track track ->
                    Claim.setPoint(
                            cause,
                            asked.program(),
                            rank,
                            setPoint == null ? track.basePoint() : setPoint);
            case Instruction.HoldReserve hold -> {
                Power room =
                        Power.ofWatts(Math.max(0, reach.most().watts() - hold.reserve().watts()));
                yield Claim.reserve(
                        cause, asked.program(), rank, reach.least().atMost(room), hold.reserve());
            }
        };
    }

    /** What an instruction will claim when it begins, as far as that is known before; null when it is not. */
    @Nullable Claim asked(Instruction asked, Power highest) {
        String cause = asked.id().value();
        Rank rank = rank(asked);
        return switch (asked) {
            case Instruction.LimitTo _ -> null;
            case Instruction.ReduceBy reduce ->
                    Claim.reduction(
                            cause,
                            asked.program(),
                            rank,
                            highest,
                            reductionWithin(highest, reduce.reduction()));
            case Instruction.Track track ->
                    Claim.setPoint(cause, asked.program(), rank, track.basePoint());
            case Instruction.HoldReserve hold ->
                    Claim.reserve(cause, asked.program(), rank, Power.ZERO, hold.reserve());
        };
    }

    private static Reduction reductionWithin(Power baseline, Reduction asked) {
        return Reduction.ofWatts(Math.min(asked.watts(), Math.max(0, baseline.watts())));
    }

    /** The rank its program has in the book; else what its kind usually has. */
    Rank rank(Instruction asked) {
        if (book.knows(asked.program()) && !asked.program().equals(ProgramBook.EVENT)) {
            return book.rule(asked.program()).rank();
        }
        return switch (asked) {
            case Instruction.Track _ -> Rank.SET_POINT;
            case Instruction.HoldReserve _ -> Rank.GRID_EMERGENCY;
            case Instruction.LimitTo _, Instruction.ReduceBy _ -> Rank.PROGRAM_EVENT;
        };
    }
}
