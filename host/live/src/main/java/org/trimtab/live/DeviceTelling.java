package org.trimtab.live;

import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.trimtab.dispatch.Command;
import org.trimtab.dispatch.CommandId;
import org.trimtab.dispatch.CommandOutcome;
import org.trimtab.dispatch.DeviceRange;
import org.trimtab.dispatch.LeftOut;
import org.trimtab.dispatch.Plan;
import org.trimtab.engine.DeviceReason;
import org.trimtab.engine.Engine;
import org.trimtab.engine.SiteDefinition;
import org.trimtab.live.Explanation.Line;
import org.trimtab.market.ValueOfWork;
import org.trimtab.program.Hold;
import org.trimtab.quantity.EnergyPrice;
import org.trimtab.resource.Device;
import org.trimtab.resource.DeviceId;

/** Tells an event as one device lived it. */
final class DeviceTelling {
    private final SiteDefinition definition;
    private final Map<DeviceId, Integer> places = new LinkedHashMap<>();
    private EnergyPrice @Nullable [] worths;

    DeviceTelling(SiteDefinition definition) {
        this.definition = definition;
        List<Device> devices = definition.site().devices();
        for (int place = 0; place < devices.size(); place++) {
            places.put(devices.get(place).id(), place);
        }
    }

    /**
     * Tells of one device.
     *
     * @param engine knows what giving up its work costs
     * @param isLive true when that engine knows how the device stands now
     * @throws IllegalArgumentException when the site has no such device
     */
    Explanation.DevicePart tell(String name, EventStory story, Engine engine, boolean isLive) {
        Integer place = places.get(new DeviceId(name));
        if (place == null) {
            throw new IllegalArgumentException(
                    "the site has no device \"" + name + "\"; /api/v1/devices lists them all");
        }
        Device device = definition.site().devices().get(place);
        DeviceReason reason = engine.reason(place);
        EnergyPrice cost = known(reason.costPerMwh());
        List<Line> lines = new ArrayList<>();
        List<Explanation.DevicePlan> plans = new ArrayList<>();
        for (EventStory.Numbered numbered : story.plans()) {
            Explanation.DevicePlan part = inPlan(numbered, device.id(), place);
            plans.add(part);
            boolean quiet = part.because() == null && !part.chosen();
            if (!quiet) {
                lines.add(new Line(numbered.at(), sentence(part, numbered.plan(), cost)));
            }
        }
        Map<CommandId, Explanation.CommandPart> commands = new LinkedHashMap<>();
        for (EventStory.Note note : story.notes(device.id())) {
            if (!isEcho(note)) {
                lines.add(new Line(note.at(), sentence(note)));
            }
            keep(note, commands);
        }
        lines.sort(Comparator.comparing(Line::at));
        return new Explanation.DevicePart(
                device.id().value(),
                device.family(),
                device.model(),
                rank(place),
                places.size(),
                cost == null ? null : cost.dollars().setScale(2, RoundingMode.HALF_EVEN),
                commands.size(),
                lines,
                plans,
                List.copyOf(commands.values()),
                isLive ? now(reason) : null);
    }

    private static Explanation.DeviceNow now(DeviceReason reason) {
        LeftOut obstacle = reason.obstacle();
        Hold hold = reason.hold();
        return new Explanation.DeviceNow(
                reason.standing().phase().name(),
                reason.standing().causedBy(),
                obstacle == null ? null : obstacle.name(),
                obstacle == null ? null : Words.because(obstacle),
                hold == null ? null : hold.id(),
                reason.draws().watts(),
                reason.lowest().watts(),
                reason.rank() < 0 ? null : (Integer) reason.rank());
    }

    /** Null when the device draws as much asleep as at work, so that giving up work gives nothing. */
    private static @Nullable EnergyPrice known(EnergyPrice cost) {
        return cost.microDollarsPerMwh() == Long.MAX_VALUE ? null : cost;
    }

    /** How many devices go before it: those whose work is worth less, and equals of an earlier name. */
    private int rank(int place) {
        EnergyPrice[] all = worths();
        List<Device> devices = definition.site().devices();
        int rank = 1;
        for (int other = 0; other < all.length; other++) {
            int compared = all[other].compareTo(all[place]);
            if (compared == 0) {
                compared = devices.get(other).id().compareTo(devices.get(place).id());
            }
            if (compared < 0) {
                rank++;
            }
        }
        return rank;
    }

    /** What every device's work is worth; reckoned at the first question. */
    private EnergyPrice[] worths() {
        EnergyPrice[] known = worths;
        if (known == null) {
            known =
                    definition.site().devices().stream()
                            .map(one -> ValueOfWork.perMwh(one.efficiency(), definition.mining()))
                            .toArray(EnergyPrice[]::new);
            worths = known;
        }
        return known;
    }

    private Explanation.DevicePlan inPlan(
            EventStory.Numbered numbered, DeviceId device, int place) {
        Plan plan = numbered.plan();
        for (int i = 0; i < plan.chosen().size(); i++) {
            Plan.Chosen chosen = plan.chosen().get(i);
            if (chosen.device().equals(device)) {
                return new Explanation.DevicePlan(
                        numbered.number(),
                        numbered.at(),
                        plan.kind().name(),
                        true,
                        chosen.action().text(),
                        i + 1,
                        chosen.expected().watts(),
                        chosen.because().name());
            }
        }
        LeftOut reason = leftOut(plan, place);
        return new Explanation.DevicePlan(
                numbered.number(),
                numbered.at(),
                plan.kind().name(),
                false,
                null,
                null,
                null,
                reason == null ? null : reason.name());
    }

    private @Nullable LeftOut leftOut(Plan plan, int place) {
        for (Map.Entry<LeftOut, List<DeviceRange>> entry : plan.leftOut().entrySet()) {
            for (DeviceRange range : entry.getValue()) {
                int first = places.getOrDefault(range.first(), Integer.MAX_VALUE);
                int last = places.getOrDefault(range.last(), -1);
                if (first <= place && place <= last) {
                    return entry.getKey();
                }
            }
        }
        return null;
    }

    private static String sentence(
            Explanation.DevicePlan part, Plan plan, @Nullable EnergyPrice cost) {
        String name = "%s %d".formatted(Words.of(plan.kind()), part.number());
        Integer at = part.place();
        if (part.chosen() && at != null) {
            Plan.Chosen chosen = plan.chosen().get(at - 1);
            return "%s: chosen, %d of %d, to give %s at %s, because %s."
                    .formatted(
                            name,
                            at,
                            plan.chosen().size(),
                            chosen.expected(),
                            chosen.valueLost(),
                            Words.of(chosen.because()));
        }
        LeftOut reason = LeftOut.valueOf(String.valueOf(part.because()));
        String beside =
                cost == null || plan.chosen().isEmpty() || reason != LeftOut.NOT_NEEDED
                        ? ""
                        : " All its work would cost %s to give up; the last step chosen, of %s, cost %s."
                                .formatted(
                                        cost,
                                        plan.chosen().getLast().device(),
                                        plan.chosen().getLast().valueLost());
        return "%s: left out, because %s.%s".formatted(name, Words.because(reason), beside);
    }

    /** What only repeats the command or its answer. */
    private static boolean isEcho(EventStory.Note note) {
        return note instanceof EventStory.Note.Stood stood
                && switch (stood.phase()) {
                    case CURTAIL_SENT, CURTAIL_ACCEPTED, RESTORE_SENT, RESTORE_ACCEPTED -> true;
                    case FREE, CURTAILED, CURTAIL_FAILED, RESTORE_FAILED -> false;
                };
    }

    private static String sentence(EventStory.Note note) {
        return switch (note) {
            case EventStory.Note.Asked asked ->
                    "Asked %s (command %s)."
                            .formatted(Words.of(asked.command().action()), asked.command().id());
            case EventStory.Note.Answered answered -> sentence(answered.outcome());
            case EventStory.Note.Stood stood ->
                    "It "
                            + Words.of(stood.phase())
                            + (stood.failure() == null
                                    ? "."
                                    : ": " + Words.of(stood.failure()) + ".");
        };
    }

    private static String sentence(CommandOutcome outcome) {
        return switch (outcome) {
            case CommandOutcome.Confirmed _ -> "The state asked for was read back.";
            case CommandOutcome.Accepted _ -> "It accepted the command; nothing seen yet.";
            case CommandOutcome.Rejected no -> "It said no: " + Words.of(no.failure()) + ".";
            case CommandOutcome.Unsupported _ -> "Its family cannot do this.";
            case CommandOutcome.Unreachable un ->
                    "The command never reached it: " + Words.of(un.failure()) + ".";
            case CommandOutcome.Uncertain un ->
                    "The command was sent and its answer is unknown: "
                            + Words.of(un.failure())
                            + ".";
        };
    }

    private static void keep(
            EventStory.Note note, Map<CommandId, Explanation.CommandPart> commands) {
        if (note instanceof EventStory.Note.Asked asked) {
            Command command = asked.command();
            commands.put(
                    command.id(),
                    new Explanation.CommandPart(
                            command.id().value(),
                            command.action().text(),
                            command.issuedAt(),
                            null,
                            null,
                            null,
                            null));
        } else if (note instanceof EventStory.Note.Answered answered) {
            CommandOutcome outcome = answered.outcome();
            commands.computeIfPresent(
                    outcome.command(),
                    (_, asked) ->
                            new Explanation.CommandPart(
                                    asked.id(),
                                    asked.action(),
                                    asked.issuedAt(),
                                    outcome.writtenAt(),
                                    outcome.knownAt(),
                                    kind(outcome),
                                    failure(outcome)));
        }
    }

    private static String kind(CommandOutcome outcome) {
        return switch (outcome) {
            case CommandOutcome.Confirmed _ -> "CONFIRMED";
            case CommandOutcome.Accepted _ -> "ACCEPTED";
            case CommandOutcome.Rejected _ -> "REJECTED";
            case CommandOutcome.Unsupported _ -> "UNSUPPORTED";
            case CommandOutcome.Unreachable _ -> "UNREACHABLE";
            case CommandOutcome.Uncertain _ -> "UNCERTAIN";
        };
    }

    private static @Nullable String failure(CommandOutcome outcome) {
        return switch (outcome) {
            case CommandOutcome.Confirmed _, CommandOutcome.Accepted _ -> null;
            case CommandOutcome.Rejected no -> no.failure() + ": " + no.detail();
            case CommandOutcome.Unsupported no -> no.detail();
            case CommandOutcome.Unreachable no -> no.failure() + ": " + no.detail();
            case CommandOutcome.Uncertain no -> no.failure() + ": " + no.detail();
        };
    }
}
