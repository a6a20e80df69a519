package org.trimtab.dispatch;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.trimtab.dispatch.ClaimStackExclusions.Part;
import org.trimtab.dispatch.ClaimStackExclusions.Stacked;
import org.trimtab.program.ProgramBook;
import org.trimtab.program.Refusal;
import org.trimtab.quantity.Power;
import org.trimtab.quantity.Reduction;

/**
 * Many claims, one band. Claims are taken by rank, the strongest first, and within a rank as they came. Each may only
 * narrow what those before it left. What does not fit is cut to what is left and told as a {@link Conflict}.
 *
 * <p>Ceilings do not add up: the lowest rules. Only reductions of programs that may not share a megawatt do, and
 * reserves of such programs likewise above the lowest level. A reserve that its own program calls is no longer held.
 */
public final class ClaimStack {
    /** The winner of a conflict with nobody: a site cannot draw less than nothing. */
    public static final String NO_LOAD = "no-load";

    /** Levels beyond this, 10^15 W, are taken as this; no site comes near it and sums stay exact. */
    static final long WATTS_MOST = 1_000_000_000_000_000L;

    private static final long UNLIMITED = Long.MAX_VALUE / 2;

    private final ClaimStackExclusions exclusions;
    private final List<Claim> ordered;
    private final List<Part> reductions = new ArrayList<>();
    private final List<Part> reserves = new ArrayList<>();
    private final List<Conflict> conflicts = new ArrayList<>();
    private long floor;
    private long ceiling = UNLIMITED;
    private @Nullable Claim floorBy;
    private @Nullable Claim ceilingBy;

    private ClaimStack(List<Claim> ordered, ProgramBook book) {
        this.ordered = ordered;
        this.exclusions = new ClaimStackExclusions(book);
    }

    /**
     * Where the level may lie when all these claims hold at once.
     *
     * @param claims in the order they came
     * @param book which programs may share a megawatt
     */
    public static Band resolve(List<Claim> claims, ProgramBook book) {
        if (claims.isEmpty()) {
            return Band.OPEN;
        }
        // The sort is stable: within a rank claims stay in the order they came.
        List<Claim> ordered = claims.stream().sorted(Comparator.comparing(Claim::rank)).toList();
        return new ClaimStack(ordered, book).narrowed();
    }

    /**
     * Whether a claim may be taken on beside those already owed. A set-point must lie within what the site can draw.
     * A reserve must fit into it. Reductions and reserves of programs that may not share a megawatt must fit into it
     * together. A limit or a reduction that is too much only by itself is taken on, and its shortfall told.
     *
     * @param asked what is new
     * @param owed what is owed at one moment of its time; ask again for every moment at which that changes
     * @param lowest least the site can draw
     * @param highest most the site can draw
     * @param book which programs may share a megawatt
     * @return why not; null when it may
     */
    public static @Nullable Refusal admits(
            Claim asked, List<Claim> owed, Power lowest, Power highest, ProgramBook book) {
        Power level = asked.floor();
        if (level != null && (asked.isSetPoint() || asked.isReserve())) {
            if (level.watts() < lowest.watts() || level.watts() > highest.watts()) {
                return Refusal.OUT_OF_REACH;
            }
        }
        Reduction own = asked.reduction();
        if (own == null) {
            return null;
        }
        List<Part> taken = new ArrayList<>();
        for (Claim claim : owed) {
            Reduction its = claim.reduction();
            if (its != null) {
                taken.add(new Part(claim, 0, sane(its.watts())));
            }
        }
        Stacked stacked =
                new ClaimStackExclusions(book)
                        .stacked(new Part(asked, 0, sane(own.watts())), taken);
        long range = sane(highest.watts()) - sane(lowest.watts());
        return stacked.partner() != null && -stacked.level() > range
                ? Refusal.MEGAWATTS_TAKEN
                : null;
    }

    /**
     * The megawatts that all these need together: those of programs that may share one count once, those of programs
     * that may not add up.
     */
    public static Reduction together(List<Claim> owed, ProgramBook book) {
        ClaimStackExclusions exclusions = new ClaimStackExclusions(book);
        List<Part> taken = new ArrayList<>();
        long most = 0;
        for (Claim claim : owed) {
            Reduction its = claim.reduction();
            if (its != null) {
                Part part = new Part(claim, 0, sane(its.watts()));
                most = Math.max(most, -exclusions.stacked(part, taken).level());
                taken.add(part);
            }
        }
        return Reduction.ofWatts(most);
    }

    private Band narrowed() {
        for (Claim claim : ordered) {
            if (claim.isReserve()) {
                takeReserve(claim);
                continue;
            }
            Power most = claim.ceiling();
            if (most != null) {
                takeCeiling(claim, sane(most.watts()));
            }
            Power least = claim.floor();
            if (least != null) {
                narrowFloor(claim, sane(least.watts()), null);
            }
        }
        return new Band(
                Power.ofWatts(floor),
                ceiling == UNLIMITED ? null : Power.ofWatts(ceiling),
                floorBy == null ? null : floorBy.cause(),
                ceilingBy == null ? null : ceilingBy.cause(),
                conflicts);
    }

    private void takeCeiling(Claim claim, long asked) {
        Reduction reduction = claim.reduction();
        if (reduction == null) {
            narrowCeiling(claim, asked, null);
            return;
        }
        long watts = sane(reduction.watts());
        Part part = new Part(claim, asked + watts, watts);
        Stacked stacked = exclusions.stacked(part, reductions);
        reductions.add(part);
        narrowCeiling(claim, stacked.level(), asked < floor ? null : stacked.partner());
    }

    private void takeReserve(Claim claim) {
        Power least = claim.floor();
        Reduction reserve = claim.reduction();
        if (least == null || reserve == null) {
            return;
        }
        long lowest = sane(least.watts()) - sane(reserve.watts());
        long held =
                Math.min(
                        sane(reserve.watts()) - called(claim.program()),
                        ownCeiling(claim.program()) - lowest);
        if (held <= 0) {
            return;
        }
        // Reserves are reductions upside down: counted up from the lowest level.
        Part part = new Part(claim, -lowest, held);
        Stacked stacked = exclusions.stacked(part, reserves);
        reserves.add(part);
        narrowFloor(claim, -stacked.level(), lowest + held > ceiling ? null : stacked.partner());
    }

    /** The most that a program's own reductions have called of its reserve. */
    private long called(String program) {
        long most = 0;
        for (Claim claim : ordered) {
            Reduction reduction = claim.reduction();
            if (!claim.isReserve() && reduction != null && claim.program().equals(program)) {
                most = Math.max(most, sane(reduction.watts()));
            }
        }
        return most;
    }

    /** The lowest ceiling that a program's own claims ask for: nothing it reserves is held above that. */
    private long ownCeiling(String program) {
        long lowest = UNLIMITED;
        for (Claim claim : ordered) {
            Power asked = claim.ceiling();
            if (asked != null && claim.program().equals(program)) {
                lowest = Math.min(lowest, sane(asked.watts()));
            }
        }
        return lowest;
    }

    private void narrowCeiling(Claim claim, long asked, @Nullable Claim partner) {
        if (asked < floor) {
            conflicts.add(lost(claim, partner == null ? floorBy : partner, floor - asked));
        }
        long kept = Math.max(asked, floor);
        if (kept < ceiling) {
            ceiling = kept;
            ceilingBy = claim;
        }
    }

    private void narrowFloor(Claim claim, long asked, @Nullable Claim partner) {
        if (asked > ceiling) {
            conflicts.add(lost(claim, partner == null ? ceilingBy : partner, asked - ceiling));
        }
        long kept = Math.min(asked, ceiling);
        if (kept > floor) {
            floor = kept;
            floorBy = claim;
        }
    }

    private Conflict lost(Claim loser, @Nullable Claim winner, long missing) {
        Conflict.Reason reason;
        if (winner == null) {
            reason = Conflict.Reason.STRONGER_RANK;
        } else if (loser.reduction() != null
                && winner.reduction() != null
                && !exclusions.mayShare(loser.program(), winner.program())) {
            reason = Conflict.Reason.MEGAWATTS_TAKEN;
        } else if (winner.rank() != loser.rank()) {
            reason = Conflict.Reason.STRONGER_RANK;
        } else {
            reason = Conflict.Reason.CAME_FIRST;
        }
        return new Conflict(
                loser.cause(),
                winner == null ? NO_LOAD : winner.cause(),
                Reduction.ofWatts(missing),
                reason);
    }

    private static long sane(long watts) {
        return Math.clamp(watts, -WATTS_MOST, WATTS_MOST);
    }
}
