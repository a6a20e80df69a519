package org.trimtab.baseline;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.trimtab.baseline.Estimate.Choice;
import org.trimtab.interval.MarketCalendar;
import org.trimtab.interval.MarketInterval;
import org.trimtab.program.RuleSource;
import org.trimtab.quantity.Power;

/**
 * The mean of a site's highest loads in the market's highest hours of the like season before (NYISO average
 * coincident load).
 *
 * @param taken how many of the site's loads make the mean
 */
record PeakHours(String id, String title, String formula, RuleSource source, int taken)
        implements BaselineMethod {

    private record Hour(Instant from, Fraction level) {}

    @Override
    public Estimate find(BaselineCase given) {
        EventDay eventDay = new EventDay(given);
        String unfit = eventDay.unfit();
        if (unfit != null) {
            return Estimate.refused(id, List.of(), unfit);
        }
        List<Instant> peaks =
                given.beside().systemPeaks().stream()
                        .distinct()
                        .filter(peak -> !end(peak).isAfter(given.event().from()))
                        .sorted(Comparator.reverseOrder())
                        .toList();
        List<Hour> hours = new ArrayList<>();
        for (Instant peak : peaks) {
            Fraction level = eventDay.mean(new MarketInterval(peak, end(peak)));
            if (level != null) {
                hours.add(new Hour(peak, level));
            }
        }
        hours.sort(Comparator.comparing(Hour::level).reversed());
        List<Hour> highest = hours.subList(0, Math.min(taken, hours.size()));
        List<Estimate.Day> days = days(given.calendar(), peaks, hours, highest);
        if (highest.size() < taken) {
            return Estimate.refused(
                    id,
                    days,
                    ("needs the site's load in %d of the market's highest hours before the event,"
                                    + " found %d (%d such hours were given)")
                            .formatted(taken, highest.size(), given.beside().systemPeaks().size()));
        }
        Fraction sum = Fraction.ZERO;
        for (Hour hour : highest) {
            sum = sum.plus(hour.level());
        }
        List<String> warnings = new ArrayList<>();
        new Remarks(eventDay, warnings).onEvent();
        if (hours.size() < peaks.size()) {
            warnings.add(
                    "of the market's highest hours not metered: " + (peaks.size() - hours.size()));
        }
        Power level = Power.ofWatts(sum.by(Fraction.whole(taken)).rounded());
        return new Estimate(id, eventDay.intervalsAt(level), days, null, null, warnings);
    }

    private static Instant end(Instant peak) {
        return peak.plus(Duration.ofHours(1));
    }

    /** One line for every peak hour. */
    private static List<Estimate.Day> days(
            MarketCalendar calendar, List<Instant> peaks, List<Hour> hours, List<Hour> highest) {
        Set<Hour> taken = new HashSet<>(highest);
        List<Estimate.Day> days = new ArrayList<>(peaks.size());
        for (Instant peak : peaks) {
            LocalDate date = calendar.dateOf(peak);
            Hour hour = hours.stream().filter(h -> h.from().equals(peak)).findFirst().orElse(null);
            Choice choice =
                    hour == null
                            ? Choice.METER_MISSING
                            : taken.contains(hour) ? Choice.TAKEN : Choice.RANKED_OUT;
            days.add(
                    new Estimate.Day(
                            date,
                            calendar.dayType(date),
                            choice,
                            hour == null ? null : hour.level().rounded()));
        }
        return days;
    }
}
