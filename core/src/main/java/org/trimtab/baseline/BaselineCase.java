package org.trimtab.baseline;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.trimtab.interval.MarketCalendar;
import org.trimtab.interval.MarketInterval;
import org.trimtab.quantity.Power;

/**
 * What a baseline is found from.
 *
 * @param load the meter's past and the event itself
 * @param event when the load was to be reduced
 * @param noticeAt when the site was told; the event's start when it was not told before
 * @param calendar local days and holidays of the market
 * @param marks stretches that must not make a baseline, past events among them
 * @param beside what some methods need besides
 */
public record BaselineCase(
        LoadSeries load,
        MarketInterval event,
        Instant noticeAt,
        MarketCalendar calendar,
        List<DayMark> marks,
        Beside beside) {

    public BaselineCase {
        marks = List.copyOf(marks);
    }

    /**
     * What some methods need besides the meter.
     *
     * @param contracted maximum base load or firm service level; null when there is none
     * @param peak level that a firm service level is measured from (peak load contribution); null when there is none
     * @param control load of a control group, scaled to this site; null when there is none
     * @param temperature outside temperature as a series of milli-degrees Celsius in place of watts; null when unknown
     * @param setPoint level that was asked for in each interval; null when none was
     * @param systemPeaks the market's highest hours, for methods that average a site's load in them
     */
    public record Beside(
            @Nullable Power contracted,
            @Nullable Power peak,
            @Nullable LoadSeries control,
            @Nullable LoadSeries temperature,
            @Nullable LoadSeries setPoint,
            List<Instant> systemPeaks) {
        public static final Beside NOTHING = new Beside(null, null, null, null, null, List.of());

        public Beside {
            systemPeaks = List.copyOf(systemPeaks);
        }
    }
}
