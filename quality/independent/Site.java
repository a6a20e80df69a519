import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** One case as its files tell it: loads by start of the interval, events, marks, the market's days. */
final class Site {
    static final long HOUR = 3600;

    /** NERC's six holidays as observed, written out by hand for the years of the data. */
    private static final Set<String> NERC =
            Set.of(
                    "2015-01-01 2015-05-25 2015-07-04 2015-09-07 2015-11-26 2015-12-25",
                    "2016-01-01 2016-05-30 2016-07-04 2016-09-05 2016-11-24 2016-12-26",
                    "2017-01-02 2017-05-29 2017-07-04 2017-09-04 2017-11-23 2017-12-25",
                    "2018-01-01 2018-05-28 2018-07-04 2018-09-03 2018-11-22 2018-12-25",
                    "2025-01-01 2025-05-26 2025-07-04 2025-09-01 2025-11-27 2025-12-25",
                    "2026-01-01 2026-05-25 2026-07-04 2026-09-07 2026-11-26 2026-12-25");

    final ZoneId zone;
    final boolean nerc;
    final long step;
    final Map<Long, Long> load;
    final Map<Long, Long> control;
    final Map<Long, Long> setPoints;
    final Map<Long, Double> celsius = new HashMap<>();
    final List<Event> events = new ArrayList<>();
    final List<Mark> marks = new ArrayList<>();
    final List<Long> peaks = new ArrayList<>();
    final double contracted;
    final double peak;

    record Event(String id, long from, long until, long notice) {}

    record Mark(long from, long until, String why) {}

    Site(Path dir) throws IOException {
        String options = String.join(" ", Files.readAllLines(dir.resolve("options")));
        zone = ZoneId.of(Files.readString(dir.resolve("zone")).strip());
        nerc = options.contains("--calendar ERCOT");
        contracted = watts(options, "--contracted ");
        peak = watts(options, "--peak ");
        List<String[]> rows = rows(dir.resolve("meter.csv"));
        long least = Long.MAX_VALUE;
        for (int i = 1; i < rows.size(); i++) {
            least = Math.min(least, at(rows.get(i)[0]) - at(rows.get(i - 1)[0]));
        }
        step = least;
        load = series(rows);
        control = series(rows(dir.resolve("control.csv")));
        setPoints = series(rows(dir.resolve("set-points.csv")));
        for (String[] row : rows(dir.resolve("events.csv"))) {
            events.add(new Event(row[0], at(row[1]), at(row[2]), at(row[3])));
        }
        for (String[] row : rows(dir.resolve("marks.csv"))) {
            marks.add(new Mark(at(row[0]), at(row[1]), row[2]));
        }
        for (String[] row : rows(dir.resolve("peaks.csv"))) {
            peaks.add(at(row[0]));
        }
        if (Files.exists(dir.resolve("temperature.csv"))) {
            for (String[] row : rows(dir.resolve("temperature.csv"))) {
                celsius.put(at(row[0]), (Double.parseDouble(row[1]) - 32) * 5 / 9);
            }
        }
    }

    private static double watts(String options, String name) {
        String rest = options.substring(options.indexOf(name) + name.length());
        return Double.parseDouble(rest.substring(0, rest.indexOf('W')));
    }

    static List<String[]> rows(Path file) throws IOException {
        return Files.readAllLines(file).stream().skip(1).map(line -> line.split(",")).toList();
    }

    static long at(String stamp) {
        return Instant.parse(stamp).getEpochSecond();
    }

    private Map<Long, Long> series(List<String[]> rows) {
        Map<Long, Long> series = new HashMap<>();
        for (String[] row : rows) {
            series.put(at(row[0]), watts(row[1], step));
        }
        return series;
    }

    /** Energy in an interval as the mean level, whole watts, half to even. */
    static long watts(String kwh, long step) {
        return new BigDecimal(kwh)
                .multiply(BigDecimal.valueOf(1000 * HOUR))
                .divide(BigDecimal.valueOf(step), 0, RoundingMode.HALF_EVEN)
                .longValueExact();
    }

    /** Starts of the intervals that touch a stretch. */
    List<Long> touching(long from, long until) {
        List<Long> starts = new ArrayList<>();
        for (long t = Math.floorDiv(from, step) * step; t < until; t += step) {
            starts.add(t);
        }
        return starts;
    }

    /** Starts of the intervals wholly in a stretch; of a stretch too short, the last that ends in it. */
    List<Long> inside(long from, long until) {
        List<Long> starts = new ArrayList<>();
        for (long t = Math.ceilDiv(from, step) * step; t + step <= until; t += step) {
            starts.add(t);
        }
        return starts.isEmpty() ? List.of(Math.floorDiv(until, step) * step - step) : starts;
    }

    LocalDate day(long at) {
        return Instant.ofEpochSecond(at).atZone(zone).toLocalDate();
    }

    long midnight(LocalDate day) {
        return day.atStartOfDay(zone).toEpochSecond();
    }

    /** The time the local clock shows at {@code at}, on another day; null when it never shows it there. */
    Long sameTime(long at, LocalDate home, LocalDate other) {
        LocalDateTime local = Instant.ofEpochSecond(at).atZone(zone).toLocalDateTime();
        long moved = other.toEpochDay() - home.toEpochDay();
        List<ZoneOffset> offsets = zone.getRules().getValidOffsets(local.plusDays(moved));
        return offsets.isEmpty() ? null : local.plusDays(moved).toEpochSecond(offsets.getFirst());
    }

    /** 1 a weekday, 6 a Saturday, 7 a Sunday or holiday. */
    int kind(LocalDate day) {
        if (day.getDayOfWeek() == DayOfWeek.SUNDAY || isHoliday(day)) {
            return 7;
        }
        return day.getDayOfWeek() == DayOfWeek.SATURDAY ? 6 : 1;
    }

    private boolean isHoliday(LocalDate day) {
        return nerc && NERC.stream().anyMatch(year -> year.contains(day.toString()));
    }

    /** True when another event, an outage or (if asked) a price curtailment lies in a stretch. */
    boolean isMarked(Event own, long from, long until, boolean price) {
        return events.stream()
                        .anyMatch(e -> !e.equals(own) && e.from() < until && e.until() > from)
                || marks.stream()
                        .anyMatch(
                                m ->
                                        m.from() < until
                                                && m.until() > from
                                                && (price || !m.why().equals("price")));
    }
}
