package org.trimtab.scenarios;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * Kills the site process with SIGKILL at random moments of grid events, starts it again each time, and then holds what
 * it says against what the machines do in truth. Exit 0 when everything held, 2 for wrong usage, 3 when not.
 */
public final class KillStorm {
    private static final String USAGE =
            "usage: kill-storm [--kills N] [--seed S] [--miners N] [--json] [--out DIR]";

    private KillStorm() {}

    /**
     * What is to be done.
     *
     * @param kills how often the process is killed, 1 to 100
     * @param seed of every draw
     * @param miners machines in the mine, 20 to 2,000
     * @param json whether one JSON object is printed instead of a story
     * @param out folder for the site's files; null for a fresh one among the temporary files
     */
    record Options(int kills, long seed, int miners, boolean json, Path out) {}

    public static void main(String[] args) throws IOException {
        Options options;
        try {
            options = options(List.of(args));
        } catch (IllegalArgumentException e) {
            System.err.println("kill-storm: " + e.getMessage() + "; " + USAGE);
            System.exit(2);
            return;
        }
        PrintStream story = options.json() ? System.err : System.out;
        StormReport report = new Storm(options, story::println).rage();
        if (options.json()) {
            System.out.println(
                    JsonMapper.builder()
                            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
                            .enable(SerializationFeature.INDENT_OUTPUT)
                            .build()
                            .writeValueAsString(report));
        }
        System.exit(report.passed() ? 0 : 3);
    }

    private static Options options(List<String> args) throws IOException {
        int kills = 5;
        long seed = 1;
        int miners = 60;
        boolean json = false;
        Path out = null;
        List<String> left = new ArrayList<>(args);
        while (!left.isEmpty()) {
            String option = left.removeFirst();
            switch (option) {
                case "--kills" -> kills = (int) number(option, left, 1, 100);
                case "--seed" -> seed = number(option, left, Long.MIN_VALUE, Long.MAX_VALUE);
                case "--miners" -> miners = (int) number(option, left, 20, 2_000);
                case "--json" -> json = true;
                case "--out" -> out = Path.of(value(option, left));
                default -> throw new IllegalArgumentException("unknown option " + option);
            }
        }
        Path folder = out == null ? Files.createTempDirectory("kill-storm") : out;
        return new Options(kills, seed, miners, json, Files.createDirectories(folder));
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
