package org.trimtab.baseline;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.trimtab.program.RuleSource;
import org.trimtab.quantity.Power;

/**
 * Baselines that are not measured from the meter's own past: a contracted level, a peak, a set-point, a control
 * group.
 *
 * @param kind where the level comes from
 */
record GivenLevel(Kind kind, String id, String title, String formula, RuleSource source)
        implements BaselineMethod {

    /** Where the level comes from. */
    enum Kind {
        CONTRACTED("a contracted maximum base load"),
        PEAK("the peak that the firm service level is measured from"),
        SET_POINT("the set-point asked for"),
        CONTROL_GROUP("the load of a control group");

        private final String inWords;

        Kind(String inWords) {
            this.inWords = inWords;
        }
    }

    @Override
    public Estimate find(BaselineCase given) {
        EventDay eventDay = new EventDay(given);
        String unfit = eventDay.unfit();
        if (unfit != null) {
            return Estimate.refused(id, List.of(), unfit);
        }
        BaselineCase.Beside beside = given.beside();
        return switch (kind) {
            case CONTRACTED -> level(eventDay, beside.contracted());
            case PEAK -> level(eventDay, beside.peak());
            case SET_POINT -> series(eventDay, beside.setPoint());
            case CONTROL_GROUP -> series(eventDay, beside.control());
        };
    }

    private Estimate missing() {
        return Estimate.refused(
                id, List.of(), id + " needs " + kind.inWords + ", and none was given");
    }

    private Estimate level(EventDay eventDay, @Nullable Power level) {
        if (level == null) {
            return missing();
        }
        List<String> warnings = new ArrayList<>();
        new Remarks(eventDay, warnings).onEvent();
        return new Estimate(id, eventDay.intervalsAt(level), List.of(), null, null, warnings);
    }

    private Estimate series(EventDay eventDay, @Nullable LoadSeries series) {
        if (series == null) {
            return missing();
        }
        EventDay.Run event = eventDay.event();
        EventDay other = eventDay.of(series);
        List<@Nullable Power> levels = new ArrayList<>(event.size());
        for (long index = event.from(); index < event.until(); index++) {
            Fraction mean = other.mean(eventDay.interval(index));
            levels.add(mean == null ? null : Power.ofWatts(mean.rounded()));
        }
        List<String> warnings = new ArrayList<>();
        new Remarks(eventDay, warnings).onEvent().onUntold(levels);
        boolean nowhere = levels.stream().allMatch(each -> each == null);
        return nowhere
                ? Estimate.refused(
                        id, List.of(), kind.inWords + " is not known in any interval of the event")
                : new Estimate(id, eventDay.intervals(levels), List.of(), null, null, warnings);
    }
}
