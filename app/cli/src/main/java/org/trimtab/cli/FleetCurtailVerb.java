package org.trimtab.cli;

import java.io.IOException;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.trimtab.fleet.Wish;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(
        name = "curtail",
        description = {
            "Puts devices to sleep and says of each what was seen: a yes is not believed, only a fall of"
                    + " power or a state read back after the command.",
            "",
            "Keeps how each device is set on disk before the first command, so that fleet restore can put"
                    + " it back.",
            "",
            "Examples:",
            "  trimtab fleet curtail --all --dry-run",
            "  trimtab fleet curtail --rack r-12,r-13 --yes --json",
            "",
            "Exit 0 when every commanded device is confirmed, 3 when one is not, 4 when none can be"
                    + " reached."
        })
final class FleetCurtailVerb implements Callable<Integer> {
    @Mixin FleetActing acting = new FleetActing();

    @Spec @Nullable CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        return acting.act(new Wish.Curtail(), spec);
    }
}
