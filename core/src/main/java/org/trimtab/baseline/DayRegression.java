package org.trimtab.baseline;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.trimtab.baseline.BaselineSpec.Correction;
import org.trimtab.baseline.BaselineSpec.Pool;
import org.trimtab.baseline.Estimate.Choice;
import org.trimtab.interval.DayType;
import org.trimtab.interval.MarketCalendar;
import org.trimtab.program.RuleSource;
import org.trimtab.quantity.Power;

/**
 * ERCOT's statistical regression: the level of an interval is the day's mean level, times the hour's share of the day,
 * times the interval's share of the hour. The first two are fitted by least squares on the calendar, the time of year
 * (in place of daylight, since the site's latitude is not known here) and, when it is known, the temperature; the third
 * is the mean of like days. Works in doubles: a statistic.
 *
 * @param spec which days it learns from, and the correction by the event day's own load
 */
record DayRegression(BaselineSpec spec) implements BaselineMethod {
    /** Temperature above which cooling, and below which heating is counted, in thousandths of a degree Celsius. */
    static final int BALANCE_MILLIDEGREES = 18_000;

    /** Fewer days do not show the time of year. */
    static final int SEASON_DAYS_MIN = 180;

    private static final double DAYS_PER_YEAR = 365.25;
    private static final long SECONDS_PER_HOUR = 3_600;

    @Override
    public String id() {
        return spec.id();
    }

    @Override
    public String title() {
        return spec.title();
    }

    @Override
    public String formula() {
        return spec.formula();
    }

    @Override
    public RuleSource source() {
        return spec.source();
    }

    @Override
    public Estimate find(BaselineCase given) {
        EventDay eventDay = new EventDay(given);
        String unfit = eventDay.unfit();
        if (unfit != null) {
            return Estimate.refused(id(), List.of(), unfit);
        }
        DayType type = given.calendar().dayType(eventDay.date());
        Pool pool = spec.poolOf(type);
        DayPool days = new DayPool(spec, eventDay, new DayRanking(eventDay, spec.rankBy()), pool);
        days.fill();
        List<LocalDate> learned = days.eligibleDates();
        String refusal = days.refusal();
        if (refusal != null) {
            return Estimate.refused(id(), days.days(), refusal);
        }
        List<String> warnings = new ArrayList<>();
        Model model = model(eventDay, learned, warnings);
        days.eligible().forEach(day -> day.choose(Choice.TAKEN));
        Correction rule = spec.adjustment();
        DayCorrection.Found correction =
                rule == null ? null : new DayCorrection(rule, eventDay, model, warnings).find();
        String alarm =
                rule == null
                        ? null
                        : RaisedLoad.alarm(eventDay, rule.windows(), like(given, learned, type));
        if (alarm != null) {
            warnings.add(alarm);
        }
        List<@Nullable Power> levels = model.levels(eventDay, correction);
        new Remarks(eventDay, warnings)
                .onInterval(spec.interval())
                .onEvent()
                .onPrice(spec.excluded(), days, learned)
                .onUntold(levels);
        return new Estimate(
                id(),
                eventDay.intervals(levels),
                days.days(),
                correction == null ? null : correction.shown(),
                null,
                warnings);
    }

    /** The last ten days like the event day, for the alarm. */
    private static List<LocalDate> like(BaselineCase given, List<LocalDate> days, DayType type) {
        return days.stream()
                .filter(date -> given.calendar().dayType(date).equals(type))
                .limit(10)
                .toList();
    }

    private Model model(EventDay eventDay, List<LocalDate> days, List<String> warnings) {
        boolean season = days.size() >= SEASON_DAYS_MIN;
        if (!season) {
            warnings.add(
                    days.size()
                            + " days are too few to show the time of year; "
                            + SEASON_DAYS_MIN
                            + " would");
        }
        EventDay weather = weather(eventDay, days);
        if (weather == null) {
            warnings.add(
                    "no temperature for every day: the regression knows the calendar and the time"
                            + " of year only");
        }
        Explaining explaining = new Explaining(eventDay.given(), season, weather);
        return new Model(eventDay, days, explaining);
    }

    private static @Nullable EventDay weather(EventDay eventDay, List<LocalDate> days) {
        LoadSeries temperature = eventDay.given().beside().temperature();
        if (temperature == null) {
            return null;
        }
        EventDay weather = eventDay.of(temperature);
        boolean known =
                weather.knownOfDay(eventDay.date()).known() > 0
                        && days.stream().allMatch(day -> weather.knownOfDay(day).known() > 0);
        return known ? weather : null;
    }

    /** The values that explain a day. */
    private record Explaining(BaselineCase given, boolean season, @Nullable EventDay weather) {
        double[] row(LocalDate date) {
            double[] row = new double[9];
            DayType type = given.calendar().dayType(date);
            row[0] = 1;
            row[1] = type == DayType.SATURDAY ? 1 : 0;
            row[2] = type == DayType.SUNDAY_OR_HOLIDAY ? 1 : 0;
            row[3] = type == DayType.WEEKDAY && date.getDayOfWeek() == DayOfWeek.MONDAY ? 1 : 0;
            row[4] = type == DayType.WEEKDAY && date.getDayOfWeek() == DayOfWeek.FRIDAY ? 1 : 0;
            if (season) {
                double turn = 2 * StrictMath.PI * date.getDayOfYear() / DAYS_PER_YEAR;
                row[5] = StrictMath.cos(turn);
                row[6] = StrictMath.sin(turn);
            }
            if (weather != null) {
                double degrees = mean(weather.knownOfDay(date));
                row[7] = Math.max(0, degrees - BALANCE_MILLIDEGREES) / 1_000;
                row[8] = Math.max(0, BALANCE_MILLIDEGREES - degrees) / 1_000;
            }
            return row;
        }
    }

    private static double mean(EventDay.Known known) {
        return known.sum() / (double) known.known();
    }

    /** The three fitted parts. */
    private static final class Model implements UnadjustedLevel {
        private final EventDay eventDay;
        private final List<LocalDate> days;
        private final double[][] rows;
        private final double[] dayMeans;
        private final double[] eventRow;
        private final double eventDayMean;
        private final int[] alike;
        private final Map<Long, HourFit> hours = new HashMap<>();

        Model(EventDay eventDay, List<LocalDate> days, Explaining explaining) {
            this.eventDay = eventDay;
            this.days = days;
            this.rows = new double[days.size()][];
            this.dayMeans = new double[days.size()];
            for (int i = 0; i < rows.length; i++) {
                rows[i] = explaining.row(days.get(i));
                dayMeans[i] = mean(eventDay.knownOfDay(days.get(i)));
            }
            MarketCalendar calendar = eventDay.given().calendar();
            DayType type = calendar.dayType(eventDay.date());
            this.alike =
                    IntStream.range(0, rows.length)
                            .filter(i -> calendar.dayType(days.get(i)).equals(type))
                            .toArray();
            this.eventRow = explaining.row(eventDay.date());
            this.eventDayMean = LeastSquares.fit(rows, dayMeans).at(eventRow);
        }

        @Override
        public @Nullable Fraction at(long slot) {
            long hour = Math.floorDiv(slot, SECONDS_PER_HOUR) * SECONDS_PER_HOUR;
            HourFit fit = hours.computeIfAbsent(hour, this::fitted);
            Double multiplier = multiplier(slot, fit);
            return fit.share() == null || multiplier == null
                    ? null
                    : Fraction.whole(
                            (long) StrictMath.rint(eventDayMean * fit.share() * multiplier));
        }

        /**
         * What the days say of one hour.
         *
         * @param share level of the hour per mean level of its day; null when no day knows it
         * @param levels mean level of the hour on each day; NaN where it is not known
         */
        private record HourFit(@Nullable Double share, double[] levels) {}

        private HourFit fitted(long hour) {
            long[] slots = hourSlots(hour);
            double[] levels = new double[days.size()];
            double[] shareOf = new double[levels.length];
            double[][] known = new double[levels.length][];
            int count = 0;
            for (int i = 0; i < levels.length; i++) {
                EventDay.Known level = eventDay.knownOn(days.get(i), slots);
                levels[i] = level.known() > 0 ? mean(level) : Double.NaN;
                if (level.known() > 0 && dayMeans[i] > 0) {
                    shareOf[count] = levels[i] / dayMeans[i];
                    known[count] = rows[i];
                    count++;
                }
            }
            Double share =
                    count == 0
                            ? null
                            : (Double)
                                    LeastSquares.fit(
                                                    Arrays.copyOf(known, count),
                                                    Arrays.copyOf(shareOf, count))
                                            .at(eventRow);
            return new HourFit(share, levels);
        }

        /** Level of an interval per level of its hour, on days of the event day's type. */
        private @Nullable Double multiplier(long slot, HourFit hour) {
            double sum = 0;
            int count = 0;
            for (int i = 0; i < alike.length; i++) {
                int day = alike[i];
                int watts = eventDay.wattsOn(days.get(day), slot);
                double level = hour.levels()[day];
                if (watts != LoadSeries.UNKNOWN && level > 0) {
                    sum += watts / level;
                    count++;
                }
            }
            return count == 0 ? null : (Double) (sum / count);
        }

        private long[] hourSlots(long hour) {
            long step = eventDay.given().load().step().toSeconds();
            long[] slots = new long[(int) Math.max(1, SECONDS_PER_HOUR / step)];
            for (int i = 0; i < slots.length; i++) {
                slots[i] = hour + (i * step);
            }
            return slots;
        }
    }
}
