package org.trimtab.baseline;

import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.trimtab.baseline.EventDay.Run;
import org.trimtab.quantity.Power;

/** What a reader of an estimate should know about the data behind it. */
record Remarks(EventDay eventDay, List<String> warnings) {

    /** Readings longer than the method was written for. */
    Remarks onInterval(Duration longest) {
        Duration step = eventDay.given().load().step();
        if (step.compareTo(longest) > 0) {
            warnings.add(
                    "the meter is read every "
                            + step
                            + "; the method was written for intervals of "
                            + longest
                            + " or less");
        }
        return this;
    }

    /** An event outside the data, and missing or estimated readings within it. */
    Remarks onEvent() {
        Run event = eventDay.event();
        LoadSeries load = eventDay.given().load();
        int missing = 0;
        int estimated = 0;
        for (long index = event.from(); index < event.until(); index++) {
            missing += eventDay.watts(index) == LoadSeries.UNKNOWN ? 1 : 0;
            estimated += eventDay.isEstimated(index) ? 1 : 0;
        }
        if (event.from() < 0 || event.until() > load.size()) {
            warnings.add(
                    "the event "
                            + eventDay.given().event()
                            + " lies partly or wholly outside the data, which run from "
                            + load.from()
                            + " to "
                            + load.until());
        } else if (missing > 0) {
            warnings.add(
                    missing + " of " + event.size() + " intervals of the event have no good reading");
        }
        if (estimated > 0) {
            warnings.add(
                    estimated + " of " + event.size() + " readings of the event are estimated");
        }
        return this;
    }

    /** Estimated readings on the days taken. */
    Remarks onDays(List<LocalDate> days) {
        Run event = eventDay.event();
        int estimated = 0;
        for (LocalDate day : days) {
            for (long index = event.from(); index < event.until(); index++) {
                long there = eventDay.indexOn(day, eventDay.slot(index));
                estimated += eventDay.isEstimated(there) ? 1 : 0;
            }
        }
        if (estimated > 0) {
            warnings.add(estimated + " readings of the days taken are estimated");
        }
        return this;
    }

    /** Estimated readings in a run that the baseline is measured in. */
    Remarks onMeasured(Run run) {
        int estimated = 0;
        for (long index = run.from(); index < run.until(); index++) {
            estimated += eventDay.isEstimated(index) ? 1 : 0;
        }
        if (estimated > 0) {
            warnings.add(estimated + " readings that the baseline is measured from are estimated");
        }
        return this;
    }

    /** Intervals without a baseline. */
    Remarks onUntold(List<@Nullable Power> levels) {
        long untold = levels.stream().filter(Objects::isNull).count();
        if (untold > 0) {
            warnings.add(untold + " of " + levels.size() + " intervals have no baseline");
        }
        return this;
    }
}
