package org.trimtab.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
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
import org.trimtab.drivers.api.Readiness;
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
import org.trimtab.resource.Capability;
import org.trimtab.resource.Device;
import org.trimtab.resource.DeviceId;
import org.trimtab.resource.Endpoint;
import org.trimtab.resource.Envelope;
import org.trimtab.resource.Timing;

class ReadyingTest {
    private static final Instant NOW = Instant.parse("2026-07-01T18:00:00Z");
    private static final Readying.Pace PACE =
            new Readying.Pace(Duration.ofMinutes(10), Duration.ofMillis(30), Duration.ofMillis(20));

    private final AtomicReference<Instant> now = new AtomicReference<>(NOW);
    private final DeviceLoop loop = DeviceLoop.open();
    private final FakeDriver driver = new FakeDriver();
    private final List<Device> devices =
            List.of(
                    device("a", false, Capability.CURTAIL),
                    device("exempt", true, Capability.CURTAIL),
                    device("read-only", false, Capability.METERED),
                    device("b", false, Capability.CAP));
    private final Readying readying =
            new Readying(devices, Map.of("fake", driver), loop, now::get, PACE);

    /** Counts who was made ready and who was let go, and when. */
    private static final class FakeDriver implements Driver {
        private final Map<String, List<Instant>> prepared = new ConcurrentHashMap<>();
        private final List<String> letGo = new CopyOnWriteArrayList<>();

        @Override
        public Conversation<Readiness> prepare(Device device, Instant startedAt) {
            prepared.computeIfAbsent(device.id().value(), d -> new CopyOnWriteArrayList<>())
                    .add(startedAt);
            return new Settled<>(Readiness.READY);
        }

        @Override
        public @Nullable Conversation<Readiness> standDown(Device device, Instant startedAt) {
            letGo.add(device.id().value());
            return device.id().value().equals("a") ? new Settled<>(Readiness.READY) : null;
        }

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
            throw new UnsupportedOperationException();
        }
    }

    @AfterEach
    void close() {
        readying.close();
        loop.close();
    }

    @Test
    void shouldKeepDevicesReadyWhenAnObligationIsNear() {
        readying.changed(obligation("e1", NOW.plusSeconds(300), ObligationState.PENDING));
        readying.start();
        until(() -> times("a") >= 3 && times("b") >= 3);
        assertThat(driver.prepared).containsOnlyKeys("a", "b");
        assertThat(driver.letGo).isEmpty();
    }

    @Test
    void shouldLeaveDevicesAloneUntilTheObligationIsNear() {
        readying.changed(obligation("e1", NOW.plusSeconds(3_600), ObligationState.PENDING));
        readying.start();
        now.set(NOW.plusSeconds(3_000));
        until(() -> times("a") >= 1 && times("b") >= 1);
        assertThat(driver.prepared.values())
                .allSatisfy(times ->
                        assertThat(times).allMatch(at -> !at.isBefore(NOW.plusSeconds(3_000))));
    }

    @Test
    void shouldLetDevicesGoWhenNothingIsOwedAnyMore() {
        readying.changed(obligation("e1", NOW, ObligationState.ACTIVE));
        readying.changed(obligation("e2", NOW, ObligationState.ACTIVE));
        readying.start();
        until(() -> times("a") >= 1 && times("b") >= 1);
        readying.changed(obligation("e1", NOW, ObligationState.COMPLETED));
        int before = times("a");
        until(() -> times("a") > before + 1);
        assertThat(driver.letGo).as("the other is still owed").isEmpty();

        readying.changed(obligation("e2", NOW, ObligationState.WITHDRAWN));
        until(() -> driver.letGo.containsAll(List.of("a", "b")));
        readying.close();
        assertThat(driver.letGo).containsExactlyInAnyOrder("a", "b");
    }

    private int times(String device) {
        return driver.prepared.getOrDefault(device, List.of()).size();
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
                Set.of(capability));
    }
}
