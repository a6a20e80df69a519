package org.trimtab.openadr.vtn.store;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The WHERE part of a list, with the values its question marks stand for. */
record Condition(String sql, List<Object> values) {

    static Condition of(Asked asked) {
        List<String> parts = new ArrayList<>();
        List<Object> values = new ArrayList<>();
        equal(parts, values, "o.object_type", asked.kind().name());
        equal(parts, values, "o.client_id", asked.clientId());
        equal(parts, values, "o.program_id", asked.programId());
        equal(parts, values, "o.event_id", asked.eventId());
        equal(parts, values, "o.ven_id", asked.venId());
        equal(parts, values, "o.name", asked.name());
        equal(parts, values, "o.client_name", asked.clientName());
        if (asked.activeAt() != null) {
            parts.add("(o.ends_at IS NULL OR o.ends_at > ?)");
            values.add(asked.activeAt().toEpochMilli());
        }
        if (asked.anyOfTargets() != null) {
            String labelled = labelled("TARGET", asked.anyOfTargets(), values);
            parts.add(asked.alsoUntargeted() ? "(o.targeted = 0 OR " + labelled + ")" : labelled);
        }
        if (asked.listensTo() != null) {
            parts.add(labelled("LISTEN", asked.listensTo(), values));
        }
        return new Condition(String.join(" AND ", parts), values);
    }

    private static void equal(
            List<String> parts, List<Object> values, String column, @Nullable String value) {
        if (value != null) {
            parts.add(column + " = ?");
            values.add(value);
        }
    }

    private static String labelled(String kind, List<String> labels, List<Object> values) {
        if (labels.isEmpty()) {
            return "1 = 0";
        }
        values.addAll(labels);
        return "EXISTS (SELECT 1 FROM labels l WHERE l.object_id = o.id AND l.label_kind = '"
                + kind
                + "' AND l.label IN ("
                + Objects.marks(labels.size())
                + "))";
    }
}
