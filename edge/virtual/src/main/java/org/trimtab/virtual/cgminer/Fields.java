package org.trimtab.virtual.cgminer;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Names and values of one row of a reply, in order. Values are strings, numbers, booleans, rows and lists of these. */
public final class Fields {
    /** A value that is written as null. */
    public static final Object NULL =
            new Object() {
                @Override
                public String toString() {
                    return "null";
                }
            };

    private static final double WHOLE_MOST = 1e15;

    private final List<String> names = new ArrayList<>();
    private final List<Object> values = new ArrayList<>();

    private Fields() {}

    public static Fields of() {
        return new Fields();
    }

    public static Fields of(String name, Object value) {
        return new Fields().put(name, value);
    }

    public Fields put(String name, Object value) {
        names.add(name);
        values.add(value);
        return this;
    }

    /** A number with two digits, as firmware rounds. */
    public Fields rounded(String name, double value) {
        return put(name, Math.round(value * 100) / 100.0);
    }

    public String json() {
        StringBuilder out = new StringBuilder(256);
        writeJson(out);
        return out.toString();
    }

    public void writeJson(StringBuilder out) {
        out.append('{');
        for (int i = 0; i < names.size(); i++) {
            if (i > 0) {
                out.append(',');
            }
            quote(names.get(i), out);
            out.append(':');
            writeValue(values.get(i), out);
        }
        out.append('}');
    }

    private static void writeValue(Object value, StringBuilder out) {
        switch (value) {
            case String text -> quote(text, out);
            case Double number -> writeNumber(number, out);
            case Fields row -> row.writeJson(out);
            case List<?> list -> writeList(list, out);
            default -> out.append(value);
        }
    }

    private static void writeList(List<?> list, StringBuilder out) {
        out.append('[');
        for (int i = 0; i < list.size(); i++) {
            if (i > 0) {
                out.append(',');
            }
            writeValue(list.get(i), out);
        }
        out.append(']');
    }

    /** Without an exponent, which firmware never writes. */
    private static void writeNumber(double number, StringBuilder out) {
        if (number == Math.rint(number) && Math.abs(number) < WHOLE_MOST) {
            out.append((long) number).append(".0");
        } else {
            String text = Double.toString(number);
            out.append(text.indexOf('E') < 0 ? text : new BigDecimal(text).toPlainString());
        }
    }

    /** The older text form: {@code name=value} with commas. */
    void writeText(StringBuilder out) {
        for (int i = 0; i < names.size(); i++) {
            out.append(i > 0 ? "," : "").append(names.get(i)).append('=').append(values.get(i));
        }
    }

    public static void quote(String text, StringBuilder out) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                out.append('\\').append(c);
            } else if (c < ' ') {
                out.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
            } else {
                out.append(c);
            }
        }
        out.append('"');
    }
}
