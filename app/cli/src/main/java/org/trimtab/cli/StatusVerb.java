package org.trimtab.cli;

import java.io.PrintWriter;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.trimtab.quantity.Power;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

@Command(name = "status", description = "Says how a running site stands.")
final class StatusVerb implements Callable<Integer> {
    @Option(names = "--json", description = "Print one JSON object.")
    boolean json;

    @Mixin SiteClient.At at = new SiteClient.At();

    @Spec @Nullable CommandSpec spec;

    @Override
    public Integer call() {
        JsonNode status = at.open().get("/status");
        PrintWriter out = Terminal.out(spec);
        if (json) {
            Json.print(out, status);
            return 0;
        }
        out.printf(
                "%s is %s at %s%n",
                text(status, "site"), text(status, "state"), text(status, "at"));
        out.printf(
                "  meter    %s (%s)%n", power(status, "metered_w"), text(status, "meter_quality"));
        out.printf("  target   %s%n", power(status, "target_w"));
        out.printf("  baseline %s%n", power(status, "baseline_w"));
        out.printf(
                "  devices  %d, %d read; %s%n",
                status.path("devices").asInt(),
                status.path("read").asInt(),
                status.path("activities"));
        agreement(out, status.path("agreement"));
        out.printf("  standing %s%n", status.path("phases"));
        BandText.print(out, status.path("band"));
        if (status.path("frequency").isObject()) {
            out.printf("  frequency %s%n", FrequencyVerb.line(status.path("frequency")));
        }
        if (status.path("held").asInt() > 0) {
            out.printf(
                    "  held     %d devices; trimtab holds lists them%n",
                    status.path("held").asInt());
        }
        if (status.path("quarantined").asInt() > 0) {
            out.printf("  quarantined %d devices%n", status.path("quarantined").asInt());
        }
        for (JsonNode event : status.path("active_events")) {
            out.printf("  event    %s%n", event.asString());
        }
        for (JsonNode alarm : status.path("alarms")) {
            out.printf("  alarm    %s%n", alarm.asString());
        }
        out.flush();
        return 0;
    }

    private static void agreement(PrintWriter out, JsonNode agreement) {
        if (agreement.path("devices_w").isNumber()) {
            out.printf(
                    "  add up   devices %s, meter %s over %d of the last %d min: %s%n",
                    power(agreement, "devices_w"),
                    power(agreement, "metered_w"),
                    agreement.path("minutes_known").asInt(),
                    agreement.path("minutes").asInt(),
                    text(agreement, "verdict"));
        }
    }

    private static String power(JsonNode status, String key) {
        JsonNode value = status.path(key);
        return value.isNumber() ? Power.ofWatts(value.asLong()).toString() : "none";
    }

    private static String text(JsonNode status, String key) {
        return status.path(key).asString("unknown");
    }
}
