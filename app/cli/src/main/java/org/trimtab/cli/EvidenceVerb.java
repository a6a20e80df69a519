package org.trimtab.cli;

import picocli.CommandLine.Command;

@Command(
        name = "evidence",
        synopsisSubcommandLabel = "VERB",
        description =
                "Makes and checks evidence: signed bundles that a third party can work out again without"
                        + " trusting anyone. The bundles of events a site lived through lie in its data"
                        + " folder.",
        subcommands = {EvidenceMakeVerb.class, VerifyVerb.class, EvidenceKeyVerb.class})
final class EvidenceVerb {}
