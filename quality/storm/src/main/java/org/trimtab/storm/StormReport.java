package org.trimtab.storm;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.json.JsonMapper;

/** What is told at the end: the broken sentence and how to bring it back, and what the storms were made of. */
final class StormReport {
    private static final String UNKNOWN = "unknown";
    private static final Duration GIT_PATIENCE = Duration.ofSeconds(5);

    private final Bug bug;
    private final Tally tally = new Tally();
    private final List<Storm.Outcome> broken = new ArrayList<>();

    StormReport(Bug bug) {
        this.bug = bug;
    }

    void add(Storm.Outcome outcome) {
        tally.add(outcome.tally());
        if (outcome.broken() != null) {
            broken.add(outcome);
        }
    }

    boolean isAnyBroken() {
        return !broken.isEmpty();
    }

    List<Storm.Outcome> broken() {
        return broken;
    }

    void print(PrintWriter out, boolean json) {
        if (json) {
            out.println(JsonMapper.builder().build().writeValueAsString(fields()));
        } else {
            broken.forEach(outcome -> printBroken(out, outcome));
            printTable(out);
        }
        out.flush();
    }

    private void printBroken(PrintWriter out, Storm.Outcome outcome) {
        Broken what = outcome.broken();
        if (what == null) {
            return;
        }
        out.println("BROKEN  " + what.sentence());
        out.println("        " + what.detail());
        out.println("seed    " + outcome.seed());
        out.println("commit  " + commit());
        out.println("before it:");
        outcome.lastLines().forEach(line -> out.println("    " + line));
        out.println("again:  " + replay(outcome.seed()));
        out.println();
    }

    private String replay(long seed) {
        return "./trimtab storm --seed "
                + seed
                + (bug == Bug.NONE ? "" : " --bug " + bug.option())
                + " --trace";
    }

    private void printTable(PrintWriter out) {
        row(out, "storms", count(tally.storms()));
        row(out, "broken", count(broken.size()));
        row(out, "devices", count(tally.devices()));
        row(out, "steps", count(tally.steps()));
        row(out, "plans", told(tally.plans()));
        row(out, "commands", count(tally.commands()));
        row(out, "asked", told(tally.obligations()));
        row(out, "faults", told(tally.faults()));
        row(out, "slowest to rest", slowest());
    }

    private String slowest() {
        Duration worst = tally.worstConvergence();
        return worst.toMinutes()
                + " min "
                + worst.toSecondsPart()
                + " s after the last fault and obligation (seed "
                + tally.worstConvergenceSeed()
                + ")";
    }

    private static void row(PrintWriter out, String name, String value) {
        out.println(String.format(Locale.ROOT, "%-17s %s", name, value));
    }

    private static String count(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    private static String told(Map<String, Long> counts) {
        List<String> parts = new ArrayList<>();
        counts.forEach((kind, number) -> parts.add(kind + " " + count(number)));
        return String.join(", ", parts);
    }

    private Map<String, Object> fields() {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("storms", tally.storms());
        fields.put("devices", tally.devices());
        fields.put("steps", tally.steps());
        fields.put("plans", tally.plans());
        fields.put("commands", tally.commands());
        fields.put("asked", tally.obligations());
        fields.put("faults", tally.faults());
        fields.put("slowest_to_rest_s", tally.worstConvergence().toSeconds());
        fields.put("slowest_to_rest_seed", tally.worstConvergenceSeed());
        List<Map<String, Object>> failures = new ArrayList<>();
        for (Storm.Outcome outcome : broken) {
            Broken what = outcome.broken();
            if (what != null) {
                Map<String, Object> failure = new LinkedHashMap<>();
                failure.put("seed", outcome.seed());
                failure.put("commit", commit());
                failure.put("sentence", what.sentence());
                failure.put("detail", what.detail());
                failure.put("before", outcome.lastLines());
                failure.put("again", replay(outcome.seed()));
                failures.add(failure);
            }
        }
        fields.put("broken", failures);
        return fields;
    }

    /** The commit of the sources beside the launcher, as git says; a word that it is unknown otherwise. */
    private static String commit() {
        String launcher = System.getProperty("trimtab.launcher");
        Path folder = Path.of(launcher == null ? "trimtab" : launcher).toAbsolutePath().getParent();
        if (folder == null) {
            return UNKNOWN;
        }
        try {
            Path answer = Files.createTempFile("trimtab-commit", ".txt");
            try {
                Process git =
                        new ProcessBuilder("git", "rev-parse", "--short=12", "HEAD")
                                .directory(folder.toFile())
                                .redirectErrorStream(true)
                                .redirectOutput(answer.toFile())
                                .start();
                boolean ended = git.waitFor(GIT_PATIENCE.toSeconds(), TimeUnit.SECONDS);
                if (!ended) {
                    git.destroy();
                    return UNKNOWN;
                }
                String text = Files.readString(answer, StandardCharsets.UTF_8).strip();
                return git.exitValue() == 0 ? text : UNKNOWN;
            } finally {
                Files.deleteIfExists(answer);
            }
        } catch (IOException e) {
            return UNKNOWN;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return UNKNOWN;
        }
    }
}
