package org.trimtab.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.trimtab.baseline.Baselines;
import org.trimtab.bench.Figure.Unit;
import org.trimtab.dispatch.Action;
import org.trimtab.dispatch.Because;
import org.trimtab.dispatch.Command;
import org.trimtab.dispatch.CommandId;
import org.trimtab.dispatch.CommandOutcome;
import org.trimtab.dispatch.Plan;
import org.trimtab.engine.EventDossier;
import org.trimtab.engine.Input;
import org.trimtab.engine.Output;
import org.trimtab.engine.SiteDefinition;
import org.trimtab.engine.Standing.Phase;
import org.trimtab.engine.Step;
import org.trimtab.evidence.EvidenceRecord;
import org.trimtab.evidence.Manifest;
import org.trimtab.evidence.Verdict;
import org.trimtab.interval.MarketInterval;
import org.trimtab.program.Instruction;
import org.trimtab.program.InstructionId;
import org.trimtab.program.Notice;
import org.trimtab.program.Obligation;
import org.trimtab.program.ObligationState;
import org.trimtab.quantity.EnergyPrice;
import org.trimtab.quantity.Power;
import org.trimtab.quantity.Reduction;
import org.trimtab.quantity.Share;
import org.trimtab.resource.Device;
import org.trimtab.resource.Meter;
import org.trimtab.settlement.Settlement;
import org.trimtab.store.evidence.EvidenceBundle;
import org.trimtab.store.evidence.SigningKey;
import org.trimtab.telemetry.MeterReading;
import org.trimtab.telemetry.Quality;

/**
 * How long the evidence of one hour of a large site takes to check: every device asked to sleep, to wake, and seen to
 * do both, and the meter read every second.
 */
final class VerifyBench {
    private static final int DEVICES = 10_000;
    private static final int SECONDS = 3_600;
    private static final int BEFORE_SECONDS = 900;
    private static final int WAVE = 500;
    private static final int WAKE_WAVE_MAX = 2_000;
    private static final long DEVICE_WATTS = 3_400;
    private static final double TARGET_S = 5;
    private static final double NANOS_PER_S = 1e9;
    private static final double BYTES_PER_MB = 1e6;
    private static final Instant BEGIN = Instant.parse("2026-07-01T18:00:00Z");
    private static final InstructionId EVENT = new InstructionId("event");

    private final SiteDefinition site;
    private final EventDossier dossier;
    private final Meter meter;

    private VerifyBench(SiteDefinition site) {
        this.site = site;
        this.dossier = new EventDossier(site);
        this.meter = site.site().meters().getFirst();
    }

    /** Makes a bundle and checks it so often, after once that warms up. */
    static void measure(int runs, Figures figures, List<String> notes, Consumer<String> progress)
            throws IOException {
        figures.expect(
                        "verify_s",
                        "verify an hour of 10,000 devices from the file",
                        Unit.S,
                        TARGET_S)
                .expect("verify_bundle_mb", "  size of the bundle", Unit.MB, null)
                .expect("verify_records", "  records in it", Unit.COUNT, null);
        Path folder = Files.createTempDirectory("trimtab-bench");
        Path file = folder.resolve("event.zip");
        Path keyFile = folder.resolve("key.pem");
        try {
            progress.accept("making the evidence of an hour of 10,000 devices …");
            SiteDefinition site =
                    EngineStepFleet.of(
                                    DEVICES, 0, EngineStepFleet.policy(Share.NONE, WAKE_WAVE_MAX))
                            .definition();
            List<EvidenceRecord> records = new VerifyBench(site).live();
            EvidenceBundle.write(
                    file,
                    records,
                    new Manifest.About(site.site().id().value(), EVENT.value(), "bench", "bench"),
                    SigningKey.createNew(keyFile));
            for (int run = 0; run <= runs; run++) {
                progress.accept("verify, run " + run + " of " + runs + " …");
                double seconds = verify(file);
                if (run > 0) {
                    figures.add("verify_s", seconds);
                }
            }
            figures.add("verify_bundle_mb", Files.size(file) / BYTES_PER_MB);
            figures.add("verify_records", (double) records.size());
            notes.add(
                    String.format(
                            Locale.ROOT,
                            "verify: %,d devices asleep and awake again within an hour, the meter every"
                                    + " second; the first verify, which warms up, is not counted",
                            DEVICES));
        } finally {
            Files.deleteIfExists(file);
            Files.deleteIfExists(keyFile);
            Files.deleteIfExists(folder);
        }
    }

    private static double verify(Path file) throws IOException {
        long from = System.nanoTime();
        Verdict verdict = EvidenceBundle.verify(file, null);
        double seconds = (System.nanoTime() - from) / NANOS_PER_S;
        if (!verdict.isValid()) {
            throw new BenchFailure("the bundle is not valid: " + verdict.findings().getFirst());
        }
        return seconds;
    }

    private List<EvidenceRecord> live() {
        Power full = Power.ofWatts(DEVICES * DEVICE_WATTS);
        for (int s = -BEFORE_SECONDS; s < 0; s++) {
            read(s, full);
        }
        Instruction instruction =
                new Instruction.LimitTo(
                        new Notice(
                                EVENT,
                                "operator",
                                BEGIN,
                                MarketInterval.starting(BEGIN, Duration.ofSeconds(SECONDS))),
                        Power.ofWatts(0));
        Power baseline = Baselines.find(site.program(), dossier.recentReadings(), BEGIN).level();
        Obligation owed = owed(instruction, ObligationState.ACTIVE, baseline);
        observe(
                BEGIN,
                List.of(new Input.InstructionArrived(instruction, "bench")),
                List.of(new Output.ObligationChanged(owed), new Output.PlanMade(plan())));
        for (int s = 0; s < SECONDS; s++) {
            wave(s, s, Action.SLEEP, Phase.CURTAIL_SENT, Phase.CURTAILED);
            read(s, Power.ofWatts(Math.max(0, full.watts() - (long) s * WAVE * DEVICE_WATTS)));
        }
        for (int s = 0; s * WAVE < DEVICES; s++) {
            wave(SECONDS + s, s, Action.WAKE, Phase.RESTORE_SENT, Phase.FREE);
        }
        Obligation over = owed(instruction, ObligationState.COMPLETED, baseline);
        observe(
                BEGIN.plusSeconds(2L * SECONDS),
                List.of(),
                List.of(
                        new Output.ObligationChanged(over),
                        new Output.StatementIssued(
                                Settlement.settle(
                                        site.site().id(),
                                        site.program(),
                                        over,
                                        dossier.readings(EVENT)))));
        return dossier.records(EVENT);
    }

    private static Obligation owed(
            Instruction instruction, ObligationState state, @Nullable Power baseline) {
        return new Obligation(instruction, state, BEGIN, baseline, Power.ofWatts(0), null, null);
    }

    private Plan plan() {
        return new Plan(
                EVENT,
                Plan.Kind.BEGIN,
                BEGIN,
                Power.ofWatts(0),
                Power.ofWatts(DEVICES * DEVICE_WATTS),
                Reduction.ofWatts(DEVICES * DEVICE_WATTS),
                site.site().devices().stream().map(VerifyBench::chosen).toList(),
                Map.of(),
                Reduction.NONE);
    }

    private static Plan.Chosen chosen(Device device) {
        return new Plan.Chosen(
                device.id(),
                Action.SLEEP,
                Reduction.ofWatts(DEVICE_WATTS),
                new EnergyPrice(43_210_987),
                Because.CHEAPEST);
    }

    /** One second's devices are commanded, answer, and are seen to obey. */
    private void wave(int second, int wave, Action action, Phase sent, Phase seen) {
        List<Output> commands = new ArrayList<>();
        List<CommandOutcome> outcomes = new ArrayList<>();
        List<Output> obeyed = new ArrayList<>();
        Instant now = BEGIN.plusSeconds(second);
        int until = Math.min(DEVICES, (wave + 1) * WAVE);
        for (int i = wave * WAVE; i < until; i++) {
            Device device = site.site().devices().get(i);
            CommandId id = new CommandId("event-" + second + "-" + i);
            commands.add(
                    new Output.CommandIssued(
                            new Command(
                                    id,
                                    device.id(),
                                    action,
                                    now,
                                    now.plusSeconds(30),
                                    EVENT.value())));
            commands.add(new Output.StandingChanged(device.id(), sent, null));
            outcomes.add(
                    new CommandOutcome.Accepted(
                            id, device.id(), now.plusMillis(20), now.plusMillis(31)));
            obeyed.add(new Output.StandingChanged(device.id(), seen, null));
        }
        if (!commands.isEmpty()) {
            observe(now, List.of(), commands);
            observe(now.plusMillis(100), List.of(new Input.OutcomesKnown(outcomes)), obeyed);
        }
    }

    private void read(int second, Power level) {
        Instant at = BEGIN.plusSeconds(second);
        observe(
                at.plusMillis(200),
                List.of(new Input.MeterRead(new MeterReading(meter.id(), at, level, Quality.GOOD))),
                List.of());
    }

    private void observe(Instant now, List<Input> inputs, List<Output> outputs) {
        dossier.observe(new Step(1, now, inputs, outputs));
    }
}
