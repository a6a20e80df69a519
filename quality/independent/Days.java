import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Which days of the past make a baseline. */
final class Days {
    interface There {
        List<Long> of(List<Long> starts, LocalDate home, LocalDate day);
    }

    private final Site site;
    private final Methods.Like like;
    private final Site.Event event;
    private final There there;
    private final LocalDate home;
    private final List<Long> hours;
    private final List<Long> compared;
    private final Map<LocalDate, Double> inEventHours = new HashMap<>();
    private final Map<LocalDate, Double> rank = new HashMap<>();

    Days(Site site, Methods.Like like, Site.Event event, There there) {
        this.site = site;
        this.like = like;
        this.event = event;
        this.there = there;
        home = site.day(event.from());
        hours = site.touching(event.from(), event.until());
        compared = compared();
    }

    private List<Long> compared() {
        long midnight = site.midnight(home);
        long start = event.from();
        return switch (like.rank()) {
            case "outside" -> {
                List<Long> all =
                        new ArrayList<>(site.inside(midnight, site.midnight(home.plusDays(1))));
                all.removeAll(site.touching(start - Site.HOUR, event.until() + Site.HOUR));
                yield all;
            }
            case "before" ->
                    site.inside(
                            start - midnight < 4 * Site.HOUR ? start - Methods.DAY : midnight, start);
            case "pair" -> site.inside(site.midnight(home.minusDays(1)), start);
            default -> List.of();
        };
    }

    boolean canCompare() {
        long known = compared.stream().filter(site.load::containsKey).count();
        return List.of("event", "day").contains(like.rank())
                || (known > 0 && known >= 0.9 * compared.size());
    }

    private boolean isAlike(LocalDate day) {
        int mine = site.kind(home);
        int other = site.kind(day);
        return switch (like.groups()) {
            case 1 -> true;
            case 2 -> (mine == 1) == (other == 1);
            default -> mine == other;
        };
    }

    private boolean isMarked(LocalDate day) {
        LocalDate last = day.plusDays(site.day(hours.getLast()).toEpochDay() - home.toEpochDay());
        LocalDate first = like.rank().equals("pair") ? day.minusDays(1) : day;
        return site.isMarked(
                event, site.midnight(first), site.midnight(last.plusDays(1)), like.price());
    }

    /** Measures a day; false when its readings do not suffice. */
    private boolean measure(LocalDate day) {
        List<Long> same = there.of(hours, home, day);
        if (same.isEmpty() || !same.stream().allMatch(site.load::containsKey)) {
            return false;
        }
        inEventHours.put(day, same.stream().mapToDouble(site.load::get).sum() / same.size());
        Double ranked =
                switch (like.rank()) {
                    case "event" -> inEventHours.get(day);
                    case "day" -> wholeDay(day);
                    default -> difference(day);
                };
        if (ranked != null) {
            rank.put(day, ranked);
        }
        return ranked != null;
    }

    private Double wholeDay(LocalDate day) {
        List<Long> all = site.inside(site.midnight(day), site.midnight(day.plusDays(1)));
        List<Double> known = new ArrayList<>();
        for (long t : all) {
            if (site.load.containsKey(t)) {
                known.add((double) site.load.get(t));
            }
        }
        return known.size() < 0.9 * all.size() ? null : Methods.mean(known);
    }

    private Double difference(LocalDate day) {
        List<Double> found = new ArrayList<>();
        for (long t : compared) {
            Long other = site.sameTime(t, home, day);
            Long there = other == null ? null : site.load.get(other);
            if (there != null && site.load.containsKey(t)) {
                found.add((double) Math.abs(there - site.load.get(t)));
            }
        }
        return found.size() < 0.9 * compared.size() ? null : Methods.mean(found);
    }

    /** The days taken, of {Y, X, at least}; null when there are too few. */
    List<LocalDate> choose(int[] pool) {
        List<LocalDate> eligible = new ArrayList<>();
        List<LocalDate> withEvent = new ArrayList<>();
        LocalDate oldest = home.minusDays(like.back());
        LocalDate day = home.minusDays(1);
        boolean dropped = true;
        while (dropped) {
            for (; eligible.size() < pool[0] && !day.isBefore(oldest); day = day.minusDays(1)) {
                if (!isAlike(day)) {
                    continue;
                }
                if (isMarked(day)) {
                    withEvent.add(day);
                } else if (measure(day)) {
                    eligible.add(day);
                }
            }
            dropped = dropLow(eligible) && !day.isBefore(oldest);
        }
        if (like.fill() && eligible.size() < pool[2]) {
            fill(eligible, withEvent, pool[2]);
        }
        return eligible.size() < pool[2] ? null : taken(eligible, pool);
    }

    private boolean dropLow(List<LocalDate> eligible) {
        double mean = eligible.stream().mapToDouble(inEventHours::get).average().orElse(0);
        return like.low() > 0 && eligible.removeIf(d -> inEventHours.get(d) < like.low() * mean);
    }

    /** Days with an event, those of highest load first; a day with an outage is none. */
    private void fill(List<LocalDate> eligible, List<LocalDate> withEvent, int wanted) {
        withEvent.stream()
                .filter(this::hasEvent)
                .filter(this::measure)
                .sorted(Comparator.comparing(inEventHours::get).reversed())
                .limit(wanted - eligible.size())
                .toList()
                .forEach(eligible::add);
    }

    private boolean hasEvent(LocalDate day) {
        LocalDate last = day.plusDays(site.day(hours.getLast()).toEpochDay() - home.toEpochDay());
        return site.events.stream()
                .anyMatch(
                        e ->
                                !e.equals(event)
                                        && e.from() < site.midnight(last.plusDays(1))
                                        && e.until() > site.midnight(day));
    }

    private List<LocalDate> taken(List<LocalDate> eligible, int[] pool) {
        List<LocalDate> sorted = new ArrayList<>(eligible);
        sorted.sort(Comparator.comparing((LocalDate d) -> rank.get(d)).reversed());
        return switch (like.take()) {
            case "high" -> sorted.subList(0, Math.min(pool[1], sorted.size()));
            case "mid" -> {
                int less = Math.min((pool[0] - pool[1]) / 2, (sorted.size() - 1) / 2);
                yield sorted.subList(less, sorted.size() - less);
            }
            case "near" -> {
                eligible.sort(Comparator.comparing(rank::get));
                yield eligible.subList(0, Math.min(pool[1], eligible.size()));
            }
            default -> eligible;
        };
    }
}
