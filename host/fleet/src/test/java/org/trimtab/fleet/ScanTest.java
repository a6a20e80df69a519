package org.trimtab.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.trimtab.drivers.DriverCatalogue;
import org.trimtab.drivers.api.Access;
import org.trimtab.drivers.api.Identity;
import org.trimtab.drivers.scout.Sighting;
import org.trimtab.live.SiteFiles;
import org.trimtab.quantity.HashRate;
import org.trimtab.quantity.Power;
import org.trimtab.resource.Device;
import org.trimtab.virtual.FleetSpec;
import org.trimtab.virtual.VirtualDevice;
import org.trimtab.virtual.VirtualFleet;
import org.trimtab.virtual.machine.Family;

class ScanTest {
    @TempDir private Path folder;

    @Test
    void shouldFindAFleetAndWriteASiteFileThatIsReadBack() throws IOException {
        FleetSpec spec =
                FleetSpec.of(
                        3, VirtualSite.quick("lux", Family.LUXOS, "Antminer S21", "127.72.0.1", 5));
        try (VirtualFleet fleet = VirtualFleet.start(spec)) {
            Map<Integer, Integer> ports =
                    Map.of(4028, fleet.devices().getFirst().endpoint().port());
            ScanTargets targets = ScanTargets.parse(List.of("127.72.0.0/24"));

            Scan.Found found = new Scan(ports).over(targets, Progress.SILENT, () -> false);

            assertThat(found.whole()).isTrue();
            assertThat(found.asked()).isEqualTo(256);
            assertThat(found.recognised()).hasSize(5);
            assertThat(found.recognised().getFirst().identity().family()).isEqualTo("luxos");
            DriverCatalogue catalogue = DriverCatalogue.shipped();
            List<SiteWriter.Known> known =
                    new Learning(catalogue, _ -> Access.AS_DELIVERED)
                            .of(found.recognised(), Progress.SILENT, () -> false);
            SiteWriter.Written written = new SiteWriter(catalogue).write(known, found.strangers());
            Path file = Files.writeString(folder.resolve("site.yaml"), written.text());
            List<Device> devices = SiteFiles.read(file).site().devices();
            assertThat(written.written()).isEqualTo(5);
            assertThat(devices)
                    .extracting(Device::endpoint)
                    .containsExactlyElementsOf(
                            fleet.devices().stream().map(VirtualDevice::endpoint).toList());
            assertThat(devices).extracting(Device::model).containsOnly("Antminer S21");
        }
    }

    @Test
    void shouldKeepWhatWasFoundWhenItIsStopped() throws IOException {
        FleetSpec spec =
                FleetSpec.of(
                        3,
                        VirtualSite.quick("lux", Family.LUXOS, "Antminer S21", "127.72.0.1", 20));
        try (VirtualFleet fleet = VirtualFleet.start(spec)) {
            Map<Integer, Integer> ports =
                    Map.of(4028, fleet.devices().getFirst().endpoint().port());
            AtomicInteger done = new AtomicInteger();
            Progress watching = (_, now, _) -> done.set(now);
            ScanTargets targets = ScanTargets.parse(List.of("127.72.0.0/13"));

            Scan.Found found = new Scan(ports).over(targets, watching, () -> done.get() > 2_000);

            assertThat(found.whole()).isFalse();
            assertThat(found.asked()).isBetween(2_000, 500_000);
            assertThat(found.recognised()).hasSize(20);
        }
    }

    @Test
    void shouldNotListWhatTakesAConnectionAndSaysNothing() throws IOException {
        try (ServerSocket mute = new ServerSocket(0, 10, InetAddress.getByName("127.72.7.1"))) {
            Thread.ofVirtual()
                    .start(() -> {
                        while (!mute.isClosed()) {
                            try (Socket caller = mute.accept()) {
                                caller.getInputStream().readNBytes(1);
                            } catch (IOException e) {
                                // The test is over.
                            }
                        }
                    });
            ScanTargets targets = ScanTargets.parse(List.of("127.72.7.1-127.72.7.2"));

            Scan.Found found =
                    new Scan(Map.of(4028, mute.getLocalPort()))
                            .over(targets, Progress.SILENT, () -> false);

            assertThat(found.recognised()).isEmpty();
            assertThat(found.strangers()).isEmpty();
            assertThat(found.mute()).isEqualTo(1);
        }
    }

    @Test
    void shouldWriteWhatItDoesNotKnowAsComments() throws IOException {
        List<SiteWriter.Known> known = new ArrayList<>();
        known.add(known("10.0.0.1", "luxos", "Antminer S21", 0, 0));
        known.add(known("10.0.0.2", "luxos", "Homemade: \"1\" # x", 2_000, 90_000_000));
        known.add(known("10.0.0.3", "antminer", null, 0, 0));
        TreeMap<Integer, String> said = new TreeMap<>(Map.of(80, "a printer\nsite: evil"));

        SiteWriter.Written written =
                new SiteWriter(DriverCatalogue.shipped())
                        .write(known, List.of(new Sighting("10.0.0.9", null, said)));

        Path file = Files.writeString(folder.resolve("site.yaml"), written.text());
        List<Device> devices = SiteFiles.read(file).site().devices();
        assertThat(devices)
                .extracting(device -> device.endpoint().host())
                .containsExactly("10.0.0.1", "10.0.0.2");
        assertThat(devices.getLast().running()).isEqualTo(Power.ofWatts(2_000));
        assertThat(written.written()).isEqualTo(2);
        assertThat(written.commented()).isEqualTo(2);
        assertThat(written.text()).contains("10.0.0.3", "10.0.0.9", "a printer site: evil");
    }

    @Test
    void shouldTellWhenASerialNumberIsThereTwice() {
        List<Scan.Recognised> found =
                List.of(
                        new Scan.Recognised("10.0.0.1", 80, identity("X1")),
                        new Scan.Recognised("10.0.0.2", 80, identity("X2")),
                        new Scan.Recognised("10.0.0.7", 80, identity("X1")));

        assertThat(SiteWriter.duplicates(found))
                .isEqualTo(Map.of("X1", List.of("10.0.0.1", "10.0.0.7")));
    }

    private static Identity identity(String serial) {
        return new Identity("luxos", null, null, null, serial);
    }

    private static SiteWriter.Known known(
            String host, String family, @Nullable String model, long watts, long megahashes) {
        return new SiteWriter.Known(
                new Scan.Recognised(
                        host,
                        family.equals("luxos") ? 4028 : 80,
                        new Identity(family, null, model, null, null)),
                model,
                watts == 0 ? null : Power.ofWatts(watts),
                megahashes == 0 ? null : new HashRate(megahashes));
    }
}
