package org.trimtab.live;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.trimtab.dispatch.Band;
import org.trimtab.dispatch.Command;
import org.trimtab.dispatch.CommandId;
import org.trimtab.dispatch.CommandOutcome;
import org.trimtab.dispatch.Plan;
import org.trimtab.engine.Input;
import org.trimtab.engine.Output;
import org.trimtab.engine.SiteDefinition;
import org.trimtab.engine.Standing;
import org.trimtab.engine.Step;
import org.trimtab.program.FrequencyDuty;
import org.trimtab.program.Instruction;
import org.trimtab.program.InstructionId;
import org.trimtab.program.Obligation;
import org.trimtab.program.ObligationState;
import org.trimtab.program.Refusal;
import org.trimtab.resource.Device;
import org.trimtab.resource.DeviceId;
import org.trimtab.resource.Meter;
import org.trimtab.resource.MeterId;
import org.trimtab.telemetry.MeterReading;

/** Keeps what people ask about events, from the steps alone; a replay fills it the same way. Crank's thread only. */
final class EventLog {
    /** Oldest events are forgotten beyond this; their evidence stays on disk. */
    static final int EVENTS_MAX = 1_000;

    /** What plans and commands of a tripped under-frequency plan name as their cause. */
    static final String UNDER_FREQUENCY = "under-frequency";

    /** Plans, choices and notes kept over all events; beyond it the oldest finished stories are forgotten. */
    static final long STORY_WEIGHT_MAX = 1_000_000;

    private final Map<String, EventRecord> events = new LinkedHashMap<>();
    private final Map<String, EventRecord> open = new LinkedHashMap<>();
    private final Map<CommandId, EventRecord> waiting = new HashMap<>();
    private final Map<DeviceId, EventRecord> holders = new HashMap<>();
    private final Map<DeviceId, String> families = new HashMap<>();

    /** What kind of plan the present step made for each cause. */
    private final Map<String, Plan.Kind> kinds = new HashMap<>();

    private final @Nullable MeterId settlementMeter;
    private final @Nullable String reserveProgram;
    private Band band = Band.OPEN;

    EventLog(SiteDefinition definition) {
        for (Device device : definition.site().devices()) {
            families.put(device.id(), device.family());
        }
        Meter meter = definition.site().settlementMeter();
        settlementMeter = meter == null ? null : meter.id();
        FrequencyDuty duty = definition.frequency();
        FrequencyDuty.UnderFrequency plan = duty == null ? null : duty.underFrequency();
        reserveProgram = plan == null ? null : plan.program();
    }

    /** Takes a step in. */
    void stepped(Step step, Duration took) {
        if (step.number() == 1) {
            band = Band.OPEN;
        }
        for (Input input : step.inputs()) {
            switch (input) {
                case Input.OutcomesKnown known -> known.outcomes().forEach(this::outcome);
                case Input.MeterRead read -> metered(read.reading());
                default -> {}
            }
        }
        kinds.clear();
        for (Output output : step.outputs()) {
            if (output instanceof Output.PlanMade(Plan plan)) {
                kinds.put(plan.causedBy().value(), plan.kind());
            }
        }
        for (Output output : step.outputs()) {
            take(output, step.now(), took);
        }
    }

    private void take(Output output, Instant now, Duration took) {
        switch (output) {
            case Output.ObligationChanged changed -> changed(changed.obligation(), now);
            case Output.PlanMade made -> planned(made.plan(), now, took);
            case Output.CommandIssued issued -> issued(issued.command());
            case Output.LimitReached reached ->
                    with(reached.instruction(), event -> event.reached(now));
            case Output.StatementIssued issued ->
                    with(
                            issued.statement().instruction(),
                            event -> event.settled(issued.statement(), now));
            case Output.StandingChanged changed -> standing(changed, now);
            case Output.BandChanged changed -> {
                band = changed.band();
                inForce(event -> event.story().banded(band, now));
            }
            case Output.FollowingScored scored ->
                    with(scored.track(), event -> event.story().scored(scored.score()));
            case Output.QuarantineChanged changed -> quarantined(changed, now);
            case Output.FrequencyStateChanged changed ->
                    inForce(event ->
                            event.story()
                                    .remark(
                                            now,
                                            "Frequency plan %s: %s."
                                                    .formatted(
                                                            changed.state()
                                                                    .name()
                                                                    .toLowerCase(Locale.ROOT),
                                                            changed.because())));
            case Output.HoldChanged changed -> held(changed, now);
            case Output.CauseChanged _ -> {}
            case Output.Alarm alarm ->
                    inForce(event -> event.story().remark(now, "Alarm: " + alarm.text()));
        }
    }

    /** A plan of no event, such as one for a feeder's limit, is remarked in those it comes between. */
    private void planned(Plan plan, Instant at, Duration took) {
        String cause = plan.causedBy().value();
        EventRecord event = ownerOf(cause);
        if (event != null) {
            event.planned(plan, at, took);
        } else {
            inForce(other ->
                    other.story().remark(at, "For " + cause + ": " + Telling.sentence(plan)));
        }
    }

    /** The event a cause belongs to: a trip of the under-frequency plan belongs to the reserve it was held for. */
    private @Nullable EventRecord ownerOf(String cause) {
        EventRecord event = events.get(cause);
        if (event != null || !cause.equals(UNDER_FREQUENCY)) {
            return event;
        }
        for (EventRecord reserve : open.values()) {
            Instruction asked = reserve.obligation().instruction();
            if (asked instanceof Instruction.HoldReserve
                    && asked.program().equals(reserveProgram)
                    && EventStory.isInForce(reserve.obligation())) {
                return reserve;
            }
        }
        return null;
    }

    private void with(InstructionId id, Consumer<EventRecord> then) {
        EventRecord event = events.get(id.value());
        if (event != null) {
            then.accept(event);
        }
    }

    private void inForce(Consumer<EventRecord> then) {
        for (EventRecord event : open.values()) {
            if (EventStory.isInForce(event.obligation())) {
                then.accept(event);
            }
        }
    }

    private void metered(MeterReading reading) {
        if (reading.meter().equals(settlementMeter)) {
            for (EventRecord event : open.values()) {
                if (event.obligation().state() == ObligationState.ACTIVE) {
                    event.story().meter().read(reading);
                }
            }
        }
    }

    private void quarantined(Output.QuarantineChanged changed, Instant now) {
        EventRecord holder = holders.get(changed.device());
        String text =
                changed.reason() == null
                        ? "%s has proven itself again and is offered again."
                                .formatted(changed.device())
                        : "%s disobeyed too often (%s) and left the offered capacity."
                                .formatted(changed.device(), Words.of(changed.reason()));
        if (holder != null) {
            holder.story().remark(now, text);
        }
    }

    private void held(Output.HoldChanged changed, Instant now) {
        String text =
                "%s %s hold %s on %s (%s)."
                        .formatted(
                                changed.hold().by(),
                                changed.inForce() ? "placed" : "ended",
                                changed.hold().id(),
                                Words.devices(changed.hold().devices().size()),
                                changed.hold().kind().name().toLowerCase(Locale.ROOT));
        inForce(event -> event.story().remark(now, text));
    }

    /** Makes room: the oldest finished event gives up its story first. */
    private void forgetStories() {
        long weight = events.values().stream().mapToLong(event -> event.story().weight()).sum();
        for (EventRecord event : events.values()) {
            if (weight <= STORY_WEIGHT_MAX) {
                return;
            }
            if (event.obligation().state().isFinal()) {
                weight -= event.story().weight();
                event.forgetStory();
            }
        }
    }

    List<String> idsNewestFirst() {
        List<String> ids = new ArrayList<>(events.keySet());
        Collections.reverse(ids);
        return ids;
    }

    @Nullable EventRecord find(String id) {
        return events.get(id);
    }

    private void changed(Obligation obligation, Instant now) {
        String id = obligation.id().value();
        if (obligation.refusal() == Refusal.ID_REUSED && events.containsKey(id)) {
            return;
        }
        EventRecord event =
                events.computeIfAbsent(
                        id,
                        _ ->
                                new EventRecord(
                                        obligation,
                                        device -> families.getOrDefault(device, "unknown")));
        event.changed(obligation, now);
        if (obligation.state().isFinal()) {
            open.remove(id);
            forgetStories();
        } else {
            open.put(id, event);
            if (obligation.state() == ObligationState.ACTIVE) {
                event.story().banded(band, now);
            }
        }
        if (events.size() > EVENTS_MAX) {
            events.values().stream()
                    .filter(e -> e.obligation().state().isFinal())
                    .findFirst()
                    .ifPresent(oldest -> events.remove(oldest.obligation().id().value()));
        }
    }

    private void issued(Command command) {
        EventRecord event = ownerOf(command.causedBy());
        if (event != null) {
            event.issued(command, kinds.get(command.causedBy()));
            waiting.put(command.id(), event);
            holders.put(command.device(), event);
        }
    }

    private void standing(Output.StandingChanged changed, Instant now) {
        EventRecord event = holders.get(changed.device());
        if (event != null) {
            event.stood(changed, now);
            if (changed.phase() == Standing.Phase.FREE) {
                holders.remove(changed.device());
            }
        }
    }

    private void outcome(CommandOutcome outcome) {
        EventRecord event = waiting.remove(outcome.command());
        if (event != null) {
            event.outcome(outcome);
        }
    }
}
