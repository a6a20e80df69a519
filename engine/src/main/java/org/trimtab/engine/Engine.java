package org.trimtab.engine;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.trimtab.baseline.Baselines;
import org.trimtab.dispatch.Band;
import org.trimtab.dispatch.CommandOutcome;
import org.trimtab.dispatch.Deliverable;
import org.trimtab.dispatch.FrequencyState;
import org.trimtab.dispatch.Offer;
import org.trimtab.program.Hold;
import org.trimtab.program.Instruction;
import org.trimtab.program.InstructionId;
import org.trimtab.program.Obligation;
import org.trimtab.program.ObligationState;
import org.trimtab.program.Rank;
import org.trimtab.program.Refusal;
import org.trimtab.quantity.EnergyPrice;
import org.trimtab.quantity.Power;
import org.trimtab.resource.DeviceId;
import org.trimtab.resource.MeterId;
import org.trimtab.settlement.Settlement;
import org.trimtab.telemetry.DeviceReading;
import org.trimtab.telemetry.MeterReading;
import org.trimtab.telemetry.ProcessImage;
import org.trimtab.telemetry.Quality;

/**
 * The loop of one site. {@link #step} takes what came in, decides on an image that holds still, and hands out what
 * is to be done. It knows no thread, socket, file or clock: the same inputs at the same times give the same outputs,
 * live, simulated or replayed. One thread at a time may use it.
 *
 * <p>What a step without inputs and outputs changes is a matter of time alone, so the journal need not keep it; only
 * where the clock goes back it keeps the steps on both sides.
 */
public final class Engine {
    private static final Duration HISTORY_SLACK = Duration.ofMinutes(1);

    private final SiteDefinition definition;
    private final @Nullable MeterId settlementMeter;
    private final Outbox outbox = new Outbox();
    private final MeterHistory history = new MeterHistory();
    private final Fleet fleet;
    private final Trust trust;
    private final Holds holds;
    private final Eligibility eligibility;
    private final Reconciler reconciler;
    private final Obligations obligations;
    private final Tracks tracks;
    private final FrequencyDesk frequency;
    private final Meters meters;
    private final Offers offers;
    private final Dispatcher dispatcher;
    private final Remembrance remembrance;
    private final Set<InstructionId> reached = new HashSet<>();
    private final Set<InstructionId> settled = new HashSet<>();
    private boolean restarted;
    private Instant now = Instant.MIN;

    public Engine(SiteDefinition definition) {
        this.definition = definition;
        DispatchPolicy policy = definition.policy();
        settlementMeter =
                definition.site().settlementMeter() == null
                        ? null
                        : definition.site().settlementMeter().id();
        fleet = new Fleet(definition, outbox);
        trust = new Trust(definition, outbox);
        holds = new Holds(fleet, outbox);
        eligibility = new Eligibility(fleet, holds, trust, policy);
        reconciler = new Reconciler(fleet, holds, trust, policy.attemptsMax());
        obligations = new Obligations(policy, definition.programs(), outbox);
        tracks = new Tracks(policy.following(), outbox);
        frequency = new FrequencyDesk(definition.frequency(), outbox);
        meters = new Meters(definition.site(), policy.meterStaleAfter(), fleet.level(), outbox);
        ControlRoom room = new ControlRoom(definition, fleet, holds, eligibility, trust, outbox);
        offers = new Offers(room);
        dispatcher = new Dispatcher(room, offers, tracks, frequency, reconciler);
        remembrance = new Remembrance(room, frequency, obligations, dispatcher.price());
    }

    /**
     * Takes what came in and decides.
     *
     * @param at the step's time; a clock that went back is taken as standing still, but for the frequency, whose
     *     samples went back with it. A host that leaves steps without inputs and outputs out of its journal must hand
     *     in a clock that never goes back
     * @param inputs in the order they came
     * @return what was decided, in order
     */
    public List<Output> step(Instant at, List<Input> inputs) {
        if (at.isAfter(now)) {
            now = at;
        }
        frequency.follow(at);
        fleet.closeRanges(now).forEach(place -> eligibility.refresh(place, now));
        eligibility.unlock(now);
        inputs.forEach(this::take);
        if (!restarted) {
            reconciler.watch(now).forEach(place -> eligibility.refresh(place, now));
        }
        eligibility.refreshFailed(now);
        trust.release(now).forEach(place -> eligibility.refresh(place, now));
        holds.expire(now);
        obligations.end(now);
        obligations.due(now).forEach(this::begin);
        frequency.tick(obligations.inForce());
        dispatcher.decide(obligations.inForce(), restarted, now);
        restarted = false;
        meters.watch(obligations.isAnyActive(), history.latest(now, staleAfter()));
        watchLimits();
        tracks.score(obligations, now);
        settle();
        return outbox.empty();
    }

    private void take(Input input) {
        switch (input) {
            case Input.InstructionArrived arrived -> arrive(arrived.instruction());
            case Input.CancelArrived cancel -> obligations.cancel(cancel.instruction(), now);
            case Input.MeterRead read -> meterRead(read.reading());
            case Input.DevicesRead read -> {
                boolean fresh = meters.isFresh(now);
                for (DeviceReading reading : read.readings()) {
                    int place = fleet.place(reading.device());
                    if (place >= 0) {
                        reconciler.read(place, reading, fresh, now);
                        eligibility.refresh(place, now);
                    }
                }
            }
            case Input.OutcomesKnown known -> {
                for (CommandOutcome outcome : known.outcomes()) {
                    int place = fleet.place(outcome.device());
                    if (place >= 0) {
                        reconciler.know(place, outcome, now);
                        eligibility.refresh(place, now);
                    }
                }
            }
            case Input.PriceKnown known -> dispatcher.price().know(known.interval(), known.price());
            case Input.SignalArrived arrived -> tracks.take(arrived.signal(), obligations);
            case Input.HoldPlaced placed -> holds.place(placed.hold(), now);
            case Input.HoldLifted lifted -> holds.lift(lifted.hold());
            case Input.FrequencyRead read -> frequency.read(read.samples());
            case Input.FrequencyArmed arming -> frequency.arm(arming.armed(), arming.by());
            case Input.CurveKnown known -> remembrance.learn(known.device(), known.curve(), now);
            case Input.CarriedOver carried -> remembrance.take(carried, now);
            case Input.Restarted _ -> restarted = true;
        }
    }

    private void arrive(Instruction instruction) {
        obligations.arrive(instruction, dispatcher::admits, now);
    }

    private void meterRead(MeterReading reading) {
        meters.read(reading);
        if (reading.meter().equals(settlementMeter)) {
            history.add(reading, neededFrom(obligations.earliestBegin(now)));
            if (reading.quality() == Quality.GOOD && !tracks.isEmpty()) {
                tracks.read(
                        reading.observedAt(),
                        reading.power(),
                        frequency.response(),
                        dispatcher.band());
            }
        }
    }

    private void begin(Obligation due) {
        Instant from = due.owedInterval().from();
        Power baseline =
                Baselines.find(definition.program(), history.since(neededFrom(from)), from).level();
        if (!isGood(history.latest(now, staleAfter()))) {
            outbox.add(
                    new Output.Alarm(
                            "METER_UNKNOWN",
                            "The site meter gives no usable reading; the plan is made from what the"
                                    + " devices say they draw."));
        }
        switch (due.instruction()) {
            case Instruction.Track track -> {
                obligations.begin(due, baseline, null, now);
                Power level = Power.ofWatts(fleet.level().expected(-1));
                tracks.begin(due, track, level, now);
            }
            case Instruction.HoldReserve _ -> obligations.begin(due, baseline, null, now);
            case Instruction.LimitTo limit -> obligations.begin(due, baseline, limit.limit(), now);
            case Instruction.ReduceBy reduce -> {
                if (baseline == null) {
                    obligations.refuse(due, Refusal.NO_BASELINE, now);
                } else {
                    Power limit = baseline.minus(reduce.reduction()).atLeast(Power.ZERO);
                    obligations.begin(due, baseline, limit, now);
                }
            }
        }
    }

    private void watchLimits() {
        MeterReading meter = history.latest(now, staleAfter());
        if (meter == null || !isGood(meter)) {
            return;
        }
        for (Obligation obligation : obligations.in(ObligationState.ACTIVE)) {
            Power limit = obligation.limit();
            boolean atLimit =
                    limit != null
                            && !meter.observedAt().isBefore(obligation.owedInterval().from())
                            && meter.power().isAtMost(limit);
            if (atLimit && reached.add(obligation.id())) {
                outbox.add(new Output.LimitReached(obligation.id()));
            }
        }
    }

    private static boolean isGood(@Nullable MeterReading meter) {
        return meter != null && meter.quality() == Quality.GOOD;
    }

    private Duration staleAfter() {
        return definition.policy().meterStaleAfter();
    }

    private void settle() {
        for (Obligation obligation : obligations.in(ObligationState.RESTORING)) {
            if (obligation.limit() == null || isOwnWish(obligation)) {
                // a level followed or a reserve held is scored, a wish of our own is owed to nobody
                settled.add(obligation.id());
            } else if (!settled.contains(obligation.id()) && isMeteredToTheEnd(obligation)) {
                settled.add(obligation.id());
                Instant from = neededFrom(obligation.owedInterval().from());
                outbox.add(
                        new Output.StatementIssued(
                                Settlement.settle(
                                        definition.site().id(),
                                        definition.program(),
                                        obligation,
                                        history.since(from))));
            }
            if (settled.contains(obligation.id()) && isRestored(obligation)) {
                obligations.complete(obligation, now);
                settled.remove(obligation.id());
                reached.remove(obligation.id());
            }
        }
    }

    private boolean isOwnWish(Obligation obligation) {
        return definition
                .programs()
                .rule(obligation.instruction().program())
                .rank()
                .equals(Rank.PRICE);
    }

    private boolean isMeteredToTheEnd(Obligation obligation) {
        Instant end = obligation.owedInterval().until();
        Duration patience = definition.policy().meterStaleAfter().multipliedBy(2);
        MeterReading last = history.latest(now, patience);
        return (last != null && !last.observedAt().isBefore(end))
                || end.plus(patience).isBefore(now);
    }

    private boolean isRestored(Obligation obligation) {
        return !dispatcher.isDownFor(obligation.id().value());
    }

    private Instant neededFrom(Instant begin) {
        return begin.minus(definition.program().baselineWindow()).minus(HISTORY_SLACK);
    }

    /** What is known now. */
    public ProcessImage image() {
        return new ProcessImage() {
            @Override
            public Instant now() {
                return now;
            }

            @Override
            public @Nullable DeviceReading device(DeviceId device) {
                int place = fleet.place(device);
                return place < 0 ? null : fleet.reading(place);
            }

            @Override
            public @Nullable MeterReading siteMeter() {
                return history.latest(now, staleAfter());
            }
        };
    }

    /** Where a device stands; devices go by their place in the site. */
    public Standing standing(int place) {
        return fleet.standing(place);
    }

    /** What was last read of a device, or null. */
    public @Nullable DeviceReading reading(int place) {
        return fleet.reading(place);
    }

    /** Every obligation remembered, oldest first. */
    public List<Obligation> obligations() {
        return obligations.all();
    }

    /** An obligation, or null when the id is unknown. */
    public @Nullable Obligation obligation(InstructionId id) {
        return obligations.find(id);
    }

    /** The obligation that sets the ceiling now; null when none does. */
    public @Nullable Obligation ruling() {
        String by = dispatcher.band().ceilingBy();
        return by == null ? null : obligations.find(new InstructionId(by));
    }

    /** Where the level may lie now, and who says so; a set-point that moves is here before it is said. */
    public Band band() {
        return dispatcher.band();
    }

    /** True while a signal is kept for a track that has not begun. */
    boolean isWaitingForTracks() {
        return tracks.isWaiting();
    }

    /** Where the under-frequency plan stands. */
    public FrequencyState frequencyState() {
        return frequency.state();
    }

    /** How often a trip of the under-frequency plan found its plan made ahead, and had only to write it. */
    public long tripsAhead() {
        return dispatcher.tripsAhead();
    }

    /** What can be promised now within 250 ms, 10 s, 10 min and 30 min, with 95 % confidence. */
    public List<Offer> offers() {
        return offers.now(now);
    }

    /** What can be promised in each of the coming hours. */
    public List<Deliverable.HourAhead> offersAhead() {
        List<Obligation> open =
                obligations.all().stream().filter(o -> !o.state().isFinal()).toList();
        return offers.ahead(open, now);
    }

    /** Hands on the switch, oldest first. */
    public List<Hold> holds() {
        return holds.all();
    }

    /** True when a device is offered to nobody because it disobeyed. */
    public boolean isQuarantined(int place) {
        return trust.isQuarantined(place);
    }

    /**
     * What would happen if an instruction came now: the same plan, and nothing commanded.
     *
     * @return the obligation as it would begin, or refused; the plan, null when none would be made; the band
     */
    public Preview preview(Instruction instruction) {
        Refusal refusal = obligations.refusal(instruction, dispatcher::admits, now);
        Instant from =
                instruction.interval().from().isAfter(now) ? now : instruction.interval().from();
        Power baseline =
                Baselines.find(definition.program(), history.since(neededFrom(from)), from).level();
        Power limit =
                switch (instruction) {
                    case Instruction.LimitTo asked -> asked.limit();
                    case Instruction.ReduceBy asked ->
                            baseline == null
                                    ? null
                                    : baseline.minus(asked.reduction()).atLeast(Power.ZERO);
                    case Instruction.Track _, Instruction.HoldReserve _ -> null;
                };
        if (refusal == null && instruction instanceof Instruction.ReduceBy && limit == null) {
            refusal = Refusal.NO_BASELINE;
        }
        ObligationState state = refusal == null ? ObligationState.ACTIVE : ObligationState.REFUSED;
        Obligation begun = new Obligation(instruction, state, now, baseline, limit, null, refusal);
        if (refusal != null) {
            return new Preview(begun, null, dispatcher.band());
        }
        return dispatcher.preview(begun, obligations.inForce(), now);
    }

    /** Why a device is as it is now; devices go by their place in the site. */
    public DeviceReason reason(int place) {
        int stands = fleet.point(place);
        int from = stands == 0 ? fleet.points(place).top() : stands;
        return new DeviceReason(
                fleet.device(place).id(),
                fleet.standing(place),
                Power.ofWatts(fleet.level().settled(place)),
                Power.ofWatts(fleet.points(place).watts()[0]),
                eligibility.down(place, now),
                holds.on(place),
                fleet.allocator().rank(place),
                new EnergyPrice(fleet.allocator().costPerMwhMicroDollars(place, from, 0)));
    }

    /** True when nothing is owed and no device waits for us: a journal may end here. */
    public boolean isQuiet() {
        return fleet.ours().isEmpty()
                && holds.all().isEmpty()
                && frequency.state() == FrequencyState.DISARMED
                && obligations.all().stream().allMatch(o -> o.state().isFinal());
    }

    /** What a fresh engine must be told to know what this one knows, when this one is quiet. */
    public List<Input> carryOver() {
        List<Input> inputs = new ArrayList<>();
        history.since(Instant.MIN).forEach(reading -> inputs.add(new Input.MeterRead(reading)));
        List<DeviceReading> readings = new ArrayList<>();
        for (int place = 0; place < fleet.size(); place++) {
            DeviceReading reading = fleet.reading(place);
            if (reading != null) {
                readings.add(reading);
            }
        }
        if (!readings.isEmpty()) {
            inputs.add(new Input.DevicesRead(readings));
        }
        inputs.addAll(remembered());
        return inputs;
    }

    /** As {@link #carryOver}, without what is read anew anyway: for a site that starts again. */
    public List<Input> remembered() {
        return remembrance.told(now);
    }
}
