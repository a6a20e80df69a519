import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;

/**
 * Makes the cases of the independent recomputation: a meter, 20 seeded events in which its load falls to three tenths,
 * and what some methods need besides. Real meters are taken from a folder of data when it is there; one is made up.
 *
 * <p>{@code java Prepare.java DATA OUT} writes {@code OUT/<case>/*.csv} and {@code OUT/<case>/options}.
 */
final class Prepare {
    static final int EVENTS = 20;
    static final double LEFT_IN_EVENT = 0.3;
    static final long HOUR = 3600;

    /** A case: the load without events, W by start of the interval, and the days it lives by. */
    record Case(String name, ZoneId zone, String calendar, int step, TreeMap<Long, Double> watts) {}

    record Event(long from, long until, long notice) {}

    public static void main(String[] args) throws IOException {
        Path data = Path.of(args[0]);
        Path out = Path.of(args[1]);
        write(madeUp(), out, null);
        steel(data, out);
        hourly(
                data.resolve("opendsm_il_electricity_cdd_hdd_hourly.csv.gz"),
                "opendsm-il",
                ZoneId.of("America/Chicago"),
                "ERCOT",
                data.resolve("opendsm_il_tempf.csv.gz"),
                out);
        hourly(
                data.resolve("opendsm_uk_electricity_hdd_only_hourly_sample_0.csv.gz"),
                "opendsm-uk",
                ZoneId.of("Europe/London"),
                null,
                null,
                out);
    }

    private static boolean missing(Path file) {
        boolean missing = !Files.isReadable(file);
        if (missing) {
            System.out.println("left out: " + file + " is not there");
        }
        return missing;
    }

    private static void steel(Path data, Path out) throws IOException {
        Path file = data.resolve("site_steel_korea_15min_2018.csv.gz");
        if (missing(file)) {
            return;
        }
        TreeMap<Long, Double> watts = new TreeMap<>();
        for (String[] row : rows(file)) {
            watts.put(Instant.parse(row[0]).getEpochSecond() - 900, Double.parseDouble(row[2]) * 4000);
        }
        write(new Case("steel", ZoneId.of("Asia/Seoul"), null, 900, watts), out, null);
    }

    private static void hourly(
            Path file, String name, ZoneId zone, String calendar, Path fahrenheit, Path out)
            throws IOException {
        if (missing(file)) {
            return;
        }
        TreeMap<Long, Double> watts = new TreeMap<>();
        for (String[] row : rows(file)) {
            watts.put(at(row[0]), Double.parseDouble(row[1]) * 1000);
        }
        write(new Case(name, zone, calendar, 3600, watts), out, fahrenheit);
    }

    private static long at(String stamp) {
        return OffsetDateTime.parse(stamp.replace(' ', 'T')).toEpochSecond();
    }

    private static List<String[]> rows(Path file) throws IOException {
        try (BufferedReader in =
                new BufferedReader(
                        new InputStreamReader(
                                new GZIPInputStream(Files.newInputStream(file)),
                                StandardCharsets.UTF_8))) {
            return in.lines().skip(1).map(line -> line.split(",")).toList();
        }
    }

    /** Minutes of a mine over the spring change of the clock, with hours nobody read. */
    private static Case madeUp() {
        Random chance = new Random(5);
        ZoneId zone = ZoneId.of("America/Chicago");
        TreeMap<Long, Double> watts = new TreeMap<>();
        long from = LocalDate.of(2026, 1, 1).atStartOfDay(zone).toEpochSecond();
        long until = LocalDate.of(2026, 4, 16).atStartOfDay(zone).toEpochSecond();
        double drift = 0;
        for (long t = from; t < until; t += 60) {
            drift = 0.999 * drift + chance.nextGaussian() * 400;
            double hour = Instant.ofEpochSecond(t).atZone(zone).getHour();
            double shape = 8_000_000 + 300_000 * Math.cos(hour / 24 * 2 * Math.PI);
            watts.put(t, shape + drift + chance.nextGaussian() * 5_000);
        }
        for (int gap = 0; gap < 6; gap++) {
            long start = from + chance.nextInt((int) ((until - from) / 60)) * 60L;
            for (int i = 0; i < 90; i++) {
                watts.remove(start + i * 60L);
            }
        }
        return new Case("made-up", zone, "ERCOT", 60, watts);
    }

    private static void write(Case given, Path out, Path fahrenheit) throws IOException {
        Path dir = Files.createDirectories(out.resolve(given.name()));
        Random chance = new Random(20);
        List<Event> events = events(given, chance);
        Files.write(dir.resolve("events.csv"), eventLines(events));
        Set<Long> reduced = new HashSet<>();
        for (Event event : events) {
            for (long t = Math.floorDiv(event.from(), given.step()) * given.step();
                    t < event.until();
                    t += given.step()) {
                reduced.add(t);
            }
        }
        double most = given.watts().values().stream().mapToDouble(x -> x).max().orElseThrow();
        try (BufferedWriter meter = Files.newBufferedWriter(dir.resolve("meter.csv"));
                BufferedWriter truth = Files.newBufferedWriter(dir.resolve("truth.csv"));
                BufferedWriter control = Files.newBufferedWriter(dir.resolve("control.csv"));
                BufferedWriter points = Files.newBufferedWriter(dir.resolve("set-points.csv"))) {
            for (BufferedWriter each : List.of(meter, truth, control, points)) {
                each.write("interval_start_utc,kwh\n");
            }
            double hours = given.step() / 3600.0;
            for (Map.Entry<Long, Double> each : given.watts().entrySet()) {
                double kwh = each.getValue() / 1000 * hours;
                boolean in = reduced.contains(each.getKey());
                line(truth, each.getKey(), kwh);
                line(meter, each.getKey(), in ? kwh * LEFT_IN_EVENT : kwh);
                line(control, each.getKey(), kwh * (1 + 0.05 * chance.nextGaussian()));
                line(points, each.getKey(), (in ? 0.4 : 1) * most / 1000 * hours);
            }
        }
        peaks(given, dir, chance);
        List<String> options = new ArrayList<>();
        options.add("--meter meter.csv --events events.csv --control control.csv");
        options.add("--set-points set-points.csv --system-peaks peaks.csv --marks marks.csv");
        options.add(
                given.calendar() == null
                        ? "--tz " + given.zone()
                        : "--calendar " + given.calendar());
        options.add("--contracted " + Math.round(most * 0.35) + "W");
        options.add("--peak " + Math.round(most * 0.9) + "W");
        if (fahrenheit != null && !missing(fahrenheit)) {
            temperature(fahrenheit, dir);
            options.add("--temperature temperature.csv");
        }
        Files.write(dir.resolve("options"), options);
        Files.writeString(dir.resolve("zone"), given.zone() + "\n");
    }

    private static void line(BufferedWriter to, long at, double kwh) throws IOException {
        to.write(Instant.ofEpochSecond(at) + "," + String.format(Locale.ROOT, "%.9f", kwh) + "\n");
    }

    /** On days of their own in the last six tenths of the data; the last one runs over midnight. */
    private static List<Event> events(Case given, Random chance) {
        long first = given.watts().firstKey();
        long length = given.watts().lastKey() - first;
        TreeMap<LocalDate, Event> byDay = new TreeMap<>();
        int step = Math.max(given.step(), 900);
        while (byDay.size() < EVENTS) {
            long at = first + (long) ((0.4 + 0.55 * chance.nextDouble()) * length);
            LocalDate day = Instant.ofEpochSecond(at).atZone(given.zone()).toLocalDate();
            // Every fourth is moved to the weekend, one to the Sunday on which the clock changes.
            if (byDay.size() % 4 == 3) {
                day = day.plusDays((6 - day.getDayOfWeek().getValue() + 7) % 7);
            }
            if (byDay.isEmpty()) {
                day = changeOfClock(given, day);
            }
            if (byDay.containsKey(day) || byDay.containsKey(day.plusDays(1))) {
                continue;
            }
            boolean overMidnight = byDay.size() == EVENTS - 1;
            int hour = overMidnight ? 22 : 3 + chance.nextInt(17);
            long from =
                    day.atTime(hour, 0).atZone(given.zone()).toEpochSecond()
                            + (long) chance.nextInt((int) (HOUR / step)) * step;
            long lasts = overMidnight ? 4 * HOUR : (1 + chance.nextInt(4)) * HOUR;
            byDay.put(day, new Event(from, from + lasts, from - chance.nextInt(3) * 1800L));
        }
        return List.copyOf(byDay.values());
    }

    private static LocalDate changeOfClock(Case given, LocalDate after) {
        var change =
                given.zone()
                        .getRules()
                        .previousTransition(
                                Instant.ofEpochSecond(given.watts().lastKey() - 10 * 24 * HOUR));
        boolean late =
                change != null
                        && change.toEpochSecond()
                                > given.watts().firstKey()
                                        + 0.4 * (given.watts().lastKey() - given.watts().firstKey());
        return late ? change.getInstant().atZone(given.zone()).toLocalDate() : after;
    }

    private static List<String> eventLines(List<Event> events) {
        List<String> lines = new ArrayList<>();
        lines.add("id,start_utc,end_utc,notice_utc");
        for (Event event : events) {
            lines.add(
                    "e%02d,%s,%s,%s"
                            .formatted(
                                    lines.size(),
                                    Instant.ofEpochSecond(event.from()),
                                    Instant.ofEpochSecond(event.until()),
                                    Instant.ofEpochSecond(event.notice())));
        }
        return lines;
    }

    /** Forty hours called the system's highest, ten stretches curtailed for the price, one outage. */
    private static void peaks(Case given, Path dir, Random chance) throws IOException {
        long first = given.watts().firstKey();
        long hours = (given.watts().lastKey() - first) / HOUR;
        Set<Long> found = new HashSet<>();
        while (found.size() < 40) {
            long hour = chance.nextInt((int) (hours * 0.4));
            found.add(Math.ceilDiv(first, HOUR) * HOUR + hour * HOUR);
        }
        List<String> lines = new ArrayList<>(List.of("interval_start_utc"));
        found.stream().sorted().forEach(at -> lines.add(Instant.ofEpochSecond(at).toString()));
        Files.write(dir.resolve("peaks.csv"), lines);
        List<String> marks = new ArrayList<>(List.of("start_utc,end_utc,why"));
        for (int i = 0; i < 11; i++) {
            long at = Math.ceilDiv(first, HOUR) * HOUR + chance.nextInt((int) hours) * HOUR;
            marks.add(
                    Instant.ofEpochSecond(at)
                            + ","
                            + Instant.ofEpochSecond(at + 3 * HOUR)
                            + ","
                            + (i == 0 ? "outage" : "price"));
        }
        Files.write(dir.resolve("marks.csv"), marks);
    }

    private static void temperature(Path fahrenheit, Path dir) throws IOException {
        List<String> lines = new ArrayList<>(List.of("interval_start_utc,fahrenheit"));
        for (String[] row : rows(fahrenheit)) {
            lines.add(Instant.ofEpochSecond(at(row[0])) + "," + row[1]);
        }
        Files.write(dir.resolve("temperature.csv"), lines);
    }
}
