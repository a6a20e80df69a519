package org.trimtab.scenarios;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/**
 * Kills {@code trimtab vtn} with SIGKILL in the middle of telling many subscribers of an event, starts it again, and
 * counts: every subscriber must be told of every event that was answered with success. Exit 0 when all were, 2 for
 * wrong usage, 3 when not.
 */
public final class DeliveryKill {
    private static final String USAGE =
            "usage: openadr-kill [--subscribers N] [--kills N] [--seed S] [--db FILE|URL]";
    private static final Duration TOLD_WITHIN = Duration.ofSeconds(180);
    private static final Duration THINKS = Duration.ofMillis(100);
    private static final int ASKERS = 8;

    private DeliveryKill() {}

    /**
     * What is to be done.
     *
     * @param subscribers how many are told of each event, 10 to 5,000
     * @param kills how often the process is killed, 1 to 20
     * @param database as {@code --db} takes it; empty for a file in the folder
     */
    record Options(int subscribers, int kills, long seed, String database) {}

    public static void main(String[] args) throws IOException {
        Options options;
        try {
            options = options(List.of(args));
        } catch (IllegalArgumentException e) {
            System.err.println("openadr-kill: " + e.getMessage() + "; " + USAGE);
            System.exit(2);
            return;
        }
        Path folder = Files.createTempDirectory("openadr-kill");
        List<String> problems = run(options, folder, System.out::println);
        problems.forEach(problem -> System.out.println("NOT OK " + problem));
        System.exit(problems.isEmpty() ? 0 : 3);
    }

    /** Where the story goes. */
    @FunctionalInterface
    interface Story {
        void tell(String line);
    }

    /** Runs it; what went wrong, empty when nothing did. */
    static List<String> run(Options options, Path folder, Story story) throws IOException {
        String database =
                options.database().isEmpty()
                        ? folder.resolve("vtn.db").toString()
                        : options.database();
        RandomGenerator chance =
                RandomGeneratorFactory.of("L64X128MixRandom").create(options.seed());
        List<String> problems = new ArrayList<>();
        try (CallbackServer callbacks = new CallbackServer();
                VtnProcess vtn = VtnProcess.start(folder, database);
                VtnApi api = new VtnApi(vtn.base())) {
            api.login("bl", "secret");
            String run = Long.toHexString(System.nanoTime());
            String program = api.create("programs", "{\"programName\":\"kill-" + run + "\"}");
            subscribe(options.subscribers(), program, api, callbacks);
            story.tell("ok " + options.subscribers() + " subscriptions passed the echo challenge");
            callbacks.thinks(THINKS);
            List<String> events = new ArrayList<>();
            for (int kill = 1; kill <= options.kills(); kill++) {
                long before = callbacks.posts();
                events.add(api.create("events", event(program)));
                long until = before + chance.nextLong(options.subscribers());
                Until.isSo(
                        "some deliveries under way", TOLD_WITHIN, () -> callbacks.posts() >= until);
                vtn.kill();
                story.tell(
                        "ok kill "
                                + kill
                                + ": SIGKILL after "
                                + callbacks.toldOf(events.getLast())
                                + " of "
                                + options.subscribers()
                                + " were told");
                vtn.restart();
            }
            callbacks.thinks(Duration.ZERO);
            count(options, callbacks, events, problems, story);
        }
        return problems;
    }

    private static void count(
            Options options,
            CallbackServer callbacks,
            List<String> events,
            List<String> problems,
            Story story) {
        for (String event : events) {
            boolean all =
                    Until.soon(TOLD_WITHIN, () -> callbacks.toldOf(event) == options.subscribers());
            if (all) {
                story.tell("ok event " + event + " reached all " + options.subscribers());
            } else {
                problems.add(
                        "event "
                                + event
                                + " reached "
                                + callbacks.toldOf(event)
                                + " of "
                                + options.subscribers());
            }
        }
        long needed = (long) events.size() * options.subscribers();
        story.tell("ok " + needed + " deliveries took " + callbacks.posts() + " requests");
    }

    private static String event(String program) {
        return "{\"programID\":\""
                + program
                + "\",\"intervals\":[{\"id\":0,\"payloads\":[{\"type\":\"SIMPLE\",\"values\":[1]}]}],"
                + "\"intervalPeriod\":{\"start\":\"2026-07-01T12:00:00Z\",\"duration\":\"PT1H\"}}";
    }

    private static void subscribe(int count, String program, VtnApi api, CallbackServer callbacks)
            throws IOException {
        try (ExecutorService askers = Executors.newFixedThreadPool(ASKERS)) {
            List<Future<String>> asked = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                String body =
                        "{\"clientName\":\"subscriber-"
                                + i
                                + "\",\"programID\":\""
                                + program
                                + "\",\"objectOperations\":[{\"objects\":[\"EVENT\"],"
                                + "\"operations\":[\"CREATE\"],\"callbackUrl\":\""
                                + callbacks.url(i)
                                + "\"}]}";
                asked.add(askers.submit(() -> api.create("subscriptions", body)));
            }
            for (Future<String> one : asked) {
                one.get();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        } catch (ExecutionException e) {
            throw new IOException("a subscription was not taken: " + e.getMessage(), e);
        }
    }

    private static Options options(List<String> args) {
        int subscribers = 1_000;
        int kills = 3;
        long seed = 1;
        String database = "";
        List<String> left = new ArrayList<>(args);
        while (!left.isEmpty()) {
            String option = left.removeFirst();
            if (left.isEmpty()) {
                throw new IllegalArgumentException(option + " needs a value");
            }
            String value = left.removeFirst();
            switch (option) {
                case "--subscribers" -> subscribers = (int) number(option, value, 10, 5_000);
                case "--kills" -> kills = (int) number(option, value, 1, 20);
                case "--seed" -> seed = number(option, value, Long.MIN_VALUE, Long.MAX_VALUE);
                case "--db" -> database = value;
                default -> throw new IllegalArgumentException("unknown option " + option);
            }
        }
        return new Options(subscribers, kills, seed, database);
    }

    private static long number(String option, String text, long least, long most) {
        try {
            long number = Long.parseLong(text);
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            throw wrong(option, text, least, most);
        }
        throw wrong(option, text, least, most);
    }

    private static IllegalArgumentException wrong(
            String option, String text, long least, long most) {
        return new IllegalArgumentException(
                option + " " + text + ": give a whole number from " + least + " to " + most);
    }
}
