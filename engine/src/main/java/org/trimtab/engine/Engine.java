package org.trimtab.engine;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.trimtab.baseline.Baselines;
import org.trimtab.dispatch.CommandOutcome;
import org.trimtab.engine.Standing.Phase;
import org.trimtab.program.Instruction;
import org.trimtab.program.InstructionId;
import org.trimtab.program.Obligation;
import org.trimtab.program.ObligationState;
import org.trimtab.program.Refusal;
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
 * <p>A step without inputs and outputs leaves the engine as it was, so the journal need not keep it.
 */
public final class Engine {
    private static final Duration HISTORY_SLACK = Duration.ofMinutes(1);

    private final SiteDefinition definition;
    private final @Nullable MeterId settlementMeter;
    private final Outbox outbox = new Outbox();
    private final MeterHistory history = new MeterHistory();
    private final Fleet fleet;
    private final Reconciler reconciler;
    private final Obligations obligations;
    private final GridControl grid;
    private final PriceControl price;
    private final Waker waker;
    private final Set<InstructionId> reached = new HashSet<>();
    private final Set<InstructionId> settled = new HashSet<>();
    private boolean meterMissed;
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
        reconciler = new Reconciler(fleet, policy.attemptsMax());
        obligations = new Obligations(policy, outbox);
        grid = new GridControl(fleet, policy, outbox);
        price = new PriceControl(fleet, definition.mining());
        waker = new Waker(fleet, price, policy);
    }

    /**
     * Takes what came in and decides.
     *
     * @param at the step's time; a clock that went back is taken as standing still
     * @param inputs in the order they came
     * @return what was decided, in order
     */
    public List<Output> step(Instant at, List<Input> inputs) {
        if (at.isAfter(now)) {
            now = at;
        }
        inputs.forEach(this::take);
        reconciler.watch(now);
        obligations.end(now);
        obligations.due(now).forEach(this::begin);
        MeterReading meter = siteMeter();
        Obligation ruling = obligations.ruling();
        if (restarted) {
            restarted = false;
            reconciler.resume(ruling != null, now);
        }
        if (ruling == null || ruling.limit() == null) {
            grid.rest();
        } else if (grid.hold(ruling, ruling.limit(), meter, now)) {
            waker.spare(grid.spare(ruling.limit()), now);
        }
        price.decide(now);
        waker.work(ruling == null ? null : ruling.id(), now);
        watchMeter(meter);
        settle();
        return outbox.empty();
    }

    private void take(Input input) {
        switch (input) {
            case Input.InstructionArrived arrived -> obligations.arrive(arrived.instruction(), now);
            case Input.CancelArrived cancel -> obligations.cancel(cancel.instruction(), now);
            case Input.MeterRead read -> {
                if (read.reading().meter().equals(settlementMeter)) {
                    history.add(read.reading(), neededFrom(obligations.earliestBegin(now)));
                }
            }
            case Input.DevicesRead read -> {
                for (DeviceReading reading : read.readings()) {
                    reconciler.read(reading, now);
                }
            }
            case Input.OutcomesKnown known -> {
                for (CommandOutcome outcome : known.outcomes()) {
                    reconciler.know(outcome, now);
                }
            }
            case Input.PriceKnown known -> price.know(known.interval(), known.price());
            case Input.Restarted _ -> restarted = true;
            case Input.SignalArrived _,
                    Input.HoldPlaced _,
                    Input.HoldLifted _,
                    Input.FrequencyRead _,
                    Input.FrequencyArmed _,
                    Input.CurveKnown _ -> {}
        }
    }

    private void begin(Obligation due) {
        Instant from = due.owedInterval().from();
        Power baseline =
                Baselines.find(definition.program(), history.since(neededFrom(from)), from).level();
        switch (due.instruction()) {
            case Instruction.Track track ->
                    obligations.begin(due, baseline, track.basePoint(), now);
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

    private void watchMeter(@Nullable MeterReading meter) {
        boolean good = meter != null && meter.quality() == Quality.GOOD;
        List<Obligation> active = obligations.in(ObligationState.ACTIVE);
        for (Obligation obligation : active) {
            Power limit = obligation.limit();
            boolean atLimit =
                    good
                            && limit != null
                            && meter != null
                            && !meter.observedAt().isBefore(obligation.owedInterval().from())
                            && meter.power().isAtMost(limit);
            if (atLimit && reached.add(obligation.id())) {
                outbox.add(new Output.LimitReached(obligation.id()));
            }
        }
        if (!good && !meterMissed && !active.isEmpty()) {
            meterMissed = true;
            outbox.add(
                    new Output.Alarm(
                            "METER_LOST",
                            "The site meter has no good reading; intervals without one cannot be settled."));
        } else if (good && meterMissed) {
            meterMissed = false;
            outbox.add(new Output.Alarm("METER_BACK", "The site meter reads well again."));
        }
    }

    private void settle() {
        for (Obligation obligation : obligations.in(ObligationState.RESTORING)) {
            if (!settled.contains(obligation.id()) && isMeteredToTheEnd(obligation)) {
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

    private boolean isMeteredToTheEnd(Obligation obligation) {
        Instant end = obligation.owedInterval().until();
        Duration patience = definition.policy().meterStaleAfter().multipliedBy(2);
        MeterReading last = history.latest(now, patience);
        return (last != null && !last.observedAt().isBefore(end))
                || end.plus(patience).isBefore(now);
    }

    private boolean isRestored(Obligation obligation) {
        String cause = obligation.id().value();
        for (int place = 0; place < fleet.size(); place++) {
            Standing standing = fleet.standing(place);
            if (cause.equals(standing.causedBy()) && standing.phase() != Phase.RESTORE_FAILED) {
                return false;
            }
        }
        return true;
    }

    private Instant neededFrom(Instant begin) {
        return begin.minus(definition.program().baselineWindow()).minus(HISTORY_SLACK);
    }

    private @Nullable MeterReading siteMeter() {
        return history.latest(now, definition.policy().meterStaleAfter());
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
                return Engine.this.siteMeter();
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

    /** The obligation in force with the lowest limit, or null. */
    public @Nullable Obligation ruling() {
        return obligations.ruling();
    }

    /** True when nothing is owed and no device waits for us: a journal may end here. */
    public boolean isQuiet() {
        for (int place = 0; place < fleet.size(); place++) {
            if (fleet.standing(place).phase().isOurs()) {
                return false;
            }
        }
        return obligations.all().stream().allMatch(o -> o.state().isFinal());
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
        return inputs;
    }
}
