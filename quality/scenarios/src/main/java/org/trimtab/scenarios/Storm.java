package org.trimtab.scenarios;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.trimtab.scenarios.StormReport.Kill;
import org.trimtab.store.evidence.EvidenceBundle;
import org.trimtab.store.journal.Replay;
import org.trimtab.virtual.DeviceTruth;
import tools.jackson.databind.JsonNode;

/** One storm: the mine lives in this process, the site in another that is killed and started again. */
final class Storm {
    private static final Duration HOLD = Duration.ofSeconds(20);
    private static final Duration READY_WITHIN = Duration.ofSeconds(120);
    private static final Duration MOMENT_WITHIN = Duration.ofSeconds(90);
    private static final Duration COMPLETED_WITHIN = Duration.ofMinutes(4);
    private static final Duration AWAKE_WITHIN = Duration.ofMinutes(2);
    private static final Duration BOUND_WITHIN = Duration.ofSeconds(30);
    private static final Duration BASELINE = Duration.ofSeconds(5);
    private static final int ADDRESS_BLOCK = 77;

    private final KillStorm.Options options;
    private final Consumer<String> story;
    private final Random random;
    private final List<Kill> kills = new ArrayList<>();
    private final List<String> events = new ArrayList<>();
    private final List<String> problems = new ArrayList<>();
    private int completed;

    Storm(KillStorm.Options options, Consumer<String> story) {
        this.options = options;
        this.story = story;
        this.random = new Random(options.seed());
    }

    StormReport rage() throws IOException {
        Path folder = options.out();
        story.accept(
                "Storm with seed %d: %d kills over %d virtual miners; files in %s"
                        .formatted(options.seed(), options.kills(), options.miners(), folder));
        try (Mine mine =
                Mine.start(options.miners(), options.seed(), ADDRESS_BLOCK, Mine.Temper.LIFELIKE)) {
            Files.writeString(folder.resolve("site.yaml"), SiteText.of(mine));
            try (SiteProcess site = SiteProcess.start(folder)) {
                List<Moment> moments = draw();
                while (!moments.isEmpty()) {
                    event(site, moments);
                }
                awaitQuiet(site);
                awaitAwake(mine);
            }
            StormReport report = check(mine, folder.resolve("data"));
            tell(report);
            return report;
        }
    }

    /** Every moment once in an order drawn by chance, then any. */
    private List<Moment> draw() {
        List<Moment> any = List.of(Moment.values());
        List<Moment> moments = new ArrayList<>(any);
        Collections.shuffle(moments, random);
        while (moments.size() > options.kills()) {
            moments.removeLast();
        }
        while (moments.size() < options.kills()) {
            moments.add(any.get(random.nextInt(any.size())));
        }
        return moments;
    }

    /** Gives one event and kills in it; a later moment of the same event may follow in it too. */
    private void event(SiteProcess site, List<Moment> moments) throws IOException {
        awaitQuiet(site);
        // The meter needs some time before the event for a baseline.
        Until.passes(BASELINE);
        String id = "storm-%d-%d".formatted(options.seed(), events.size() + 1);
        events.add(id);
        long metered = site.api().get("/status").body().path("metered_w").asLong();
        long limit = metered * (30 + random.nextInt(40)) / 100;
        story.accept("Event %s: draw at most %d W of %d W".formatted(id, limit, metered));
        Moment moment = moments.removeFirst();
        if (moment == Moment.PLANNING) {
            killWhilePlanning(site, id, limit);
        } else {
            instruct(site, id, limit);
            killAt(site, id, moment);
        }
        while (!moments.isEmpty()
                && moments.getFirst().compareTo(moment) > 0
                && random.nextBoolean()) {
            moment = moments.removeFirst();
            killAt(site, id, moment);
        }
        if (Until.soon(COMPLETED_WITHIN, () -> isCompleted(site, id))) {
            completed++;
        } else {
            problems.add(
                    "event %s was not completed: %s"
                            .formatted(id, site.api().get("/events/" + id).body()));
        }
    }

    /** The sender gets no answer, or one just before the kill; it repeats what was not answered. */
    private void killWhilePlanning(SiteProcess site, String id, long limit) throws IOException {
        CompletableFuture<Boolean> answered =
                CompletableFuture.supplyAsync(() -> {
                    try {
                        return site.api().instruct(id, limit, HOLD).isGood();
                    } catch (IOException e) {
                        return false;
                    }
                });
        kill(site, id, Moment.PLANNING);
        boolean known = site.api().get("/events/" + id).isGood();
        boolean taken = answered.join();
        story.accept(
                "  the sender %s, and after the restart the site %s it"
                        .formatted(
                                taken ? "had an answer" : "had no answer",
                                known ? "knows" : "does not know"));
        if (taken && !known) {
            problems.add("event " + id + " was taken on before the kill and is lost after it");
        }
        instruct(site, id, limit);
    }

    private void instruct(SiteProcess site, String id, long limit) throws IOException {
        SiteApi.Answer answer = site.api().instruct(id, limit, HOLD);
        if (!answer.isGood()) {
            problems.add("instruction %s was not taken on: %s".formatted(id, answer.body()));
        }
    }

    private void killAt(SiteProcess site, String id, Moment moment) throws IOException {
        boolean came = Until.soon(MOMENT_WITHIN, () -> isAt(site, id, moment));
        if (!came) {
            story.accept("  no moment came " + moment.words() + "; killed anyway");
        }
        kill(site, id, moment);
    }

    private boolean isAt(SiteProcess site, String id, Moment moment) throws IOException {
        JsonNode phases = site.api().get("/status").body().path("phases");
        long falling = count(phases, "CURTAIL_SENT") + count(phases, "CURTAIL_ACCEPTED");
        long waking = count(phases, "RESTORE_SENT") + count(phases, "RESTORE_ACCEPTED");
        return switch (moment) {
            case PLANNING -> true;
            case COMMANDING -> falling > 0;
            case HOLDING -> falling == 0 && count(phases, "CURTAILED") > 0;
            case RESTORING -> waking > 0;
            case BINDING -> isCompleted(site, id);
        };
    }

    private void kill(SiteProcess site, String id, Moment moment) throws IOException {
        Until.passes(Duration.ofMillis(random.nextLong(moment.spread().toMillis() + 1)));
        String standings =
                moment == Moment.PLANNING
                        ? "not asked"
                        : site.api().get("/status").body().path("phases").toString();
        long begun = System.nanoTime();
        site.kill();
        String said = site.restart();
        long downMs = Duration.ofNanos(System.nanoTime() - begun).toMillis();
        kills.add(new Kill(id, moment, standings, downMs, said));
        story.accept(
                "  kill %d %s, devices %s; answered again after %d ms: %s"
                        .formatted(kills.size(), moment.words(), standings, downMs, said));
    }

    private static boolean isCompleted(SiteProcess site, String id) throws IOException {
        return site.api()
                .get("/events/" + id)
                .body()
                .path("state")
                .asString("")
                .equals("COMPLETED");
    }

    private void awaitQuiet(SiteProcess site) throws IOException {
        boolean quiet =
                Until.soon(
                        READY_WITHIN,
                        () -> {
                            JsonNode status = site.api().get("/status").body();
                            return status.path("state").asString("").equals("READY")
                                    && status.path("metered_w").isNumber()
                                    && status.path("active_events").isEmpty()
                                    && count(status.path("phases"), "FREE") == options.miners();
                        });
        if (!quiet) {
            problems.add("the site did not come to rest: " + site.api().get("/status").body());
        }
    }

    private static void awaitAwake(Mine mine) {
        Until.soon(AWAKE_WITHIN, () -> mine.truth().stream().allMatch(Storm::isAtWork));
    }

    private static boolean isAtWork(DeviceTruth truth) {
        return !truth.asleep() && Mine.isDrawing(truth);
    }

    private static long count(JsonNode phases, String phase) {
        return phases.path(phase).asLong(0);
    }

    private StormReport check(Mine mine, Path data) throws IOException {
        int asleep = 0;
        int wrongMode = 0;
        int pools = 0;
        for (DeviceTruth truth : mine.truth()) {
            String name = truth.device().name();
            if (!isAtWork(truth)) {
                asleep++;
                problems.add(name + " was left asleep at " + truth.power());
            } else if (truth.mode() != Mine.firstMode(truth.device())) {
                wrongMode++;
                problems.add(name + " came back in mode " + truth.mode().text());
            }
            if (truth.poolsChanged()) {
                pools++;
                problems.add(name + " has other pools than before");
            }
        }
        int valid = 0;
        for (String id : events) {
            valid += hasValidEvidence(data, id) ? 1 : 0;
        }
        List<Path> journals = journals(data);
        int identical = 0;
        for (Path journal : journals) {
            identical += replaysIdentically(journal) ? 1 : 0;
        }
        return new StormReport(
                options.seed(),
                options.miners(),
                List.copyOf(kills),
                List.copyOf(events),
                completed,
                valid,
                journals.size(),
                identical,
                asleep,
                wrongMode,
                pools,
                List.copyOf(problems));
    }

    private boolean hasValidEvidence(Path data, String id) throws IOException {
        Path bundle = data.resolve("events").resolve(id).resolve("evidence.zip");
        if (!Until.soon(BOUND_WITHIN, () -> Files.exists(bundle))) {
            problems.add("event " + id + " has no evidence");
            return false;
        }
        var verdict = EvidenceBundle.verify(bundle, null);
        verdict.findings().forEach(f -> problems.add("evidence of " + id + ": " + f));
        return verdict.isValid();
    }

    private boolean replaysIdentically(Path journal) throws IOException {
        Replay.Report report = Replay.run(journal, (_, _) -> {});
        if (!report.isIdentical()) {
            problems.add("journal " + journal + " replays otherwise: " + report.difference());
        }
        return report.isIdentical();
    }

    private static List<Path> journals(Path data) throws IOException {
        try (Stream<Path> entries = Files.list(data.resolve("journal"))) {
            return entries.sorted().toList();
        }
    }

    private void tell(StormReport report) {
        story.accept(
                ("%d of %d events completed, %d with valid evidence; %d of %d journals replay"
                                + " byte for byte")
                        .formatted(
                                report.completed(),
                                report.events().size(),
                                report.evidenceValid(),
                                report.journalsIdentical(),
                                report.journals()));
        story.accept(
                "%d machines left asleep, %d in another mode, %d with other pools"
                        .formatted(report.leftAsleep(), report.wrongMode(), report.poolsChanged()));
        report.problems().forEach(problem -> story.accept("PROBLEM " + problem));
        story.accept(report.passed() ? "PASSED" : "FAILED");
    }
}
