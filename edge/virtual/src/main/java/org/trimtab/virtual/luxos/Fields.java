package org.trimtab.virtual.luxos;

import java.util.ArrayList;
import java.util.List;

/** Names and values of one row of a reply, in order. Values are strings, numbers and booleans. */
final class Fields {
    private final List<String> names = new ArrayList<>();
    private final List<Object> values = new ArrayList<>();

    static Fields of() {
        return new Fields();
    }

    Fields put(String name, Object value) {
        names.add(name);
        values.add(value);
        return this;
    }

    /** A number with two digits, as the firmware rounds. */
    Fields rounded(String name, double value) {
        return put(name, Math.round(value * 100) / 100.0);
    }

    void writeJson(StringBuilder out) {
        out.append('{');
        for (int i = 0; i < names.size(); i++) {
            if (i > 0) {
                out.append(',');
            }
            quote(names.get(i), out);
            out.append(':');
            if (values.get(i) instanceof String text) {
                quote(text, out);
            } else {
                out.append(values.get(i));
            }
        }
        out.append('}');
    }

    /** The older text form: {@code name=value} with commas. */
    void writeText(StringBuilder out) {
        for (int i = 0; i < names.size(); i++) {
            out.append(i > 0 ? "," : "").append(names.get(i)).append('=').append(values.get(i));
        }
    }

    static void quote(String text, StringBuilder out) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                out.append('\\').append(c);
            } else if (c < ' ') {
                out.append(String.format(java.util.Locale.ROOT, "\\u%04x", (int) c));
            } else {
                out.append(c);
            }
        }
        out.append('"');
    }
}
