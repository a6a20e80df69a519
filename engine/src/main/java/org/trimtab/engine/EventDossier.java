package org.trimtab.engine;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.trimtab.baseline.MeterBefore;
import org.trimtab.dispatch.Command;
import org.trimtab.dispatch.CommandId;
import org.trimtab.dispatch.CommandOutcome;
import org.trimtab.evidence.EvidenceBodies;
import org.trimtab.evidence.EvidenceKind;
import org.trimtab.evidence.EvidenceRecord;
import org.trimtab.program.FrequencyDuty;
import org.trimtab.program.InstructionId;
import org.trimtab.program.Obligation;
import org.trimtab.program.ObligationState;
import org.trimtab.resource.DeviceId;
import org.trimtab.resource.Meter;
import org.trimtab.resource.MeterId;
import org.trimtab.telemetry.MeterReading;

/**
 * What is kept of every event for its settlement and its evidence. It sees each step once, live and on replay alike,
 * and so holds the same after both.
 *
 * <p>A dossier opens when an instruction arrives and is dropped at once when the instruction is refused. It keeps the
 * readings of the meter the grid settles on from {@link #readingsFrom} until a minute after the end.
 */
public final class EventDossier {
    /** Most events held; a new one then drops the oldest settled one, or else the oldest. */
    public static final int EVENTS_MAX = 64;

    /** Entries of all events together above which the oldest settled events are dropped. */
    public static final int ENTRIES_MAX = 500_000;

    /** Most recent meter readings kept when no event is on; the oldest goes. */
    public static final int RECENT_READINGS_MAX = 200_000;

    private static final Duration AFTER_END = Duration.ofMinutes(1);
    private static final Duration SPARE = Duration.ofMinutes(1);

    private final SiteDefinition definition;
    private final @Nullable MeterId meter;
    private final Duration before;
    private @Nullable Instant lastReadAt;
    private final ArrayDeque<OpenEvent.Seen> recent = new ArrayDeque<>();
    private final Map<InstructionId, OpenEvent> events = new LinkedHashMap<>();
    private final Map<CommandId, OpenEvent> byCommand = new HashMap<>();
    private final Map<DeviceId, Command> lastCommands = new HashMap<>();
    private final FrequencyLog frequency = new FrequencyLog();

    public EventDossier(SiteDefinition definition) {
        this.definition = definition;
        this.before = definition.program().baselineWindow().plus(MeterBefore.LOOKBACK);
        this.meter =
                definition.site().meters().stream()
                        .filter(m -> m.feeder() == null)
                        .map(Meter::id)
                        .findFirst()
                        .orElse(null);
    }

    /** Sees a whole step: what it took in, then what it decided. */
    public void observe(Step step) {
        observeInputs(step.now(), step.inputs());
        observeOutputs(step.now(), step.outputs());
    }

    /**
     * Sees what a step took in. An engine that settles with {@link #readings} within a step calls this before it
     * decides and {@link #observeOutputs} after, so that the statement follows from the readings recorded before it.
     */
    public void observeInputs(Instant now, List<Input> inputs) {
        makeRoomForEntries();
        for (Input input : inputs) {
            switch (input) {
                case Input.MeterRead read -> take(now, read.reading());
                case Input.InstructionArrived arrived -> arrived(now, arrived);
                case Input.CancelArrived cancel -> {
                    OpenEvent event = events.get(cancel.instruction());
                    if (event != null) {
                        event.add(
                                now,
                                EvidenceKind.CANCEL,
                                cancel.instruction().value(),
                                () -> DossierBodies.cancel(cancel));
                    }
                }
                case Input.OutcomesKnown known -> known.outcomes().forEach(o -> outcome(now, o));
                case Input.FrequencyRead read -> {
                    FrequencyLog.Batch batch = new FrequencyLog.Batch(now, read.samples());
                    if (frequency.keeps(batch)) {
                        onReserve().forEach(e -> take(now, e, batch));
                    }
                }
                case Input.DevicesRead _,
                        Input.PriceKnown _,
                        Input.SignalArrived _,
                        Input.HoldPlaced _,
                        Input.HoldLifted _,
                        Input.FrequencyArmed _,
                        Input.CarriedOver _,
                        Input.CurveKnown _,
                        Input.Restarted _ -> {}
            }
        }
    }

    /** Sees what a step decided. */
    public void observeOutputs(Instant now, List<Output> outputs) {
        for (Output output : outputs) {
            if (output instanceof Output.CommandIssued issued) {
                commanded(issued.command());
            }
        }
        for (Output output : outputs) {
            decided(now, output);
        }
        events.values().removeIf(e -> e.obligation() == null && forgetCommands(e));
    }

    /** From when on meter readings are kept for an obligation that begins at {@code from}. */
    public Instant readingsFrom(Instant from) {
        return from.minus(before);
    }

    /** The last readings of the meter the grid settles on, enough for a baseline that ends now. */
    public List<MeterReading> recentReadings() {
        return recent.stream().map(OpenEvent.Seen::reading).toList();
    }

    /** The settlement meter's readings kept for an event, in the order they came; empty when it is not held. */
    public List<MeterReading> readings(InstructionId id) {
        OpenEvent event = events.get(id);
        return event == null ? List.of() : event.readings();
    }

    /** Whether an event is held. */
    public boolean holds(InstructionId id) {
        return events.containsKey(id);
    }

    /** Every event held, oldest first. */
    public List<InstructionId> held() {
        return List.copyOf(events.keySet());
    }

    /**
     * All that is known of an event, in order; empty when it is not held. A still view: each record is told when it
     * is looked at, and later steps do not change it.
     */
    public List<EvidenceRecord> records(InstructionId id) {
        OpenEvent event = events.get(id);
        return event == null
                ? List.of()
                : event.records(
                        EvidenceBodies.terms(definition.site().id(), meter, definition.program()));
    }

    /** Drops an event whose evidence has been kept elsewhere. */
    public void forget(InstructionId id) {
        OpenEvent event = events.remove(id);
        if (event != null) {
            forgetCommands(event);
        }
    }

    private boolean forgetCommands(OpenEvent event) {
        byCommand.values().removeIf(e -> e == event);
        lastCommands.values().removeIf(c -> c.causedBy().equals(event.id().value()));
        return true;
    }

    /** One no newer than the last is a duplicate or came late: the engine does not count it, so it is no evidence. */
    private void take(Instant now, MeterReading reading) {
        if (!reading.meter().equals(meter)
                || (lastReadAt != null && !reading.observedAt().isAfter(lastReadAt))) {
            return;
        }
        lastReadAt = reading.observedAt();
        OpenEvent.Seen seen = new OpenEvent.Seen(now, reading);
        recent.addLast(seen);
        Instant oldest = now.minus(before).minus(SPARE);
        while (recent.size() > RECENT_READINGS_MAX
                || recent.getFirst().reading().observedAt().isBefore(oldest)) {
            recent.removeFirst();
            if (recent.isEmpty()) {
                break;
            }
        }
        for (OpenEvent event : events.values()) {
            event.take(seen, AFTER_END);
        }
    }

    private void arrived(Instant now, Input.InstructionArrived arrived) {
        InstructionId id = arrived.instruction().id();
        OpenEvent event = events.get(id);
        if (event == null) {
            makeRoom();
            event = new OpenEvent(arrived.instruction(), before);
            events.put(id, event);
            for (OpenEvent.Seen seen : recent) {
                event.take(seen, AFTER_END);
            }
        }
        event.add(now, EvidenceKind.INSTRUCTION, id.value(), () -> DossierBodies.arrived(arrived));
    }

    private void makeRoom() {
        if (events.size() < EVENTS_MAX) {
            return;
        }
        Collection<OpenEvent> held = events.values();
        OpenEvent oldest =
                held.stream()
                        .filter(OpenEvent::isSettled)
                        .findFirst()
                        .orElseGet(() -> held.iterator().next());
        forget(oldest.id());
    }

    private void makeRoomForEntries() {
        while (events.values().stream().mapToLong(OpenEvent::size).sum() > ENTRIES_MAX) {
            Optional<OpenEvent> oldest =
                    events.values().stream().filter(OpenEvent::isSettled).findFirst();
            if (oldest.isEmpty()) {
                return;
            }
            forget(oldest.get().id());
        }
    }

    private void outcome(Instant now, CommandOutcome outcome) {
        OpenEvent event = byCommand.get(outcome.command());
        if (event != null) {
            event.add(
                    now,
                    EvidenceKind.OUTCOME,
                    outcome.command().value(),
                    () -> DossierBodies.outcome(outcome));
        }
    }

    private void commanded(Command command) {
        OpenEvent event = causedBy(command);
        if (event != null && !event.isFull()) {
            byCommand.put(command.id(), event);
            lastCommands.put(command.device(), command);
        } else {
            lastCommands.remove(command.device());
        }
    }

    private @Nullable OpenEvent causedBy(Command command) {
        return of(command.causedBy());
    }

    /** The event that a plan or command belongs to by its cause; a trip's is the reserve it was awarded for. */
    private @Nullable OpenEvent of(String cause) {
        if (cause.equals(FrequencyDesk.CAUSE)) {
            List<OpenEvent> onReserve = onReserve();
            return onReserve.isEmpty() ? null : onReserve.getFirst();
        }
        for (OpenEvent event : events.values()) {
            if (event.id().value().equals(cause)) {
                return event;
            }
        }
        return null;
    }

    private void decided(Instant now, Output output) {
        switch (output) {
            case Output.ObligationChanged changed -> changed(now, changed.obligation());
            case Output.PlanMade made -> {
                InstructionId id = made.plan().causedBy();
                add(now, EvidenceKind.PLAN, id, () -> DossierBodies.plan(made.plan()));
            }
            case Output.CommandIssued issued -> {
                OpenEvent event = causedBy(issued.command());
                if (event != null) {
                    event.add(
                            now,
                            EvidenceKind.COMMAND,
                            issued.command().causedBy(),
                            () -> DossierBodies.command(issued.command()));
                }
            }
            case Output.StandingChanged changed -> {
                Command command = lastCommands.get(changed.device());
                OpenEvent event = command == null ? null : byCommand.get(command.id());
                if (event != null) {
                    event.add(
                            now,
                            EvidenceKind.STANDING,
                            Objects.requireNonNull(command).id().value(),
                            () -> DossierBodies.standing(changed));
                }
            }
            case Output.LimitReached reached ->
                    add(
                            now,
                            EvidenceKind.LIMIT_REACHED,
                            reached.instruction(),
                            () -> DossierBodies.limitReached(reached.instruction(), now));
            case Output.StatementIssued issued -> {
                InstructionId id = issued.statement().instruction();
                add(
                        now,
                        EvidenceKind.STATEMENT,
                        id,
                        () -> EvidenceBodies.statement(issued.statement()));
            }
            case Output.BandChanged _,
                    Output.QuarantineChanged _,
                    Output.HoldChanged _,
                    Output.CauseChanged _,
                    Output.FollowingScored _ -> {}
            case Output.FrequencyStateChanged changed -> frequencyChanged(now, changed);
            case Output.Alarm alarm -> {
                for (OpenEvent event : events.values()) {
                    if (!event.isSettled()) {
                        event.add(now, EvidenceKind.ALARM, null, () -> DossierBodies.alarm(alarm));
                    }
                }
            }
        }
    }

    private void frequencyChanged(Instant now, Output.FrequencyStateChanged changed) {
        List<FrequencyLog.Batch> before = frequency.changed(now);
        for (OpenEvent event : onReserve()) {
            before.forEach(batch -> take(now, event, batch));
            event.add(
                    now,
                    EvidenceKind.FREQUENCY_STATE,
                    null,
                    () -> DossierBodies.frequencyState(changed));
        }
    }

    private static void take(Instant now, OpenEvent event, FrequencyLog.Batch batch) {
        event.add(
                now, EvidenceKind.FREQUENCY, null, () -> DossierBodies.frequency(batch.samples()));
    }

    /** Events that the under-frequency plan answers for, oldest first. */
    private List<OpenEvent> onReserve() {
        FrequencyDuty duty = definition.frequency();
        FrequencyDuty.UnderFrequency plan = duty == null ? null : duty.underFrequency();
        return plan == null
                ? List.of()
                : events.values().stream()
                        .filter(e -> !e.isSettled() && e.program().equals(plan.program()))
                        .toList();
    }

    private void add(Instant now, EvidenceKind kind, InstructionId id, OpenEvent.Body body) {
        OpenEvent event = of(id.value());
        if (event != null) {
            event.add(now, kind, id.value(), body);
        }
    }

    /** A refusal leaves a dossier that stood before it as it was, but for the record of it. */
    private void changed(Instant now, Obligation obligation) {
        OpenEvent event = events.get(obligation.id());
        if (event == null) {
            return;
        }
        if (obligation.state() != ObligationState.REFUSED) {
            event.owes(obligation);
        }
        event.add(
                now,
                EvidenceKind.OBLIGATION,
                obligation.id().value(),
                () -> EvidenceBodies.obligation(obligation));
    }
}
