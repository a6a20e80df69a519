package org.trimtab.cli;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.trimtab.quantity.Power;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

@Command(
        name = "instruct",
        description = {
            "Gives a running site a grid instruction and prints what it took on.",
            "",
            "Examples:",
            "  trimtab instruct --limit \"1.5 MW\" --for 10m",
            "  trimtab instruct --base-point \"60 MW\" --for 1h --program clr --id clr-18",
            "  trimtab instruct --reserve \"5 MW\" --for 1h --program rrs-ufr",
            "",
            "trimtab plan --dry-run with the same options shows the plan and commands nothing."
        })
final class InstructVerb implements Callable<Integer> {
    @Mixin Asking asking = new Asking();

    @Option(names = "--json", description = "Print one JSON object.")
    boolean json;

    @Mixin SiteClient.At at = new SiteClient.At();

    @Spec @Nullable CommandSpec spec;

    @Override
    public Integer call() {
        JsonNode event = at.open().post("/instructions", asking.body());
        var out = Terminal.out(spec);
        if (json) {
            Json.print(out, event);
        } else {
            out.printf(
                    "%s: %s, %s to %s, now %s%n",
                    event.path("id").asString(),
                    event.path("asks").asString(),
                    event.path("from").asString(),
                    event.path("until").asString(),
                    event.path("state").asString());
            long shortfall = event.path("shortfall_w").asLong(0);
            if (shortfall > 0) {
                out.printf("short by %s: the site has no more to give%n", Power.ofWatts(shortfall));
            }
            out.flush();
        }
        return 0;
    }
}
