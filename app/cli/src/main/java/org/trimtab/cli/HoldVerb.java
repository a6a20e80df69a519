package org.trimtab.cli;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

@Command(
        name = "hold",
        description = {
            "Takes devices of a running site out of dispatch. A hand on the switch goes before everything"
                    + " that is owed. Kinds of selection narrow each other.",
            "",
            "Examples:",
            "  trimtab hold a-0001 a-0002 --kind asleep --for 2h --id fans",
            "  trimtab hold --rack r-12 --kind awake",
            "  trimtab hold --family luxos --kind untouched --by jo",
            "",
            "trimtab holds lists what is held, trimtab unhold ID gives it back."
        })
final class HoldVerb implements Callable<Integer> {
    /** What can be held. */
    enum Kind {
        ASLEEP,
        AWAKE,
        UNTOUCHED
    }

    @Parameters(arity = "0..*", paramLabel = "DEVICE", description = "Devices by name.")
    List<String> devices = List.of();

    @Option(
            names = "--kind",
            required = true,
            paramLabel = "KIND",
            description =
                    "asleep: put to sleep and left so; awake: never curtailed; untouched: left as it is.")
    Kind kind = Kind.UNTOUCHED;

    @Option(
            names = "--for",
            paramLabel = "DURATION",
            description = "How long, such as 2h (default: until it is lifted).")
    @Nullable Duration length;

    @Option(names = "--id", paramLabel = "ID", description = "Your name for the hold.")
    @Nullable String id;

    @Option(names = "--all", description = "Every device of the site.")
    boolean all;

    @Option(names = "--family", split = ",", paramLabel = "NAME", description = "This family.")
    List<String> families = List.of();

    @Option(names = "--rack", split = ",", paramLabel = "NAME", description = "This rack.")
    List<String> racks = List.of();

    @Option(names = "--tag", split = ",", paramLabel = "NAME", description = "Devices so tagged.")
    List<String> tags = List.of();

    @Mixin By by = new By();

    @Option(names = "--json", description = "Print one JSON object.")
    boolean json;

    @Mixin SiteClient.At at = new SiteClient.At();

    @Spec @Nullable CommandSpec spec;

    @Override
    public Integer call() {
        if (!all && devices.isEmpty() && families.isEmpty() && racks.isEmpty() && tags.isEmpty()) {
            throw Fault.badInput("say which devices: by name, --family, --rack, --tag or --all");
        }
        Map<String, Object> body = new LinkedHashMap<>();
        if (id != null) {
            body.put("id", id);
        }
        body.put("kind", kind.name());
        if (length != null) {
            body.put("for", length.toMillis() + " ms");
        }
        body.put("by", by.name());
        body.put("all", all);
        body.put("devices", devices);
        body.put("families", families);
        body.put("racks", racks);
        body.put("tags", tags);
        JsonNode hold = at.open().post("/holds", body);
        var out = Terminal.out(spec);
        if (json) {
            Json.print(out, hold);
        } else {
            out.println(HoldsVerb.line(hold));
            out.flush();
        }
        return 0;
    }
}
