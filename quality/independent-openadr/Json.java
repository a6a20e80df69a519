import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Reads JSON into maps, lists, strings, booleans, null and numbers that keep the text they were written with. */
final class Json {
    /** A number as it stands on the wire. */
    record Num(String text) {
        BigDecimal value() {
            return new BigDecimal(text);
        }

        @Override
        public String toString() {
            return text;
        }
    }

    private final String text;
    private int at;

    private Json(String text) {
        this.text = text;
    }

    /** Reads one value; text after it is a fault. */
    static Object read(String text) {
        Json json = new Json(text);
        Object value = json.value();
        json.blanks();
        if (json.at != text.length()) {
            throw new IllegalArgumentException("text after the JSON at " + json.at);
        }
        return value;
    }

    @SuppressWarnings("unchecked")
    static Map<String, Object> map(Object value) {
        return value instanceof Map ? (Map<String, Object>) value : Map.of();
    }

    @SuppressWarnings("unchecked")
    static List<Object> list(Object value) {
        return value instanceof List ? (List<Object>) value : List.of();
    }

    /** What stands at a path such as {@code intervals.0.id}; null when nothing does. */
    static Object at(Object root, String path) {
        Object here = root;
        for (String part : path.split("\\.")) {
            if (here instanceof List<?> many) {
                int i = Integer.parseInt(part);
                here = i < many.size() ? many.get(i) : null;
            } else {
                here = map(here).get(part);
            }
        }
        return here;
    }

    static String text(Object root, String path) {
        Object found = at(root, path);
        return found == null ? null : found.toString();
    }

    /** Written with the keys of every object in their order, so that equal values are equal texts. */
    static String sorted(Object value) {
        return write(inOrder(value));
    }

    private static Object inOrder(Object value) {
        if (value instanceof List<?> many) {
            List<Object> found = new ArrayList<>();
            many.forEach(one -> found.add(inOrder(one)));
            return found;
        }
        if (value instanceof Map<?, ?> many) {
            Map<String, Object> found = new TreeMap<>();
            many.forEach((key, one) -> found.put(key.toString(), inOrder(one)));
            return found;
        }
        return value;
    }

    static String write(Object value) {
        StringBuilder out = new StringBuilder();
        write(value, out);
        return out.toString();
    }

    private static void write(Object value, StringBuilder out) {
        switch (value) {
            case null -> out.append("null");
            case Map<?, ?> many -> {
                String between = "{";
                for (var entry : many.entrySet()) {
                    out.append(between);
                    quote(entry.getKey().toString(), out);
                    out.append(':');
                    write(entry.getValue(), out);
                    between = ",";
                }
                out.append(many.isEmpty() ? "{}" : "}");
            }
            case List<?> many -> {
                out.append('[');
                for (int i = 0; i < many.size(); i++) {
                    out.append(i == 0 ? "" : ",");
                    write(many.get(i), out);
                }
                out.append(']');
            }
            case String words -> quote(words, out);
            default -> out.append(value);
        }
    }

    private static void quote(String words, StringBuilder out) {
        out.append('"');
        for (char c : words.toCharArray()) {
            if (c == '"' || c == '\\') {
                out.append('\\').append(c);
            } else if (c < ' ') {
                out.append(String.format("\\u%04x", (int) c));
            } else {
                out.append(c);
            }
        }
        out.append('"');
    }

    private void blanks() {
        while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
    }

    private char next() {
        blanks();
        if (at >= text.length()) {
            throw new IllegalArgumentException("the JSON ends early");
        }
        return text.charAt(at);
    }

    private void take(char wanted) {
        if (next() != wanted) {
            throw new IllegalArgumentException("no " + wanted + " at " + at);
        }
        at++;
    }

    private Object value() {
        return switch (next()) {
            case '{' -> object();
            case '[' -> array();
            case '"' -> string();
            case 't' -> word("true", Boolean.TRUE);
            case 'f' -> word("false", Boolean.FALSE);
            case 'n' -> word("null", null);
            default -> number();
        };
    }

    private Object word(String word, Object value) {
        if (!text.startsWith(word, at)) {
            throw new IllegalArgumentException("no " + word + " at " + at);
        }
        at += word.length();
        return value;
    }

    private Map<String, Object> object() {
        Map<String, Object> object = new LinkedHashMap<>();
        take('{');
        while (next() != '}') {
            if (!object.isEmpty()) {
                take(',');
            }
            String key = string();
            take(':');
            if (object.containsKey(key)) {
                throw new IllegalArgumentException("the key " + key + " stands twice");
            }
            object.put(key, value());
        }
        at++;
        return object;
    }

    private List<Object> array() {
        List<Object> list = new ArrayList<>();
        take('[');
        while (next() != ']') {
            if (!list.isEmpty()) {
                take(',');
            }
            list.add(value());
        }
        at++;
        return list;
    }

    private String string() {
        StringBuilder found = new StringBuilder();
        take('"');
        while (text.charAt(at) != '"') {
            char c = text.charAt(at++);
            if (c == '\\') {
                char escape = text.charAt(at++);
                switch (escape) {
                    case 'n' -> found.append('\n');
                    case 't' -> found.append('\t');
                    case 'r' -> found.append('\r');
                    case 'b' -> found.append('\b');
                    case 'f' -> found.append('\f');
                    case 'u' -> {
                        found.append((char) Integer.parseInt(text.substring(at, at + 4), 16));
                        at += 4;
                    }
                    default -> found.append(escape);
                }
            } else {
                found.append(c);
            }
        }
        at++;
        return found.toString();
    }

    private Num number() {
        int from = at;
        while (at < text.length() && "+-.eE0123456789".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
        String number = text.substring(from, at);
        if (!number.matches("-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][+-]?[0-9]+)?")) {
            throw new IllegalArgumentException("no JSON value at " + from);
        }
        return new Num(number);
    }
}
