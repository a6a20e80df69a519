package org.trimtab.cli;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.trimtab.fleet.FleetPlace;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** How a fleet verb says which fleet it means. */
final class FleetAt {
    @Option(
            names = "--site",
            paramLabel = "SITE.yaml",
            defaultValue = "site.yaml",
            description = "The site file (default: ${DEFAULT-VALUE}).")
    Path siteFile = Path.of("site.yaml");

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description =
                    "The site's data folder, where snapshots are kept (default: data beside the site"
                            + " file).")
    @Nullable Path data;

    @Mixin VaultAt vault = new VaultAt();

    FleetPlace place() {
        Path folder = data == null ? siteFile.toAbsolutePath().resolveSibling("data") : data;
        return new FleetPlace(siteFile, folder, vault.place(siteFile));
    }
}
