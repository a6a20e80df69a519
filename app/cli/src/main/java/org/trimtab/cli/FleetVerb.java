package org.trimtab.cli;

import picocli.CommandLine.Command;

@Command(
        name = "fleet",
        synopsisSubcommandLabel = "VERB",
        description =
                "Finds, reads and commands a site's devices by hand, while no site runs on its data"
                        + " folder.",
        subcommands = {
            FleetScanVerb.class,
            FleetStatusVerb.class,
            FleetCurtailVerb.class,
            FleetRestoreVerb.class,
            FleetSetPowerVerb.class,
            FleetDoctorVerb.class,
            FleetSwitchVerb.class,
            FleetCredentialsVerb.class
        })
final class FleetVerb {}
