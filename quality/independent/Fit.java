import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** ERCOT's regression: day's mean level x hour's share x interval's share, fitted by orthogonal columns. */
final class Fit {
    private final Site site;
    private final List<LocalDate> days;
    private final LocalDate home;
    private final Map<LocalDate, Double> dayMean = new HashMap<>();
    private final Map<Long, Double> shares = new HashMap<>();
    private final boolean weather;
    private final double level;

    Fit(Site site, List<LocalDate> days, LocalDate home) {
        this.site = site;
        this.days = days;
        this.home = home;
        days.forEach(day -> dayMean.put(day, mean(day)));
        weather = degrees(home) != null && days.stream().allMatch(day -> degrees(day) != null);
        level = fit(days, days.stream().map(dayMean::get).toList());
    }

    private double mean(LocalDate day) {
        return site.inside(site.midnight(day), site.midnight(day.plusDays(1))).stream()
                .filter(site.load::containsKey)
                .mapToDouble(site.load::get)
                .average()
                .orElseThrow();
    }

    private Double degrees(LocalDate day) {
        List<Double> known = new ArrayList<>();
        for (long t : site.inside(site.midnight(day), site.midnight(day.plusDays(1)))) {
            for (long row = t; row > t - 7200; row--) {
                if (site.celsius.isEmpty() || site.celsius.containsKey(row)) {
                    known.add(site.celsius.get(row));
                    break;
                }
            }
        }
        return site.celsius.isEmpty() ? null : Methods.mean(known);
    }

    private double[] row(LocalDate day) {
        int kind = site.kind(day);
        double turn = 2 * Math.PI * day.getDayOfYear() / 365.25;
        boolean season = days.size() >= 180;
        double cold = weather ? 18 - degrees(day) : 0;
        return new double[] {
            1,
            kind == 6 ? 1 : 0,
            kind == 7 ? 1 : 0,
            kind == 1 && day.getDayOfWeek() == DayOfWeek.MONDAY ? 1 : 0,
            kind == 1 && day.getDayOfWeek() == DayOfWeek.FRIDAY ? 1 : 0,
            season ? Math.cos(turn) : 0,
            season ? Math.sin(turn) : 0,
            Math.max(0, -cold),
            Math.max(0, cold)
        };
    }

    private final Map<LocalDate, double[]> rows = new HashMap<>();

    /** What the days' values say of the event day: modified Gram-Schmidt, then back substitution. */
    private double fit(List<LocalDate> over, List<Double> values) {
        int n = 9;
        double[][] q = new double[n][over.size()];
        double[][] r = new double[n][n];
        for (int i = 0; i < over.size(); i++) {
            double[] row = rows.computeIfAbsent(over.get(i), this::row);
            for (int j = 0; j < n; j++) {
                q[j][i] = row[j];
            }
        }
        double[] rest = values.stream().mapToDouble(x -> x).toArray();
        double[] right = new double[n];
        for (int j = 0; j < n; j++) {
            double whole = Math.sqrt(dot(q[j], q[j]));
            for (int k = 0; k < j; k++) {
                r[k][j] = dot(q[k], q[j]);
                less(q[j], q[k], r[k][j]);
            }
            r[j][j] = Math.sqrt(dot(q[j], q[j]));
            // A column the others already say gets no weight.
            boolean said = r[j][j] <= 1e-7 * Math.max(whole, 1e-300);
            for (int i = 0; i < q[j].length; i++) {
                q[j][i] = said ? 0 : q[j][i] / r[j][j];
            }
            r[j][j] = said ? 0 : r[j][j];
            right[j] = dot(q[j], rest);
            less(rest, q[j], right[j]);
        }
        double[] weight = new double[n];
        double[] mine = rows.computeIfAbsent(home, this::row);
        double at = 0;
        for (int j = n - 1; j >= 0; j--) {
            double sum = right[j];
            for (int k = j + 1; k < n; k++) {
                sum -= r[j][k] * weight[k];
            }
            weight[j] = r[j][j] == 0 ? 0 : sum / r[j][j];
            at += weight[j] * mine[j];
        }
        return at;
    }

    private static double dot(double[] one, double[] other) {
        double sum = 0;
        for (int i = 0; i < one.length; i++) {
            sum += one[i] * other[i];
        }
        return sum;
    }

    private static void less(double[] from, double[] what, double times) {
        for (int i = 0; i < from.length; i++) {
            from[i] -= times * what[i];
        }
    }

    private record Hour(long start, LocalDate day) {}

    private final Map<Hour, Double> hours = new HashMap<>();

    /** Mean over the hour of {@code t} on another day; null when none of it is known. */
    private Double hour(long t, LocalDate day) {
        return hours.computeIfAbsent(
                new Hour(t - Math.floorMod(t, Site.HOUR), day), h -> hourOf(h.start(), day));
    }

    private Double hourOf(long start, LocalDate day) {
        List<Double> known = new ArrayList<>();
        for (long at = start; at < start + Site.HOUR; at += site.step) {
            Long there = site.sameTime(at, home, day);
            if (there != null && site.load.containsKey(there)) {
                known.add((double) site.load.get(there));
            }
        }
        return Methods.mean(known);
    }

    private Double share(long hour) {
        List<LocalDate> over = new ArrayList<>();
        List<Double> values = new ArrayList<>();
        for (LocalDate day : days) {
            Double in = hour(hour, day);
            if (in != null && dayMean.get(day) > 0) {
                over.add(day);
                values.add(in / dayMean.get(day));
            }
        }
        return over.isEmpty() ? null : (Double) fit(over, values);
    }

    /** The level at an interval of the event day; null when nobody knows. */
    Double at(long t) {
        long hour = t - Math.floorMod(t, Site.HOUR);
        Double share = shares.computeIfAbsent(hour, this::share);
        List<Double> parts = new ArrayList<>();
        for (LocalDate day : days) {
            Long there = site.sameTime(t, home, day);
            Double in = hour(t, day);
            if (site.kind(day) == site.kind(home)
                    && there != null
                    && site.load.containsKey(there)
                    && in > 0) {
                parts.add(site.load.get(there) / in);
            }
        }
        return share == null || parts.isEmpty()
                ? null
                : (Double) Math.rint(level * share * Methods.mean(parts));
    }
}
