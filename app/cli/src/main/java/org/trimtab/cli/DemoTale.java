package org.trimtab.cli;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.trimtab.dispatch.Action;
import org.trimtab.dispatch.Band;
import org.trimtab.dispatch.Conflict;
import org.trimtab.dispatch.Plan;
import org.trimtab.engine.Input;
import org.trimtab.engine.Output;
import org.trimtab.engine.SiteDefinition;
import org.trimtab.engine.Standing.Phase;
import org.trimtab.engine.Step;
import org.trimtab.program.Instruction;
import org.trimtab.program.InstructionId;
import org.trimtab.program.Obligation;
import org.trimtab.program.Signal;
import org.trimtab.resource.DeviceId;
import org.trimtab.resource.Meter;
import org.trimtab.resource.MeterId;
import org.trimtab.settlement.FollowingScore;
import org.trimtab.telemetry.MeterReading;
import org.trimtab.telemetry.Quality;

/**
 * Tells what an engine's steps mean as a control room would write it down, line by line with seconds and megawatts:
 * what came in, what is owed now and by whom, how the plan changed, who did not obey and who took over, what the meters
 * read.
 * The same steps always make the same lines. Not for several threads.
 */
public final class DemoTale {

    /** Fewer commands than this in one step are told with the next status instead of at once. */
    private static final int COMMANDS_TOLD_AT_ONCE = 25;

    /** A plan for fewer devices than this that only corrects another is told with the next status. */
    private static final int DEVICES_TOLD_AT_ONCE = 5;

    private static final int LINES_MAX = 2_000;

    /**
     * A line of the tale.
     *
     * @param afterS seconds after it began
     * @param text the line
     */
    public record Line(double afterS, String text) {
        @Override
        public String toString() {
            return String.format(Locale.ROOT, "%+7.1f s  %s", afterS, text);
        }
    }

    private final Instant begun;
    private final Duration statusEvery;
    private final Consumer<Line> teller;
    private final Map<MeterId, String> meterNames = new LinkedHashMap<>();
    private final Map<MeterId, Long> metered = new HashMap<>();
    private final Map<DeviceId, Action> wanted = new HashMap<>();
    private final Map<DeviceId, Phase> phases = new HashMap<>();
    private final Map<InstructionId, Instant> activeSince = new HashMap<>();
    private final Map<String, Map<String, Integer>> quietly = new TreeMap<>();
    private final Map<String, Long> tracks = new HashMap<>();
    private int smallRefills;
    private final Map<Plan.Kind, Integer> plans = new EnumMap<>(Plan.Kind.class);
    private final Set<String> conflicts = new LinkedHashSet<>();
    private final List<FollowingScore> scores = new ArrayList<>();
    private final Map<DeviceId, String> disobeyed = new LinkedHashMap<>();
    private final Map<DeviceId, String> tookOver = new LinkedHashMap<>();
    private final List<Line> lines = new ArrayList<>();
    private Band band = Band.OPEN;
    private Instant statusAt;
    private Instant now;

    /**
     * Begins a tale.
     *
     * @param begun seconds are counted from here
     * @param statusEvery how often the meters are told without being asked
     * @param teller is told every line at once
     */
    public DemoTale(
            SiteDefinition definition, Instant begun, Duration statusEvery, Consumer<Line> teller) {
        this.begun = begun;
        this.statusEvery = statusEvery;
        this.teller = teller;
        now = begun;
        statusAt = begun.plus(statusEvery);
        for (Meter meter : definition.site().meters()) {
            meterNames.put(
                    meter.id(), meter.feeder() == null ? "meter" : "feeder " + meter.feeder());
        }
    }

    /** Takes a step in. */
    public void took(Step step) {
        now = step.now();
        step.inputs().forEach(this::cameIn);
        boolean disobeys =
                step.outputs().stream()
                        .anyMatch(output ->
                                output instanceof Output.StandingChanged changed
                                        && isNews(changed));
        List<Plan.Chosen> instead = new ArrayList<>();
        Map<DeviceId, String> failed = new LinkedHashMap<>();
        Map<String, Map<String, Integer>> commands = new TreeMap<>();
        for (Output output : step.outputs()) {
            switch (output) {
                case Output.ObligationChanged changed -> changed(changed.obligation());
                case Output.BandChanged changed -> changed(changed.band());
                case Output.PlanMade made -> planned(made.plan(), disobeys, instead);
                case Output.CommandIssued issued -> {
                    wanted.put(issued.command().device(), issued.command().action());
                    commands.computeIfAbsent(issued.command().causedBy(), _ -> new TreeMap<>())
                            .merge(DemoWords.word(issued.command().action()), 1, Integer::sum);
                }
                case Output.StandingChanged changed -> stood(changed, failed);
                case Output.LimitReached reached -> reached(reached.instruction());
                case Output.QuarantineChanged changed ->
                        say(
                                changed.reason() == null
                                        ? changed.device() + " has proven itself again."
                                        : changed.device()
                                                + " disobeyed too often and is offered to nobody for now ("
                                                + DemoWords.words(changed.reason())
                                                + ").");
                case Output.FollowingScored scored -> scored(scored);
                case Output.Alarm alarm -> say("Alarm: " + alarm.text());
                case Output.FrequencyStateChanged _,
                        Output.HoldChanged _,
                        Output.CauseChanged _,
                        Output.StatementIssued _ -> {}
            }
        }
        if (!failed.isEmpty()) {
            disobeyed(failed, instead);
        }
        commanded(commands);
        if (!now.isBefore(statusAt)) {
            statusAt = now.plus(statusEvery);
            status();
        }
    }

    private void disobeyed(Map<DeviceId, String> failed, List<Plan.Chosen> instead) {
        List<String> who =
                failed.entrySet().stream()
                        .map(e -> e.getKey() + " (" + e.getValue() + ")")
                        .toList();
        List<String> others =
                instead.stream()
                        .map(chosen -> chosen.device() + " " + DemoWords.word(chosen.action()))
                        .toList();
        long less = instead.stream().mapToLong(chosen -> chosen.expected().watts()).sum();
        say(
                "%d %s not obey: %s.%s",
                failed.size(),
                failed.size() == 1 ? "device does" : "devices do",
                DemoWords.some(who),
                others.isEmpty()
                        ? ""
                        : " Instead: "
                                + DemoWords.some(others)
                                + ", together "
                                + DemoWords.mw(less)
                                + " less.");
    }

    private void cameIn(Input input) {
        switch (input) {
            case Input.InstructionArrived arrived -> {
                if (arrived.instruction() instanceof Instruction.Track track) {
                    tracks.put(track.id().value(), track.basePoint().watts());
                }
                say(
                        "Comes in from %s: %s (%s, program %s).",
                        arrived.instruction().notice().source(),
                        DemoWords.asked(arrived.instruction()),
                        arrived.instruction().id(),
                        arrived.instruction().program());
            }
            case Input.SignalArrived arrived -> {
                tracks.put(arrived.signal().track().value(), arrived.signal().level().watts());
                if (arrived.signal() instanceof Signal.BasePoint base) {
                    say(
                            "New base point: be at %s at the end of the ramp.",
                            DemoWords.mw(base.level().watts()));
                }
            }
            case Input.PriceKnown known ->
                    say(
                            "Energy costs %s $/MWh for the next %d s.",
                            known.price().dollars().stripTrailingZeros().toPlainString(),
                            Math.max(
                                    0,
                                    Duration.between(now, known.interval().until()).toSeconds()));
            case Input.CancelArrived cancel -> say("%s is taken back.", cancel.instruction());
            case Input.MeterRead(MeterReading reading) -> {
                if (reading.quality() == Quality.GOOD) {
                    metered.put(reading.meter(), reading.power().watts());
                }
            }
            case Input.DevicesRead _,
                    Input.OutcomesKnown _,
                    Input.HoldPlaced _,
                    Input.HoldLifted _,
                    Input.FrequencyRead _,
                    Input.FrequencyArmed _,
                    Input.CarriedOver _,
                    Input.CurveKnown _,
                    Input.Restarted _ -> {}
        }
    }

    private void changed(Obligation obligation) {
        switch (obligation.state()) {
            case ACTIVE -> activeSince.putIfAbsent(obligation.id(), now);
            case RESTORING -> say("%s is over; its devices come back in waves.", obligation.id());
            case COMPLETED -> say("%s is done.", obligation.id());
            case REFUSED ->
                    say(
                            "%s is refused: %s.",
                            obligation.id(),
                            obligation.refusal() == null
                                    ? "no reason given"
                                    : DemoWords.words(obligation.refusal()));
            case PENDING, WITHDRAWN -> {}
        }
    }

    /** A band that only moves along with its set-point is no news. */
    private void changed(Band fresh) {
        Set<String> before = new LinkedHashSet<>();
        band.conflicts().forEach(conflict -> before.add(DemoWords.key(conflict)));
        boolean news =
                !Objects.equals(band.ceilingBy(), fresh.ceilingBy())
                        || !Objects.equals(band.floorBy(), fresh.floorBy());
        band = fresh;
        if (news) {
            say("Owed now: %s.", owed());
        }
        for (Conflict conflict : fresh.conflicts()) {
            if (before.add(DemoWords.key(conflict))) {
                String text =
                        "%s cannot have all it asks: %s goes first (%s); it misses %s"
                                .formatted(
                                        conflict.loser(),
                                        conflict.winner(),
                                        DemoWords.words(conflict.reason()),
                                        DemoWords.mw(conflict.missing().watts()));
                conflicts.add(
                        conflict.loser()
                                + " yields to "
                                + conflict.winner()
                                + ": "
                                + DemoWords.words(conflict.reason()));
                say("Conflict: %s.", text);
            }
        }
    }

    private String owed() {
        List<String> parts = new ArrayList<>();
        String ceilingBy = band.ceilingBy();
        if (ceilingBy != null && tracks.containsKey(ceilingBy)) {
            // It moves every few seconds; what the operator sent last is what is asked.
            parts.add("follow " + ceilingBy + ", now at " + DemoWords.known(tracks.get(ceilingBy)));
        } else if (band.ceiling() != null) {
            parts.add("at most " + DemoWords.mw(band.ceiling().watts()) + DemoWords.by(ceilingBy));
        }
        if (band.floorBy() != null && !tracks.containsKey(band.floorBy())) {
            parts.add(
                    "at least "
                            + DemoWords.mw(band.floor().watts())
                            + DemoWords.by(band.floorBy()));
        }
        return parts.isEmpty() ? "nothing" : String.join(", ", parts);
    }

    /**
     * A plan was made.
     *
     * @param disobeys true when somebody was found to disobey in the same step
     * @param instead where those go who are then asked in their place
     */
    private void planned(Plan plan, boolean disobeys, List<Plan.Chosen> instead) {
        plans.merge(plan.kind(), 1, Integer::sum);
        String cause = plan.causedBy().value();
        if (plan.kind() == Plan.Kind.FOLLOW && tracks.containsKey(cause)) {
            return;
        }
        // While something stronger decides over a track, its corrections are told as what they are.
        boolean refills = plan.kind() == Plan.Kind.REFILL || plan.kind() == Plan.Kind.FOLLOW;
        if (refills) {
            plan.chosen().stream()
                    .filter(chosen -> chosen.expected().watts() > 0)
                    .forEach(chosen -> tookOver.putIfAbsent(chosen.device(), cause));
        }
        if (refills && disobeys) {
            instead.addAll(plan.chosen());
            return;
        }
        boolean corrects = refills || plan.kind() == Plan.Kind.GIVE_BACK;
        if (corrects && plan.chosen().size() < DEVICES_TOLD_AT_ONCE) {
            smallRefills += plan.chosen().isEmpty() ? 0 : 1;
            return;
        }
        say("%s", DemoWords.plan(plan));
    }

    private void stood(Output.StandingChanged changed, Map<DeviceId, String> failed) {
        boolean news = isNews(changed);
        phases.put(changed.device(), changed.phase());
        if (news && changed.failure() != null) {
            disobeyed.put(changed.device(), DemoWords.words(changed.failure()));
            failed.put(changed.device(), DemoWords.words(changed.failure()));
        }
    }

    /** True when a device is found to disobey that was not known to. */
    private boolean isNews(Output.StandingChanged changed) {
        return (changed.phase() == Phase.CURTAIL_FAILED || changed.phase() == Phase.RESTORE_FAILED)
                && changed.failure() != null
                && !disobeyed.containsKey(changed.device());
    }

    private void reached(InstructionId instruction) {
        Instant since = activeSince.getOrDefault(instruction, now);
        say(
                "%s: the limit is reached %.1f s after it began; the meter reads %s.",
                instruction, Duration.between(since, now).toMillis() / 1e3, level());
    }

    private void scored(Output.FollowingScored scored) {
        scores.add(scored.score());
        FollowingScore score = scored.score();
        if (score.verdict() == FollowingScore.Verdict.EXEMPT && score.meanLevel() == null) {
            return;
        }
        say(
                "%s scored from %+.0f to %+.0f s: asked %s, metered %s: %s.",
                scored.track(),
                seconds(score.interval().from()),
                seconds(score.interval().until()),
                DemoWords.mw(score.meanSetPoint().watts()),
                score.meanLevel() == null ? "unknown" : DemoWords.mw(score.meanLevel().watts()),
                DemoWords.words(score.verdict()));
    }

    private void commanded(Map<String, Map<String, Integer>> commands) {
        commands.forEach((cause, actions) -> {
            int count = actions.values().stream().mapToInt(Integer::intValue).sum();
            if (count >= COMMANDS_TOLD_AT_ONCE) {
                say("Commands for %s: %s.", cause, DemoWords.counts(actions));
            } else {
                Map<String, Integer> kept = quietly.computeIfAbsent(cause, _ -> new TreeMap<>());
                actions.forEach((word, some) -> kept.merge(word, some, Integer::sum));
            }
        });
    }

    private void status() {
        String feeders =
                meterNames.entrySet().stream()
                        .filter(e -> e.getValue().startsWith("feeder"))
                        .map(e -> e.getValue() + " " + DemoWords.known(metered.get(e.getKey())))
                        .collect(Collectors.joining(", "));
        String few =
                quietly.entrySet().stream()
                        .map(e -> e.getKey() + ": " + DemoWords.counts(e.getValue()))
                        .collect(Collectors.joining("; "));
        quietly.clear();
        String small =
                smallRefills == 0
                        ? ""
                        : "; "
                                + smallRefills
                                + (smallRefills == 1 ? " small plan" : " small plans");
        smallRefills = 0;
        say(
                "  the meter reads %s%s; owed: %s; %d asleep, %d held back%s%s",
                level(),
                feeders.isEmpty() ? "" : " (" + feeders + ")",
                owed(),
                asleep(),
                heldBack(),
                few.isEmpty() ? "" : "; meanwhile " + few,
                small);
    }

    /** Devices seen asleep because of us. */
    public int asleep() {
        return in(Phase.CURTAILED, true);
    }

    /** Devices seen held at a lower power. */
    public int heldBack() {
        return in(Phase.CURTAILED, false);
    }

    /** What every device was asked that has been seen to obey. */
    public Map<DeviceId, Action> curtailed() {
        Map<DeviceId, Action> curtailed = new LinkedHashMap<>();
        phases.forEach((device, phase) -> {
            Action action = wanted.get(device);
            if (phase == Phase.CURTAILED && action != null) {
                curtailed.put(device, action);
            }
        });
        return curtailed;
    }

    private int in(Phase phase, boolean sleeping) {
        int count = 0;
        for (Map.Entry<DeviceId, Phase> entry : phases.entrySet()) {
            Action action = wanted.get(entry.getKey());
            if (entry.getValue() == phase && action != null && action.isSleep() == sleeping) {
                count++;
            }
        }
        return count;
    }

    private String level() {
        return meterNames.entrySet().stream()
                .filter(e -> e.getValue().equals("meter"))
                .map(e -> DemoWords.known(metered.get(e.getKey())))
                .findFirst()
                .orElse("unknown");
    }

    /** Seconds are counted from here. */
    public Instant begun() {
        return begun;
    }

    /** Every line so far. */
    public List<Line> lines() {
        return List.copyOf(lines);
    }

    /** Plans made, by kind. */
    public Map<Plan.Kind, Integer> plans() {
        return Map.copyOf(plans);
    }

    /** Who yields to whom, and why; each once. */
    public List<String> conflicts() {
        return List.copyOf(conflicts);
    }

    /** How a set-point was followed, interval by interval. */
    public List<FollowingScore> scores() {
        return List.copyOf(scores);
    }

    /** Devices that did not obey, and how. */
    public Map<DeviceId, String> disobeyed() {
        return new LinkedHashMap<>(disobeyed);
    }

    /** Devices asked in the place of others that gave less than was counted on, and for what. */
    public Map<DeviceId, String> tookOver() {
        return new LinkedHashMap<>(tookOver);
    }

    @SuppressWarnings("AnnotateFormatMethod") // the annotation would bring a library for one method
    private void say(String text, Object... values) {
        Line line =
                new Line(
                        seconds(now),
                        values.length == 0 ? text : String.format(Locale.ROOT, text, values));
        if (lines.size() < LINES_MAX) {
            lines.add(line);
        }
        teller.accept(line);
    }

    private double seconds(Instant at) {
        return Duration.between(begun, at).toMillis() / 1e3;
    }
}
