package org.trimtab.cli;

import picocli.CommandLine.Command;

@Command(
        name = "meter",
        description =
                "Reads meter files: checks what others hand you, and puts it in one form. The columns"
                        + " are told in docs/reference/meter-files.md.",
        subcommands = {MeterImportVerb.class, MeterReconcileVerb.class})
final class MeterVerb {}
