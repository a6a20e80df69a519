package org.trimtab.cli;

import java.io.IOException;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.trimtab.fleet.Wish;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "restore",
        description = {
            "Brings devices back to how they were before the first fleet curtail or set-power, in waves"
                    + " that spare the feeder, and compares settings and pools with the snapshot.",
            "",
            "Without a selection it restores every device that these verbs have commanded. A device that"
                    + " must sleep for some time yet is waited for, up to 5 minutes.",
            "",
            "Examples:",
            "  trimtab fleet restore --yes",
            "  trimtab fleet restore --address 10.0.4.0/24 --yes --json --devices",
            "",
            "Exit 0 when every device is back and set as before, 3 when one is not."
        })
final class FleetRestoreVerb implements Callable<Integer> {
    @Mixin FleetActing acting = new FleetActing();

    @Option(
            names = "--others-too",
            description = "Wake selected devices too that these verbs did not put to sleep.")
    boolean othersToo;

    @Spec @Nullable CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        if (acting.selecting.selector().isEmpty()) {
            if (othersToo) {
                throw Fault.badInput("--others-too needs a selection, such as --all");
            }
            acting.selecting.all = true;
        }
        return acting.act(new Wish.Restore(othersToo), spec);
    }
}
