package org.trimtab.cli;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.trimtab.dispatch.Confirmation;
import org.trimtab.dispatch.Failure;
import org.trimtab.fleet.Advice;
import org.trimtab.fleet.DeviceResult;
import org.trimtab.fleet.Ending;
import org.trimtab.fleet.FleetPlan;
import org.trimtab.fleet.FleetResult;
import org.trimtab.fleet.FleetSession;
import org.trimtab.fleet.Obstacle;
import org.trimtab.fleet.PlannedDevice;
import org.trimtab.fleet.Wish;

/** Plans and results of fleet verbs, as tables for people and as JSON. */
final class FleetPrinter {
    /** Rows of trouble shown; the rest is counted. */
    private static final int ROWS_MAX = 40;

    private final FleetSession session;
    private final boolean everyDevice;

    FleetPrinter(FleetSession session, boolean everyDevice) {
        this.session = session;
        this.everyDevice = everyDevice;
    }

    void print(PrintWriter out, FleetPlan plan) {
        List<PlannedDevice> commanded = plan.commanded();
        out.printf(
                Locale.ROOT,
                "%s %,d of %,d devices; they draw %s now, expected to fall by %s%n",
                verb(plan.wish()),
                commanded.size(),
                plan.devices().size(),
                plan.now(),
                plan.expected());
        Map<String, Integer> families = new TreeMap<>();
        commanded.forEach(planned -> families.merge(planned.device().family(), 1, Integer::sum));
        if (!families.isEmpty()) {
            out.println("  by family: " + families);
        }
        plan.leftOut()
                .forEach((obstacle, count) ->
                        out.printf(Locale.ROOT, "  left out: %,d %s%n", count, obstacle.text()));
        TextTable table = new TextTable("DEVICE", "ADDRESS", "FAMILY", "WILL", "POWER", "WHY NOT");
        int shown = 0;
        for (PlannedDevice planned : plan.devices()) {
            boolean trouble = planned.obstacle() != null && planned.obstacle() != Obstacle.NOT_OURS;
            if ((everyDevice || trouble) && (everyDevice || shown < ROWS_MAX)) {
                shown++;
                table.row(
                        planned.device().id(),
                        planned.device().endpoint(),
                        planned.device().family(),
                        planned.obstacle() == null ? planned.action().text() : "-",
                        planned.now() == null ? "-" : planned.now(),
                        why(planned));
            }
        }
        if (shown > 0) {
            table.print(out);
        }
        out.flush();
    }

    private static String why(PlannedDevice planned) {
        Obstacle obstacle = planned.obstacle();
        if (obstacle == null) {
            return "";
        }
        return obstacle.text() + (planned.detail().isEmpty() ? "" : ": " + planned.detail());
    }

    private static String verb(Wish wish) {
        return switch (wish) {
            case Wish.Curtail _ -> "curtail";
            case Wish.Restore _ -> "restore";
            case Wish.HoldAt held -> "hold at " + held.most();
            case Wish.HoldAtShare held -> "hold at " + held.most();
        };
    }

    void print(PrintWriter out, FleetResult result) {
        TextTable table =
                new TextTable("DEVICE", "ADDRESS", "FAMILY", "ENDED", "WHAT IS SO", "WHAT TO DO");
        int shown = 0;
        int more = 0;
        for (DeviceResult device : result.devices()) {
            boolean trouble = isTrouble(device);
            if (everyDevice || (trouble && shown < ROWS_MAX)) {
                shown++;
                row(table, device);
            } else if (trouble) {
                more++;
            }
        }
        if (shown > 0) {
            table.print(out);
        }
        if (more > 0) {
            out.printf(Locale.ROOT, "… and %,d more with trouble; --devices lists all%n", more);
        }
        summary(out, result);
        out.flush();
    }

    private static boolean isTrouble(DeviceResult device) {
        DeviceResult.Comparison compared = device.restored();
        return switch (device.ending()) {
            case CONFIRMED -> compared != null && !compared.isEqual();
            case LEFT_OUT ->
                    device.planned().obstacle() != Obstacle.NOT_OURS
                            && device.planned().obstacle() != Obstacle.ASLEEP_ALREADY;
            default -> true;
        };
    }

    private static void row(TextTable table, DeviceResult device) {
        DeviceResult.Comparison compared = device.restored();
        Confirmation grade = device.grade();
        Failure failure = device.failure();
        String ended =
                device.ending().text()
                        + (grade == null ? "" : " (" + grade.name().toLowerCase(Locale.ROOT) + ")");
        List<String> so = new ArrayList<>();
        if (failure != null) {
            so.add(failure.name());
        }
        if (device.ending() == Ending.LEFT_OUT) {
            so.add(why(device.planned()));
        } else if (!device.detail().isEmpty()) {
            so.add(device.detail());
        }
        if (compared != null) {
            so.addAll(compared.differences());
        }
        table.row(
                device.planned().device().id(),
                device.planned().device().endpoint(),
                device.planned().device().family(),
                ended,
                String.join(": ", so),
                failure == null ? "" : Advice.on(failure));
    }

    private static void summary(PrintWriter out, FleetResult result) {
        Map<Ending, Integer> endings = result.endings();
        out.printf("%s:", verb(result.plan().wish()));
        String separator = " ";
        for (Map.Entry<Ending, Integer> ending : endings.entrySet()) {
            out.printf(
                    Locale.ROOT, "%s%,d %s", separator, ending.getValue(), ending.getKey().text());
            if (ending.getKey() == Ending.CONFIRMED) {
                out.print(" " + grades(result));
            }
            separator = ", ";
        }
        out.println();
        if (!(result.plan().wish() instanceof Wish.Restore)) {
            out.printf(
                    "  expected to fall by %s, confirmed %s%n",
                    result.plan().expected(), result.confirmed());
        } else {
            out.printf(
                    Locale.ROOT,
                    "  %,d compared with how they were: %,d set as before, pools changed on %,d%n",
                    result.compared(),
                    result.equal(),
                    result.poolsChanged());
        }
        if (result.lastWrittenAfter() != null) {
            out.printf(
                    "  commands written %s to %s after the start%n",
                    millis(result.firstWrittenAfter()), millis(result.lastWrittenAfter()));
        }
    }

    private static Map<String, Integer> grades(FleetResult result) {
        Map<String, Integer> grades = new LinkedHashMap<>();
        result.grades()
                .forEach(
                        (grade, count) -> grades.put(grade.name().toLowerCase(Locale.ROOT), count));
        return grades;
    }

    private static String millis(@Nullable Duration duration) {
        return duration == null ? "-" : duration.toMillis() + " ms";
    }

    Map<String, @Nullable Object> json(FleetPlan plan) {
        Map<String, @Nullable Object> object = head(plan);
        object.put("commanded", plan.commanded().size());
        object.put("left_out", leftOut(plan));
        object.put("power_w", plan.now().watts());
        object.put("expected_reduction_w", plan.expected().watts());
        if (everyDevice) {
            object.put("devices", plan.devices().stream().map(FleetPrinter::json).toList());
        }
        return object;
    }

    private Map<String, @Nullable Object> head(FleetPlan plan) {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        object.put("site", session.definition().site().id().value());
        object.put(
                "action",
                switch (plan.wish()) {
                    case Wish.Curtail _ -> "SLEEP";
                    case Wish.Restore _ -> "WAKE";
                    case Wish.HoldAt _, Wish.HoldAtShare _ -> "CAP";
                });
        object.put("selected", plan.devices().size());
        return object;
    }

    private static Map<String, Integer> leftOut(FleetPlan plan) {
        Map<String, Integer> counts = new LinkedHashMap<>();
        plan.leftOut()
                .forEach((obstacle, count) ->
                        counts.put(obstacle.name().toLowerCase(Locale.ROOT), count));
        return counts;
    }

    Map<String, @Nullable Object> json(FleetResult result) {
        Map<String, @Nullable Object> object = head(result.plan());
        Map<String, Integer> endings = new LinkedHashMap<>();
        for (Ending ending : Ending.values()) {
            endings.put(
                    ending.name().toLowerCase(Locale.ROOT),
                    result.endings().getOrDefault(ending, 0));
        }
        object.put("commanded", result.plan().commanded().size());
        object.put("outcomes", endings);
        object.put("confirmed_by", grades(result));
        object.put("left_out", leftOut(result.plan()));
        object.put("expected_reduction_w", result.plan().expected().watts());
        object.put("confirmed_reduction_w", result.confirmed().watts());
        object.put("first_written_after_ms", toMillis(result.firstWrittenAfter()));
        object.put("last_written_after_ms", toMillis(result.lastWrittenAfter()));
        if (result.plan().wish() instanceof Wish.Restore) {
            object.put("compared", result.compared());
            object.put("set_as_before", result.equal());
            object.put("pools_changed", result.poolsChanged());
        }
        object.put("whole", result.isWhole());
        object.put(
                "devices",
                result.devices().stream()
                        .filter(device -> everyDevice || isTrouble(device))
                        .map(FleetPrinter::json)
                        .toList());
        return object;
    }

    private static @Nullable Long toMillis(@Nullable Duration duration) {
        return duration == null ? null : duration.toMillis();
    }

    private static Map<String, @Nullable Object> json(PlannedDevice planned) {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        object.put("device", planned.device().id().value());
        object.put("address", planned.device().endpoint().toString());
        object.put("family", planned.device().family());
        object.put("action", planned.action().text());
        object.put("power_w", planned.now() == null ? null : planned.now().watts());
        object.put("expected_reduction_w", planned.expected().watts());
        object.put("obstacle", planned.obstacle());
        object.put("detail", planned.detail());
        return object;
    }

    private static Map<String, @Nullable Object> json(DeviceResult device) {
        DeviceResult.Comparison compared = device.restored();
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        object.put("device", device.planned().device().id().value());
        object.put("address", device.planned().device().endpoint().toString());
        object.put("family", device.planned().device().family());
        object.put("action", device.planned().action().text());
        object.put("outcome", device.ending());
        object.put("confirmed_by", device.grade());
        object.put("failure", device.failure());
        object.put("obstacle", device.planned().obstacle());
        object.put("detail", device.detail());
        object.put("written_at", device.writtenAt());
        object.put("known_at", device.endedAt());
        object.put("power_w", device.power() == null ? null : device.power().watts());
        object.put("differences", compared == null ? null : compared.differences());
        object.put("pools_equal", compared == null ? null : compared.pools());
        object.put("advice", device.failure() == null ? null : Advice.on(device.failure()));
        return object;
    }
}
