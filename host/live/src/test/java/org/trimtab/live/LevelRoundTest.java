package org.trimtab.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.trimtab.dispatch.Command;
import org.trimtab.dispatch.CommandOutcome;
import org.trimtab.drivers.DriverCatalogue;
import org.trimtab.drivers.api.Conversation;
import org.trimtab.drivers.api.DeviceReport;
import org.trimtab.drivers.api.Driver;
import org.trimtab.drivers.api.FamilyDescriptor;
import org.trimtab.drivers.api.Fingerprint;
import org.trimtab.drivers.api.Inspection;
import org.trimtab.drivers.api.Settled;
import org.trimtab.drivers.transport.DeviceLoop;
import org.trimtab.interval.MarketInterval;
import org.trimtab.program.Instruction;
import org.trimtab.program.InstructionId;
import org.trimtab.program.Notice;
import org.trimtab.program.Obligation;
import org.trimtab.program.ObligationState;
import org.trimtab.quantity.HashRate;
import org.trimtab.quantity.Power;
import org.trimtab.quantity.QuantityFormat;
import org.trimtab.resource.Capability;
import org.trimtab.resource.Device;
import org.trimtab.resource.DeviceId;
import org.trimtab.resource.Endpoint;
import org.trimtab.resource.Envelope;
import org.trimtab.resource.PowerCurve;
import org.trimtab.resource.Timing;
import org.trimtab.telemetry.Activity;
import org.trimtab.telemetry.DeviceReading;
import org.trimtab.telemetry.PowerSource;
import org.trimtab.telemetry.Quality;

class LevelRoundTest {
    private static final Instant NOW = Instant.parse("2026-07-01T18:00:00Z");
    private static final PowerCurve CURVE =
            new PowerCurve(
                    List.of(
                            new PowerCurve.Level(
                                    "low",
                                    Power.ofWatts(2_000),
                                    QuantityFormat.parseHashRate("140 TH/s"))),
                    PowerCurve.Origin.PROFILES);

    private final AtomicReference<Instant> now = new AtomicReference<>(NOW);
    private final DeviceLoop loop = DeviceLoop.open();
    private final FakeDriver driver = new FakeDriver();
    private final List<String> learned = new CopyOnWriteArrayList<>();
    private final LevelRound round =
            new LevelRound(
                    List.of(
                            device("capped", false, Capability.CAP),
                            device("exempt", true, Capability.CAP),
                            device("plain", false, Capability.METERED),
                            device("without", false, Capability.CAP),
                            device("last", false, Capability.CAP)),
                    Map.of("fake", driver),
                    loop,
                    now::get,
                    (device, curve) -> {
                        assertThat(curve).isEqualTo(CURVE);
                        return learned.add(device.value());
                    });

    /** Tells its levels, but for one device that has none. */
    private static final class FakeDriver implements Driver {
        private final List<String> inspected = new CopyOnWriteArrayList<>();

        @Override
        public FamilyDescriptor descriptor() {
            return DriverCatalogue.shipped().families().getFirst();
        }

        @Override
        public Fingerprint fingerprint() {
            throw new UnsupportedOperationException();
        }

        @Override
        public Conversation<DeviceReport> poll(
                Device device, boolean withPools, Instant startedAt) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Conversation<CommandOutcome> perform(Device device, Command command) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Conversation<Inspection> inspect(Device device, Instant startedAt) {
            inspected.add(device.id().value());
            DeviceReading reading =
                    new DeviceReading(
                            device.id(),
                            startedAt,
                            Activity.HASHING,
                            device.running(),
                            PowerSource.MODELLED,
                            device.hashRate(),
                            Quality.GOOD);
            @Nullable PowerCurve curve = device.id().value().equals("without") ? null : CURVE;
            return new Settled<>(
                    new Inspection(
                            null,
                            new DeviceReport(reading, null, "read", null),
                            device.capabilities(),
                            new TreeMap<>(),
                            curve,
                            List.of()));
        }
    }

    @AfterEach
    void close() {
        round.close();
        loop.close();
    }

    @Test
    void shouldLearnTheLevelsOfEveryDeviceThatCanBeHeldAndAskEachOnce() {
        round.start();
        until(() -> learned.contains("last"));
        assertThat(learned).containsExactly("capped", "last");
        assertThat(driver.inspected).containsExactly("capped", "without", "last");
    }

    @Test
    void shouldAskNobodyWhileSomethingIsOwedOrSoonToBe() {
        round.changed(obligation("e1", NOW.plusSeconds(300), ObligationState.PENDING));
        round.start();
        long until = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(700);
        while (System.nanoTime() < until) {
            assertThat(driver.inspected).isEmpty();
            Thread.onSpinWait();
        }
        round.changed(obligation("e1", NOW.plusSeconds(300), ObligationState.WITHDRAWN));
        until(() -> learned.contains("last"));
    }

    private static void until(BooleanSupplier so) {
        long patience = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (!so.getAsBoolean()) {
            assertThat(System.nanoTime() - patience).as("nothing came of it").isNegative();
            Thread.onSpinWait();
        }
    }

    private static Obligation obligation(String id, Instant from, ObligationState state) {
        Notice notice =
                new Notice(
                        new InstructionId(id),
                        "operator",
                        NOW,
                        MarketInterval.starting(from, Duration.ofMinutes(10)));
        return new Obligation(
                new Instruction.LimitTo(notice, Power.ofWatts(1_000)),
                state,
                NOW,
                null,
                null,
                null,
                null);
    }

    private static Device device(String id, boolean exempt, Capability capability) {
        return new Device(
                new DeviceId(id),
                "fake",
                "Antminer S21",
                new Endpoint("127.0.0.1", 4028),
                null,
                Power.ofWatts(3_500),
                Power.ofWatts(25),
                HashRate.ofTerahashes(200),
                new Envelope(Duration.ZERO, Duration.ZERO, exempt),
                new Timing(Duration.ofSeconds(5), Duration.ofSeconds(8), Duration.ofSeconds(15)),
                Set.of(Capability.CURTAIL, capability));
    }
}
