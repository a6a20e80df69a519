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

@Command(
        name = "unhold",
        description = {
            "Gives held devices back to dispatch.",
            "",
            "Example:",
            "  trimtab unhold fans"
        })
final class UnholdVerb implements Callable<Integer> {
    @Parameters(paramLabel = "ID", description = "The hold's id; trimtab holds lists them.")
    String id = "";

    @Mixin By by = new By();

    @Option(names = "--json", description = "Print one JSON object.")
    boolean json;

    @Mixin SiteClient.At at = new SiteClient.At();

    @Spec @Nullable CommandSpec spec;

    @Override
    public Integer call() {
        JsonNode hold =
                at.open()
                        .delete(
                                "/holds/"
                                        + Terminal.pathPart(id)
                                        + "?by="
                                        + Terminal.pathPart(by.name()));
        var out = Terminal.out(spec);
        if (json) {
            Json.print(out, hold);
        } else {
            out.printf("%s: lifted, %d devices%n", id, hold.path("count").asInt());
            out.flush();
        }
        return 0;
    }
}
