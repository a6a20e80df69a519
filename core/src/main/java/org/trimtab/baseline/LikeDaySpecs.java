package org.trimtab.baseline;

import static org.trimtab.baseline.DayMark.Why.EVENT;
import static org.trimtab.baseline.DayMark.Why.OUTAGE;
import static org.trimtab.baseline.DayMark.Why.PRICE_CURTAILED;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.trimtab.baseline.BaselineSpec.Correction;
import org.trimtab.baseline.BaselineSpec.DayGroups;
import org.trimtab.baseline.BaselineSpec.Pool;
import org.trimtab.baseline.BaselineSpec.RankBy;
import org.trimtab.baseline.BaselineSpec.Select;
import org.trimtab.baseline.BaselineSpec.Window;
import org.trimtab.baseline.Estimate.Adjustment.Kind;
import org.trimtab.interval.DayType;
import org.trimtab.program.RuleSource;
import org.trimtab.program.RuleSource.Evidence;
import org.trimtab.quantity.Share;

/** The markets' methods of like days, as data. */
final class LikeDaySpecs {
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration QUARTER = Duration.ofMinutes(15);

    /** From 4 hours before the event to 1 hour before it. */
    private static final Window THREE_HOURS = before(HOUR, Duration.ofHours(4));

    private static final Set<DayMark.Why> ALL_MARKS = Set.of(EVENT, OUTAGE, PRICE_CURTAILED);
    private static final Set<DayMark.Why> EVENT_AND_OUTAGE = Set.of(EVENT, OUTAGE);

    private LikeDaySpecs() {}

    static List<BaselineSpec> all() {
        return List.of(
                pjm(),
                pjmMatchDay(),
                caiso10(),
                caiso5(),
                caiso4(),
                miso(),
                nyiso(),
                isoNe(),
                ieso(),
                ercotMid8(),
                ercotNearest20(),
                ercotPair(),
                generic());
    }

    static BaselineSpec pjm() {
        return new BaselineSpec(
                "pjm-3-day-type-saa",
                "PJM 3 day types with symmetric additive adjustment",
                "mean per hour of the 4 highest of 5 weekdays (2 of 3 Saturdays, 2 of 3 Sundays or"
                        + " holidays), plus mean(load - it) from 4 h to 1 h before the event",
                pjmManual(Evidence.RECALLED),
                DayGroups.THREE,
                pools(new Pool(5, 4, 4), new Pool(3, 2, 2)),
                45,
                Select.HIGHEST,
                RankBy.EVENT_HOURS,
                EVENT_AND_OUTAGE,
                new Share(250_000),
                true,
                new Correction(Kind.ADDED, List.of(THREE_HOURS), null, null),
                HOUR);
    }

    static BaselineSpec pjmMatchDay() {
        return new BaselineSpec(
                "pjm-match-day",
                "PJM match day, average of three days",
                "mean of the 3 like days with the least mean |load - event day's load| in the hours"
                        + " without the event and those beside it",
                pjmManual(Evidence.SECONDARY),
                DayGroups.THREE,
                pools(new Pool(45, 3, 3), new Pool(45, 3, 3)),
                45,
                Select.MOST_ALIKE,
                RankBy.DIFFERENCE_OUTSIDE_EVENT,
                EVENT_AND_OUTAGE,
                null,
                false,
                null,
                HOUR);
    }

    static BaselineSpec caiso10() {
        return new BaselineSpec(
                "caiso-10-of-10",
                "CAISO 10 of 10 with a factor within 20 % (PDR, RDRR; AEMO WDR)",
                "mean of the last 10 weekdays (4 weekend days or holidays), times load / it from 4"
                        + " h to 1 h before the event, held within 0.80 to 1.20",
                caisoTariff(),
                DayGroups.TWO,
                pools(new Pool(10, 10, 5), new Pool(4, 4, 4)),
                45,
                Select.ALL,
                RankBy.EVENT_HOURS,
                ALL_MARKS,
                null,
                false,
                factor(THREE_HOURS, "0.80", "1.20"),
                HOUR);
    }

    static BaselineSpec caiso5() {
        return new BaselineSpec(
                "caiso-5-of-10",
                "CAISO 5 of 10 with a factor within 40 % (residential)",
                "mean of the 5 of the last 10 weekdays (3 of 5 weekend days or holidays) with the"
                        + " highest load in the event's hours, times load / it from 4 h to 1 h before"
                        + " the event, held within 0.60 to 1.40",
                caisoTariff(),
                DayGroups.TWO,
                pools(new Pool(10, 5, 5), new Pool(5, 3, 3)),
                45,
                Select.HIGHEST,
                RankBy.EVENT_HOURS,
                ALL_MARKS,
                null,
                false,
                factor(THREE_HOURS, "0.60", "1.40"),
                HOUR);
    }

    static BaselineSpec caiso4() {
        return new BaselineSpec(
                "caiso-4-of-4",
                "CAISO 4 of 4, for events on weekends and holidays",
                "mean of the last 4 weekend days or holidays, times load / it from 4 h to 1 h"
                        + " before the event, held within 0.80 to 1.20",
                caisoTariff(),
                DayGroups.TWO,
                Map.of(
                        DayType.SATURDAY,
                        new Pool(4, 4, 4),
                        DayType.SUNDAY_OR_HOLIDAY,
                        new Pool(4, 4, 4)),
                45,
                Select.ALL,
                RankBy.EVENT_HOURS,
                ALL_MARKS,
                null,
                false,
                factor(THREE_HOURS, "0.80", "1.20"),
                HOUR);
    }

    static BaselineSpec miso() {
        return new BaselineSpec(
                "miso-10-of-10",
                "MISO 10 of 10 with a factor within 20 %",
                "mean of the last 10 weekdays (4 weekend days or holidays), times load / it from 4"
                        + " h to 1 h before the event, held within 0.80 to 1.20",
                new RuleSource("MISO BPM-026 Demand Response", "", null, Evidence.RECALLED),
                DayGroups.TWO,
                pools(new Pool(10, 10, 10), new Pool(4, 4, 4)),
                45,
                Select.ALL,
                RankBy.EVENT_HOURS,
                ALL_MARKS,
                null,
                false,
                factor(THREE_HOURS, "0.80", "1.20"),
                HOUR);
    }

    static BaselineSpec nyiso() {
        return new BaselineSpec(
                "nyiso-cbl",
                "NYISO customer baseline load",
                "mean of the 5 of the last 10 weekdays (2 of 3 Saturdays, 2 of 3 Sundays or"
                        + " holidays) with the highest load in the event's hours, times load / it from"
                        + " 4 h to 2 h before the event, held within 0.80 to 1.20",
                new RuleSource(
                        "NYISO Emergency Demand Response Program Manual",
                        "customer baseline load",
                        null,
                        Evidence.RECALLED),
                DayGroups.THREE,
                pools(new Pool(10, 5, 5), new Pool(3, 2, 2)),
                30,
                Select.HIGHEST,
                RankBy.EVENT_HOURS,
                ALL_MARKS,
                new Share(250_000),
                false,
                factor(before(Duration.ofHours(2), Duration.ofHours(4)), "0.80", "1.20"),
                HOUR);
    }

    static BaselineSpec isoNe() {
        return new BaselineSpec(
                "iso-ne-10-of-10",
                "ISO New England 10 of 10 with an additive adjustment",
                "mean of the same interval of the last 10 weekdays (5 Saturdays, 5 Sundays or"
                        + " holidays), plus mean(load - it) in the 15 min before the dispatch notice",
                new RuleSource(
                        "ISO New England Market Rule 1",
                        "III.8, demand response baselines",
                        null,
                        Evidence.RECALLED),
                DayGroups.THREE,
                pools(new Pool(10, 10, 10), new Pool(5, 5, 5)),
                60,
                Select.ALL,
                RankBy.EVENT_HOURS,
                ALL_MARKS,
                null,
                false,
                new Correction(
                        Kind.ADDED,
                        List.of(new Window(Window.Side.BEFORE_NOTICE, Duration.ZERO, QUARTER)),
                        null,
                        null),
                Duration.ofMinutes(5));
    }

    static BaselineSpec ieso() {
        return new BaselineSpec(
                "ieso-15-of-20",
                "IESO high 15 of 20 with a factor within 20 %",
                "mean of the 15 highest levels of the same interval in the last 20 business days,"
                        + " times load / it from 4 h to 1 h before the event, held within 0.80 to 1.20",
                new RuleSource(
                        "Enel X programme page, IESO capacity auction",
                        "",
                        null,
                        Evidence.SECONDARY),
                DayGroups.TWO,
                pools(new Pool(20, 15, 15), new Pool(20, 15, 15)),
                120,
                Select.HIGHEST_IN_EACH_INTERVAL,
                RankBy.EVENT_HOURS,
                ALL_MARKS,
                null,
                false,
                factor(THREE_HOURS, "0.80", "1.20"),
                HOUR);
    }

    static BaselineSpec ercotMid8() {
        return ercot(
                "ercot-mid-8-of-10",
                "ERCOT middle 8 of 10 preceding like days (ERS)",
                "mean of the last 10 like days without the highest and the lowest by energy",
                new Pool(10, 8, 10),
                Select.MIDDLE,
                RankBy.WHOLE_DAY);
    }

    static BaselineSpec ercotNearest20() {
        return ercot(
                "ercot-nearest-20",
                "ERCOT nearest 20 like days (ERS)",
                "mean of the 20 like days of a year with the least mean |load - event day's load|"
                        + " from midnight to the event",
                new Pool(366, 20, 20),
                Select.MOST_ALIKE,
                RankBy.DIFFERENCE_BEFORE_EVENT);
    }

    static BaselineSpec ercotPair() {
        return ercot(
                "ercot-matching-day-pair",
                "ERCOT matching day pair (ERS)",
                "mean of the 10 like days of a year that, with the day before, have the least mean"
                        + " |load - event day's load| from midnight of the day before to the event",
                new Pool(366, 10, 10),
                Select.MOST_ALIKE,
                RankBy.DIFFERENCE_OF_DAY_PAIR);
    }

    private static BaselineSpec ercot(
            String id, String title, String formula, Pool pool, Select select, RankBy rankBy) {
        return new BaselineSpec(
                id,
                title,
                formula + ", times load / it from 3 h to 1 h before the event",
                ercotMethodologies(),
                DayGroups.TWO,
                pools(pool, pool),
                select == Select.MIDDLE ? 120 : 366,
                select,
                rankBy,
                ALL_MARKS,
                null,
                false,
                ercotCorrection(),
                QUARTER);
    }

    private static Correction ercotCorrection() {
        return new Correction(Kind.FACTOR, List.of(before(HOUR, Duration.ofHours(3))), null, null);
    }

    private static RuleSource ercotMethodologies() {
        return new RuleSource(
                "ERCOT Demand Response Baseline Methodologies",
                "",
                LocalDate.of(2024, 9, 9),
                Evidence.RECALLED);
    }

    /** Which days ERCOT's regression learns from: of every kind, since the kind is one of its variables. */
    static BaselineSpec ercotRegression() {
        return new BaselineSpec(
                "ercot-regression",
                "ERCOT statistical regression (ERS)",
                "day's mean level * hour's share * interval's share; the first two by least squares"
                        + " on day type, Monday, Friday, time of year and heating and cooling degrees"
                        + " of up to a year, times load / it from 3 h to 1 h before the event",
                ercotMethodologies(),
                DayGroups.ONE,
                pools(new Pool(366, 366, 60), new Pool(366, 366, 60)),
                366,
                Select.MOST_ALIKE,
                RankBy.WHOLE_DAY,
                ALL_MARKS,
                null,
                false,
                ercotCorrection(),
                QUARTER);
    }

    /** The plain ten of ten without an adjustment, as LBNL's demand-response baseline computes it. */
    static BaselineSpec generic() {
        return new BaselineSpec(
                "generic-10-of-10",
                "10 of 10 without an adjustment",
                "mean of the same interval of the last 10 days of the same kind",
                new RuleSource(
                        "LBNL Modelica Buildings library",
                        "Buildings.Controls.DemandResponse",
                        null,
                        Evidence.PRIMARY),
                DayGroups.TWO,
                pools(new Pool(10, 10, 10), new Pool(10, 10, 10)),
                120,
                Select.ALL,
                RankBy.EVENT_HOURS,
                ALL_MARKS,
                null,
                false,
                null,
                HOUR);
    }

    /** One pool for weekdays and one for each other kind of day. */
    private static Map<DayType, Pool> pools(Pool weekday, Pool other) {
        return Map.of(
                DayType.WEEKDAY,
                weekday,
                DayType.SATURDAY,
                other,
                DayType.SUNDAY_OR_HOLIDAY,
                other);
    }

    private static Window before(Duration near, Duration far) {
        return new Window(Window.Side.BEFORE_EVENT, near, far);
    }

    private static Correction factor(Window window, String lowest, String highest) {
        return new Correction(
                Kind.FACTOR, List.of(window), new BigDecimal(lowest), new BigDecimal(highest));
    }

    private static RuleSource pjmManual(Evidence evidence) {
        return new RuleSource(
                "PJM Manual 11 Energy and Ancillary Services Market Operations",
                "10.4.2",
                LocalDate.of(2026, 7, 28),
                evidence);
    }

    private static RuleSource caisoTariff() {
        return new RuleSource("CAISO Tariff", "4.13.4", null, Evidence.RECALLED);
    }
}
