package org.trimtab.live;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.trimtab.dispatch.Command;
import org.trimtab.dispatch.CommandId;
import org.trimtab.dispatch.CommandOutcome;
import org.trimtab.engine.Input;
import org.trimtab.engine.Output;
import org.trimtab.engine.Standing;
import org.trimtab.engine.Step;
import org.trimtab.program.Obligation;
import org.trimtab.program.Refusal;
import org.trimtab.resource.DeviceId;

/** Keeps what people ask about events, from the steps alone; a replay fills it the same way. Crank's thread only. */
final class EventLog {
    /** Oldest events are forgotten beyond this; their evidence stays on disk. */
    static final int EVENTS_MAX = 1_000;

    private final Map<String, EventRecord> events = new LinkedHashMap<>();
    private final Map<CommandId, EventRecord> waiting = new HashMap<>();
    private final Map<DeviceId, EventRecord> holders = new HashMap<>();
    private final Function<DeviceId, String> familyOf;

    EventLog(Function<DeviceId, String> familyOf) {
        this.familyOf = familyOf;
    }

    /** Takes a step in. */
    void stepped(Step step, Duration took) {
        for (Input input : step.inputs()) {
            if (input instanceof Input.OutcomesKnown known) {
                known.outcomes().forEach(this::outcome);
            }
        }
        for (Output output : step.outputs()) {
            switch (output) {
                case Output.ObligationChanged changed -> changed(changed.obligation(), step.now());
                case Output.PlanMade made -> {
                    EventRecord event = events.get(made.plan().causedBy().value());
                    if (event != null) {
                        event.planned(made.plan(), step.now().plus(took));
                    }
                }
                case Output.CommandIssued issued -> issued(issued.command());
                case Output.LimitReached reached ->
                        mark(reached.instruction().value(), "at_target", step.now());
                case Output.StatementIssued issued -> {
                    EventRecord event = events.get(issued.statement().instruction().value());
                    if (event != null) {
                        event.settled(issued.statement(), step.now());
                    }
                }
                case Output.StandingChanged changed -> standing(changed, step.now());
                case Output.BandChanged _,
                        Output.QuarantineChanged _,
                        Output.FrequencyStateChanged _,
                        Output.HoldChanged _,
                        Output.FollowingScored _,
                        Output.Alarm _ -> {}
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
        EventRecord event = events.computeIfAbsent(id, _ -> new EventRecord(obligation, familyOf));
        event.changed(obligation, now);
        if (events.size() > EVENTS_MAX) {
            events.values().stream()
                    .filter(e -> e.obligation().state().isFinal())
                    .findFirst()
                    .ifPresent(oldest -> events.remove(oldest.obligation().id().value()));
        }
    }

    private void issued(Command command) {
        EventRecord event = events.get(command.causedBy());
        if (event != null) {
            event.issued(command);
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

    private void mark(String id, String stage, Instant at) {
        EventRecord event = events.get(id);
        if (event != null) {
            event.mark(stage, null, at);
        }
    }
}
