package org.trimtab.engine;

import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.trimtab.dispatch.Band;
import org.trimtab.dispatch.Claim;
import org.trimtab.dispatch.ClaimStack;
import org.trimtab.dispatch.Plan;
import org.trimtab.engine.Standing.Phase;
import org.trimtab.program.Instruction;
import org.trimtab.program.Obligation;
import org.trimtab.program.Rank;
import org.trimtab.program.Refusal;
import org.trimtab.quantity.Power;
import org.trimtab.resource.Device;

/**
 * Decides what every device is asked for. All that is owed becomes one band; what is too much comes off, then price may
 * take more as far as the band lets it, then what nothing keeps down comes back.
 */
final class Dispatcher {
    private final SiteDefinition definition;
    private final Fleet fleet;
    private final Holds holds;
    private final Eligibility eligibility;
    private final Tracks tracks;
    private final FrequencyDesk frequency;
    private final Claims claims;
    private final FallRamp fallRamp;
    private final GridControl grid;
    private final PriceControl price;
    private final Restoring restoring;
    private final HandOnSwitch hands;
    private final Reconciler reconciler;
    private final Outbox outbox;

    /** What every device together draws at full work by its nameplate. */
    private final Power nameplate;

    private Band said = Band.OPEN;
    private Band present = Band.OPEN;

    Dispatcher(
            ControlRoom room,
            Offers offers,
            Tracks tracks,
            FrequencyDesk frequency,
            Reconciler reconciler) {
        this.definition = room.definition();
        this.fleet = room.fleet();
        this.holds = room.holds();
        this.eligibility = room.eligibility();
        this.tracks = tracks;
        this.frequency = frequency;
        this.reconciler = reconciler;
        this.outbox = room.outbox();
        Curtailing curtailing = new Curtailing(fleet, eligibility);
        claims = new Claims(definition.programs(), definition.site().limits());
        long largest = 0;
        for (Device device : definition.site().devices()) {
            largest = Math.max(largest, device.running().watts());
        }
        fallRamp = new FallRamp(definition.site().limits().rampDown(), largest);
        grid = new GridControl(room, curtailing, offers, fallRamp);
        price = new PriceControl(fleet, eligibility, room.trust(), definition.mining());
        restoring = new Restoring(room, price, curtailing);
        long watts = 0;
        for (Device device : definition.site().devices()) {
            watts = Math.addExact(watts, device.running().watts());
        }
        nameplate = Power.ofWatts(watts);
        hands = new HandOnSwitch(fleet, holds, eligibility);
    }

    PriceControl price() {
        return price;
    }

    /** Where the level may lie now, and who says so. */
    Band band() {
        return present;
    }

    /**
     * Decides.
     *
     * @param owed obligations in force, oldest first
     * @param restarted true when commands in flight have an unknown fate
     */
    void decide(List<Obligation> owed, boolean restarted, Instant now) {
        boolean trips = frequency.trips(Power.ofWatts(fleet.level().expected(-1)));
        Situation situation = situation(owed, frequency.trip(), now);
        present = situation.band();
        say(present);
        if (restarted) {
            reconciler.resume(
                    cause -> situation.causes().contains(cause) || PriceControl.CAUSE.equals(cause),
                    now);
            eligibility.refreshAll(now);
        }
        hands.work(now);
        grid.hold(situation, trips, now);
        long above = fleet.level().expected(-1) - situation.band().floor().watts();
        fallRamp.fell(price.decide(fallRamp.room(above, null, now), now), now);
        restoring.work(situation, now);
        if (!isDownFor(FrequencyDesk.CAUSE)) {
            frequency.restored();
        }
        readyForTrip(owed, now);
    }

    /** While the under-frequency plan is armed, what it would ask for is known before it is needed. */
    private void readyForTrip(List<Obligation> owed, Instant now) {
        Claim would = frequency.ahead(Power.ofWatts(fleet.level().expected(-1)));
        if (would == null) {
            grid.standDown();
        } else {
            grid.ready(situation(owed, would, now), now);
        }
    }

    private Situation situation(List<Obligation> owed, @Nullable Claim trip, Instant now) {
        List<Claim> all = claims.gather(owed, tracks, frequency.response(), reach(), trip, now);
        Band resolved = ClaimStack.resolve(all, definition.programs());
        Map<String, Obligation> byCause = new HashMap<>();
        Set<String> causes = new HashSet<>();
        for (Obligation obligation : owed) {
            byCause.put(obligation.id().value(), obligation);
            causes.add(obligation.id().value());
        }
        causes.add(Claims.SITE_LIMIT);
        definition.site().feeders().forEach(feeder -> causes.add(GridControl.cause(feeder)));
        holds.all().forEach(hold -> causes.add(Holds.cause(hold)));
        if (trip != null) {
            causes.add(FrequencyDesk.CAUSE);
        }
        return new Situation(resolved, byCause, causes, definition.policy().margin(), urgent(all));
    }

    /** What an emergency, a trip or the site's own limit asks for by itself; those no ramp slows. */
    private @Nullable Power urgent(List<Claim> all) {
        if (fallRamp.isNone()) {
            return null;
        }
        List<Claim> urgent =
                all.stream()
                        .filter(c ->
                                c.rank().compareTo(Rank.GRID_EMERGENCY) <= 0
                                        || c.rank().equals(Rank.SITE_LIMIT))
                        .toList();
        return ClaimStack.resolve(urgent, definition.programs()).ceiling();
    }

    private Claims.Reach reach() {
        long rise = 0;
        BitSet ours = fleet.ours();
        for (int place = ours.nextSetBit(0); place >= 0; place = ours.nextSetBit(place + 1)) {
            int top = fleet.points(place).top();
            rise += Math.max(0, fleet.points(place).watts()[top] - fleet.level().settled(place));
        }
        long expected = fleet.level().expected(-1);
        return new Claims.Reach(
                Power.ofWatts(Math.max(0, expected - eligibility.reducible())),
                Power.ofWatts(Math.max(0, expected + rise)));
    }

    /** A set-point moves all the time; said is only who rules, what conflicts, and a ceiling that stands still. */
    private void say(Band resolved) {
        boolean moved = !Objects.equals(resolved.ceiling(), said.ceiling());
        boolean follows = resolved.ceiling() != null && resolved.ceiling().equals(resolved.floor());
        boolean news =
                !Objects.equals(resolved.ceilingBy(), said.ceilingBy())
                        || !Objects.equals(resolved.floorBy(), said.floorBy())
                        || resolved.conflicts().size() != said.conflicts().size()
                        || (moved && !follows);
        if (news) {
            said = resolved;
            outbox.add(new Output.BandChanged(resolved));
        }
    }

    /** Whether the megawatts are there for one more obligation beside those that overlap it. */
    @Nullable Refusal admits(Instruction asked, List<Obligation> overlapping) {
        Claim claim = claims.asked(asked, highest());
        if (claim == null) {
            return null;
        }
        // The set of what is owed changes only where something begins.
        List<Instant> moments = new ArrayList<>();
        moments.add(asked.interval().from());
        for (Obligation other : overlapping) {
            moments.add(other.instruction().interval().from());
        }
        for (Instant moment : moments) {
            if (asked.interval().contains(moment)) {
                Refusal refusal = admits(claim, overlapping, moment);
                if (refusal != null) {
                    return refusal;
                }
            }
        }
        return null;
    }

    private @Nullable Refusal admits(Claim claim, List<Obligation> others, Instant moment) {
        List<Claim> owed = new ArrayList<>();
        for (Obligation other : others) {
            Claim its =
                    other.instruction().interval().contains(moment)
                            ? claims.asked(other.instruction(), highest())
                            : null;
            if (its != null) {
                owed.add(its);
            }
        }
        return ClaimStack.admits(claim, owed, Power.ZERO, highest(), definition.programs());
    }

    /** The most the site can draw: everybody at work. Nothing is known before devices have been read. */
    private Power highest() {
        Power most = definition.site().limits().most();
        return most != null ? most : nameplate;
    }

    long tripsAhead() {
        return grid.tripsAhead();
    }

    /** True while a device is down, or on its way, because of this cause. */
    boolean isDownFor(String cause) {
        BitSet ours = fleet.ours();
        for (int place = ours.nextSetBit(0); place >= 0; place = ours.nextSetBit(place + 1)) {
            Standing standing = fleet.standing(place);
            if (cause.equals(standing.causedBy()) && standing.phase() != Phase.RESTORE_FAILED) {
                return true;
            }
        }
        return false;
    }

    /** The plan that would be made if one more obligation were in force, and the band it would come to. */
    Preview preview(Obligation begun, List<Obligation> owed, Instant now) {
        List<Obligation> all = new ArrayList<>(owed);
        all.add(begun);
        Situation situation = situation(all, frequency.trip(), now);
        Plan plan = grid.preview(situation, now);
        return new Preview(begun, plan, situation.band());
    }
}
