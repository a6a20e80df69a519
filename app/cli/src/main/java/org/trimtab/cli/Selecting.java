package org.trimtab.cli;

import java.util.List;
import org.trimtab.fleet.Selector;
import org.trimtab.store.registry.AddressRange;
import picocli.CommandLine.Option;

/** How a fleet verb says which devices it means. */
final class Selecting {
    @Option(names = "--all", description = "Every device of the site.")
    boolean all;

    @Option(
            names = "--family",
            split = ",",
            paramLabel = "NAME",
            description = "Devices of this family.")
    List<String> families = List.of();

    @Option(
            names = "--model",
            split = ",",
            paramLabel = "NAME",
            description = "Devices of this model.")
    List<String> models = List.of();

    @Option(
            names = "--rack",
            split = ",",
            paramLabel = "NAME",
            description = "Devices in this rack.")
    List<String> racks = List.of();

    @Option(
            names = "--tag",
            split = ",",
            paramLabel = "NAME",
            description = "Devices with this tag.")
    List<String> tags = List.of();

    @Option(
            names = "--address",
            split = ",",
            paramLabel = "BLOCK",
            description = "Devices at this address, range or block, such as 10.0.4.0/24.")
    List<String> addresses = List.of();

    @Option(names = "--device", split = ",", paramLabel = "NAME", description = "This device.")
    List<String> devices = List.of();

    Selector selector() {
        return new Selector(
                all,
                families,
                models,
                racks,
                tags,
                addresses.stream().map(AddressRange::parseWithBlocks).toList(),
                devices);
    }
}
