package org.trimtab.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.trimtab.drivers.DriverCatalogue;
import org.trimtab.drivers.api.FamilyDescriptor;
import org.trimtab.resource.Device;
import org.trimtab.resource.DeviceId;
import org.trimtab.resource.Endpoint;
import org.trimtab.resource.Envelope;

/**
 * LuxOS machines that think no time and fall at once, so that only our side and the network are measured.
 *
 * @param count how many
 * @param port TCP port of all of them
 * @param meterPort port of the site meter
 */
record TripFleet(int count, int port, int meterPort) {
    /** The program whose award lets the site shed. */
    static final String PROGRAM = "ffr";

    static final int WATTS = 3_500;

    private static final String FAMILY = "luxos";
    private static final String MODEL = "Antminer S21";
    private static final int FIRST_ADDRESS = 0x7F01_0001;

    static TripFleet onFreePorts(int count) throws IOException {
        try (ServerSocket luxos = anyPort();
                ServerSocket meter = anyPort()) {
            return new TripFleet(count, luxos.getLocalPort(), meter.getLocalPort());
        }
    }

    Path writeFleet(Path file) throws IOException {
        return Files.writeString(
                file,
                """
                # The fleet of `trimtab bench dispatch`, for the trip.
                seed: 7
                addressing: loopback-network
                meter:
                  address: 127.0.0.1:%d
                groups:
                  - group: lux
                    family: luxos
                    model: "%s"
                    running: %d W
                    hashrate: 200 TH/s
                    count: %d
                    first: %s
                    port: %d
                    ramp-down: 0 s
                    boot: 0 s
                    ramp-up: 0 s
                    restart: 0 s
                    think-least: 0 s
                    think-most: 0 s
                    command-least: 0 s
                    command-most: 0 s
                """
                        .formatted(meterPort, MODEL, WATTS, count, address(0), port));
    }

    Path writeSite(Path file) throws IOException {
        return Files.writeString(
                file,
                Mine.siteHead(meterPort)
                        + deviceGroup()
                        + Mine.TERMS
                        + """
                        programs:
                          - name: %s
                            rank: grid-emergency
                            full-within: 500 ms
                        frequency:
                          nominal: 60 Hz
                          under-frequency:
                            program: %s
                            threshold: 59.85 Hz
                            delay: 0 s
                            hold: 2 s
                            rearm-above: 59.97 Hz
                            rearm-after: 1 s
                        policy:
                          wake-wave-max: %d
                        """
                                .formatted(PROGRAM, PROGRAM, count));
    }

    /** The machines as a site file lists them. */
    String deviceGroup() {
        return """
          - group: lux
            family: luxos
            model: "%s"
            running: %d W
            hashrate: 200 TH/s
            min-off: 1 s
            min-on: 1 s
            addresses: [%s-%s:%d]
        """
                .formatted(MODEL, WATTS, address(0), address(count - 1), port);
    }

    /** The same machines for the drivers alone. */
    List<Device> devices() {
        FamilyDescriptor family =
                DriverCatalogue.shipped().families().stream()
                        .filter(one -> one.family().equals(FAMILY))
                        .findFirst()
                        .orElseThrow(() -> new BenchFailure("no driver speaks to " + FAMILY));
        FamilyDescriptor.Model model = family.models().getFirst();
        List<Device> devices = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            devices.add(
                    new Device(
                            new DeviceId(FAMILY + "-" + (i + 1)),
                            FAMILY,
                            model.name(),
                            new Endpoint(address(i), port),
                            null,
                            model.power(),
                            family.standby(),
                            model.hashRate(),
                            new Envelope(Duration.ZERO, Duration.ZERO, false),
                            family.timing(),
                            Set.copyOf(family.capabilities())));
        }
        return devices;
    }

    private static String address(int index) {
        int number = FIRST_ADDRESS + index;
        return "127." + (number >> 16 & 255) + "." + (number >> 8 & 255) + "." + (number & 255);
    }

    private static ServerSocket anyPort() throws IOException {
        return new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    }
}
