package org.trimtab.cli;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

@Command(name = "cancel", description = "Takes an instruction back; what sleeps for it is woken.")
final class CancelVerb implements Callable<Integer> {
    @Parameters(paramLabel = "ID", description = "The instruction's id.")
    String id = "";

    @Option(names = "--json", description = "Print one JSON object.")
    boolean json;

    @Mixin SiteClient.At at = new SiteClient.At();

    @Spec @Nullable CommandSpec spec;

    @Override
    public Integer call() {
        JsonNode event = at.open().delete("/instructions/" + Terminal.pathPart(id));
        var out = Terminal.out(spec);
        if (json) {
            Json.print(out, event);
        } else {
            out.printf("%s: now %s%n", id, event.path("state").asString());
            out.flush();
        }
        return 0;
    }
}
