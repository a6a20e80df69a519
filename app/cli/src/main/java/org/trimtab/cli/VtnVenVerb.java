package org.trimtab.cli;

import java.io.PrintWriter;
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
        name = "ven",
        synopsisSubcommandLabel = "VERB",
        description = "Enrols VENs and lists them.",
        subcommands = {VtnVenVerb.ListAll.class, VtnVenVerb.Enrol.class})
final class VtnVenVerb {
    @Command(name = "list", description = "Lists the VENs with their resources.")
    static final class ListAll implements Callable<Integer> {
        @Mixin VtnClient.At at = new VtnClient.At();

        @Option(names = "--json", description = "Print a JSON array.")
        boolean json;

        @Spec @Nullable CommandSpec spec;

        @Override
        public Integer call() {
            VtnClient vtn = at.open();
            List<JsonNode> vens = vtn.all("/vens");
            PrintWriter out = Terminal.out(spec);
            if (json) {
                Json.print(out, vens);
                return 0;
            }
            List<JsonNode> resources = vtn.all("/resources");
            TextTable table = new TextTable("ven", "client", "targets", "resources", "id");
            for (JsonNode ven : vens) {
                String id = ven.path("id").asString("");
                List<String> names =
                        resources.stream()
                                .filter(resource -> resource.path("venID").asString("").equals(id))
                                .map(resource -> resource.path("resourceName").asString(""))
                                .toList();
                table.row(
                        ven.path("venName").asString(""),
                        ven.path("clientID").asString(""),
                        VtnWords.targets(ven),
                        names.isEmpty() ? "-" : String.join(" ", names),
                        id);
            }
            table.print(out);
            return 0;
        }
    }

    @Command(
            name = "enrol",
            description =
                    "Enrols a client as a VEN with targets; one that is enrolled gets these"
                            + " targets.")
    static final class Enrol implements Callable<Integer> {
        @Parameters(paramLabel = "NAME", description = "The VEN's name; no other VEN has it.")
        String name = "";

        @Option(
                names = "--client",
                paramLabel = "ID",
                description = "Its client id (default: its name).")
        @Nullable String client;

        @Option(
                names = "--target",
                paramLabel = "TARGET",
                description = "What it may be addressed by; may be repeated.")
        List<String> targets = List.of();

        @Mixin VtnClient.At at = new VtnClient.At();

        @Option(names = "--json", description = "Print the ven as JSON.")
        boolean json;

        @Spec @Nullable CommandSpec spec;

        @Override
        public Integer call() {
            VtnClient vtn = at.open();
            Map<String, Object> body = new LinkedHashMap<>();
            body.put("objectType", "BL_VEN_REQUEST");
            if (client != null) {
                body.put("clientID", client);
            }
            body.put("targets", targets);
            JsonNode before = null;
            for (JsonNode ven : vtn.all("/vens?venName=" + VtnClient.encoded(name))) {
                before = ven;
                ven.properties()
                        .forEach(property ->
                                body.putIfAbsent(property.getKey(), property.getValue()));
            }
            body.putIfAbsent("clientID", name);
            body.putIfAbsent("venName", name);
            JsonNode kept =
                    before == null
                            ? vtn.post("/vens", body)
                            : vtn.put("/vens/" + before.path("id").asString(""), body);
            PrintWriter out = Terminal.out(spec);
            if (json) {
                Json.print(out, kept);
            } else {
                out.println(
                        "ven "
                                + name
                                + (before == null ? " enrolled" : " changed")
                                + ", client "
                                + kept.path("clientID").asString("")
                                + ", targets "
                                + VtnWords.targets(kept));
            }
            return 0;
        }
    }
}
