package org.trimtab.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.trimtab.engine.DispatchPolicy;
import org.trimtab.engine.Engine;
import org.trimtab.engine.Input;
import org.trimtab.engine.Journal;
import org.trimtab.engine.SiteDefinition;
import org.trimtab.engine.Step;
import org.trimtab.interval.MarketInterval;
import org.trimtab.market.MiningTerms;
import org.trimtab.program.Instruction;
import org.trimtab.program.InstructionId;
import org.trimtab.program.Notice;
import org.trimtab.program.ProgramTerms;
import org.trimtab.quantity.EnergyPrice;
import org.trimtab.quantity.HashPrice;
import org.trimtab.quantity.HashRate;
import org.trimtab.quantity.Power;
import org.trimtab.quantity.Share;
import org.trimtab.resource.Capability;
import org.trimtab.resource.Device;
import org.trimtab.resource.DeviceId;
import org.trimtab.resource.Endpoint;
import org.trimtab.resource.Envelope;
import org.trimtab.resource.Meter;
import org.trimtab.resource.MeterId;
import org.trimtab.resource.Site;
import org.trimtab.resource.SiteId;
import org.trimtab.resource.Timing;
import org.trimtab.telemetry.Activity;
import org.trimtab.telemetry.DeviceReading;
import org.trimtab.telemetry.MeterReading;
import org.trimtab.telemetry.PowerSource;
import org.trimtab.telemetry.Quality;

class CrankTest {
    private static final Instant NOW = Instant.parse("2026-07-01T18:00:00Z");

    private static final Meter METER =
            new Meter(
                    new MeterId("main"),
                    "sunspec",
                    new Endpoint("127.0.0.1", 1502),
                    1,
                    Duration.ofSeconds(1),
                    null);

    private final TestJournal journal = new TestJournal();
    private final List<Step> seen = new CopyOnWriteArrayList<>();
    private final Crank crank =
            new Crank(
                    definition(),
                    new Engine(definition()),
                    0,
                    InstantSource.fixed(NOW),
                    journal,
                    () -> journal.replayed(definition()),
                    (step, _, _) -> seen.add(step));

    /** Keeps steps in memory; can be told to be full. */
    private static final class TestJournal implements Journal {
        private final List<Step> kept = new CopyOnWriteArrayList<>();
        private volatile boolean full;

        @Override
        public void append(Step step, boolean durable) throws IOException {
            if (full) {
                throw new IOException("No space left on device");
            }
            assertThat(step.number()).isEqualTo(kept.size() + 1L);
            kept.add(step);
        }

        Engine replayed(SiteDefinition definition) {
            Engine engine = new Engine(definition);
            kept.forEach(step -> engine.step(step.now(), step.inputs()));
            return engine;
        }
    }

    @AfterEach
    void close() {
        crank.close();
    }

    @Test
    void shouldDecideAnInstructionBeforeAnsweringAQuestionPostedAfterIt() throws Exception {
        crank.start();
        assertThat(crank.post(instruction("e1"))).isTrue();
        assertThat(knows("e1")).isTrue();
        assertThat(seen).hasSize(1);
        assertThat(journal.kept).isEqualTo(seen);
    }

    @Test
    void shouldActAsIfAStepThatCannotBeKeptNeverHappened() throws Exception {
        crank.start();
        assertThat(crank.post(instruction("e1"))).isTrue();
        assertThat(knows("e1")).isTrue();

        journal.full = true;
        crank.post(instruction("e2"));

        assertThat(knows("e2")).isFalse();
        assertThat(knows("e1")).isTrue();
        assertThat(crank.halted()).contains("No space left on device");
        assertThat(crank.post(instruction("e3"))).as("nothing new is taken on").isFalse();
        assertThat(seen).as("nothing of it went out").hasSize(1);
    }

    @Test
    void shouldGoOnOnceTheJournalCanBeWrittenAgain() throws Exception {
        crank.start();
        journal.full = true;
        crank.post(instruction("e1"));
        assertThat(knows("e1")).isFalse();

        journal.full = false;
        long patience = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (crank.halted() != null && System.nanoTime() < patience) {
            Thread.onSpinWait();
        }

        assertThat(crank.halted()).isNull();
        assertThat(crank.post(instruction("e2"))).isTrue();
        assertThat(knows("e2")).isTrue();
    }

    @Test
    void shouldBeginANewJournalOnlyWhenNothingIsOwed() throws Exception {
        TestJournal second = new TestJournal();
        crank.start();
        assertThat(crank.post(instruction("e1"))).isTrue();
        assertThat(knows("e1")).isTrue();
        crank.rollOver(() -> second);
        crank.post(new Input.MeterRead(reading(NOW)));
        assertThat(knows("e1")).as("owed, so the old journal goes on").isTrue();
        assertThat(second.kept).isEmpty();

        crank.post(new Input.CancelArrived(new InstructionId("e1"), NOW));
        crank.post(new Input.MeterRead(reading(NOW.plusSeconds(1))));
        assertThat(crank.ask(Engine::isQuiet).get(10, TimeUnit.SECONDS)).isTrue();

        assertThat(second.kept).hasSize(1);
        assertThat(second.kept.getFirst().inputs()).contains(new Input.MeterRead(reading(NOW)));
    }

    @Test
    void shouldKeepWhatReplaysTheSameWhenTheClockIsSetBackAfterStepsInWhichNothingHappened()
            throws Exception {
        AtomicReference<Instant> time = new AtomicReference<>(NOW);
        try (Crank moving =
                new Crank(
                        definition(),
                        new Engine(definition()),
                        0,
                        time::get,
                        journal,
                        () -> journal.replayed(definition()),
                        (step, _, _) -> seen.add(step))) {
            moving.start();
            assertThat(moving.post(new Input.MeterRead(reading(NOW)))).isTrue();
            moving.ask(Engine::isQuiet).get(10, TimeUnit.SECONDS);
            time.set(NOW.plusSeconds(30));
            moving.ask(Engine::isQuiet).get(10, TimeUnit.SECONDS);
            time.set(NOW.minus(Duration.ofHours(1)));
            assertThat(moving.post(deviceReading(0))).isTrue();
            assertThat(moving.post(instruction("e1"))).isTrue();
            moving.ask(Engine::isQuiet).get(10, TimeUnit.SECONDS);
        }
        assertThat(journal.kept.getLast().now()).isEqualTo(NOW.plusSeconds(30));
        Engine again = new Engine(definition());
        for (Step step : journal.kept) {
            assertThat(again.step(step.now(), step.inputs())).isEqualTo(step.outputs());
        }
    }

    @Test
    void shouldGatherReadingsOfDevicesIntoOneStepAndKeepTheirOrder() throws Exception {
        for (int i = 0; i < 100; i++) {
            assertThat(crank.post(deviceReading(i))).isTrue();
        }
        assertThat(crank.post(instruction("e1"))).isTrue();
        crank.start();
        assertThat(knows("e1")).isTrue();
        List<Input> taken = seen.stream().flatMap(step -> step.inputs().stream()).toList();
        assertThat(taken).hasSize(101);
        assertThat(taken.getFirst()).isEqualTo(deviceReading(0));
        assertThat(taken.getLast()).isEqualTo(instruction("e1"));
        assertThat(seen).as("as many steps as readings would be too many").hasSizeLessThan(20);
    }

    private static Input deviceReading(int number) {
        return new Input.DevicesRead(
                List.of(
                        new DeviceReading(
                                new DeviceId("m1"),
                                NOW.plusMillis(number),
                                Activity.HASHING,
                                Power.ofWatts(3_000 + number),
                                PowerSource.MEASURED,
                                HashRate.ofTerahashes(200),
                                Quality.GOOD)));
    }

    private static MeterReading reading(Instant at) {
        return new MeterReading(new MeterId("main"), at, Power.ofWatts(3_500), Quality.GOOD);
    }

    private boolean knows(String id) throws Exception {
        return crank.ask(engine -> engine.obligation(new InstructionId(id)) != null)
                .get(10, TimeUnit.SECONDS);
    }

    private static Input instruction(String id) {
        Notice notice =
                new Notice(
                        new InstructionId(id),
                        "operator",
                        NOW,
                        MarketInterval.starting(NOW, Duration.ofMinutes(10)));
        return new Input.InstructionArrived(
                new Instruction.LimitTo(notice, Power.ofWatts(1_000)), id);
    }

    private static SiteDefinition definition() {
        Device device =
                new Device(
                        new DeviceId("m1"),
                        "luxos",
                        "Antminer S21",
                        new Endpoint("127.1.0.1", 4028),
                        null,
                        Power.ofWatts(3_500),
                        Power.ofWatts(25),
                        HashRate.ofTerahashes(200),
                        new Envelope(Duration.ZERO, Duration.ZERO, false),
                        new Timing(
                                Duration.ofSeconds(5),
                                Duration.ofSeconds(8),
                                Duration.ofSeconds(15)),
                        Set.of(Capability.CURTAIL));
        return new SiteDefinition(
                new Site(new SiteId("test"), List.of(METER), List.of(), List.of(device)),
                new MiningTerms(
                        HashPrice.ofDollars(new BigDecimal("60")),
                        Share.NONE,
                        BigDecimal.ONE,
                        EnergyPrice.ZERO,
                        EnergyPrice.ZERO,
                        Duration.ZERO,
                        Duration.ZERO),
                new ProgramTerms(
                        "Test",
                        ProgramTerms.BaselineMethod.METER_BEFORE_METER_AFTER,
                        Duration.ofMinutes(1),
                        null,
                        Duration.ofMinutes(1),
                        Duration.ZERO,
                        BigDecimal.ONE,
                        EnergyPrice.ZERO,
                        BigDecimal.ONE),
                DispatchPolicy.DEFAULT);
    }
}
