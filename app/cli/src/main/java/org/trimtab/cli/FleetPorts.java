package org.trimtab.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Option;

/** How a verb that looks around is told of other ports than the makers'. */
final class FleetPorts {
    private static final int PORT_MAX = 65_535;

    @Option(
            names = "--port",
            split = ",",
            paramLabel = "USUAL=ACTUAL",
            description = "Ask at another port than the maker's, such as 80=8080.")
    Map<Integer, Integer> ports = new LinkedHashMap<>();

    Map<Integer, Integer> ports() {
        ports.forEach((usual, actual) -> {
            if (usual < 1 || usual > PORT_MAX || actual < 1 || actual > PORT_MAX) {
                throw Fault.badInput(
                        "--port " + usual + "=" + actual + ": a port lies between 1 and 65535");
            }
        });
        return ports;
    }
}
