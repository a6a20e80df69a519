package org.trimtab.live;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.trimtab.dispatch.Plan;
import org.trimtab.live.Explanation.Line;
import org.trimtab.program.Instruction;
import org.trimtab.program.Obligation;
import org.trimtab.program.ObligationState;
import org.trimtab.program.Refusal;
import org.trimtab.quantity.Power;
import org.trimtab.resource.DeviceId;
import org.trimtab.settlement.FollowingScore;

/** Tells one event from what is kept of it. Pure. */
final class Telling {
    /** Sentences of a story; what goes beyond is left out of the middle, and said. */
    static final int LINES_MAX = 400;

    private static final int NAMES_SHOWN = 3;
    private static final int REPLACEMENTS_SHOWN = 10;
    private static final BigDecimal WATTS_PER_MEGAWATT = BigDecimal.valueOf(1_000_000);
    private static final DateTimeFormatter CLOCK =
            DateTimeFormatter.ofPattern("HH:mm:ss").withZone(ZoneOffset.UTC);

    private final Obligation obligation;
    private final EventStory story;

    Telling(Obligation obligation, EventStory story) {
        this.obligation = obligation;
        this.story = story;
    }

    /**
     * The whole explanation.
     *
     * @param forgotten true when the story was given up for that of newer events
     * @param device the same seen from one device, or null
     */
    Explanation tell(boolean forgotten, Explanation.@Nullable DevicePart device) {
        Instruction instruction = obligation.instruction();
        Refusal refusal = obligation.refusal();
        List<String> notKept = new ArrayList<>(story.notKept());
        if (forgotten) {
            notKept.add(
                    "plans and notes of this event were given up for newer events; the journal"
                            + " still has them: trimtab explain --journal");
        }
        return new Explanation(
                obligation.id().value(),
                instruction.notice().source(),
                instruction.program(),
                Words.of(instruction),
                obligation.state().name(),
                refusal == null ? null : refusal.name(),
                instruction.notice().receivedAt(),
                instruction.interval().from(),
                instruction.interval().until(),
                watts(obligation.baseline()),
                watts(obligation.limit()),
                lines(notKept),
                story.bands().stream()
                        .map(one -> new Explanation.BandPart(one.at(), BandView.of(one.band())))
                        .toList(),
                story.plans().stream().map(Telling::part).toList(),
                story.failures().stream().map(Telling::part).toList(),
                story.meter().part(),
                story.scores().stream().map(Telling::part).toList(),
                notKept,
                device);
    }

    private List<Line> lines(List<String> notKept) {
        List<Line> lines = new ArrayList<>();
        opening(lines);
        for (EventStory.Banded banded : story.bands()) {
            lines.add(new Line(banded.at(), band(BandView.of(banded.band()))));
        }
        disobeyed(lines);
        int followed = 0;
        for (EventStory.Numbered numbered : story.plans()) {
            if (numbered.plan().kind() == Plan.Kind.FOLLOW) {
                followed++;
            } else {
                lines.add(new Line(numbered.at(), sentence(numbered.plan())));
            }
        }
        if (followed > 0) {
            Instant at = story.plans().getFirst().at();
            lines.add(
                    new Line(
                            at,
                            "From here the set-point is followed: %,d plans so far."
                                    .formatted(story.followed())));
        }
        meter(lines);
        lines.addAll(story.remarks());
        following(lines);
        ending(lines);
        lines.sort(Comparator.comparing(Line::at));
        if (lines.size() <= LINES_MAX) {
            return lines;
        }
        int half = LINES_MAX / 2;
        notKept.add((lines.size() - LINES_MAX) + " sentences in the middle are left out");
        List<Line> short_ = new ArrayList<>(lines.subList(0, half));
        short_.addAll(lines.subList(lines.size() - half, lines.size()));
        return short_;
    }

    private void opening(List<Line> lines) {
        Instruction instruction = obligation.instruction();
        lines.add(
                new Line(
                        instruction.notice().receivedAt(),
                        "%s asks to %s, from %s to %s (program %s)."
                                .formatted(
                                        Words.sentence(instruction.notice().source()),
                                        Words.of(instruction),
                                        CLOCK.format(instruction.interval().from()),
                                        CLOCK.format(instruction.interval().until()),
                                        instruction.program())));
        Refusal refusal = obligation.refusal();
        if (refusal != null) {
            lines.add(new Line(obligation.changedAt(), "Refused: " + Words.of(refusal) + "."));
        }
    }

    private static String band(BandView band) {
        String owed;
        if (band.ceilingW() == null && band.floorBy() == null) {
            owed = "Nothing is owed of the level.";
        } else if (band.ceilingW() == null) {
            owed = "Owed: at least %s (%s).".formatted(power(band.floorW()), band.floorBy());
        } else if (band.floorBy() == null) {
            owed = "Owed: at most %s (%s).".formatted(power(band.ceilingW()), band.ceilingBy());
        } else if (band.ceilingW() == band.floorW()) {
            owed =
                    "Owed: %s, no more and no less (%s)."
                            .formatted(power(band.floorW()), band.floorBy());
        } else {
            owed =
                    "Owed: %s (%s) to %s (%s)."
                            .formatted(
                                    power(band.floorW()),
                                    band.floorBy(),
                                    power(band.ceilingW()),
                                    band.ceilingBy());
        }
        StringBuilder words = new StringBuilder(owed);
        for (BandView.Lost lost : band.conflicts()) {
            words.append(" Conflict: ").append(lost.words()).append('.');
        }
        return words.toString();
    }

    /** A plan in a sentence or two. */
    static String sentence(Plan plan) {
        StringBuilder words = new StringBuilder(Words.of(plan.kind())).append(": ");
        if (plan.kind() == Plan.Kind.GIVE_BACK) {
            words.append("more had fallen than is owed; ")
                    .append(Words.devices(plan.chosen().size()))
                    .append(" may draw more again.");
            return words.toString();
        }
        if (plan.required().isNone() && plan.chosen().isEmpty()) {
            words.append(
                    "nothing to find; the level of %s is within what is owed."
                            .formatted(plan.level()));
            return words.toString();
        }
        words.append(
                "%s to find, from %s to %s; %s chosen for %s"
                        .formatted(
                                plan.required(),
                                plan.level(),
                                plan.limit(),
                                Words.devices(plan.chosen().size()),
                                plan.expected()));
        if (!plan.chosen().isEmpty()) {
            words.append(", the last at ").append(plan.chosen().getLast().valueLost());
        }
        words.append('.');
        if (!plan.leftOut().isEmpty()) {
            words.append(" Left out: ").append(Words.briefly(plan.leftOutCount())).append('.');
        }
        if (!plan.shortfall().isNone()) {
            words.append(" Short by ")
                    .append(plan.shortfall())
                    .append(": nobody else can be asked.");
        }
        return words.toString();
    }

    /** Failures of the same second are one sentence, and so is what replaced them. */
    private void disobeyed(List<Line> lines) {
        Map<Instant, List<EventStory.Failed>> bySecond = new TreeMap<>();
        for (EventStory.Failed failed : story.failures()) {
            bySecond.computeIfAbsent(
                            Instant.ofEpochSecond(failed.at.getEpochSecond()),
                            _ -> new ArrayList<>())
                    .add(failed);
        }
        for (List<EventStory.Failed> together : bySecond.values()) {
            List<String> names =
                    together.stream()
                            .map(one -> one.device + " (" + Words.of(one.failure) + ")")
                            .toList();
            StringBuilder words =
                    new StringBuilder(Words.devices(names.size()))
                            .append(" did not do as asked: ")
                            .append(Words.some(names, NAMES_SHOWN))
                            .append('.');
            EventStory.Numbered refill = together.getFirst().refill;
            if (refill != null) {
                List<String> others =
                        refill.plan().chosen().stream().map(c -> c.device().value()).toList();
                words.append(
                        " %s took their part at %s: %s."
                                .formatted(
                                        Words.devices(others.size()),
                                        CLOCK.format(refill.at()),
                                        Words.some(others, NAMES_SHOWN)));
            }
            lines.add(new Line(together.getFirst().at, words.toString()));
        }
    }

    private void meter(List<Line> lines) {
        Instant reachedAt = story.meter().reachedAt();
        Power limit = obligation.limit();
        if (reachedAt == null || limit == null) {
            return;
        }
        Instant begun = obligation.owedInterval().from();
        lines.add(
                new Line(
                        reachedAt,
                        "The meter reads at or below %s, %s after the event began."
                                .formatted(limit, seconds(begun, reachedAt))));
        Long highest = story.meter().highestAfter();
        Instant highestAt = story.meter().highestAt();
        if (highest != null && highestAt != null && highest > limit.watts()) {
            lines.add(
                    new Line(
                            highestAt,
                            "The meter reads %s, %s above what is owed: the highest after it had"
                                            .formatted(
                                                    power(highest), power(highest - limit.watts()))
                                    + " been reached."));
        }
    }

    private void following(List<Line> lines) {
        List<FollowingScore> scores = story.scores();
        if (scores.isEmpty()) {
            return;
        }
        long passed =
                scores.stream().filter(s -> s.verdict() == FollowingScore.Verdict.PASSED).count();
        long counted =
                scores.stream()
                        .filter(s ->
                                s.verdict() == FollowingScore.Verdict.PASSED
                                        || s.verdict() == FollowingScore.Verdict.FAILED)
                        .count();
        lines.add(
                new Line(
                        scores.getLast().interval().until(),
                        "Following: %d of %d scored intervals passed.".formatted(passed, counted)));
    }

    private void ending(List<Line> lines) {
        Instant ended = obligation.endedAt();
        ObligationState state = obligation.state();
        if (ended != null && state != ObligationState.WITHDRAWN) {
            lines.add(new Line(ended, "Nothing is owed for it any more; devices come back."));
        }
        if (state == ObligationState.COMPLETED) {
            lines.add(new Line(obligation.changedAt(), "All that could come back is back."));
        } else if (state == ObligationState.WITHDRAWN) {
            lines.add(new Line(obligation.changedAt(), "Taken back before it began."));
        }
    }

    static Explanation.PlanPart part(EventStory.Numbered numbered) {
        Plan plan = numbered.plan();
        Map<String, Integer> because = new TreeMap<>();
        BigDecimal lost = BigDecimal.ZERO;
        for (Plan.Chosen chosen : plan.chosen()) {
            because.merge(chosen.because().name(), 1, Integer::sum);
            lost =
                    lost.add(
                            chosen.valueLost()
                                    .dollars()
                                    .multiply(BigDecimal.valueOf(chosen.expected().watts()))
                                    .divide(WATTS_PER_MEGAWATT));
        }
        Map<String, Integer> leftOut = new TreeMap<>();
        plan.leftOutCount().forEach((reason, count) -> leftOut.put(reason.name(), count));
        Plan.Chosen last = plan.chosen().isEmpty() ? null : plan.chosen().getLast();
        return new Explanation.PlanPart(
                numbered.number(),
                numbered.at(),
                plan.kind().name(),
                plan.level().watts(),
                plan.limit().watts(),
                plan.required().watts(),
                plan.expected().watts(),
                plan.shortfall().watts(),
                plan.chosen().size(),
                because,
                leftOut,
                lost.setScale(2, RoundingMode.HALF_EVEN),
                last == null ? null : last.device().value(),
                last == null
                        ? null
                        : last.valueLost().dollars().setScale(2, RoundingMode.HALF_EVEN));
    }

    private static Explanation.FailurePart part(EventStory.Failed failed) {
        EventStory.Numbered refill = failed.refill;
        return new Explanation.FailurePart(
                failed.at,
                failed.device.value(),
                failed.failure.name(),
                failed.phase.name(),
                refill == null ? null : refill.at(),
                refill == null
                        ? List.of()
                        : refill.plan().chosen().stream()
                                .limit(REPLACEMENTS_SHOWN)
                                .map(Plan.Chosen::device)
                                .map(DeviceId::value)
                                .toList(),
                refill == null ? 0 : refill.plan().chosen().size());
    }

    private static Explanation.FollowingPart part(FollowingScore score) {
        return new Explanation.FollowingPart(
                score.interval().from(),
                score.interval().until(),
                watts(score.meanLevel()),
                score.meanSetPoint().watts(),
                score.meanFrequencyResponse().watts(),
                watts(score.deviation()),
                score.verdict().name());
    }

    private static String seconds(Instant from, Instant to) {
        return BigDecimal.valueOf(Duration.between(from, to).toMillis(), 3)
                        .setScale(1, RoundingMode.HALF_EVEN)
                + " s";
    }

    private static String power(long watts) {
        return Power.ofWatts(watts).toString();
    }

    private static @Nullable Long watts(@Nullable Power power) {
        return power == null ? null : power.watts();
    }
}
