package org.trimtab.bench;

import com.sun.management.UnixOperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.trimtab.bench.Figure.Unit;
import org.trimtab.dispatch.Action;
import org.trimtab.drivers.api.Reply;
import org.trimtab.drivers.transport.LoopLimits;
import org.trimtab.resource.Device;

/** Commands to a mixed fleet in another process, beside a bare client that writes the same bytes. */
final class FleetBench {
    static final int MINERS_LEAST = 100;
    static final int MINERS_MOST = 50_000;

    private static final Duration UP_WITHIN = Duration.ofSeconds(120);
    private static final int WARM_UP_RUNS = 2;
    private static final int FAULT_RUNS_MOST = 3;

    private static final double LAST_BYTE_TARGET_MS = 1_000;
    private static final double LAST_ANSWER_TARGET_MS = 1_500;
    private static final double RATIO_TARGET = 1.5;
    private static final double MANY_TARGET_MS = 3_000;
    private static final double MEMORY_TARGET_MB = 1_000;
    private static final double SHIFT_TARGET = 1.10;

    /** Later than any sound device here answers, sooner than a slow one. */
    private static final double LATE_MS = 15_000;

    private final Children children;
    private final Figures figures;
    private final List<String> notes;
    private final Consumer<String> progress;

    FleetBench(Children children, Figures figures, List<String> notes, Consumer<String> progress) {
        this.children = children;
        this.figures = figures;
        this.notes = notes;
        this.progress = progress;
    }

    /** A large fleet, every device on connections of its own; and what memory that takes here. */
    void many(int miners, int runs) throws IOException {
        String name = String.format(Locale.ROOT, "%,d machines: ", miners);
        figures.expect("many_last_byte_ms", name + "last command byte", Unit.MS, null)
                .expect("many_last_answer_ms", name + "last answer", Unit.MS, MANY_TARGET_MS)
                .expect(
                        "many_memory_peak_mb",
                        name + "peak resident memory",
                        Unit.MB,
                        MEMORY_TARGET_MB);
        MixedFleet fleet = MixedFleet.onFreePorts(miners);
        Child child = start(fleet, List.of(), "many");
        String outcomes = "";
        try (Commander commander = new Commander(fleet.curtailable())) {
            for (int run = -1; run < runs; run++) {
                progress.accept(fleet.count() + " machines, " + runName(run, runs));
                commander.makeReady();
                Burst asleep = commander.order(Action.SLEEP);
                commander.makeReady();
                commander.order(Action.WAKE);
                if (run >= 0) {
                    figures.add("many_last_byte_ms", asleep.lastByteMs());
                    figures.add("many_last_answer_ms", asleep.lastAnswerMs());
                }
                outcomes = asleep.outcomesInWords();
            }
            commander.standDown();
            limits(commander.limits());
        } finally {
            child.kill();
        }
        figures.add("many_memory_peak_mb", ownPeakMemoryMb());
        notes.add(String.format(Locale.ROOT, "%,d machines, last run: %s", miners, outcomes));
    }

    /** The fleet warm and cold, in turn with the bare client. */
    void commands(int miners, int runs) throws IOException {
        expectCommands();
        MixedFleet fleet = MixedFleet.onFreePorts(miners);
        notes.add("the fleet: " + fleet.inWords());
        Child child = start(fleet, List.of(), "fleet");
        List<Device> devices = fleet.curtailable();
        try (Commander commander = new Commander(devices)) {
            limits(commander.limits());
            BareClient bare = new BareClient(commander.limits().inFlightMax());
            for (int run = -WARM_UP_RUNS; run < 0; run++) {
                progress.accept(runName(run, runs));
                order(commander, Action.SLEEP);
                order(commander, Action.WAKE);
            }
            commander.makeReady();
            List<List<Reply>> sleeping = commander.rehearse(Action.SLEEP);
            commander.makeReady();
            List<List<Reply>> waking = commander.rehearse(Action.WAKE);
            for (int run = -1; run < runs; run++) {
                progress.accept(runName(run, runs));
                // Who comes second finds a fleet that has just been busy: in turn.
                boolean bareFirst = run % 2 != 0;
                BareClient.Result limit = null;
                if (bareFirst) {
                    limit = bare(commander, bare, sleeping, waking);
                }
                Burst warm = order(commander, Action.SLEEP);
                order(commander, Action.WAKE);
                if (limit == null) {
                    limit = bare(commander, bare, sleeping, waking);
                }
                commander.standDown();
                commander.forgetEverything();
                Burst cold = commander.order(Action.SLEEP);
                order(commander, Action.WAKE);
                if (run >= 0) {
                    add("warm_", warm);
                    add("cold_", cold);
                    figures.add("bare_last_byte_ms", limit.lastByteMs());
                    figures.add("bare_last_answer_ms", limit.lastAnswerMs());
                    figures.add("bare_processor_ms", limit.processorMs());
                    figures.add("ratio", warm.lastAnswerMs() / limit.lastAnswerMs());
                }
                if (run == runs - 1) {
                    notes.add("warm, last run: " + warm.outcomesInWords());
                    notes.add("cold, last run: " + cold.outcomesInWords());
                    notes.add(
                            String.format(
                                    Locale.ROOT,
                                    "bare client, last run: %,d devices answered on %,d connections",
                                    limit.answersMs().length,
                                    limit.connections()));
                }
            }
            commander.standDown();
        } finally {
            child.kill();
        }
    }

    /** What a few silent and slow devices do to the answers of all others. */
    void faults(int miners, int runs) throws IOException {
        figures.expect("others_p99_alone_ms", "p99 of the sound devices alone", Unit.MS, null)
                .expect(
                        "others_p99_beside_ms",
                        "  beside 1 % silent and 1 % slow ones",
                        Unit.MS,
                        null)
                .expect("others_p99_shift", "  the one by the other", Unit.RATIO, SHIFT_TARGET);
        MixedFleet fleet = MixedFleet.onFreePorts(miners);
        Child child = start(fleet, List.of("silent: 1 %", "slow: 1 %"), "faults");
        List<Device> all = fleet.curtailable();
        try (Commander commander = new Commander(all)) {
            progress.accept("finding the silent and the slow ones …");
            Burst first = commander.order(Action.SLEEP);
            commander.order(Action.WAKE);
            boolean[] sound = new boolean[all.size()];
            List<Device> soundOnes = new ArrayList<>();
            for (int i = 0; i < sound.length; i++) {
                sound[i] = first.good()[i] && first.answersMs()[i] < LATE_MS;
                if (sound[i]) {
                    soundOnes.add(all.get(i));
                }
            }
            notes.add(
                    String.format(
                            Locale.ROOT,
                            "faults: %,d of %,d machines were silent or slow",
                            all.size() - soundOnes.size(),
                            all.size()));
            int counted = Math.min(runs, FAULT_RUNS_MOST);
            for (int run = -1; run < counted; run++) {
                progress.accept("with faults, " + runName(run, counted));
                commander.makeReady();
                double alone = commander.order(Action.SLEEP, soundOnes).percentile(0.99);
                commander.makeReady();
                commander.order(Action.WAKE, soundOnes);
                commander.makeReady();
                double beside = p99(commander.order(Action.SLEEP), sound);
                commander.makeReady();
                commander.order(Action.WAKE);
                if (run >= 0) {
                    figures.add("others_p99_alone_ms", alone);
                    figures.add("others_p99_beside_ms", beside);
                    figures.add("others_p99_shift", beside / alone);
                }
            }
            commander.standDown();
        } finally {
            child.kill();
        }
    }

    private void expectCommands() {
        for (String how : List.of("warm_", "cold_")) {
            boolean warm = how.equals("warm_");
            String name = warm ? "ready beforehand: " : "cold: ";
            figures.expect(how + "first_byte_ms", name + "first command byte", Unit.MS, null)
                    .expect(
                            how + "last_byte_ms",
                            name + "last command byte",
                            Unit.MS,
                            warm ? LAST_BYTE_TARGET_MS : null)
                    .expect(how + "p50_ms", name + "half of the answers", Unit.MS, null)
                    .expect(how + "p99_ms", name + "99 % of the answers", Unit.MS, null)
                    .expect(
                            how + "last_answer_ms",
                            name + "last answer",
                            Unit.MS,
                            warm ? LAST_ANSWER_TARGET_MS : null)
                    .expect(how + "processor_ms", name + "processor time here", Unit.MS, null);
        }
        figures.expect("bare_last_byte_ms", "bare client: last byte", Unit.MS, null)
                .expect("bare_last_answer_ms", "bare client: last answer", Unit.MS, null)
                .expect("bare_processor_ms", "bare client: processor time here", Unit.MS, null)
                .expect("ratio", "last answer by the bare client's", Unit.RATIO, RATIO_TARGET);
    }

    private static Burst order(Commander commander, Action action) {
        commander.makeReady();
        return commander.order(action);
    }

    private static BareClient.Result bare(
            Commander commander,
            BareClient bare,
            List<List<Reply>> sleeping,
            List<List<Reply>> waking)
            throws IOException {
        commander.makeReady();
        BareClient.Result asleep = bare.run(commander.encode(Action.SLEEP, sleeping));
        commander.makeReady();
        bare.run(commander.encode(Action.WAKE, waking));
        return asleep;
    }

    private void add(String how, Burst burst) {
        figures.add(how + "first_byte_ms", burst.firstByteMs());
        figures.add(how + "last_byte_ms", burst.lastByteMs());
        figures.add(how + "p50_ms", burst.percentile(0.5));
        figures.add(how + "p99_ms", burst.percentile(0.99));
        figures.add(how + "last_answer_ms", burst.lastAnswerMs());
        figures.add(how + "processor_ms", burst.processorMs());
    }

    private static double p99(Burst burst, boolean[] counted) {
        List<Double> answers = new ArrayList<>();
        for (int i = 0; i < counted.length; i++) {
            if (counted[i]) {
                answers.add(burst.answersMs()[i]);
            }
        }
        return Burst.percentile(answers.stream().mapToDouble(Double::doubleValue).toArray(), 0.99);
    }

    private Child start(MixedFleet fleet, List<String> faults, String name) throws IOException {
        progress.accept("a fleet of " + fleet.inWords() + " …");
        Path file = fleet.writeFleet(children.folder().resolve(name + ".yaml"), faults);
        Child child =
                children.start(name, List.of("virtual-fleet", "--spec", file.toString(), "--json"));
        child.announcement(UP_WITHIN);
        return child;
    }

    private void limits(LoopLimits limits) {
        String note =
                String.format(
                        Locale.ROOT,
                        "this process may open %s files, so at most %,d devices are talked to at once",
                        filesMax(),
                        limits.inFlightMax());
        if (!notes.contains(note)) {
            notes.add(note);
        }
    }

    private static String filesMax() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean os
                ? String.format(Locale.ROOT, "%,d", os.getMaxFileDescriptorCount())
                : "an unknown number of";
    }

    private static @Nullable Double ownPeakMemoryMb() {
        try {
            String status = Files.readString(Path.of("/proc/self/status"), StandardCharsets.UTF_8);
            return status.lines()
                    .filter(line -> line.startsWith("VmHWM:"))
                    .map(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1_024 / 1e6)
                    .findFirst()
                    .orElse(null);
        } catch (IOException | NumberFormatException e) {
            return null;
        }
    }

    private static String runName(int run, int runs) {
        return run < 0 ? "warming up …" : "run " + (run + 1) + " of " + runs + " …";
    }
}
