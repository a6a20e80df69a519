package org.trimtab.scenarios;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.trimtab.drivers.DriverCatalogue;
import org.trimtab.fleet.CommandRun;
import org.trimtab.fleet.DeviceResult;
import org.trimtab.fleet.Ending;
import org.trimtab.fleet.FleetPlace;
import org.trimtab.fleet.FleetResult;
import org.trimtab.fleet.FleetSession;
import org.trimtab.fleet.Planner;
import org.trimtab.fleet.Progress;
import org.trimtab.fleet.Restored;
import org.trimtab.fleet.Wish;
import org.trimtab.live.VaultPlace;
import org.trimtab.quantity.Share;
import org.trimtab.resource.Device;
import org.trimtab.resource.Endpoint;
import org.trimtab.virtual.DeviceTruth;
import org.trimtab.virtual.Faults;
import org.trimtab.virtual.FleetGroup;
import org.trimtab.virtual.FleetGroup.Placement;
import org.trimtab.virtual.FleetSpec;
import org.trimtab.virtual.VirtualDevice;
import org.trimtab.virtual.VirtualFleet;
import org.trimtab.virtual.machine.Family;
import org.trimtab.virtual.machine.Firmware;
import org.trimtab.virtual.machine.Manners;
import org.trimtab.virtual.machine.Physics.Times;
import org.trimtab.virtual.machine.Span;
import org.trimtab.virtual.machine.WorkMode;

/** The cycles of {@link FleetTruth}. */
final class TruthCycles {
    private static final int BLOCK = 77;
    private static final Times QUICK = Times.ofSeconds(1, 0, 1);

    private final FleetTruth.Options options;
    private final Consumer<String> story;
    private final List<TruthReport.Cycle> cycles = new ArrayList<>();
    private final List<String> problems = new ArrayList<>();
    private final TreeSet<String> familiesLeftOut = new TreeSet<>();
    private int sleepsConfirmed;
    private int wakesConfirmed;
    private int falseConfirmed;
    private int wrongMode;
    private int settingsDiffer;

    TruthCycles(FleetTruth.Options options, Consumer<String> story) {
        this.options = options;
        this.story = story;
    }

    TruthReport run() throws IOException {
        FleetSpec spec = spec();
        try (VirtualFleet fleet = VirtualFleet.start(spec)) {
            Path site = options.out().resolve("site.yaml");
            Files.writeString(site, site(fleet.devices()));
            FleetPlace place =
                    new FleetPlace(site, options.out().resolve("data"), VaultPlace.beside(site));
            Map<Endpoint, DeviceTruth> before = truth(fleet);
            for (int number = 1; number <= options.cycles(); number++) {
                cycle(number, place, fleet, before);
            }
            return report(fleet);
        }
    }

    private TruthReport report(VirtualFleet fleet) {
        int atFault = 0;
        int poolsChanged = 0;
        for (DeviceTruth truth : fleet.truth()) {
            atFault += truth.fault() == null ? 0 : 1;
            if (truth.poolsChanged()) {
                poolsChanged++;
                problems.add(truth.device().name() + ": its pools changed");
            }
        }
        return new TruthReport(
                options.seed(),
                fleet.devices().size(),
                atFault,
                List.copyOf(familiesLeftOut),
                List.copyOf(cycles),
                sleepsConfirmed,
                wakesConfirmed,
                falseConfirmed,
                poolsChanged,
                wrongMode,
                settingsDiffer,
                List.copyOf(problems));
    }

    private void cycle(
            int number, FleetPlace place, VirtualFleet fleet, Map<Endpoint, DeviceTruth> before)
            throws IOException {
        long startedNanos = System.nanoTime();
        FleetResult slept = act(place, new Wish.Curtail());
        Map<Endpoint, DeviceTruth> asleep = truth(fleet);
        for (DeviceResult device : slept.devices()) {
            checkSleep(number, device, asleep);
        }
        FleetResult woken = act(place, new Wish.Restore(false));
        Map<Endpoint, DeviceTruth> awake = truth(fleet);
        for (DeviceResult device : woken.devices()) {
            checkWake(number, device, before, awake);
        }
        long millis = Duration.ofNanos(System.nanoTime() - startedNanos).toMillis();
        TruthReport.Cycle cycle =
                new TruthReport.Cycle(
                        number,
                        endings(slept),
                        grades(slept),
                        endings(woken),
                        woken.equal(),
                        millis);
        cycles.add(cycle);
        story.accept(
                String.format(
                        Locale.ROOT,
                        "cycle %d: curtail %s by %s; restore %s, %d set as before; %.1f s",
                        number,
                        cycle.curtailed(),
                        cycle.curtailedBy(),
                        cycle.restored(),
                        cycle.setAsBefore(),
                        millis / 1_000.0));
    }

    private FleetResult act(FleetPlace place, Wish wish) throws IOException {
        try (FleetSession session = FleetSession.open(place)) {
            List<Device> devices = session.devices();
            FleetResult result =
                    new CommandRun(
                                    session,
                                    new Planner(session, false)
                                            .plan(wish, devices, Progress.SILENT, () -> false),
                                    Progress.SILENT,
                                    () -> false)
                            .carryOut();
            return wish instanceof Wish.Restore
                    ? new Restored(session, Progress.SILENT, () -> false).compared(result)
                    : result;
        }
    }

    private void checkSleep(int number, DeviceResult device, Map<Endpoint, DeviceTruth> asleep) {
        DeviceTruth truth = asleep.get(device.planned().device().endpoint());
        if (device.ending() != Ending.CONFIRMED || truth == null) {
            return;
        }
        sleepsConfirmed++;
        if (!truth.asleep() || Mine.isDrawing(truth)) {
            falseConfirmed++;
            problems.add(
                    said(number, truth)
                            + "called asleep, and draws "
                            + truth.power()
                            + " in truth");
        }
    }

    private void checkWake(
            int number,
            DeviceResult device,
            Map<Endpoint, DeviceTruth> before,
            Map<Endpoint, DeviceTruth> awake) {
        Endpoint endpoint = device.planned().device().endpoint();
        DeviceTruth was = before.get(endpoint);
        DeviceTruth is = awake.get(endpoint);
        if (device.ending() != Ending.CONFIRMED || was == null || is == null) {
            return;
        }
        wakesConfirmed++;
        if (is.asleep()) {
            falseConfirmed++;
            problems.add(said(number, is) + "called awake, and sleeps in truth");
        } else if (is.mode() != was.mode()) {
            wrongMode++;
            problems.add(said(number, is) + "was " + was.mode() + ", is " + is.mode());
        }
        DeviceResult.Comparison compared = device.restored();
        if (compared != null && !compared.isEqual()) {
            settingsDiffer++;
            problems.add(said(number, is) + String.join("; ", compared.differences()));
        }
    }

    private static String said(int number, DeviceTruth truth) {
        return "cycle "
                + number
                + ", "
                + truth.device().name()
                + (truth.fault() == null ? "" : " (" + truth.fault().text() + ")")
                + ": ";
    }

    private static Map<String, Integer> endings(FleetResult result) {
        Map<String, Integer> counts = new LinkedHashMap<>();
        result.endings()
                .forEach((ending, count) ->
                        counts.put(ending.name().toLowerCase(Locale.ROOT), count));
        return counts;
    }

    private static Map<String, Integer> grades(FleetResult result) {
        Map<String, Integer> counts = new TreeMap<>();
        result.grades()
                .forEach(
                        (grade, count) -> counts.put(grade.name().toLowerCase(Locale.ROOT), count));
        return counts;
    }

    private static Map<Endpoint, DeviceTruth> truth(VirtualFleet fleet) {
        Map<Endpoint, DeviceTruth> truth = new HashMap<>();
        fleet.truth().forEach(one -> truth.put(one.device().endpoint(), one));
        return truth;
    }

    /** The fleet that was asked for, quick on its feet so that a cycle takes seconds. */
    private FleetSpec spec() {
        FleetSpec wanted =
                options.spec() == null ? own(options.miners()) : FleetSpec.read(options.spec());
        List<FleetGroup> groups = new ArrayList<>();
        for (FleetGroup group : wanted.groups()) {
            Manners manners = group.traits().manners();
            groups.add(
                    group.withPhysics(group.traits().physics().withTimes(QUICK))
                            .withManners(
                                    manners.withReading(Span.NONE)
                                            .withCommand(Span.ofMillis(5, 50))
                                            .withRestart(Duration.ofSeconds(1))));
        }
        Share share =
                Share.ofFraction(BigDecimal.valueOf(options.faultsPercent()).movePointLeft(2));
        TreeSet<Family> families = new TreeSet<>();
        groups.forEach(group -> families.add(group.family()));
        return new FleetSpec(
                options.seed(), wanted.addressing(), Faults.spread(share, families), groups, null);
    }

    private FleetSpec own(int miners) {
        int half = miners / 2;
        int part = (miners - half) / 3;
        return FleetSpec.of(
                options.seed(),
                FleetGroup.of("lux", Family.LUXOS, "Antminer S21", at(1, half)),
                stock("ant-n", Firmware.STOCK_2022, WorkMode.NORMAL, at(2, part)),
                stock("ant-h", Firmware.STOCK_2023, WorkMode.HIGH, at(3, part)),
                stock("ant-l", Firmware.STOCK_2023, WorkMode.LOW, at(4, miners - half - 2 * part)));
    }

    private static FleetGroup stock(
            String name, Firmware firmware, WorkMode mode, Placement placement) {
        return FleetGroup.of(name, Family.ANTMINER, "Antminer S19 XP", placement)
                .withFirmware(firmware)
                .withWorkMode(mode);
    }

    private static Placement at(int row, int count) {
        return new Placement(count, "127." + BLOCK + "." + (row * 20) + ".1", 0);
    }

    private String site(List<VirtualDevice> devices) {
        DriverCatalogue catalogue = DriverCatalogue.shipped();
        List<VirtualDevice> spoken = new ArrayList<>();
        for (VirtualDevice device : devices) {
            if (catalogue.family(device.family()) == null) {
                familiesLeftOut.add(device.family());
            } else {
                spoken.add(device);
            }
        }
        return SiteText.quick(spoken);
    }
}
