package org.trimtab.engine;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.trimtab.dispatch.Allocator;
import org.trimtab.dispatch.Because;
import org.trimtab.dispatch.DeviceRange;
import org.trimtab.dispatch.Draft;
import org.trimtab.dispatch.LeftOut;
import org.trimtab.dispatch.Plan;
import org.trimtab.program.InstructionId;
import org.trimtab.quantity.EnergyPrice;
import org.trimtab.quantity.Power;
import org.trimtab.quantity.Reduction;
import org.trimtab.resource.DeviceId;

/** Drafts who gives up load, and words it as a plan. It changes nothing: a preview and the real thing are the same. */
final class Curtailing {
    /** How often a draft is made anew because time has taken a device out of it, before every device is looked at. */
    private static final int DRAFTS_MAX = 8;

    /** How often a draft is made ahead where it costs a new merit order. */
    private static final Duration DEAR_AHEAD_EVERY = Duration.ofSeconds(1);

    private final Fleet fleet;
    private final Eligibility eligibility;
    private final NavigableSet<Duration> fallTimes = new TreeSet<>(List.of(Duration.ZERO));
    private @Nullable Ahead ahead;
    private long tripsAhead;

    Curtailing(Fleet fleet, Eligibility eligibility) {
        this.fleet = fleet;
        this.eligibility = eligibility;
        for (int place = 0; place < fleet.size(); place++) {
            fallTimes.add(eligibility.fallTime(place));
        }
    }

    /**
     * A draft made before it is needed.
     *
     * @param changes of the devices it was made from
     */
    private record Ahead(Need need, long changes, Drafted drafted, Instant madeAt) {
        boolean isFor(Need asked, long changesNow) {
            return changes == changesNow
                    && need.siteWatts() == asked.siteWatts()
                    && Arrays.equals(need.feederWatts(), asked.feederWatts())
                    && rounded(need.horizon()).equals(rounded(asked.horizon()));
        }
    }

    /** The longest any device takes to fall. */
    Duration slowest() {
        return fallTimes.last();
    }

    /**
     * What is needed, and of whom.
     *
     * @param siteWatts to come off the site
     * @param feederWatts to come off each feeder
     * @param horizon how long it will last
     * @param within how soon it must be there; those who fall in that time are asked first
     */
    record Need(long siteWatts, long[] feederWatts, Duration horizon, Duration within) {
        boolean isNone() {
            if (siteWatts > 0) {
                return false;
            }
            for (long watts : feederWatts) {
                if (watts > 0) {
                    return false;
                }
            }
            return true;
        }
    }

    /**
     * A draft and who was passed over as too slow for it.
     *
     * @param moves who changes
     * @param tooSlow places that others went before because they fall sooner
     */
    record Drafted(Draft moves, BitSet tooSlow) {}

    /** Who gives up load, cheapest first; nothing is asked of anybody yet. */
    Drafted draft(Need need, boolean whole, Instant now) {
        if (whole) {
            eligibility.refreshAll(now);
        }
        lookAhead(need.horizon());
        BitSet tooSlow = new BitSet();
        if (whole && slowest().compareTo(need.within()) > 0) {
            tooSlow = lockSlow(need.within());
            Draft quick = valid(need, now);
            if (isEnough(quick)) {
                unlock(tooSlow, now);
                return new Drafted(quick, tooSlow);
            }
            unlock(tooSlow, now);
            tooSlow = new BitSet();
        }
        return new Drafted(valid(need, now), tooSlow);
    }

    /**
     * Drafts ahead what a trip would ask for now, so that the trip itself finds it done. What is kept is used only as
     * long as a draft made anew would be the same, so it changes nothing but the time a trip takes.
     *
     * <p>One draft a step at most; where it would cost a new merit order each time, because everything else is drafted
     * over another horizon or some devices fall sooner than others, one a second.
     */
    void ready(Need need, Instant now) {
        boolean isKept = ahead != null && ahead.isFor(need, fleet.allocator().changes());
        Duration usual = fleet.allocator().horizon();
        Duration its = rounded(need.horizon());
        boolean isDear = !usual.equals(its) || !areAlike();
        boolean isSoon =
                ahead != null && isDear && now.isBefore(ahead.madeAt().plus(DEAR_AHEAD_EVERY));
        if (isKept || isSoon) {
            return;
        }
        fleet.allocator().horizon(its);
        Drafted drafted = soonest(need, now);
        fleet.allocator().horizon(usual);
        ahead = new Ahead(need, fleet.allocator().changes(), drafted, now);
    }

    /** Nothing can trip: no draft is kept. */
    void standDown() {
        ahead = null;
    }

    /** As {@link #draft}, for a trip: what was drafted ahead when it still holds, and nobody is looked at again. */
    Drafted trip(Need need, Instant now) {
        Drafted drafted;
        if (ahead != null && ahead.isFor(need, fleet.allocator().changes())) {
            drafted = ahead.drafted();
            tripsAhead++;
            fleet.allocator().horizon(rounded(need.horizon()));
        } else {
            fleet.allocator().horizon(rounded(need.horizon()));
            drafted = soonest(need, now);
        }
        for (int round = 1; round < DRAFTS_MAX && locksStale(drafted.moves(), now); round++) {
            drafted = soonest(need, now);
        }
        if (!isEnough(drafted.moves()) || locksStale(drafted.moves(), now)) {
            eligibility.refreshAll(now);
            return new Drafted(valid(need, now), new BitSet());
        }
        return drafted;
    }

    /**
     * The cheapest of those who fall soonest and give enough together: a trip has no time to wait for the slow, and who
     * falls within what time is known beforehand.
     */
    private Drafted soonest(Need need, Instant now) {
        for (Duration falls : fallTimes.headSet(fallTimes.last())) {
            if (givenWithin(falls) < need.siteWatts()) {
                continue;
            }
            BitSet slow = lockSlow(falls);
            Draft draft = fleet.allocator().lower(need.siteWatts(), need.feederWatts());
            unlock(slow, now);
            if (isEnough(draft)) {
                return new Drafted(draft, slow);
            }
        }
        return new Drafted(
                fleet.allocator().lower(need.siteWatts(), need.feederWatts()), new BitSet());
    }

    /** The most that those could give who fall within a time, in watts. */
    private long givenWithin(Duration falls) {
        Allocator allocator = fleet.allocator();
        long gives = 0;
        for (int place = 0; place < fleet.size(); place++) {
            if (eligibility.fallTime(place).compareTo(falls) > 0) {
                continue;
            }
            int stands = fleet.point(place);
            int to = 0;
            while (to < stands && !allocator.isUsable(place, to)) {
                to++;
            }
            gives += to < stands ? allocator.draw(place) - allocator.watts(place, to) : 0;
        }
        return gives;
    }

    /** True when every device falls as soon as every other. */
    private boolean areAlike() {
        return fallTimes.tailSet(Duration.ZERO, false).size() <= 1;
    }

    /** How often a trip found its draft made ahead. */
    long tripsAhead() {
        return tripsAhead;
    }

    /** Every draft says anew over how long losses count, so that none depends on the one before. */
    void lookAhead(Duration horizon) {
        fleet.allocator().horizon(rounded(horizon));
    }

    private boolean isEnough(Draft draft) {
        if (draft.shortfallWatts() > 0) {
            return false;
        }
        for (int g = 0; g < fleet.level().groups(); g++) {
            if (draft.groupShortfallWatts(g) > 0) {
                return false;
            }
        }
        return true;
    }

    private BitSet lockSlow(Duration within) {
        BitSet slow = new BitSet();
        for (int place = 0; place < fleet.size(); place++) {
            if (eligibility.fallTime(place).compareTo(within) > 0) {
                int stands = fleet.point(place);
                fleet.allocator().window(place, stands, stands);
                slow.set(place);
            }
        }
        return slow;
    }

    private void unlock(BitSet locked, Instant now) {
        for (int place = locked.nextSetBit(0); place >= 0; place = locked.nextSetBit(place + 1)) {
            eligibility.refresh(place, now);
        }
    }

    /** A draft in which everybody may do what is asked at this very moment. */
    private Draft valid(Need need, Instant now) {
        return valid(fleet.allocator().lower(need.siteWatts(), need.feederWatts()), need, now);
    }

    private Draft valid(Draft first, Need need, Instant now) {
        Draft draft = first;
        for (int round = 1; round < DRAFTS_MAX; round++) {
            if (!locksStale(draft, now)) {
                return draft;
            }
            draft = fleet.allocator().lower(need.siteWatts(), need.feederWatts());
        }
        eligibility.refreshAll(now);
        return fleet.allocator().lower(need.siteWatts(), need.feederWatts());
    }

    private boolean locksStale(Draft draft, Instant now) {
        boolean found = false;
        for (int i = 0; i < draft.size(); i++) {
            if (!mayMove(draft.place(i), draft.to(i), now)) {
                eligibility.refresh(draft.place(i), now);
                found = true;
            }
        }
        return found;
    }

    /** True when a device may be asked to go down to a point now. */
    boolean mayMove(int place, int to, Instant now) {
        return eligibility.down(place, now) == null && (to > 0 || eligibility.mayStop(place, now));
    }

    /** Losses count for as long as the event lasts; a few steps of it are enough, and keep the order from churning. */
    private static Duration rounded(Duration horizon) {
        for (long minutes : new long[] {5, 15, 60}) {
            if (horizon.compareTo(Duration.ofMinutes(minutes)) <= 0) {
                return Duration.ofMinutes(minutes);
            }
        }
        return Duration.ofHours(4);
    }

    /**
     * What stands above a plan.
     *
     * @param cause what it is for
     * @param kind of plan
     * @param limit the level to stay at or below
     * @param level the level it was made from
     * @param feeder whose need and shortfall it tells; -1 for the site's
     * @param others why those who could be asked too are not: not needed, or kept for a reserve
     */
    record Heading(
            String cause, Plan.Kind kind, Power limit, Power level, int feeder, LeftOut others) {}

    /** A draft in words. */
    Plan plan(Heading heading, Need need, Drafted drafted, Instant now) {
        Plan.Kind kind = heading.kind();
        Draft draft = drafted.moves();
        List<Plan.Chosen> chosen = new ArrayList<>(draft.size());
        for (int i = 0; i < draft.size(); i++) {
            chosen.add(chosen(draft, i, kind));
        }
        boolean namesOthers =
                kind == Plan.Kind.BEGIN || kind == Plan.Kind.REFILL || kind == Plan.Kind.TRIP;
        Map<LeftOut, List<DeviceRange>> leftOut =
                namesOthers ? leftOut(drafted, heading, now) : Map.of();
        int g = heading.feeder();
        long required = g < 0 ? need.siteWatts() : need.feederWatts()[g];
        return plan(heading, required, missing(heading, draft), chosen, leftOut, now);
    }

    /** What a feeder is still short of, where what the draft gives is told in another plan. */
    Plan shortOnly(Heading heading, Draft draft, Instant now) {
        long missing = missing(heading, draft);
        return plan(heading, missing, missing, List.of(), Map.of(), now);
    }

    private static long missing(Heading heading, Draft draft) {
        int g = heading.feeder();
        return g < 0 ? draft.shortfallWatts() : draft.groupShortfallWatts(g);
    }

    private static Plan plan(
            Heading heading,
            long required,
            long missing,
            List<Plan.Chosen> chosen,
            Map<LeftOut, List<DeviceRange>> leftOut,
            Instant now) {
        return new Plan(
                new InstructionId(heading.cause()),
                heading.kind(),
                now,
                heading.limit(),
                heading.level(),
                Reduction.ofWatts(Math.max(0, required)),
                chosen,
                leftOut,
                Reduction.ofWatts(Math.max(0, missing)));
    }

    Plan.Chosen chosen(Draft draft, int i, Plan.Kind kind) {
        int place = draft.place(i);
        Because because =
                kind == Plan.Kind.REFILL && draft.because(i) == Because.CHEAPEST
                        ? Because.REFILL
                        : draft.because(i);
        return new Plan.Chosen(
                fleet.device(place).id(),
                fleet.points(place).action(draft.to(i)),
                Reduction.ofWatts(Math.max(0, draft.watts(i))),
                new EnergyPrice(
                        fleet.allocator()
                                .costPerMwhMicroDollars(place, draft.from(i), draft.to(i))),
                because);
    }

    private boolean isBehind(int place, int feeder) {
        int g = fleet.level().group(place);
        while (g >= 0 && g != feeder) {
            g = fleet.level().behind(g);
        }
        return g == feeder;
    }

    /** Everybody who could be in a draft for what it is named after and is not, and why, in site order. */
    private Map<LeftOut, List<DeviceRange>> leftOut(Drafted drafted, Heading heading, Instant now) {
        BitSet chosen = new BitSet(fleet.size());
        for (int i = 0; i < drafted.moves().size(); i++) {
            chosen.set(drafted.moves().place(i));
        }
        Map<LeftOut, List<DeviceRange>> ranges = new EnumMap<>(LeftOut.class);
        LeftOut running = null;
        int first = 0;
        for (int place = 0; place <= fleet.size(); place++) {
            LeftOut reason =
                    place == fleet.size() || chosen.get(place) || !isBehind(place, heading.feeder())
                            ? null
                            : reason(place, drafted.tooSlow(), heading.others(), now);
            if (reason != running) {
                close(ranges, running, first, place);
                running = reason;
                first = place;
            }
        }
        return ranges;
    }

    private LeftOut reason(int place, BitSet tooSlow, LeftOut others, Instant now) {
        LeftOut obstacle = eligibility.down(place, now);
        if (obstacle != null) {
            return obstacle;
        }
        return tooSlow.get(place) ? LeftOut.TOO_SLOW : others;
    }

    private void close(
            Map<LeftOut, List<DeviceRange>> ranges, @Nullable LeftOut reason, int from, int until) {
        if (reason != null) {
            DeviceId first = fleet.device(from).id();
            DeviceId last = fleet.device(until - 1).id();
            ranges.computeIfAbsent(reason, _ -> new ArrayList<>())
                    .add(new DeviceRange(first, last, until - from));
        }
    }
}
