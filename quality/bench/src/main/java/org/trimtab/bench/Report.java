package org.trimtab.bench;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * What came out.
 *
 * @param machine where
 * @param trimtab how Trimtab was started; null when everything ran in this process
 * @param miners virtual miners in a process of their own; null without
 * @param figures what was measured
 * @param notes what else a reader must know, one sentence each
 * @param loadAfter load average afterwards; null where the system does not say
 */
record Report(
        Machine machine,
        @Nullable Trimtab trimtab,
        @Nullable Integer miners,
        List<Figure> figures,
        List<String> notes,
        @Nullable Double loadAfter) {
    private static final String ROW = "%-48s %4s %9s %9s %9s  %s%n";
    private static final double LARGE = 100;

    boolean isAnyMissed() {
        return figures.stream().anyMatch(figure -> Boolean.FALSE.equals(figure.isMet()));
    }

    void print(PrintWriter out, boolean json) {
        if (json) {
            out.println(
                    JsonMapper.builder()
                            .enable(SerializationFeature.INDENT_OUTPUT)
                            .build()
                            .writeValueAsString(asMap()));
        } else {
            table(out);
        }
        out.flush();
    }

    private void table(PrintWriter out) {
        out.println("machine  " + machine.inWords() + ", after " + text(loadAfter));
        if (miners != null) {
            out.println("miners   " + miners + ", in a process of their own on the same machine");
        }
        if (trimtab != null) {
            out.println("started  by " + trimtab.inWords());
        }
        notes.forEach(note -> out.println("note     " + note));
        if (machine.isBusy()) {
            out.println(
                    "The machine was busy with other work before: these times say as much about that as about"
                            + " Trimtab.");
        }
        out.println();
        out.printf(ROW, "", "runs", "median", "least", "most", "target for the median");
        for (Figure figure : figures) {
            out.printf(
                    ROW,
                    figure.name() + (figure.unit().text.isEmpty() ? "" : ", " + figure.unit().text),
                    figure.samples().size(),
                    text(figure.median()),
                    text(figure.least()),
                    text(figure.most()),
                    verdict(figure));
        }
    }

    private static String verdict(Figure figure) {
        Boolean met = figure.isMet();
        return met == null ? "" : "≤ " + text(figure.target()) + (met ? " met" : " MISSED");
    }

    private static String text(@Nullable Double number) {
        if (number == null) {
            return "unknown";
        }
        return String.format(Locale.ROOT, number >= LARGE ? "%.0f" : "%.2f", number);
    }

    private Map<String, @Nullable Object> asMap() {
        Map<String, @Nullable Object> where = new LinkedHashMap<>();
        where.put("cores", machine.cores());
        where.put("memory_mb", machine.memoryMb());
        where.put("os", machine.os());
        where.put("jdk", machine.jdk());
        where.put("load_before", machine.loadBefore());
        where.put("load_after", loadAfter);
        where.put("is_busy", machine.isBusy());
        Map<String, @Nullable Object> all = new LinkedHashMap<>();
        all.put("machine", where);
        if (miners != null) {
            all.put("miners", miners);
        }
        if (trimtab != null) {
            all.put("by_launcher", trimtab.launcher() != null);
        }
        all.put("targets_met", !isAnyMissed());
        List<Map<String, @Nullable Object>> rows = new ArrayList<>();
        for (Figure figure : figures) {
            Map<String, @Nullable Object> row = new LinkedHashMap<>();
            row.put("figure", figure.key());
            row.put("unit", figure.unit().text);
            row.put("runs", figure.samples().size());
            row.put("median", figure.median());
            row.put("min", figure.least());
            row.put("max", figure.most());
            row.put("target", figure.target());
            row.put("met", figure.isMet());
            row.put("samples", figure.samples());
            rows.add(row);
        }
        all.put("notes", notes);
        all.put("figures", rows);
        return all;
    }
}
