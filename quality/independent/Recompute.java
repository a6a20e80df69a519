import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * Computes every baseline of one case again, without a line of Trimtab's code, and holds it against what {@code
 * trimtab baseline --method all --json} said: levels within half a watt (they are printed as whole watts), the same
 * days taken, the same adjustment, refusals where there can be no answer.
 *
 * <p>{@code java Recompute.java CASE ANSWER.json REPORT.txt} writes every event with its days and adjustment to the
 * report, prints one line a method, and ends with 1 when anything differs.
 */
final class Recompute {
    private static final double WATT = 0.5 + 1e-6;

    private final Site site;
    private final Methods methods;
    private final Map<Long, Double> truth = new HashMap<>();
    private final PrintWriter report;
    private int compared;

    private Recompute(Path dir, PrintWriter report) throws IOException {
        site = new Site(dir);
        methods = new Methods(site);
        for (String[] row : Site.rows(dir.resolve("truth.csv"))) {
            truth.put(Site.at(row[0]), (double) Site.watts(row[1], site.step));
        }
        this.report = report;
    }

    public static void main(String[] args) throws IOException {
        Path dir = Path.of(args[0]);
        boolean equal = true;
        try (PrintWriter report = new PrintWriter(Path.of(args[2]).toFile())) {
            Recompute again = new Recompute(dir, report);
            System.out.printf(
                    "%n%s: %,d readings of %d s, %d events, %s%n",
                    dir.getFileName(), again.site.load.size(), again.site.step,
                    again.site.events.size(), again.site.zone);
            System.out.printf(
                    "  %-28s %6s %8s %13s %13s %9s %9s  %s%n",
                    "method", "found", "refused", "baseline kW", "reduction kW", "off", "spread", "");
            @SuppressWarnings("unchecked")
            Map<String, Object> answer =
                    (Map<String, Object>) Json.read(Files.readString(Path.of(args[1])));
            for (Map<String, Object> method : Json.objects(answer.get("methods"))) {
                equal &= again.method(method);
            }
            System.out.printf("  intervals compared: %,d%n", again.compared);
        }
        System.out.println(equal ? "  all equal" : "  THERE ARE DIFFERENCES; see " + args[2]);
        System.exit(equal ? 0 : 1);
    }

    /** What is summed up of a method. */
    private static final class Sums {
        int found;
        int refused;
        double baseline;
        double reduction;
        double off;
        double offSquared;
        double truth;
        int intervals;
        final List<String> differences = new ArrayList<>();
    }

    private boolean method(Map<String, Object> given) {
        String id = (String) given.get("method");
        Sums sums = new Sums();
        for (Map<String, Object> event : Json.objects(given.get("events"))) {
            event(id, event, sums);
        }
        double n = Math.max(1, sums.intervals);
        System.out.printf(
                "  %-28s %6d %8d %13.3f %13.3f %8.1f%% %8.1f%%  %s%n",
                id, sums.found, sums.refused, sums.baseline / n / 1000, sums.reduction / n / 1000,
                100 * sums.off / Math.max(1, sums.truth),
                100 * Math.sqrt(sums.offSquared / n) / Math.max(1, sums.truth / n),
                sums.differences.isEmpty() ? "equal" : "DIFFERENT: " + sums.differences.getFirst());
        sums.differences.forEach(each -> report.println("  different: " + id + " " + each));
        return sums.differences.isEmpty();
    }

    private void event(String method, Map<String, Object> given, Sums sums) {
        String id = (String) given.get("event");
        Site.Event event =
                site.events.stream().filter(e -> e.id().equals(id)).findFirst().orElseThrow();
        Methods.Answer mine = methods.find(method, event);
        Object refusal = given.get("refusal");
        if (refusal != null || mine == null) {
            sums.refused++;
            report.printf("%-28s %s refused: %s%n", method, id, refusal);
            if (refusal == null || mine != null) {
                sums.differences.add(
                        id + (refusal == null ? " should be refused" : " refused: " + refusal));
            }
            return;
        }
        sums.found++;
        TreeSet<LocalDate> days = new TreeSet<>();
        for (Map<String, Object> day : Json.objects(given.get("days"))) {
            if (((String) day.get("choice")).startsWith("TAKEN")) {
                days.add(LocalDate.parse((String) day.get("date")));
            }
        }
        @SuppressWarnings("unchecked")
        Map<String, Object> adjustment = (Map<String, Object>) given.get("adjustment");
        Double value =
                adjustment == null ? null : Double.valueOf((String) adjustment.get("value"));
        report.printf(
                "%-28s %s %s .. %s, days %s, adjustment %s%n",
                method, id, given.get("from"), given.get("until"), days, value);
        if (!method.equals("nyiso-acl") && !days.equals(mine.days())) {
            sums.differences.add(id + " days " + days + ", here " + mine.days());
        }
        if (!near(value, mine.adjustment())) {
            sums.differences.add(id + " adjustment " + value + ", here " + mine.adjustment());
        }
        levels(method, id, given, mine, sums);
    }

    private void levels(
            String method, String id, Map<String, Object> given, Methods.Answer mine, Sums sums) {
        List<Map<String, Object>> intervals = Json.objects(given.get("intervals"));
        if (intervals.size() != mine.levels().size()) {
            sums.differences.add(id + " has " + intervals.size() + " intervals");
        }
        for (Map<String, Object> interval : intervals) {
            long at = Site.at((String) interval.get("from"));
            Double theirs = (Double) interval.get("baseline_w");
            Double here = mine.levels().get(at);
            compared++;
            report.printf("    %s  %s W, here %s%n", interval.get("from"), theirs, here);
            if (theirs == null || here == null ? theirs != here : Math.abs(theirs - here) > WATT) {
                sums.differences.add(
                        "%s at %s: %s W, here %s".formatted(id, interval.get("from"), theirs, here));
            }
            Double metered = (Double) interval.get("metered_w");
            Long load = site.load.get(at);
            Double meter = load == null ? null : Double.valueOf(load);
            if (metered == null ? meter != null : !metered.equals(meter)) {
                sums.differences.add(id + " metered " + metered + ", here " + meter);
            }
            if (theirs != null && metered != null && truth.containsKey(at)) {
                sums.intervals++;
                sums.baseline += theirs;
                sums.reduction += theirs - metered;
                sums.off += theirs - truth.get(at);
                sums.offSquared += Math.pow(theirs - truth.get(at), 2);
                sums.truth += truth.get(at);
            }
        }
    }

    /** A factor is printed to nine places, an addition to the watt. */
    private static boolean near(Double theirs, Double here) {
        if (theirs == null || here == null) {
            return theirs == null && here == null;
        }
        return Math.abs(theirs - here) <= (Math.abs(here) > 50 ? WATT : 1e-8)
                || Math.abs(theirs - Math.rint(here)) < 1e-6;
    }
}
