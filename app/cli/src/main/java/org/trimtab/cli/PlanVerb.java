package org.trimtab.cli;

import java.io.PrintWriter;
import java.util.Locale;
import java.util.Map;
import java.util.StringJoiner;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.trimtab.quantity.Power;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

@Command(
        name = "plan",
        description = {
            "Shows the plan a running site would make for an instruction now: who would change and"
                    + " who not and why, what would be short, who would lose what to whom, and what it"
                    + " costs. Nothing is commanded and nothing kept.",
            "",
            "Examples:",
            "  trimtab plan --dry-run --limit \"1.5 MW\" --for 10m",
            "  trimtab plan --day tomorrow --site site.yaml --prices rt.csv --da da.csv --point"
                    + " LZ_WEST",
            "  trimtab plan --dry-run --reduce-by \"2 MW\" --for 1h --program ers --all",
            "",
            "Exit 3 when the site would refuse it or would be short."
        })
final class PlanVerb implements Callable<Integer> {
    private static final int SHOWN = 20;
    private static final String CAP = "CAP_AT ";
    private static final int ALL = 200_000;

    /** For an instruction now. */
    static final class Now extends Asking {
        @Option(
                names = "--dry-run",
                required = true,
                description = "Command nothing; trimtab instruct is the verb that does.")
        boolean dryRun;
    }

    /** For an instruction now, or for a day to come. */
    static final class Form {
        @ArgGroup(exclusive = false, heading = "For an instruction now:%n")
        @Nullable Now now;

        @ArgGroup(exclusive = false, heading = "For a day to come:%n")
        @Nullable PlanDay day;
    }

    @ArgGroup(multiplicity = "1")
    Form form = new Form();

    @Option(names = "--all", description = "Name every chosen device, not only the first 20.")
    boolean all;

    @Option(names = "--json", description = "Print one JSON object.")
    boolean json;

    @Mixin SiteClient.At at = new SiteClient.At();

    @Spec @Nullable CommandSpec spec;

    @Override
    public Integer call() {
        PlanDay day = form.day;
        if (day != null) {
            return day.call(Terminal.out(spec), json, at);
        }
        Now asking = form.now == null ? new Now() : form.now;
        JsonNode preview = at.open().post("/plans?chosen=" + (all ? ALL : SHOWN), asking.body());
        PrintWriter out = Terminal.out(spec);
        if (json) {
            Json.print(out, preview);
        } else {
            print(out, preview);
            out.flush();
        }
        boolean isShort = preview.path("plan").path("shortfall_w").asLong(0) > 0;
        return preview.path("refusal").isString() || isShort ? Fault.FAILED : 0;
    }

    private static void print(PrintWriter out, JsonNode preview) {
        out.printf(
                "%s (program %s)%n",
                preview.path("asks").asString(), preview.path("program").asString());
        if (preview.path("refusal").isString()) {
            out.printf("  would be refused: %s%n", preview.path("refused_because").asString());
            return;
        }
        BandText.print(out, preview.path("band"));
        JsonNode plan = preview.path("plan");
        if (!plan.isObject()) {
            out.println("  no plan would be made: what is owed already asks for as much");
            return;
        }
        int count = plan.path("chosen").asInt();
        out.printf(
                "  %s to find, %s found from %d devices, %s short; it costs $%.2f an hour%n",
                power(plan.path("required_w")),
                power(plan.path("expected_w")),
                count,
                power(plan.path("shortfall_w")),
                plan.path("lost_usd_per_hour").asDouble());
        TextTable table = new TextTable("  chosen", "asked", "falls by", "$/MWh", "because");
        for (JsonNode one : preview.path("chosen")) {
            table.row(
                    "  " + one.path("device").asString(),
                    asked(one.path("action").asString()),
                    power(one.path("expected_w")),
                    "%.2f".formatted(one.path("usd_per_mwh").asDouble()),
                    spoken(one.path("because").asString()));
        }
        if (count > 0) {
            table.print(out);
        }
        int more = count - preview.path("chosen").size();
        if (more > 0) {
            out.printf("  and %,d more; --all names them%n", more);
        }
        StringJoiner leftOut = new StringJoiner(", ");
        for (Map.Entry<String, JsonNode> one : plan.path("left_out").properties()) {
            leftOut.add("%,d %s".formatted(one.getValue().asInt(), spoken(one.getKey())));
        }
        if (leftOut.length() > 0) {
            out.println("  left out: " + leftOut);
        }
    }

    private static String asked(String action) {
        return action.startsWith(CAP)
                ? "at most " + action.substring(CAP.length())
                : spoken(action);
    }

    private static String spoken(String constant) {
        return constant.toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    private static String power(JsonNode watts) {
        return Power.ofWatts(watts.asLong()).toString();
    }
}
