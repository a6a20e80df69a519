package org.trimtab.backtest;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Draws plots as SVG that needs nothing from outside and prints as it looks. */
final class ReportSvg {
    static final List<String> INKS =
            List.of("#6b7c84", "#0b7d67", "#b87503", "#2f6fc4", "#8a3fa0", "#c23b34");

    private static final int WIDTH = 960;
    private static final int LEFT = 78;
    private static final int RIGHT = 18;
    private static final int TOP = 14;
    private static final int BOTTOM = 30;
    private static final int TICKS = 5;

    private final StringBuilder svg = new StringBuilder();
    private final int height;
    private double low;
    private double high;

    private ReportSvg(int height, String title) {
        this.height = height;
        svg.append(
                "<svg viewBox=\"0 0 %d %d\" role=\"img\" aria-label=\"%s\">%n"
                        .formatted(WIDTH, height, ReportPage.escaped(title)));
    }

    /**
     * A line.
     *
     * @param name for the legend
     * @param ink its colour
     * @param points as many as every other line has
     */
    record Line(String name, String ink, List<Double> points) {}

    /** Lines over a common run of places, each place between two labels. */
    static String lines(String title, List<Line> lines, List<String> labels, String unit) {
        ReportSvg plot = new ReportSvg(300, title);
        plot.scale(lines.stream().flatMap(line -> line.points().stream()).toList());
        plot.frame(labels, unit);
        for (Line line : lines) {
            StringBuilder path = new StringBuilder();
            int count = line.points().size();
            for (int i = 0; i < count; i++) {
                path.append(
                        "%s%.1f %.1f"
                                .formatted(
                                        i == 0 ? "M" : "L",
                                        plot.x(count < 2 ? 0 : (double) i / (count - 1)),
                                        plot.y(line.points().get(i))));
            }
            plot.svg.append(
                    "<path d=\"%s\" fill=\"none\" stroke=\"%s\" stroke-width=\"1.8\"/>%n"
                            .formatted(path, line.ink()));
        }
        return plot.done();
    }

    /** Groups of bars, one bar of each line in every group. */
    static String bars(String title, List<Line> lines, List<String> groups, String unit) {
        ReportSvg plot = new ReportSvg(280, title);
        plot.scale(lines.stream().flatMap(line -> line.points().stream()).toList());
        plot.frame(groups, unit);
        double wide = (double) (WIDTH - LEFT - RIGHT) / Math.max(1, groups.size());
        double bar = wide * 0.72 / lines.size();
        for (int k = 0; k < lines.size(); k++) {
            for (int g = 0; g < groups.size(); g++) {
                double value = lines.get(k).points().get(g);
                double top = plot.y(Math.max(0, value));
                double tall = Math.max(0.6, plot.y(Math.min(0, value)) - top);
                plot.svg.append(
                        "<rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\" fill=\"%s\"/>%n"
                                .formatted(
                                        LEFT + g * wide + wide * 0.14 + k * bar,
                                        top,
                                        Math.max(0.8, bar - 1),
                                        tall,
                                        lines.get(k).ink()));
            }
        }
        return plot.done();
    }

    /** A grid of shares from 0, pale, to 1, dark; a share below 0 is left empty. */
    static String heat(
            String title, List<String> rows, List<String> columns, List<List<Double>> shares) {
        int tall = 22;
        ReportSvg plot = new ReportSvg(TOP + rows.size() * tall + BOTTOM, title);
        double wide = (double) (WIDTH - LEFT - RIGHT) / columns.size();
        for (int r = 0; r < rows.size(); r++) {
            plot.text(LEFT - 8, TOP + r * tall + 15, "end", rows.get(r));
            for (int c = 0; c < columns.size(); c++) {
                double share = shares.get(r).get(c);
                plot.svg.append(
                        "<rect x=\"%.1f\" y=\"%d\" width=\"%.1f\" height=\"%d\" fill=\"%s\"/>%n"
                                .formatted(
                                        LEFT + c * wide,
                                        TOP + r * tall,
                                        wide - 1,
                                        tall - 1,
                                        share < 0 ? "none" : shade(share)));
            }
        }
        for (int c = 0; c < columns.size(); c++) {
            plot.text(
                    LEFT + (c + 0.5) * wide,
                    TOP + rows.size() * tall + 16,
                    "middle",
                    columns.get(c));
        }
        return plot.done();
    }

    private static String shade(double share) {
        double part = Math.sqrt(Math.clamp(share, 0, 1));
        return "rgb(%d %d %d)"
                .formatted(
                        Math.round(240 - part * 229),
                        Math.round(244 - part * 132),
                        Math.round(245 - part * 147));
    }

    private void scale(List<Double> values) {
        double least = Math.min(0, values.stream().mapToDouble(v -> v).min().orElse(0));
        double most = Math.max(0, values.stream().mapToDouble(v -> v).max().orElse(1));
        double step = step((most - least) / TICKS);
        low = Math.floor(least / step) * step;
        high = Math.max(low + step, Math.ceil(most / step) * step);
    }

    private static double step(double rough) {
        double ten = Math.pow(10, Math.floor(Math.log10(Math.max(rough, 1e-9))));
        for (double nice : new double[] {1, 2, 5, 10}) {
            if (rough <= nice * ten) {
                return nice * ten;
            }
        }
        return 10 * ten;
    }

    private void frame(List<String> labels, String unit) {
        double step = step((high - low) / TICKS);
        for (double value = low; value <= high + step / 2; value += step) {
            svg.append(
                    "<line x1=\"%d\" x2=\"%d\" y1=\"%.1f\" y2=\"%.1f\" stroke=\"%s\"/>%n"
                            .formatted(
                                    LEFT,
                                    WIDTH - RIGHT,
                                    y(value),
                                    y(value),
                                    Math.abs(value) < step / 1e6 ? "#566870" : "#dde5e8"));
            text(LEFT - 8, y(value) + 4, "end", number(value) + " " + unit);
        }
        double wide = (double) (WIDTH - LEFT - RIGHT) / Math.max(1, labels.size());
        int every = Math.max(1, labels.size() / 14);
        for (int i = 0; i < labels.size(); i += every) {
            text(LEFT + (i + 0.5) * wide, height - 8, "middle", labels.get(i));
        }
    }

    private void text(double x, double y, String anchor, String text) {
        svg.append(
                "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\">%s</text>%n"
                        .formatted(x, y, anchor, ReportPage.escaped(text)));
    }

    private double x(double share) {
        return LEFT + share * (WIDTH - LEFT - RIGHT);
    }

    private double y(double value) {
        return TOP + (high - value) / (high - low) * (height - TOP - BOTTOM);
    }

    private String done() {
        return svg.append("</svg>\n").toString();
    }

    /** 1.2 M, 340 k, 12. */
    static String number(double value) {
        double size = Math.abs(value);
        if (size >= 999_500) {
            return trimmed(value / 1e6) + " M";
        }
        return size >= 1_000 ? trimmed(value / 1e3) + " k" : trimmed(value);
    }

    private static String trimmed(double value) {
        String text = String.format(Locale.ROOT, "%.2f", value);
        return text.contains(".") ? text.replaceAll("0+$", "").replaceAll("\\.$", "") : text;
    }

    /** Means of runs of values, so that there are about so many. */
    static List<Double> thinned(List<Double> values, int about) {
        if (values.size() <= about) {
            return values;
        }
        List<Double> thin = new ArrayList<>();
        for (int i = 0; i < about; i++) {
            thin.add(values.get((int) ((long) (i + 1) * values.size() / about) - 1));
        }
        return thin;
    }
}
