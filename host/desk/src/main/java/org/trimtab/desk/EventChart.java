package org.trimtab.desk;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.trimtab.baseline.LoadSeries;
import org.trimtab.desk.EventSteps.Step;
import org.trimtab.desk.Shown.Scale;
import org.trimtab.interval.MarketInterval;
import org.trimtab.settlement.ProgramStatement.Event;

/** Baseline, meter and target of one event as a drawing in SVG that also prints in black and white. */
final class EventChart {
    private static final int WIDTH = 720;
    private static final int HEIGHT = 216;
    private static final int LEFT = 50;
    private static final int RIGHT_ALONE = WIDTH - 76;
    private static final int RIGHT_AROUND = WIDTH - 20;
    private static final int TOP = 14;
    private static final int BOTTOM = HEIGHT - 26;
    private static final int GRID_LINES = 5;
    private static final int TIMES_MAX = 9;
    private static final int LABEL_HEIGHT = 14;
    private static final int LABEL_RAISED = 8;
    private static final long[] TICK_SECONDS = {
        60, 300, 600, 900, 1800, 3600, 7200, 10_800, 21_600, 43_200, 86_400, 172_800, 604_800,
        2_419_200
    };

    private final EventSteps steps;
    private final LocalClock clock;
    private final Scale scale;
    private final MarketInterval event;
    private final long lowest;
    private final long highest;
    private final int right;
    private final Html svg = new Html();

    private EventChart(Event event, EventSteps steps, LocalClock clock, Scale scale) {
        this.steps = steps;
        this.clock = clock;
        this.scale = scale;
        this.event = event.interval();
        this.right = steps.around().isEmpty() ? RIGHT_ALONE : RIGHT_AROUND;
        long low = 0;
        long high = 1;
        for (List<Step> line :
                List.of(steps.baseline(), steps.metered(), steps.target(), steps.around())) {
            for (Step step : line) {
                low = Math.min(low, step.watts());
                high = Math.max(high, step.watts());
            }
        }
        long grid = gridStep(high - low);
        this.lowest = Math.floorDiv(low, grid) * grid;
        this.highest = Math.ceilDiv(high, grid) * grid;
    }

    /**
     * The drawing; {@code number} keeps the ids of several on a page apart.
     *
     * @param meter what the meter read around the event too; null to draw the event alone
     */
    static String of(
            Event event, int number, @Nullable LoadSeries meter, LocalClock clock, Scale scale) {
        EventChart chart = new EventChart(event, EventSteps.of(event, meter), clock, scale);
        return chart.draw(event, number);
    }

    private String draw(Event of, int number) {
        svg.raw(
                "<svg class=\"chart\" viewBox=\"0 0 "
                        + WIDTH
                        + ' '
                        + HEIGHT
                        + "\" role=\"img\""
                        + " aria-labelledby=\"chart-"
                        + number
                        + " chart-"
                        + number
                        + "-words\">");
        svg.element("title id=\"chart-" + number + "\"", "Load in event " + of.id());
        svg.element("desc id=\"chart-" + number + "-words\"", inWords());
        String hatch = "hatch-" + number;
        svg.raw(
                "<defs><pattern id=\""
                        + hatch
                        + "\" width=\"6\" height=\"6\""
                        + " patternUnits=\"userSpaceOnUse\" patternTransform=\"rotate(45)\">"
                        + "<rect width=\"6\" height=\"6\" class=\"pale\"/>"
                        + "<line x1=\"0\" y1=\"0\" x2=\"0\" y2=\"6\" class=\"hatch\"/></pattern></defs>");
        band(event, "class=\"event\"");
        steps.excused().forEach(stretch -> band(stretch, "class=\"excused\""));
        steps.unread().forEach(stretch -> band(stretch, "fill=\"url(#" + hatch + ")\""));
        axes();
        reduction();
        path(throughout(), "around");
        path(steps.baseline(), "baseline");
        path(steps.target(), "target");
        path(steps.metered(), "meter");
        names();
        return svg.raw("</svg>").toString();
    }

    /** Before, in and after the event in one line, so that the fall and the return are seen. */
    private List<Step> throughout() {
        if (steps.around().isEmpty()) {
            return List.of();
        }
        List<Step> line = new ArrayList<>(steps.around());
        line.addAll(steps.metered());
        line.sort(Comparator.comparing(Step::interval));
        return line;
    }

    private String inWords() {
        return range("Baseline", steps.baseline())
                + range("meter", steps.metered())
                + range("level owed", steps.target())
                + (steps.unread().isEmpty() ? "" : "Hatched: no reading. ")
                + "Times are local to "
                + clock.zone()
                + ".";
    }

    private String range(String name, List<Step> line) {
        if (line.isEmpty()) {
            return name + " unknown. ";
        }
        long low = line.stream().mapToLong(Step::watts).min().orElseThrow();
        long high = line.stream().mapToLong(Step::watts).max().orElseThrow();
        return name
                + ' '
                + scale.level(low)
                + (low == high ? "" : " to " + scale.level(high))
                + ' '
                + scale.unit()
                + ". ";
    }

    private void band(MarketInterval stretch, String look) {
        double from = x(stretch.from());
        double until = x(stretch.until());
        svg.raw(
                "<rect x=\""
                        + at(from)
                        + "\" y=\""
                        + TOP
                        + "\" width=\""
                        + at(until - from)
                        + "\" height=\""
                        + (BOTTOM - TOP)
                        + "\" "
                        + look
                        + "/>");
    }

    private void axes() {
        long grid = gridStep(highest - lowest);
        for (long level = lowest; level <= highest; level += grid) {
            String y = at(y(level));
            svg.raw(
                    "<line x1=\""
                            + LEFT
                            + "\" x2=\""
                            + right
                            + "\" y1=\""
                            + y
                            + "\" y2=\""
                            + y
                            + "\" class=\""
                            + (level == 0 ? "zero" : "grid")
                            + "\"/>");
            boolean top = level + grid > highest;
            svg.raw(
                    "<text x=\""
                            + (LEFT - 6)
                            + "\" y=\""
                            + at(y(level) + 3.5)
                            + "\" class=\"axis end\">"
                            + axisLevel(level)
                            + (top ? " " + scale.unit() : "")
                            + "</text>");
        }
        long every = tickSeconds();
        boolean days = every >= 86_400;
        long offset = clock.zone().getRules().getOffset(steps.window().from()).getTotalSeconds();
        long first =
                Math.ceilDiv(steps.window().from().getEpochSecond() + offset, every) * every
                        - offset;
        for (long tick = first; tick <= steps.window().until().getEpochSecond(); tick += every) {
            Instant instant = Instant.ofEpochSecond(tick);
            String x = at(x(instant));
            svg.raw(
                    "<line x1=\""
                            + x
                            + "\" x2=\""
                            + x
                            + "\" y1=\""
                            + BOTTOM
                            + "\" y2=\""
                            + (BOTTOM + 4)
                            + "\" class=\"tick\"/>");
            svg.raw("<text x=\"" + x + "\" y=\"" + (BOTTOM + 16) + "\" class=\"axis middle\">")
                    .text(days ? clock.day(instant).replaceAll(" \\d+$", "") : clock.time(instant))
                    .raw("</text>");
        }
    }

    /** What was not drawn: the room between baseline and meter. */
    private void reduction() {
        Map<Instant, Step> metered = new TreeMap<>();
        steps.metered().forEach(step -> metered.put(step.interval().from(), step));
        StringBuilder path = new StringBuilder();
        for (Step step : steps.baseline()) {
            Step drawn = metered.get(step.interval().from());
            if (drawn != null && drawn.watts() < step.watts()) {
                path.append('M')
                        .append(at(x(step.interval().from())))
                        .append(' ')
                        .append(at(y(step.watts())))
                        .append('H')
                        .append(at(x(step.interval().until())))
                        .append('V')
                        .append(at(y(drawn.watts())))
                        .append('H')
                        .append(at(x(step.interval().from())))
                        .append('Z');
            }
        }
        if (!path.isEmpty()) {
            svg.raw("<path d=\"" + path + "\" class=\"reduction\"/>");
        }
    }

    private void path(List<Step> line, String look) {
        StringBuilder path = new StringBuilder();
        @Nullable Instant end = null;
        for (Step step : line) {
            path.append(step.interval().from().equals(end) ? 'L' : 'M')
                    .append(at(x(step.interval().from())))
                    .append(' ')
                    .append(at(y(step.watts())))
                    .append('H')
                    .append(at(x(step.interval().until())));
            end = step.interval().until();
        }
        if (!path.isEmpty()) {
            svg.raw("<path d=\"" + path + "\" class=\"" + look + "\"/>");
        }
    }

    private record Label(String name, double y) {}

    /** Each line named where the event ends, none over another, and none on the line of the meter's return. */
    private void names() {
        Instant end = event.until();
        List<Label> labels = new ArrayList<>();
        label(labels, steps.baseline(), "baseline");
        label(labels, steps.target(), "target");
        label(labels, steps.metered(), "meter");
        labels.sort(Comparator.comparingDouble(Label::y));
        double least = TOP;
        List<Double> places = new ArrayList<>();
        for (Label label : labels) {
            double place = Math.max(label.y(), least);
            places.add(place);
            least = place + LABEL_HEIGHT;
        }
        double most = BOTTOM + 2.0;
        for (int i = labels.size() - 1; i >= 0; i--) {
            double place = Math.min(places.get(i), most);
            most = place - LABEL_HEIGHT;
            svg.raw(
                    "<text x=\""
                            + at(x(end) + 7)
                            + "\" y=\""
                            + at(place + 3.5)
                            + "\" class=\"name of-"
                            + labels.get(i).name()
                            + "\">"
                            + labels.get(i).name()
                            + "</text>");
        }
    }

    private void label(List<Label> labels, List<Step> line, String name) {
        if (!line.isEmpty()) {
            double raised = steps.around().isEmpty() ? 0 : LABEL_RAISED;
            labels.add(new Label(name, y(line.getLast().watts()) - raised));
        }
    }

    private long tickSeconds() {
        long seconds = steps.window().length().toSeconds();
        for (long every : TICK_SECONDS) {
            if (seconds / every < TIMES_MAX) {
                return every;
            }
        }
        return Math.max(1, seconds / TIMES_MAX);
    }

    private static long gridStep(long span) {
        long rough = Math.max(1, span / GRID_LINES);
        long power = 1;
        while (power <= rough / 10) {
            power *= 10;
        }
        for (long factor : new long[] {1, 2, 5}) {
            if (rough <= factor * power) {
                return factor * power;
            }
        }
        return 10 * power;
    }

    private String axisLevel(long watts) {
        return java.math.BigDecimal.valueOf(watts, scale.exponent())
                .stripTrailingZeros()
                .toPlainString();
    }

    private double x(Instant instant) {
        long from = steps.window().from().toEpochMilli();
        double part =
                (double) (instant.toEpochMilli() - from)
                        / (steps.window().until().toEpochMilli() - from);
        return LEFT + Math.clamp(part, 0, 1) * (right - LEFT);
    }

    private double y(long watts) {
        return BOTTOM - (double) (watts - lowest) / (highest - lowest) * (BOTTOM - TOP);
    }

    private static String at(double place) {
        return String.format(Locale.ROOT, "%.1f", place);
    }
}
