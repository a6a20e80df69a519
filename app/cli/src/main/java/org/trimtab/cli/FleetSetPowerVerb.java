package org.trimtab.cli;

import java.io.IOException;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.trimtab.fleet.Wish;
import org.trimtab.quantity.Power;
import org.trimtab.quantity.QuantityFormat;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "set-power",
        description = {
            "Holds devices at a lower power, where their firmware can do that without a restart, and says"
                    + " of each what was seen. fleet restore takes the caps away again.",
            "",
            "Examples:",
            "  trimtab fleet set-power \"2000 W\" --model S21 --dry-run",
            "  trimtab fleet set-power --percent 60 --family braiins --yes",
            "",
            "Exit 0 when every commanded device is confirmed, 3 when one is not, 4 when none can be"
                    + " reached."
        })
final class FleetSetPowerVerb implements Callable<Integer> {
    @Parameters(
            arity = "0..1",
            paramLabel = "POWER",
            description = "Most that each device shall draw, such as \"2000 W\".")
    @Nullable Power most;

    @Option(
            names = "--percent",
            paramLabel = "P",
            description = "Most that each shall draw as a share of its full power, such as 60.")
    @Nullable String percent;

    @Mixin FleetActing acting = new FleetActing();

    @Spec @Nullable CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        return acting.act(wish(), spec);
    }

    private Wish wish() {
        if ((most == null) == (percent == null)) {
            throw Fault.badInput("give either a power such as \"2000 W\" or --percent 60");
        }
        if (most != null) {
            if (most.watts() <= 0) {
                throw Fault.badInput(
                        "\"" + most + "\" must be above 0 W; to switch off use fleet curtail");
            }
            return new Wish.HoldAt(most);
        }
        String text = percent == null ? "" : percent.replace("%", "").strip() + " %";
        var share = QuantityFormat.parseShare(text);
        if (share.partsPerMillion() == 0) {
            throw Fault.badInput("--percent must be above 0; to switch off use fleet curtail");
        }
        return new Wish.HoldAtShare(share);
    }
}
