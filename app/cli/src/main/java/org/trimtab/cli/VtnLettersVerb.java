package org.trimtab.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

@Command(
        name = "letters",
        synopsisSubcommandLabel = "VERB",
        description = {
            "Shows webhook notifications that were given up, sends them again, throws them away.",
            "",
            "A notification is given up when its subscriber refused it 6 times, said 410 once, or"
                    + " could not be reached for 24 hours. Only business logic may see them.",
            "",
            "Examples:",
            "  trimtab vtn letters list --vtn URL --id utility --secret-env VTN_SECRET",
            "  trimtab vtn letters retry DELIVERY …",
            "  trimtab vtn letters drop --all …"
        },
        subcommands = {
            VtnLettersVerb.ListAll.class,
            VtnLettersVerb.Retry.class,
            VtnLettersVerb.Drop.class
        })
final class VtnLettersVerb {
    private static final String PATH = "/extensions/deliveries";

    /** Letters named in one request; the VTN takes no more at once. */
    private static final int AT_ONCE_MAX = 1_000;

    @Command(
            name = "list",
            description =
                    "Lists the last 100 that were given up, the newest first, and how many wait.")
    static final class ListAll implements Callable<Integer> {
        @Mixin VtnClient.At at = new VtnClient.At();

        @Option(names = "--json", description = "Print one JSON object.")
        boolean json;

        @Spec @Nullable CommandSpec spec;

        @Override
        public Integer call() {
            JsonNode deliveries = at.open().get(PATH);
            PrintWriter out = Terminal.out(spec);
            if (json) {
                Json.print(out, deliveries);
                return 0;
            }
            JsonNode letters = deliveries.path("dead_letters");
            if (!letters.isEmpty()) {
                TextTable table =
                        new TextTable(
                                "delivery", "subscription", "told of", "tries", "given up", "last");
                for (JsonNode letter : letters) {
                    table.row(
                            letter.path("delivery_id").asString(""),
                            letter.path("subscription_id").asString(""),
                            about(letter),
                            letter.path("attempts").asInt(),
                            letter.path("given_up_at").asString(""),
                            letter.path("said").asString(""));
                }
                table.print(out);
            }
            long dead = deliveries.path("dead").asLong();
            out.println(
                    dead
                            + " given up"
                            + (dead > letters.size() ? ", " + letters.size() + " shown" : "")
                            + "; "
                            + deliveries.path("waiting").asLong()
                            + " wait");
            JsonNode alone = deliveries.path("hosts_left_alone");
            if (!alone.isEmpty()) {
                List<String> hosts = new ArrayList<>();
                alone.forEach(host -> hosts.add(host.asString("")));
                out.println("hosts nobody can reach now: " + String.join(" ", hosts));
            }
            return 0;
        }

        private static String about(JsonNode letter) {
            return letter.path("operation").asString("")
                    + " "
                    + letter.path("object_type").asString("")
                    + " "
                    + letter.path("object_id").asString("");
        }
    }

    /** Which letters are meant. */
    static final class Which {
        @Parameters(
                paramLabel = "DELIVERY",
                arity = "1..*",
                description = "The delivery's id, as the list shows it.")
        List<String> ids = List.of();

        @Option(names = "--all", description = "All that were given up.")
        boolean all;

        private Map<String, Object> body() {
            if (ids.size() > AT_ONCE_MAX) {
                throw Fault.badInput("name at most " + AT_ONCE_MAX + " deliveries, or --all");
            }
            return all ? Map.of("all", true) : Map.of("delivery_ids", ids);
        }
    }

    @Command(
            name = "retry",
            description =
                    "Sends them again, with as many tries as a new one has. Those whose subscription"
                            + " is gone stay where they are.")
    static final class Retry implements Callable<Integer> {
        @ArgGroup(multiplicity = "1")
        Which which = new Which();

        @Mixin VtnClient.At at = new VtnClient.At();

        @Option(names = "--json", description = "Print one JSON object.")
        boolean json;

        @Spec @Nullable CommandSpec spec;

        @Override
        public Integer call() {
            JsonNode answer = at.open().post(PATH + "/retry", which.body());
            return shown(
                    Terminal.out(spec),
                    json,
                    answer,
                    answer.path("retried").asLong() + " sent again",
                    "no dead letter has that id, or its subscription is gone");
        }
    }

    @Command(name = "drop", description = "Throws them away; nobody is told of what they held.")
    static final class Drop implements Callable<Integer> {
        @ArgGroup(multiplicity = "1")
        Which which = new Which();

        @Mixin VtnClient.At at = new VtnClient.At();

        @Option(names = "--json", description = "Print one JSON object.")
        boolean json;

        @Spec @Nullable CommandSpec spec;

        @Override
        public Integer call() {
            JsonNode answer = at.open().post(PATH + "/drop", which.body());
            return shown(
                    Terminal.out(spec),
                    json,
                    answer,
                    answer.path("dropped").asLong() + " thrown away",
                    "no dead letter has that id");
        }
    }

    private static int shown(
            PrintWriter out, boolean json, JsonNode answer, String done, String otherwise) {
        if (json) {
            Json.print(out, answer);
            return 0;
        }
        out.println(done);
        answer.path("left").forEach(id -> out.println(id.asString("") + ": " + otherwise));
        return 0;
    }
}
