package org.trimtab.live;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.trimtab.dispatch.DeviceRange;
import org.trimtab.dispatch.Plan;
import org.trimtab.engine.Preview;
import org.trimtab.program.Obligation;
import org.trimtab.program.Refusal;

/**
 * What an instruction would bring about if it came now.
 *
 * @param asks what it asks, in words
 * @param program the program it counts for
 * @param refusal why it would be refused; null when it would be taken on
 * @param refusedBecause the same in a sentence
 * @param baselineW level before it; null when the meter gives none
 * @param limitW level owed; null when it owes none, or is refused
 * @param band where the level would have to lie, and who would lose what
 * @param plan the plan; null when none would be made, since something else asks for more already
 * @param words the plan in a sentence or two; null when there is none
 * @param chosen who would change, in merit order
 * @param leftOut everybody else by reason, in site order
 */
public record PlanPreview(
        String asks,
        String program,
        @Nullable String refusal,
        @Nullable String refusedBecause,
        @Nullable Long baselineW,
        @Nullable Long limitW,
        BandView band,
        Explanation.@Nullable PlanPart plan,
        @Nullable String words,
        List<Choice> chosen,
        Map<String, List<Range>> leftOut) {
    /** Ranges of one reason shown; the counts in {@code plan} are whole. */
    public static final int RANGES_MAX = 100;

    /**
     * A device that would change.
     *
     * @param device its name
     * @param action what it would be asked
     * @param expectedW how much the level falls
     * @param usdPerMwh what a MWh it gives up costs
     * @param because why it
     */
    public record Choice(
            String device, String action, long expectedW, BigDecimal usdPerMwh, String because) {}

    /** Devices side by side in the order of the site. */
    public record Range(String first, String last, int count) {}

    static PlanPreview of(Preview preview) {
        Obligation obligation = preview.obligation();
        Refusal refusal = obligation.refusal();
        Plan plan = preview.plan();
        return new PlanPreview(
                Words.of(obligation.instruction()),
                obligation.instruction().program(),
                refusal == null ? null : refusal.name(),
                refusal == null ? null : Words.of(refusal),
                obligation.baseline() == null ? null : obligation.baseline().watts(),
                obligation.limit() == null ? null : obligation.limit().watts(),
                BandView.of(preview.band()),
                plan == null ? null : Telling.part(new EventStory.Numbered(1, plan, plan.madeAt())),
                plan == null ? null : Telling.sentence(plan),
                plan == null ? List.of() : plan.chosen().stream().map(PlanPreview::choice).toList(),
                plan == null ? Map.of() : ranges(plan));
    }

    private static Choice choice(Plan.Chosen chosen) {
        return new Choice(
                chosen.device().value(),
                chosen.action().text(),
                chosen.expected().watts(),
                chosen.valueLost().dollars().setScale(2, RoundingMode.HALF_EVEN),
                chosen.because().name());
    }

    private static Map<String, List<Range>> ranges(Plan plan) {
        Map<String, List<Range>> ranges = new TreeMap<>();
        plan.leftOut()
                .forEach((reason, all) ->
                        ranges.put(
                                reason.name(),
                                all.stream().limit(RANGES_MAX).map(PlanPreview::range).toList()));
        return ranges;
    }

    private static Range range(DeviceRange range) {
        return new Range(range.first().value(), range.last().value(), range.count());
    }

    /** The same with only the first of the chosen. */
    public PlanPreview withFirst(int most) {
        return chosen.size() <= most
                ? this
                : new PlanPreview(
                        asks,
                        program,
                        refusal,
                        refusedBecause,
                        baselineW,
                        limitW,
                        band,
                        plan,
                        words,
                        chosen.subList(0, most),
                        leftOut);
    }
}
