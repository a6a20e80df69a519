package org.trimtab.baseline;

import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.trimtab.baseline.EventDay.Run;
import org.trimtab.interval.MarketInterval;
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
                    "intervals of the event without a good reading: "
                            + missing
                            + " of "
                            + event.size());
        }
        if (estimated > 0) {
            warnings.add("estimated readings in the event: " + estimated + " of " + event.size());
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
            warnings.add("estimated readings on the days taken: " + estimated);
        }
        return this;
    }

    /** Days curtailed for the price: left out although a market may count them, or taken although they are low. */
    Remarks onPrice(Set<DayMark.Why> excluded, DayPool days, List<LocalDate> taken) {
        int left = days.dates(Estimate.Choice.PRICE_CURTAILED).size();
        if (left > 0) {
            warnings.add(
                    "days left out because they were curtailed for the price, which a market may"
                            + " count: "
                            + left);
        }
        if (!excluded.contains(DayMark.Why.PRICE_CURTAILED)) {
            long low = taken.stream().filter(this::isPriceCurtailed).count();
            if (low > 0) {
                warnings.add(
                        "days taken although they were curtailed for the price, which lowers the"
                                + " baseline: "
                                + low);
            }
        }
        return this;
    }

    private boolean isPriceCurtailed(LocalDate date) {
        MarketInterval day = eventDay.given().calendar().day(date);
        return eventDay.given().marks().stream()
                .anyMatch(mark ->
                        mark.why() == DayMark.Why.PRICE_CURTAILED && mark.interval().overlaps(day));
    }

    /** Estimated readings in a run that the baseline is measured in. */
    Remarks onMeasured(Run run) {
        int estimated = 0;
        for (long index = run.from(); index < run.until(); index++) {
            estimated += eventDay.isEstimated(index) ? 1 : 0;
        }
        if (estimated > 0) {
            warnings.add("estimated readings that the baseline is measured from: " + estimated);
        }
        return this;
    }

    /** Other events and outages in a run that the baseline is measured in. */
    Remarks onMarked(Run run) {
        int marked = 0;
        for (long index = run.from(); index < run.until(); index++) {
            marked += eventDay.isMarked(index) ? 1 : 0;
        }
        if (marked > 0) {
            warnings.add(
                    "readings that the baseline is measured from and that lie in another event or"
                            + " an outage: "
                            + marked);
        }
        return this;
    }

    /** Intervals without a baseline. */
    Remarks onUntold(List<@Nullable Power> levels) {
        long untold = levels.stream().filter(Objects::isNull).count();
        if (untold > 0) {
            warnings.add("intervals without a baseline: " + untold + " of " + levels.size());
        }
        return this;
    }
}
