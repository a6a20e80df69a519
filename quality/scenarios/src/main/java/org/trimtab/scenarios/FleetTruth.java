package org.trimtab.scenarios;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.trimtab.documents.BadDocument;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * Curtails and restores a virtual fleet with faults again and again, and holds what the fleet verbs claim against what
 * the machines do in truth: nobody may be called confirmed who is not, and modes and pools must be as before. Exit 0
 * when everything held, 2 for wrong usage, 3 when not.
 */
public final class FleetTruth {
    private static final String USAGE =
            "usage: fleet-truth [--cycles N] [--spec FLEET.yaml] [--miners N] [--faults PERCENT]"
                    + " [--seed S] [--json] [--out DIR]";

    private FleetTruth() {}

    /**
     * What is to be done.
     *
     * @param cycles how often the fleet is curtailed and restored, 1 to 10,000
     * @param spec a fleet file; null for a small fleet of its own
     * @param miners machines of that small fleet, 20 to 20,000
     * @param faultsPercent part of the machines at fault, 0 to 100
     * @param seed of every draw
     * @param json whether one JSON object is printed instead of a table
     * @param out folder for the site's files
     */
    record Options(
            int cycles,
            @Nullable Path spec,
            int miners,
            int faultsPercent,
            long seed,
            boolean json,
            Path out) {}

    public static void main(String[] args) throws IOException {
        Options options;
        try {
            options = options(List.of(args));
        } catch (IllegalArgumentException e) {
            fail(e.getMessage() + "; " + USAGE);
            return;
        }
        PrintStream story = options.json() ? System.err : System.out;
        TruthReport report;
        try {
            report = new TruthCycles(options, story::println).run();
        } catch (BadDocument e) {
            fail(e.getMessage());
            return;
        }
        if (options.json()) {
            System.out.println(
                    JsonMapper.builder()
                            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
                            .enable(SerializationFeature.INDENT_OUTPUT)
                            .build()
                            .writeValueAsString(report));
        } else {
            print(report);
        }
        System.exit(report.passed() ? 0 : 3);
    }

    private static void fail(@Nullable String message) {
        System.err.println("fleet-truth: " + message);
        System.exit(2);
    }

    private static void print(TruthReport report) {
        System.out.printf(
                Locale.ROOT,
                "%,d machines, %,d at fault, %,d cycles: %,d sleeps and %,d wakes confirmed%n",
                report.machines(),
                report.atFault(),
                report.cycles().size(),
                report.sleepsConfirmed(),
                report.wakesConfirmed());
        System.out.printf(
                Locale.ROOT,
                "false confirmed %,d; pools changed on %,d; in another mode than before %,d; said to be"
                        + " set otherwise %,d%n",
                report.falseConfirmed(),
                report.poolsChanged(),
                report.wrongMode(),
                report.settingsDiffer());
        report.problems().stream().limit(40).forEach(problem -> System.out.println("  " + problem));
        System.out.println(report.passed() ? "everything held" : "NOT everything held");
    }

    private static Options options(List<String> args) throws IOException {
        int cycles = 3;
        Path spec = null;
        int miners = 60;
        int faults = 20;
        long seed = 1;
        boolean json = false;
        Path out = null;
        List<String> left = new ArrayList<>(args);
        while (!left.isEmpty()) {
            String option = left.removeFirst();
            switch (option) {
                case "--cycles" -> cycles = (int) number(option, left, 1, 10_000);
                case "--spec" -> spec = Path.of(value(option, left));
                case "--miners" -> miners = (int) number(option, left, 20, 20_000);
                case "--faults" -> faults = (int) number(option, left, 0, 100);
                case "--seed" -> seed = number(option, left, Long.MIN_VALUE, Long.MAX_VALUE);
                case "--json" -> json = true;
                case "--out" -> out = Path.of(value(option, left));
                default -> throw new IllegalArgumentException("unknown option " + option);
            }
        }
        Path folder = out == null ? Files.createTempDirectory("fleet-truth") : out;
        return new Options(
                cycles, spec, miners, faults, seed, json, Files.createDirectories(folder));
    }

    private static String value(String option, List<String> left) {
        if (left.isEmpty()) {
            throw new IllegalArgumentException(option + " needs a value");
        }
        return left.removeFirst();
    }

    private static long number(String option, List<String> left, long least, long most) {
        String text = value(option, left);
        try {
            long number = Long.parseLong(text);
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            // Told below like a number out of range.
        }
        throw new IllegalArgumentException(
                option + " " + text + ": give a whole number from " + least + " to " + most);
    }
}
