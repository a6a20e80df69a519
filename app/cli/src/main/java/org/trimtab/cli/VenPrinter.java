package org.trimtab.cli;

import java.io.PrintWriter;
import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.trimtab.openadr.ven.Agenda;
import org.trimtab.openadr.ven.Stint;
import org.trimtab.openadr.ven.VtnFollower;
import org.trimtab.openadr.ven.Want;
import org.trimtab.openadr.wire.Event;
import org.trimtab.openadr.wire.Wire;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.SerializationFeature;

/** What a VEN prints: the time line, or what has changed, for people or as JSON. */
final class VenPrinter {
    private static final ObjectWriter LINE =
            Json.MAPPER.writer().without(SerializationFeature.INDENT_OUTPUT);

    private final PrintWriter out;
    private final boolean json;
    private final InstantSource clock;
    private final Map<String, Event> before = new LinkedHashMap<>();
    private List<Stint> stintsBefore = List.of();

    VenPrinter(PrintWriter out, boolean json, InstantSource clock) {
        this.out = out;
        this.json = json;
        this.clock = clock;
    }

    /** The whole time line, once. */
    void timeline(URI vtn, VtnFollower.State state, Agenda agenda, Instant now) {
        if (json) {
            Map<String, @Nullable Object> whole = new LinkedHashMap<>();
            whole.put("vtn", vtn.toString());
            whole.put("at", now);
            whole.put("programs", state.programs().size());
            whole.put("events", state.events().size());
            whole.put("stints", agenda.stints().stream().map(VenPrinter::fields).toList());
            whole.put("gave_way", agenda.lost());
            whole.put("remarks", remarks(state, agenda));
            Json.print(out, whole);
            return;
        }
        out.printf(
                "VTN %s: %d programs, %d events%n",
                vtn, state.programs().size(), state.events().size());
        if (agenda.stints().isEmpty()) {
            out.println("Nothing is asked in this time.");
        }
        agenda.stints().forEach(stint -> out.println(line(stint, now)));
        agenda.lost().forEach(words -> out.println("  " + words));
        remarks(state, agenda).forEach(words -> out.println("  note: " + words));
        out.flush();
    }

    private static List<String> remarks(VtnFollower.State state, Agenda agenda) {
        List<String> all = new ArrayList<>(state.remarks());
        all.addAll(agenda.remarks());
        return all;
    }

    /** What is new, changed or gone since the last time. */
    synchronized void changed(VtnFollower.State state, Agenda agenda) {
        Map<String, Event> now = new LinkedHashMap<>();
        for (Agenda.Known known : state.events()) {
            Event event = known.event();
            now.put(event.meta().id(), event);
            Event old = before.get(event.meta().id());
            if (!event.equals(old)) {
                event(old == null ? "new" : "changed", event);
            }
        }
        for (Map.Entry<String, Event> old : before.entrySet()) {
            if (!now.containsKey(old.getKey())) {
                event("gone", old.getValue());
            }
        }
        before.clear();
        before.putAll(now);
        if (!agenda.stints().equals(stintsBefore)) {
            stintsBefore = agenda.stints();
            stints(agenda);
        }
    }

    private void stints(Agenda agenda) {
        if (json) {
            print(
                    "timeline",
                    Map.of("stints", agenda.stints().stream().map(VenPrinter::fields).toList()));
            return;
        }
        Instant now = clock.instant();
        out.println(now + " the time line is now:");
        agenda.stints().forEach(stint -> out.println(line(stint, now)));
        out.flush();
    }

    private void event(String what, Event event) {
        if (json) {
            Map<String, Object> fields = new LinkedHashMap<>();
            fields.put("change", what);
            fields.put("event_id", event.meta().id());
            fields.put("event", Wire.tree(event));
            print("event", fields);
            return;
        }
        String name = event.request().eventName();
        out.printf(
                "%s event %s is %s%s%n",
                clock.instant(), event.meta().id(), what, name == null ? "" : " (" + name + ")");
        out.flush();
    }

    /** Something people should know. */
    synchronized void said(String words) {
        if (json) {
            print("said", Map.of("words", words));
            return;
        }
        out.println(clock.instant() + " " + words);
        out.flush();
    }

    private void print(String kind, Map<String, ?> fields) {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("at", clock.instant());
        line.put("kind", kind);
        line.putAll(fields);
        out.println(LINE.writeValueAsString(line));
        out.flush();
    }

    private static String line(Stint stint, Instant now) {
        String mark = !now.isBefore(stint.from()) && now.isBefore(stint.until()) ? "> " : "  ";
        return mark
                + stint.from()
                + " to "
                + (stint.until().equals(Instant.MAX) ? "further notice" : stint.until().toString())
                + "  "
                + stint.type()
                + "  "
                + stint.want().words()
                + "  (event "
                + stint.eventId()
                + (stint.eventName().isEmpty() ? "" : " " + stint.eventName())
                + ", interval "
                + stint.interval()
                + ")";
    }

    static Map<String, @Nullable Object> fields(Stint stint) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("event_id", stint.eventId());
        fields.put("event_name", stint.eventName());
        fields.put("program_id", stint.programId());
        fields.put("interval_id", stint.interval());
        fields.put("turn", stint.turn());
        fields.put("from", stint.from());
        fields.put("until", stint.until().equals(Instant.MAX) ? null : stint.until());
        fields.put("payload_type", stint.type());
        fields.put("priority", stint.priority());
        fields.put("asks", stint.want().words());
        switch (stint.want()) {
            case Want.AtMost want -> fields.put("at_most_w", want.watts());
            case Want.Less want -> fields.put("less_w", want.watts());
            case Want.Be want -> fields.put("be_w", want.watts());
            case Want.Price want ->
                    fields.put("price_micro_dollars_per_mwh", want.microDollarsPerMwh());
            case Want.Ghg want -> fields.put("grams_per_kwh", want.gramsPerKwh());
            case Want.Told _, Want.Normal _ -> {}
        }
        return fields;
    }
}
