package org.trimtab.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.trimtab.dispatch.Confirmation;
import org.trimtab.dispatch.Failure;
import org.trimtab.drivers.api.Finding;
import org.trimtab.live.DataLock;
import org.trimtab.quantity.Power;
import org.trimtab.quantity.Share;
import org.trimtab.virtual.DeviceTruth;
import org.trimtab.virtual.Faults;
import org.trimtab.virtual.FleetSpec;
import org.trimtab.virtual.machine.Family;
import org.trimtab.virtual.machine.Fault;
import org.trimtab.virtual.machine.WorkMode;

class FleetEndToEndTest {
    private static final FleetSpec SPEC =
            FleetSpec.of(
                    5,
                    VirtualSite.quick("lux", Family.LUXOS, "Antminer S21", "127.71.0.1", 12),
                    VirtualSite.quick("ant", Family.ANTMINER, "Antminer S19 XP", "127.71.1.1", 6)
                            .withWorkMode(WorkMode.LOW),
                    VirtualSite.quick("keep", Family.LUXOS, "Antminer S21", "127.71.2.1", 2));

    private static final Map<String, String> MORE =
            Map.of("keep", "    exempt: true\n    rack: r-2\n    tags: [firm]\n");

    @TempDir private Path folder;

    @Test
    void shouldPutAllToSleepAndBackAsTheyWere() throws IOException {
        try (VirtualSite site = VirtualSite.start(SPEC, folder, MORE)) {
            FleetResult slept = site.act(new Wish.Curtail(), Selector.ALL);

            assertThat(slept.endings()).isEqualTo(Map.of(Ending.CONFIRMED, 18, Ending.LEFT_OUT, 2));
            assertThat(slept.grades())
                    .isEqualTo(Map.of(Confirmation.MODELLED, 12, Confirmation.STATE, 6));
            assertThat(slept.plan().leftOut()).isEqualTo(Map.of(Obstacle.EXEMPT, 2));
            assertThat(site.fleet.truth().stream().filter(DeviceTruth::asleep).count())
                    .isEqualTo(18);
            assertThat(slept.confirmed().watts()).isGreaterThan(50_000);

            FleetResult again = site.act(new Wish.Curtail(), Selector.ALL);
            assertThat(again.plan().leftOut())
                    .isEqualTo(Map.of(Obstacle.EXEMPT, 2, Obstacle.ASLEEP_ALREADY, 18));

            FleetResult woken = site.act(new Wish.Restore(false), Selector.ALL);
            assertThat(woken.isWhole()).isTrue();
            assertThat(woken.endings().get(Ending.CONFIRMED)).isEqualTo(18);
            assertThat(woken.compared()).isEqualTo(18);
            assertThat(woken.equal()).isEqualTo(18);
            assertThat(woken.poolsChanged()).isZero();
            for (DeviceTruth truth : site.fleet.truth()) {
                assertThat(truth.poolsChanged()).isFalse();
                assertThat(truth.mode())
                        .isEqualTo(
                                truth.device().group().equals("ant")
                                        ? WorkMode.LOW
                                        : WorkMode.NORMAL);
            }
            FleetResult nothing = site.act(new Wish.Restore(false), Selector.ALL);
            assertThat(nothing.plan().leftOut()).isEqualTo(Map.of(Obstacle.NOT_OURS, 20));
        }
    }

    @Test
    void shouldTellEveryKindOfFailureApartAndConfirmNoneFalsely() throws IOException {
        Map<Fault, Share> shares = new HashMap<>();
        for (Fault fault :
                List.of(
                        Fault.DEAF,
                        Fault.SILENT,
                        Fault.REFUSES,
                        Fault.RESETS_MID_REPLY,
                        Fault.LOCKED)) {
            shares.put(fault, new Share(100_000));
        }
        try (VirtualSite site =
                VirtualSite.start(SPEC.withFaults(new Faults(shares)), folder, MORE)) {
            FleetResult slept = site.act(new Wish.Curtail(), Selector.ALL);

            for (DeviceResult device : slept.devices()) {
                DeviceTruth truth = site.truth(device.planned().device().endpoint());
                Fault fault = truth.fault();
                if (device.ending() == Ending.CONFIRMED) {
                    assertThat(truth.asleep()).as("%s", device).isTrue();
                    assertThat(truth.power())
                            .isLessThanOrEqualTo(Confirmation.sleepMost(device.planned().device()));
                }
                if (fault == Fault.DEAF && device.planned().obstacle() == null) {
                    assertThat(device.ending()).as("%s", device).isEqualTo(Ending.DISOBEYED);
                    assertThat(device.failure()).isEqualTo(Failure.STAYED_AWAKE);
                }
                if (fault == Fault.SILENT || fault == Fault.REFUSES) {
                    assertThat(device.planned().obstacle())
                            .isIn(Obstacle.UNREADABLE, Obstacle.EXEMPT);
                }
            }
            assertThat(slept.isWhole()).isFalse();

            FleetResult woken = site.act(new Wish.Restore(false), Selector.ALL);
            assertThat(woken.equal()).isEqualTo(woken.compared());
            assertThat(site.fleet.truth()).noneMatch(DeviceTruth::poolsChanged);
        }
    }

    @Test
    void shouldChangeNothingWhenOnlyPlanned() throws IOException {
        try (VirtualSite site = VirtualSite.start(SPEC, folder, MORE);
                FleetSession session = site.open()) {
            FleetPlan plan =
                    new Planner(session, false)
                            .plan(
                                    new Wish.Curtail(),
                                    session.devices(),
                                    Progress.SILENT,
                                    () -> false);

            assertThat(plan.commanded()).hasSize(18);
            // The slow family goes first.
            assertThat(plan.commanded().getFirst().device().family()).isEqualTo("antminer");
            assertThat(site.fleet.truth()).allMatch(truth -> truth.commandsReceived() == 0);
        }
    }

    @Test
    void shouldLeaveOutWhatCannotBeHeldAtALowerPower() throws IOException {
        try (VirtualSite site = VirtualSite.start(SPEC, folder, MORE)) {
            FleetResult held = site.act(new Wish.HoldAt(Power.ofWatts(2_000)), STOCK);

            assertThat(held.plan().leftOut()).isEqualTo(Map.of(Obstacle.CANNOT, 6));
            assertThat(site.fleet.truth()).allMatch(truth -> truth.commandsReceived() == 0);
        }
    }

    private static final Selector STOCK =
            new Selector(
                    false,
                    List.of("antminer"),
                    List.of(),
                    List.of(),
                    List.of(),
                    List.of(),
                    List.of());

    @Test
    void shouldWaitForTheShortestSleep() throws IOException {
        FleetSpec two =
                FleetSpec.of(
                        1, VirtualSite.quick("lux", Family.LUXOS, "Antminer S21", "127.71.3.1", 2));
        try (VirtualSite site =
                VirtualSite.start(two, folder, Map.of("lux", "    min-off: 6 s\n"))) {
            FleetResult slept = site.act(new Wish.Curtail(), Selector.ALL);
            FleetResult woken = site.act(new Wish.Restore(false), Selector.ALL);

            assertThat(woken.isWhole()).isTrue();
            for (DeviceResult device : woken.devices()) {
                assertThat(device.writtenAt()).isAfterOrEqualTo(slept.startedAt().plusSeconds(6));
            }
        }
    }

    @Test
    void shouldKeepOutWhenASiteRunsThere() throws IOException {
        try (VirtualSite site = VirtualSite.start(SPEC, folder, MORE);
                DataLock taken = DataLock.take(site.place().data())) {
            assertThat(taken).isNotNull();
            assertThatThrownBy(site::open)
                    .isInstanceOf(FleetFailure.class)
                    .hasMessageContainingAll("a site runs", "trimtab instruct");
        }
    }

    @Test
    void shouldSayWhoIsThereAndWhenItIsAnother() throws IOException {
        try (VirtualSite site = VirtualSite.start(SPEC, folder, MORE)) {
            String lux = site.fleet.devices().getFirst().endpoint().toString();

            Doctor.Diagnosis well = new Doctor(site.place(), Map.of()).examine(lux, null);
            Doctor.Diagnosis other = new Doctor(null, Map.of()).examine(lux, "antminer");
            Doctor.Diagnosis nobody = new Doctor(null, Map.of()).examine("127.71.9.9:9", null);

            assertThat(well.isIll()).as("%s", well.findings()).isFalse();
            assertThat(well.listed()).isNotNull();
            assertThat(well.identity()).isNotNull();
            assertThat(well.inspection()).isNotNull();
            assertThat(other.isIll()).isTrue();
            assertThat(other.findings())
                    .extracting(Finding::what)
                    .anyMatch(what -> what.contains("of family luxos, not antminer"));
            assertThat(nobody.isIll()).isTrue();
            assertThat(nobody.inspection()).isNull();
        }
    }
}
