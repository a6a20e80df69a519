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
        name = "program",
        synopsisSubcommandLabel = "VERB",
        description = "Makes, lists, shows and deletes programs.",
        subcommands = {
            VtnProgramVerb.Create.class,
            VtnProgramVerb.ListAll.class,
            VtnProgramVerb.Show.class,
            VtnProgramVerb.Delete.class
        })
final class VtnProgramVerb {
    @Command(name = "create", description = "Makes a program.")
    static final class Create implements Callable<Integer> {
        @Parameters(paramLabel = "NAME", description = "Its name; no other program has it.")
        String name = "";

        @Option(
                names = "--target",
                paramLabel = "TARGET",
                description =
                        "Only VENs with this target see it; may be repeated (default: all do).")
        List<String> targets = List.of();

        @Option(
                names = "--description",
                paramLabel = "URL",
                description = "Where it is described; may be repeated.")
        List<String> descriptions = List.of();

        @Mixin VtnClient.At at = new VtnClient.At();

        @Option(names = "--json", description = "Print the program as JSON.")
        boolean json;

        @Spec @Nullable CommandSpec spec;

        @Override
        public Integer call() {
            Map<String, Object> body = new LinkedHashMap<>();
            body.put("programName", name);
            if (!targets.isEmpty()) {
                body.put("targets", targets);
            }
            if (!descriptions.isEmpty()) {
                body.put(
                        "programDescriptions",
                        descriptions.stream().map(url -> Map.of("URL", url)).toList());
            }
            JsonNode made = at.open().post("/programs", body);
            PrintWriter out = Terminal.out(spec);
            if (json) {
                Json.print(out, made);
            } else {
                out.println("program " + name + " made, id " + made.path("id").asString(""));
            }
            return 0;
        }
    }

    @Command(name = "list", description = "Lists programs.")
    static final class ListAll implements Callable<Integer> {
        @Mixin VtnClient.At at = new VtnClient.At();

        @Option(names = "--json", description = "Print a JSON array.")
        boolean json;

        @Spec @Nullable CommandSpec spec;

        @Override
        public Integer call() {
            List<JsonNode> programs = at.open().all("/programs");
            PrintWriter out = Terminal.out(spec);
            if (json) {
                Json.print(out, programs);
                return 0;
            }
            TextTable table = new TextTable("program", "targets", "changed", "id");
            for (JsonNode program : programs) {
                table.row(
                        program.path("programName").asString(""),
                        VtnWords.targets(program),
                        program.path("modificationDateTime").asString(""),
                        program.path("id").asString(""));
            }
            table.print(out);
            return 0;
        }
    }

    @Command(name = "show", description = "Shows a program.")
    static final class Show implements Callable<Integer> {
        @Parameters(paramLabel = "NAME|ID", description = "Which.")
        String program = "";

        @Mixin VtnClient.At at = new VtnClient.At();

        @Spec @Nullable CommandSpec spec;

        @Override
        public Integer call() {
            Json.print(Terminal.out(spec), at.open().program(program));
            return 0;
        }
    }

    @Command(
            name = "delete",
            description = "Deletes a program that has no events left, or with all of its events.")
    static final class Delete implements Callable<Integer> {
        @Parameters(paramLabel = "NAME|ID", description = "Which.")
        String program = "";

        @Option(
                names = "--with-events",
                description = "Its events too; VENs then stop following them.")
        boolean withEvents;

        @Mixin VtnClient.At at = new VtnClient.At();

        @Spec @Nullable CommandSpec spec;

        @Override
        public Integer call() {
            VtnClient vtn = at.open();
            String id = vtn.program(program).path("id").asString("");
            int events = vtn.all("/events?programID=" + id).size();
            if (events > 0 && !withEvents) {
                throw Fault.badInput(
                        program
                                + " has "
                                + events
                                + " events, which would go with it; say --with-events, or cancel"
                                + " them first");
            }
            vtn.delete("/programs/" + id);
            Terminal.out(spec)
                    .println("program " + program + " deleted, with " + events + " events");
            return 0;
        }
    }
}
