import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** The methods, written down again from their published descriptions, in plain doubles. */
final class Methods {
    static final long HOUR = Site.HOUR;
    static final long DAY = 24 * HOUR;

    private final Site site;

    Methods(Site site) {
        this.site = site;
    }

    /** Levels by start of the interval, days taken, adjustment; null where the method has no answer. */
    record Answer(TreeMap<Long, Double> levels, TreeSet<LocalDate> days, Double adjustment) {}

    /** X of Y: alike 1, 2 or 3 groups; {Y, X, at least} of weekdays and of others. */
    record Like(
            int groups,
            int[] weekday,
            int[] other,
            int back,
            String take,
            String rank,
            boolean price,
            double low,
            boolean fill,
            double[] adjust) {}

    private static final double NONE = Double.NaN;

    /** Adjustment: 0 adds and 1 multiplies; from and to in hours before the event; least and most. */
    static final Map<String, Like> LIKE =
            Map.ofEntries(
                    Map.entry("pjm-3-day-type-saa",
                        new Like(
                                    3, numbers("5 4 4"), numbers("3 2 2"), 45, "high", "event",
                                    false, .25, true, adjusted(0, 4, 1, NONE, NONE))),
                    Map.entry("pjm-match-day", new Like(
                                    3, numbers("45 3 3"), numbers("45 3 3"), 45, "near", "outside",
                                    false, 0, false, adjusted())),
                    Map.entry("caiso-10-of-10",
                        new Like(
                                    2, numbers("10 10 5"), numbers("4 4 4"), 45, "all", "event",
                                    true, 0, false, adjusted(1, 4, 1, .8, 1.2))),
                    Map.entry("caiso-5-of-10",
                        new Like(
                                    2, numbers("10 5 5"), numbers("5 3 3"), 45, "high", "event",
                                    true, 0, false, adjusted(1, 4, 1, .6, 1.4))),
                    Map.entry("caiso-4-of-4",
                        new Like(
                                    2, null, numbers("4 4 4"), 45, "all", "event",
                                    true, 0, false, adjusted(1, 4, 1, .8, 1.2))),
                    Map.entry("miso-10-of-10",
                        new Like(
                                    2, numbers("10 10 10"), numbers("4 4 4"), 45, "all", "event",
                                    true, 0, false, adjusted(1, 4, 1, .8, 1.2))),
                    Map.entry("nyiso-cbl",
                        new Like(
                                    3, numbers("10 5 5"), numbers("3 2 2"), 30, "high", "event",
                                    true, .25, false, adjusted(1, 4, 2, .8, 1.2))),
                    Map.entry("iso-ne-10-of-10",
                        new Like(
                                    3, numbers("10 10 10"), numbers("5 5 5"), 60, "all", "event",
                                    true, 0, false, adjusted(2, .25, 0, NONE, NONE))),
                    Map.entry("ieso-15-of-20",
                        new Like(
                                    2, numbers("20 15 15"), numbers("20 15 15"), 120, "each", "event",
                                    true, 0, false, adjusted(1, 4, 1, .8, 1.2))),
                    Map.entry("ercot-mid-8-of-10",
                        new Like(
                                    2, numbers("10 8 10"), numbers("10 8 10"), 120, "mid", "day",
                                    true, 0, false, adjusted(1, 3, 1, NONE, NONE))),
                    Map.entry("ercot-nearest-20",
                        new Like(
                                    2, numbers("366 20 20"), numbers("366 20 20"), 366, "near", "before",
                                    true, 0, false, adjusted(1, 3, 1, NONE, NONE))),
                    Map.entry("ercot-matching-day-pair",
                        new Like(
                                    2, numbers("366 10 10"), numbers("366 10 10"), 366, "near", "pair",
                                    true, 0, false, adjusted(1, 3, 1, NONE, NONE))),
                    Map.entry("generic-10-of-10", new Like(
                                    2, numbers("10 10 10"), numbers("10 10 10"), 120, "all", "event",
                                    true, 0, false, adjusted())),
                    Map.entry("ercot-regression",
                        new Like(
                                    1, numbers("366 366 60"), numbers("366 366 60"), 366, "fit", "day",
                                    true, 0, false, adjusted(1, 3, 1, NONE, NONE))));

    private static double[] adjusted(double... rule) {
        return rule;
    }

    private static int[] numbers(String text) {
        return text == null
                ? null
                : List.of(text.split(" ")).stream().mapToInt(Integer::parseInt).toArray();
    }

    /** The answer of a method; null when it refuses. */
    Answer find(String method, Site.Event event) {
        return switch (method) {
            case "maximum-base-load" -> flat(event, site.contracted);
            case "firm-service-level" -> flat(event, site.peak);
            case "set-point" -> given(event, site.setPoints);
            case "control-group" -> given(event, site.control);
            case "meter-before-1-sample" -> before(event, site.step, false);
            case "meter-before-1m" -> before(event, 60, false);
            case "meter-before-5m" -> before(event, 300, false);
            case "meter-before-15m" -> before(event, 900, true);
            case "pjm-same-day" -> sameDay(event);
            case "centerpoint-load-management" -> centerPoint(event);
            case "nyiso-acl" -> coincident(event);
            case "hydro-quebec-threshold" -> monthMost(event);
            default -> alike(LIKE.get(method), event);
        };
    }

    private Answer flat(Site.Event event, Double level) {
        if (level == null) {
            return null;
        }
        TreeMap<Long, Double> levels = new TreeMap<>();
        site.touching(event.from(), event.until()).forEach(t -> levels.put(t, level));
        return new Answer(levels, new TreeSet<>(), null);
    }

    private Answer given(Site.Event event, Map<Long, Long> series) {
        TreeMap<Long, Double> levels = new TreeMap<>();
        for (long t : site.touching(event.from(), event.until())) {
            levels.put(t, series.containsKey(t) ? (double) series.get(t) : null);
        }
        return levels.values().stream().allMatch(x -> x == null)
                ? null
                : new Answer(levels, new TreeSet<>(), null);
    }

    private List<Double> known(Collection<Long> starts) {
        List<Double> known = new ArrayList<>();
        for (Long t : starts) {
            if (t != null && site.load.get(t) != null) {
                known.add((double) site.load.get(t));
            }
        }
        return known;
    }

    static Double mean(Collection<Double> values) {
        return values.isEmpty() ? null : values.stream().mapToDouble(x -> x).sum() / values.size();
    }

    private Double wholeMean(Collection<Long> starts) {
        List<Double> known = known(starts);
        return known.size() == starts.size() ? mean(known) : null;
    }

    private Answer before(Site.Event event, long window, boolean clock) {
        if (site.step > window) {
            return null;
        }
        long told = Math.min(event.notice(), event.from());
        long end = clock ? told / window * window : told;
        List<Long> starts = site.inside(end - window, end);
        List<Double> known = known(starts);
        return known.isEmpty() || known.size() < 0.8 * starts.size()
                ? null
                : flat(event, mean(known));
    }

    private Answer sameDay(Site.Event event) {
        List<Long> starts =
                new ArrayList<>(site.inside(event.from() - 4 * HOUR, event.from() - HOUR));
        starts.addAll(site.inside(event.until() + HOUR, event.until() + 3 * HOUR));
        return flat(event, wholeMean(starts));
    }

    private Answer centerPoint(Site.Event event) {
        List<Long> hour = site.inside(event.from() - 2 * HOUR, event.from() - HOUR);
        List<Long> all = new ArrayList<>(hour);
        LocalDate home = site.day(event.from());
        TreeSet<LocalDate> days = new TreeSet<>();
        for (LocalDate day = home.minusDays(1); days.size() < 4; day = day.minusDays(1)) {
            if (day.isBefore(home.minusDays(21))) {
                return null;
            }
            if (site.kind(day) == 1) {
                days.add(day);
                all.addAll(there(hour, home, day));
            }
        }
        Answer found = flat(event, wholeMean(all));
        return found == null ? null : new Answer(found.levels(), days, null);
    }

    private Answer coincident(Site.Event event) {
        TreeMap<Double, List<Long>> highest = new TreeMap<>(Comparator.reverseOrder());
        for (long peak : site.peaks) {
            Double level = wholeMean(site.touching(peak, peak + HOUR));
            if (peak + HOUR <= event.from() && level != null) {
                highest.computeIfAbsent(level, _ -> new ArrayList<>()).add(peak);
            }
        }
        List<Double> levels = new ArrayList<>();
        highest.forEach((level, at) -> levels.addAll(Collections.nCopies(at.size(), level)));
        return levels.size() < 20 ? null : flat(event, mean(levels.subList(0, 20)));
    }

    private Answer monthMost(Site.Event event) {
        LocalDate first = site.day(event.from()).withDayOfMonth(1);
        Double most = null;
        for (long t : site.inside(site.midnight(first), site.midnight(first.plusMonths(1)))) {
            boolean own = t < event.until() && t + site.step > event.from();
            Long load = site.load.get(t);
            if (load != null && !own && !site.isMarked(event, t, t + site.step, false)) {
                most = most == null ? load : Math.max(most, load);
            }
        }
        return flat(event, most);
    }

    /** The same local times of another day that it has. */
    private List<Long> there(List<Long> starts, LocalDate home, LocalDate day) {
        List<Long> found = new ArrayList<>();
        for (long t : starts) {
            Long other = site.sameTime(t, home, day);
            if (other != null) {
                found.add(other);
            }
        }
        return found;
    }

    private Answer alike(Like like, Site.Event event) {
        LocalDate home = site.day(event.from());
        int[] pool = site.kind(home) == 1 ? like.weekday() : like.other();
        if (pool == null) {
            return null;
        }
        List<Long> hours = site.touching(event.from(), event.until());
        Days days = new Days(site, like, event, this::there);
        if (!days.canCompare()) {
            return null;
        }
        List<LocalDate> found = days.choose(pool);
        if (found == null) {
            return null;
        }
        Level level =
                like.take().equals("fit")
                        ? new Fit(site, found, home)::at
                        : t -> averaged(like, pool, found, home, t);
        Double adjustment = adjustment(like, event, level);
        TreeMap<Long, Double> levels = new TreeMap<>();
        for (long t : hours) {
            Double base = level.at(t);
            boolean added = like.adjust().length > 0 && like.adjust()[0] != 1;
            levels.put(
                    t,
                    base == null || adjustment == null
                            ? base
                            : added ? (Double) (base + adjustment) : (Double) (base * adjustment));
        }
        return new Answer(levels, new TreeSet<>(found), adjustment);
    }

    interface Level {
        /** The level at an interval of the event day; null when nobody knows. */
        Double at(long start);
    }

    private Double averaged(Like like, int[] pool, List<LocalDate> days, LocalDate home, long t) {
        List<Long> starts = new ArrayList<>();
        days.forEach(day -> starts.addAll(there(List.of(t), home, day)));
        List<Double> known = new ArrayList<>(known(starts));
        known.sort(Comparator.reverseOrder());
        return mean(
                like.take().equals("each")
                        ? known.subList(0, Math.min(pool[1], known.size()))
                        : known);
    }

    private Double adjustment(Like like, Site.Event event, Level level) {
        double[] rule = like.adjust();
        if (rule.length == 0) {
            return null;
        }
        long anchor = rule[0] == 2 ? Math.min(event.notice(), event.from()) : event.from();
        double actual = 0;
        double base = 0;
        int count = 0;
        for (long t :
                site.inside(anchor - Math.round(rule[1] * HOUR), anchor - Math.round(rule[2] * HOUR))) {
            Long load = site.load.get(t);
            Double usual = level.at(t);
            if (load != null && usual != null && !site.isMarked(event, t, t + site.step, false)) {
                actual += load;
                base += usual;
                count++;
            }
        }
        if (count == 0 || (rule[0] == 1 && base <= 0)) {
            return null;
        }
        if (rule[0] != 1) {
            return (actual - base) / count;
        }
        double factor = actual / base;
        factor = Double.isNaN(rule[3]) ? factor : Math.max(factor, rule[3]);
        return Double.isNaN(rule[4]) ? factor : Math.min(factor, rule[4]);
    }
}
