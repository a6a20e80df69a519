package org.trimtab.engine;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.trimtab.dispatch.Action;
import org.trimtab.dispatch.Draft;
import org.trimtab.dispatch.Failure;
import org.trimtab.dispatch.Plan;
import org.trimtab.engine.Standing.Phase;
import org.trimtab.program.Hold;
import org.trimtab.program.InstructionId;
import org.trimtab.quantity.Power;
import org.trimtab.quantity.RampRate;
import org.trimtab.quantity.Reduction;
import org.trimtab.quantity.Share;
import org.trimtab.resource.Feeder;
import org.trimtab.telemetry.Activity;
import org.trimtab.telemetry.DeviceReading;

/**
 * Brings back what nothing keeps down any more, and what fell beyond what is owed: dearest work first, in waves that
 * spare the feeder the inrush and keep to the site's ramp, and never before a device has slept its shortest time. A
 * device that was asleep before we came is not ours to wake.
 */
final class Restoring {
    private static final long FAR = Long.MAX_VALUE / 4;

    /** Within an event, load is given back only when at least this share of the ceiling has fallen too much. */
    private static final Share GIVE_BACK_FROM = new Share(20_000);

    private final Fleet fleet;
    private final Holds holds;
    private final Eligibility eligibility;
    private final PriceControl price;
    private final Curtailing curtailing;
    private final DispatchPolicy policy;
    private final List<Feeder> feeders;
    private final @Nullable RampRate rampUp;
    private final Outbox outbox;
    private Instant waveAt = Instant.MIN;
    private int wokenInWave;
    private long rampFreeAt = Long.MIN_VALUE;

    Restoring(ControlRoom room, PriceControl price, Curtailing curtailing) {
        SiteDefinition definition = room.definition();
        this.fleet = room.fleet();
        this.holds = room.holds();
        this.eligibility = room.eligibility();
        this.price = price;
        this.curtailing = curtailing;
        this.policy = definition.policy();
        this.feeders = definition.site().feeders();
        this.rampUp = definition.site().limits().rampUp();
        this.outbox = room.outbox();
    }

    /** Gives back what may be given back now. */
    void work(Situation situation, Instant now) {
        BitSet ours = fleet.ours();
        if (ours.isEmpty()) {
            return;
        }
        Power aim = situation.aim();
        long expected = fleet.level().expected(-1);
        long room = aim == null ? FAR : aim.watts() - expected;
        long[] feederRoom = feederRoom(situation);
        boolean must = situation.band().floor().watts() - expected > slack(situation);
        boolean givesBack = room > slack(situation);
        if (must || room > 0) {
            raise(situation, new Room(room, feederRoom, must, givesBack), now);
        }
        resolveFailed(situation.causes(), now);
        handOver(situation, now);
    }

    /** Differences this small are left alone. */
    private long slack(Situation situation) {
        Power ceiling = situation.band().ceiling();
        if (situation.follows() || ceiling == null) {
            Power floor = situation.band().floor();
            return policy.following().deadBand().of(floor).watts();
        }
        return Math.max(0, GIVE_BACK_FROM.of(ceiling).watts());
    }

    private long[] feederRoom(Situation situation) {
        long[] room = new long[feeders.size()];
        for (int g = 0; g < room.length; g++) {
            Power most = situation.aimBelow(feeders.get(g).limit());
            room[g] = Math.max(0, most.watts() - fleet.level().expected(g));
        }
        return room;
    }

    /**
     * How much may rise.
     *
     * @param site up to what is owed
     * @param feeders up to the limit of each
     * @param must the level is below what is owed: even what an event keeps down comes back
     * @param givesBack enough has fallen too much to give it back within an event
     */
    private record Room(long site, long[] feeders, boolean must, boolean givesBack) {}

    private void raise(Situation situation, Room room, Instant now) {
        BitSet ours = fleet.ours();
        BitSet stay = new BitSet();
        boolean any = false;
        for (int place = ours.nextSetBit(0); place >= 0; place = ours.nextSetBit(place + 1)) {
            if (Eligibility.isDown(fleet.standing(place).phase())) {
                boolean may = mayRise(situation, place, room, now);
                any |= may;
                stay.set(place, !may);
            }
        }
        if (!any) {
            return;
        }
        long most = Math.min(room.must() ? Math.max(room.site(), 0) : room.site(), FAR);
        curtailing.lookAhead(situation.horizon(situation.band().ceilingBy(), now));
        Draft draft = draft(most, room.feeders(), stay, now);
        List<Plan.Chosen> chosen = new ArrayList<>();
        String cause = situation.band().ceilingBy();
        for (int i = 0; i < draft.size(); i++) {
            int place = draft.place(i);
            String its = fleet.standing(place).causedBy();
            if (its == null || !waveHasRoom(-draft.watts(i), now)) {
                continue;
            }
            if (situation.causes().contains(its)) {
                chosen.add(curtailing.chosen(draft, i, Plan.Kind.GIVE_BACK));
            }
            fleet.command(place, draft.to(i), its, 1, now);
            eligibility.refresh(place, now);
        }
        if (!chosen.isEmpty() && cause != null) {
            Power ceiling = situation.band().ceiling();
            outbox.add(
                    new Output.PlanMade(
                            new Plan(
                                    new InstructionId(cause),
                                    situation.follows() ? Plan.Kind.FOLLOW : Plan.Kind.GIVE_BACK,
                                    now,
                                    ceiling == null ? Power.ZERO : ceiling,
                                    Power.ofWatts(fleet.level().expected(-1)),
                                    Reduction.NONE,
                                    chosen,
                                    Map.of(),
                                    Reduction.NONE)));
        }
    }

    /** Who rises among those that may; the others are where they were afterwards. */
    private Draft draft(long most, long[] feederRoom, BitSet stay, Instant now) {
        for (int place = stay.nextSetBit(0); place >= 0; place = stay.nextSetBit(place + 1)) {
            int stands = fleet.point(place);
            fleet.allocator().window(place, stands, stands);
        }
        Draft draft = fleet.allocator().raise(most, feederRoom);
        for (int place = stay.nextSetBit(0); place >= 0; place = stay.nextSetBit(place + 1)) {
            eligibility.refresh(place, now);
        }
        return draft;
    }

    /** Whether a device that is down may come back now, as far as what is owed goes. */
    private boolean mayRise(Situation situation, int place, Room room, Instant now) {
        String cause = fleet.standing(place).causedBy();
        if (cause == null || eligibility.up(place, now) != null) {
            return false;
        }
        if (room.must()) {
            return true;
        }
        if (price.wantsSleep(place, now) && fleet.point(place) == 0) {
            if (!PriceControl.CAUSE.equals(cause) && !situation.causes().contains(cause)) {
                fleet.hand(place, PriceControl.CAUSE);
            }
            return false;
        }
        if (!situation.causes().contains(cause)) {
            return true;
        }
        return situation.follows() || (room.givesBack() && isWorthIt(situation, place, cause, now));
    }

    /** A device woken shortly before its event ends would only be worn. */
    private boolean isWorthIt(Situation situation, int place, String cause, Instant now) {
        if (fleet.point(place) > 0) {
            return true;
        }
        var device = fleet.device(place);
        Duration least = device.timing().wakesWithin().plus(device.envelope().minOn());
        return situation.horizon(cause, now).compareTo(least) > 0;
    }

    /**
     * A device that failed to come down is let go when it is surely awake; otherwise it is asked to wake, to be sure.
     */
    private void resolveFailed(Set<String> causes, Instant now) {
        for (int place : fleet.in(Phase.CURTAIL_FAILED)) {
            Standing standing = fleet.standing(place);
            String cause = standing.causedBy();
            if (cause == null || causes.contains(cause) || isKeptDownByHand(place)) {
                continue;
            }
            boolean mayCome = Fleet.isInDoubt(standing.failure()) || isLateCap(standing);
            boolean isBack = mayCome ? isSeenAwakeSince(place, standing) : isHeldByNothing(place);
            boolean isTooHot = fleet.mayWake(place, now) && !eligibility.mayWake(place, now);
            if (isBack || (isTooHot && isSeenAtWork(place, standing))) {
                fleet.free(place, now);
                eligibility.refresh(place, now);
            } else if (eligibility.mayWake(place, now) && waveHasRoom(0, now)) {
                fleet.command(place, fleet.points(place).top(), cause, 1, now);
                eligibility.refresh(place, now);
            }
        }
    }

    /** A hand that wants it awake wants what we want. */
    private boolean isKeptDownByHand(int place) {
        Hold hold = holds.on(place);
        return hold != null && hold.kind() != Hold.Kind.AWAKE;
    }

    /** What refused to go lower may still be held by what it was asked before. */
    private boolean isHeldByNothing(int place) {
        DeviceReading reading = fleet.reading(place);
        OperatingPoints points = fleet.points(place);
        return reading == null ? points.hasNoCap() : points.isAboveEveryCap(reading);
    }

    private boolean isSeenAwakeSince(int place, Standing standing) {
        DeviceReading reading = fleet.reading(place);
        return reading != null
                && isSeenAtWork(place, standing)
                && fleet.points(place).isAboveEveryCap(reading);
    }

    private boolean isSeenAtWork(int place, Standing standing) {
        DeviceReading reading = fleet.reading(place);
        Instant settled = standing.since().plus(fleet.device(place).timing().fallsWithin());
        return reading != null
                && reading.activity() == Activity.HASHING
                && reading.observedAt().isAfter(settled);
    }

    /** Accepted but not seen: it may come after it was given up, and a device held lower never looks asleep. */
    private static boolean isLateCap(Standing standing) {
        return standing.wanted() instanceof Action.CapAt
                && standing.failure() == Failure.STAYED_AWAKE;
    }

    /** Who is still down for a cause that is over, and has no room to come back, now stands for what leaves no room. */
    private void handOver(Situation situation, Instant now) {
        String ceilingBy = situation.band().ceilingBy();
        Power aim = situation.aim();
        long room = aim == null ? FAR : aim.watts() - fleet.level().expected(-1);
        long[] feederRoom = feederRoom(situation);
        BitSet ours = fleet.ours();
        for (int place = ours.nextSetBit(0); place >= 0; place = ours.nextSetBit(place + 1)) {
            Standing standing = fleet.standing(place);
            String cause = standing.causedBy();
            boolean down =
                    Eligibility.isDown(standing.phase())
                            || standing.phase() == Phase.CURTAIL_SENT
                            || standing.phase() == Phase.CURTAIL_FAILED;
            if (!down
                    || cause == null
                    || situation.causes().contains(cause)
                    || price.wantsSleep(place, now)) {
                continue;
            }
            int top = fleet.points(place).top();
            long rise = fleet.points(place).watts()[top] - fleet.level().settled(place);
            String keeper = rise > room ? ceilingBy : fullFeeder(place, rise, feederRoom);
            if (keeper != null) {
                fleet.hand(place, keeper);
            }
        }
    }

    /** The feeder that has no room for a device to come back; null when all have. */
    private @Nullable String fullFeeder(int place, long rise, long[] feederRoom) {
        for (int g = fleet.level().group(place); g >= 0; g = fleet.level().behind(g)) {
            if (rise > feederRoom[g]) {
                return GridControl.cause(feeders.get(g));
            }
        }
        return null;
    }

    private boolean waveHasRoom(long watts, Instant now) {
        boolean waveIsOver =
                waveAt.equals(Instant.MIN) || !waveAt.plus(policy.wakeWaveEvery()).isAfter(now);
        int woken = waveIsOver ? 0 : wokenInWave;
        if (woken >= policy.wakeWaveMax() || rampFreeAt > Nanos.of(now)) {
            return false;
        }
        waveAt = waveIsOver ? now : waveAt;
        wokenInWave = woken + 1;
        if (rampUp != null && watts > 0) {
            // What comes back takes its time on the ramp; the next waits until that is over.
            long nanos = Math.multiplyExact(watts, 60_000_000L) / rampUp.wattsPerMinute() * 1_000L;
            rampFreeAt = Math.max(rampFreeAt, Nanos.of(now)) + nanos;
        }
        return true;
    }
}
