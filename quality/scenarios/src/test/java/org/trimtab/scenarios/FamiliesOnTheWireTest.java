package org.trimtab.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.trimtab.dispatch.Action;
import org.trimtab.dispatch.Command;
import org.trimtab.dispatch.CommandId;
import org.trimtab.dispatch.CommandOutcome;
import org.trimtab.drivers.DriverCatalogue;
import org.trimtab.drivers.api.Access;
import org.trimtab.drivers.api.Conversation;
import org.trimtab.drivers.api.DeviceReport;
import org.trimtab.drivers.api.Driver;
import org.trimtab.drivers.api.Encryption;
import org.trimtab.drivers.api.FamilyDescriptor;
import org.trimtab.drivers.api.Finding;
import org.trimtab.drivers.api.Inspection;
import org.trimtab.drivers.api.PriorState;
import org.trimtab.drivers.api.Surroundings;
import org.trimtab.drivers.transport.DeviceLoop;
import org.trimtab.drivers.transport.Dropped;
import org.trimtab.drivers.transport.Lane;
import org.trimtab.drivers.transport.Talk;
import org.trimtab.quantity.Power;
import org.trimtab.resource.Capability;
import org.trimtab.resource.Device;
import org.trimtab.resource.DeviceId;
import org.trimtab.resource.Endpoint;
import org.trimtab.resource.Envelope;
import org.trimtab.telemetry.Activity;
import org.trimtab.virtual.DeviceTruth;
import org.trimtab.virtual.FleetGroup;
import org.trimtab.virtual.FleetSpec;
import org.trimtab.virtual.VirtualDevice;
import org.trimtab.virtual.VirtualFleet;
import org.trimtab.virtual.machine.Family;
import org.trimtab.virtual.machine.Manners;
import org.trimtab.virtual.machine.Physics;

/**
 * Each family's driver against the virtual machine of that family, over real sockets. The two were written apart from
 * each other from the same documents, so that a misreading on either side shows here.
 */
class FamiliesOnTheWireTest {
    private static final Duration LONG = Duration.ofSeconds(60);

    private final InstantSource clock = InstantSource.system();
    private final DriverCatalogue catalogue = DriverCatalogue.shipped();
    private final Map<DeviceId, String> kept = new ConcurrentHashMap<>();

    @Test
    void shouldImitateEveryFamilyThatIsSpoken() {
        Set<String> spoken = new TreeSet<>();
        catalogue.families().forEach(family -> spoken.add(family.family()));
        Set<String> imitated = new TreeSet<>();
        for (Family family : Family.values()) {
            imitated.add(family.text());
        }
        assertThat(imitated).isEqualTo(spoken);
    }

    @ParameterizedTest
    @EnumSource(Family.class)
    void shouldSleepWakeAndStandAsBefore(Family family) throws Exception {
        try (Bench bench = new Bench(family)) {
            Inspection before = bench.inspect();
            assertThat(before.report().failure())
                    .as("%s: %s", family, before.report().detail())
                    .isNull();
            assertThat(before.findings()).noneMatch(f -> f.weight() == Finding.Weight.FAULT);
            assertThat(before.identity()).as("%s identity", family).isNotNull();
            assertThat(before.identity().family()).isEqualTo(family.text());
            DeviceReport awake = bench.poll();
            assertThat(awake.reading()).as("%s: %s", family, awake.detail()).isNotNull();
            assertThat(awake.reading().activity()).isEqualTo(Activity.HASHING);
            assertThat(awake.poolsDigest()).isNotNull();
            if (!bench.device.can(Capability.CURTAIL)) {
                assertThat(bench.command(Action.SLEEP))
                        .isInstanceOf(CommandOutcome.Unsupported.class);
                return;
            }

            CommandOutcome slept = bench.command(Action.SLEEP);
            assertThat(slept)
                    .as("%s", family)
                    .isInstanceOfAny(CommandOutcome.Accepted.class, CommandOutcome.Confirmed.class);
            bench.await(Activity.ASLEEP);
            assertThat(bench.truth().asleep()).isTrue();
            CommandOutcome woken = bench.command(Action.WAKE);
            assertThat(woken)
                    .as("%s", family)
                    .isInstanceOfAny(CommandOutcome.Accepted.class, CommandOutcome.Confirmed.class);
            bench.await(Activity.HASHING);
            assertThat(bench.truth().asleep()).isFalse();
            assertThat(bench.truth().poolsChanged()).isFalse();
            assertThat(bench.inspect().settings()).as("%s", family).isEqualTo(before.settings());
        }
    }

    @ParameterizedTest
    @EnumSource(Family.class)
    void shouldHoldALowerPowerAndGiveItBack(Family family) throws Exception {
        try (Bench bench = new Bench(family)) {
            if (!bench.device.can(Capability.CAP)) {
                return;
            }
            Inspection before = bench.inspect();
            assertThat(before.capabilities()).as("%s", family).contains(Capability.CAP);
            long full = bench.truth().power().watts();
            Power cap = Power.ofWatts(bench.device.running().watts() * 85 / 100);
            assertThat(bench.command(new Action.CapAt(cap)))
                    .as("%s", family)
                    .isInstanceOfAny(CommandOutcome.Accepted.class, CommandOutcome.Confirmed.class);
            // Some retune for minutes; that they have begun to come down is enough here.
            boolean slow =
                    catalogue.family(family.text()).cap().settlesWithin().compareTo(LONG) > 0;
            bench.await(
                    "at or below the cap",
                    truth -> truth.power().watts() <= (slow ? full * 0.98 : cap.watts() * 1.04));
            assertThat(bench.truth().power().watts()).isGreaterThan(bench.device.standby().watts());
            assertThat(bench.command(Action.WAKE))
                    .as("%s", family)
                    .isInstanceOfAny(CommandOutcome.Accepted.class, CommandOutcome.Confirmed.class);
            bench.await("back at full power", truth -> truth.power().watts() > full * 0.95);
            assertThat(bench.inspect().settings()).as("%s", family).isEqualTo(before.settings());
            assertThat(bench.truth().poolsChanged()).isFalse();
        }
    }

    /** One machine and its driver. */
    private final class Bench implements AutoCloseable {
        private final VirtualFleet fleet;
        private final DeviceLoop loop = DeviceLoop.open();
        private final Driver driver;
        final Device device;
        private int commands;

        Bench(Family family) throws Exception {
            FamilyDescriptor descriptor = catalogue.family(family.text());
            assertThat(descriptor).as("driver for %s", family).isNotNull();
            fleet = VirtualFleet.start(FleetSpec.of(7, group(family, descriptor)));
            VirtualDevice machine = fleet.devices().getFirst();
            device = device(machine, descriptor);
            Access access = new Access(null, Encryption.NONE, others(machine));
            driver =
                    catalogue
                            .drivers(new Surroundings(new Kept(), _ -> access, clock))
                            .get(family.text());
        }

        private Map<String, Integer> others(VirtualDevice machine) {
            Map<String, Integer> ports = new HashMap<>();
            fleet.endpoint(machine, 80).ifPresent(at -> ports.put("rest", at.port()));
            return ports;
        }

        Inspection inspect() throws Exception {
            return ask(at -> driver.inspect(device, at));
        }

        DeviceReport poll() throws Exception {
            return ask(at -> driver.poll(device, true, at));
        }

        private DeviceReport polled() {
            try {
                return poll();
            } catch (Exception e) {
                throw new AssertionError(e);
            }
        }

        CommandOutcome command(Action action) throws Exception {
            Instant now = clock.instant();
            Command command =
                    new Command(
                            new CommandId("c" + ++commands),
                            device.id(),
                            action,
                            now,
                            now.plus(LONG),
                            "test");
            CompletableFuture<CommandOutcome> outcome = new CompletableFuture<>();
            loop.command(driver, device, command, outcome::complete);
            return outcome.get(LONG.toSeconds(), TimeUnit.SECONDS);
        }

        private <R> R ask(java.util.function.Function<Instant, Conversation<R>> opening)
                throws Exception {
            CompletableFuture<R> result = new CompletableFuture<>();
            loop.poll(
                    new Talk<>(
                            device.id(),
                            device.endpoint().host(),
                            new Lane("test", 1),
                            opening,
                            result::complete,
                            (Dropped dropped) ->
                                    result.completeExceptionally(
                                            new AssertionError(dropped.toString()))));
            return result.get(LONG.toSeconds(), TimeUnit.SECONDS);
        }

        void await(Activity activity) {
            String[] seen = {"nothing"};
            boolean came =
                    Until.soon(
                            LONG,
                            () -> {
                                DeviceReport report = polled();
                                seen[0] = report.toString();
                                return report.reading() != null
                                        && report.reading().activity() == activity;
                            });
            assertThat(came).as("%s never seen; last %s", activity, seen[0]).isTrue();
        }

        void await(String what, Predicate<DeviceTruth> wanted) {
            assertThat(Until.soon(LONG, () -> wanted.test(truth())))
                    .as("%s never came; in truth %s", what, truth())
                    .isTrue();
        }

        DeviceTruth truth() {
            return fleet.truth().getFirst();
        }

        @Override
        public void close() {
            loop.close();
            fleet.close();
        }
    }

    private static FleetGroup group(Family family, FamilyDescriptor descriptor) {
        Power running = Power.ofWatts(family == Family.AXEOS ? 18 : 3_500);
        long megahashes = family == Family.AXEOS ? 1_200_000L : 200_000_000L;
        String model =
                descriptor.models().isEmpty()
                        ? "Antminer S19"
                        : descriptor.models().getFirst().name();
        Physics physics =
                Physics.of(family, running, new org.trimtab.quantity.HashRate(megahashes))
                        .withTimes(Physics.Times.ofSeconds(1, 1, 1));
        FleetGroup.Placement placement = new FleetGroup.Placement(1, "127.9.8.1", 0);
        return new FleetGroup(
                        "one",
                        org.trimtab.virtual.machine.Firmware.newest(family),
                        model,
                        placement,
                        new org.trimtab.virtual.machine.Machine.Traits(
                                physics,
                                Manners.of(family),
                                org.trimtab.virtual.machine.WorkMode.NORMAL))
                .withManners(
                        Manners.of(family)
                                .withCommand(org.trimtab.virtual.machine.Span.ofMillis(10, 30))
                                .withRestart(Duration.ofSeconds(1)));
    }

    private static Device device(VirtualDevice machine, FamilyDescriptor descriptor) {
        return new Device(
                new DeviceId("one-1"),
                descriptor.family(),
                machine.model(),
                new Endpoint(machine.endpoint().host(), machine.endpoint().port()),
                null,
                machine.running(),
                machine.standby(),
                machine.hashRate(),
                new Envelope(Duration.ZERO, Duration.ZERO, false),
                descriptor.timing(),
                descriptor.capabilities());
    }

    private final class Kept implements PriorState {
        @Override
        public @Nullable String recall(DeviceId device) {
            return kept.get(device);
        }

        @Override
        public void remember(DeviceId device, String state) {
            kept.put(device, state);
        }
    }
}
