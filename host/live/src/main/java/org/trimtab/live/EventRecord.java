package org.trimtab.live;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;
import org.trimtab.dispatch.Action;
import org.trimtab.dispatch.Command;
import org.trimtab.dispatch.CommandId;
import org.trimtab.dispatch.CommandOutcome;
import org.trimtab.dispatch.Failure;
import org.trimtab.dispatch.Plan;
import org.trimtab.engine.Engine;
import org.trimtab.engine.Output;
import org.trimtab.engine.Standing;
import org.trimtab.program.Instruction;
import org.trimtab.program.Obligation;
import org.trimtab.program.ObligationState;
import org.trimtab.quantity.Power;
import org.trimtab.resource.DeviceId;
import org.trimtab.settlement.Statement;

/** Everything people ask about one event. Crank's thread only. */
final class EventRecord {
    private static final double NANOS_PER_MS = 1e6;

    private final Function<DeviceId, String> familyOf;
    private final Map<String, EventView.Stage> stages = new HashMap<>();
    private final Map<CommandId, Action> actions = new HashMap<>();
    private final Map<String, FamilyTally> families = new TreeMap<>();
    private final Set<DeviceId> chosen = new HashSet<>();

    /** Devices last asked so that the level trims to what is owed, and such commands not yet answered. */
    private final Set<DeviceId> trimmed = new HashSet<>();

    private final Set<CommandId> trims = new HashSet<>();
    private final Map<DeviceId, Failure> failures = new HashMap<>();
    private final Set<DeviceId> accepted = new HashSet<>();
    private final Set<DeviceId> confirmed = new HashSet<>();
    private final Set<DeviceId> restored = new HashSet<>();
    private Obligation obligation;
    private EventStory story = new EventStory();
    private boolean storyForgotten;
    private @Nullable Plan firstPlan;
    private @Nullable Plan lastPlan;
    private @Nullable Statement statement;

    EventRecord(Obligation obligation, Function<DeviceId, String> familyOf) {
        this.obligation = obligation;
        this.familyOf = familyOf;
        mark("received", null, obligation.instruction().notice().receivedAt());
    }

    Obligation obligation() {
        return obligation;
    }

    @Nullable Statement statement() {
        return statement;
    }

    EventStory story() {
        return story;
    }

    /** True when the story was given up for that of newer events; the journal still has it. */
    boolean isStoryForgotten() {
        return storyForgotten;
    }

    void forgetStory() {
        story = new EventStory();
        storyForgotten = true;
    }

    /** The meter reads at or below what is owed for the first time. */
    void reached(Instant now) {
        mark("at_target", null, now);
        story.meter().reached(now);
    }

    /** Devices that said they would sleep and were never seen to. */
    private int acceptedUnconfirmed() {
        Set<DeviceId> unconfirmed = new HashSet<>(accepted);
        unconfirmed.removeAll(confirmed);
        return unconfirmed.size();
    }

    void changed(Obligation changed, Instant now) {
        obligation = changed;
        if (changed.state() == ObligationState.RESTORING) {
            mark("ended", null, changed.endedAt() == null ? now : changed.endedAt());
        } else if (changed.state() == ObligationState.COMPLETED) {
            mark("restored", null, now);
        }
    }

    /** A plan was made; {@code took} is how long deciding needed. */
    void planned(Plan plan, Instant now, Duration took) {
        if (firstPlan == null) {
            firstPlan = plan;
            mark("decided", null, now.plus(took));
        }
        lastPlan = plan;
        story.planned(plan, now);
    }

    /**
     * A command of this event.
     *
     * @param kind of the plan it came with; null when it came with none, as one that is sent again does
     */
    void issued(Command command, Plan.@Nullable Kind kind) {
        story.issued(command);
        if (kind == Plan.Kind.REFILL || kind == Plan.Kind.GIVE_BACK) {
            trimmed.add(command.device());
        } else if (kind != null) {
            trimmed.remove(command.device());
        }
        if (trimmed.contains(command.device())) {
            trims.add(command.id());
        }
        actions.put(command.id(), command.action());
        if (!command.action().isWake()) {
            chosen.add(command.device());
            family(command.device()).chosen(command.device());
        }
    }

    void settled(Statement issued, Instant now) {
        statement = issued;
        mark("settled", null, now);
    }

    void outcome(CommandOutcome outcome) {
        story.outcome(outcome);
        Action action = actions.remove(outcome.command());
        boolean trims = this.trims.remove(outcome.command());
        boolean curtail = action != null && !action.isWake();
        String family = familyOf.apply(outcome.device());
        Instant writtenAt = outcome.writtenAt();
        if (curtail && trims && writtenAt != null) {
            last("last_trim", null, writtenAt);
        } else if (curtail && writtenAt != null) {
            first("first_command", null, writtenAt);
            last("last_command", null, writtenAt);
            last("last_command", family, writtenAt);
            family(outcome.device()).commanded(writtenAt);
        }
        boolean answered =
                outcome instanceof CommandOutcome.Accepted
                        || outcome instanceof CommandOutcome.Confirmed
                        || outcome instanceof CommandOutcome.Rejected;
        if (curtail && answered && !trims) {
            last("last_answer", family, outcome.knownAt());
            family(outcome.device()).answered(outcome.knownAt());
        }
        if (curtail && answered && !(outcome instanceof CommandOutcome.Rejected)) {
            accepted.add(outcome.device());
        }
    }

    /** A device of this event came to stand differently. */
    void stood(Output.StandingChanged changed, Instant now) {
        story.stood(changed, now);
        DeviceId device = changed.device();
        if (changed.phase() == Standing.Phase.CURTAILED) {
            confirmed.add(device);
            failures.remove(device);
            family(device).seenAsleep(device, afterMs(receivedAt(), now));
        } else if (changed.failure() != null) {
            failures.put(device, changed.failure());
        }
        boolean isBackAtWork = changed.phase() == Standing.Phase.FREE && confirmed.contains(device);
        if (isBackAtWork) {
            restored.add(device);
            failures.remove(device);
        }
    }

    void mark(String stage, @Nullable String family, Instant at) {
        stages.putIfAbsent(key(stage, family), stage(stage, family, at));
    }

    private void first(String stage, @Nullable String family, Instant at) {
        stages.merge(
                key(stage, family),
                stage(stage, family, at),
                (old, fresh) -> fresh.at().isBefore(old.at()) ? fresh : old);
    }

    private void last(String stage, @Nullable String family, Instant at) {
        stages.merge(
                key(stage, family),
                stage(stage, family, at),
                (old, fresh) -> fresh.at().isAfter(old.at()) ? fresh : old);
    }

    private EventView.Stage stage(String name, @Nullable String family, Instant at) {
        return new EventView.Stage(name, family, at, afterMs(receivedAt(), at));
    }

    static double afterMs(Instant receivedAt, Instant at) {
        return Duration.between(receivedAt, at).toNanos() / NANOS_PER_MS;
    }

    private Instant receivedAt() {
        return obligation.instruction().notice().receivedAt();
    }

    private FamilyTally family(DeviceId device) {
        return families.computeIfAbsent(familyOf.apply(device), _ -> new FamilyTally());
    }

    private List<EventView.FamilyPart> familyParts() {
        Map<String, Integer> failed = new HashMap<>();
        failures.keySet().forEach(device -> failed.merge(familyOf.apply(device), 1, Integer::sum));
        List<EventView.FamilyPart> parts = new ArrayList<>();
        families.forEach((family, tally) ->
                parts.add(tally.view(family, receivedAt(), failed.getOrDefault(family, 0))));
        parts.sort(
                Comparator.comparing(
                                EventView.FamilyPart::lastAsleepMs,
                                Comparator.nullsFirst(Comparator.reverseOrder()))
                        .thenComparing(EventView.FamilyPart::family));
        return parts;
    }

    private static String key(String stage, @Nullable String family) {
        return family == null ? stage : stage + " " + family;
    }

    /** This event as people see it. */
    EventView view(Engine engine, ToIntFunction<DeviceId> placeOf, boolean evidenceReady) {
        Map<String, Integer> phases = new TreeMap<>();
        for (DeviceId device : chosen) {
            Standing standing = engine.standing(placeOf.applyAsInt(device));
            phases.merge(standing.phase().name(), 1, Integer::sum);
        }
        Map<String, Integer> failed = new TreeMap<>();
        failures.values().forEach(reason -> failed.merge(reason.name(), 1, Integer::sum));
        Map<String, Integer> leftOut = new TreeMap<>();
        if (lastPlan != null) {
            lastPlan.leftOutCount().forEach((reason, count) -> leftOut.put(reason.name(), count));
        }
        List<EventView.Stage> timeLine = new ArrayList<>(stages.values());
        timeLine.sort(
                Comparator.comparing(EventView.Stage::at).thenComparing(EventView.Stage::name));
        Instruction instruction = obligation.instruction();
        return new EventView(
                obligation.id().value(),
                instruction.notice().source(),
                Words.of(instruction),
                obligation.state().name(),
                obligation.refusal() == null ? null : obligation.refusal().name(),
                instruction.notice().receivedAt(),
                instruction.interval().from(),
                instruction.interval().until(),
                watts(obligation.baseline()),
                watts(obligation.limit()),
                firstPlan == null ? null : firstPlan.required().watts(),
                lastPlan == null ? null : lastPlan.shortfall().watts(),
                chosen.size(),
                confirmed.size(),
                acceptedUnconfirmed(),
                restored.size(),
                leftOut,
                phases,
                failed,
                timeLine,
                familyParts(),
                statement != null,
                evidenceReady);
    }

    private static @Nullable Long watts(@Nullable Power power) {
        return power == null ? null : power.watts();
    }
}
