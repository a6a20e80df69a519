import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads as much YAML as the OpenAPI texts of OpenADR are written in. */
final class Yaml {
    private record Line(int indent, String text) {}

    private final List<Line> lines = new ArrayList<>();
    private int at;

    private Yaml(String text) {
        for (String line : text.split("\n", -1)) {
            String bare = line.stripTrailing();
            lines.add(new Line(bare.length() - bare.stripLeading().length(), bare.strip()));
        }
    }

    static Map<String, Object> read(String text) {
        Yaml yaml = new Yaml(text);
        yaml.skip();
        return Json.map(yaml.node(0));
    }

    private void skip() {
        while (at < lines.size()
                && (lines.get(at).text().isEmpty() || lines.get(at).text().startsWith("#"))) {
            at++;
        }
    }

    private boolean more(int indent) {
        skip();
        return at < lines.size() && lines.get(at).indent() >= indent;
    }

    private Object node(int indent) {
        if (!more(indent)) {
            return null;
        }
        int here = lines.get(at).indent();
        if (lines.get(at).text().startsWith("[")) {
            StringBuilder text = new StringBuilder();
            do {
                text.append(lines.get(at).text()).append(' ');
            } while (!lines.get(at++).text().endsWith("]"));
            return plain(text.toString().strip());
        }
        return lines.get(at).text().startsWith("- ") ? list(here) : map(here);
    }

    private List<Object> list(int indent) {
        List<Object> found = new ArrayList<>();
        while (more(indent)
                && lines.get(at).indent() == indent
                && lines.get(at).text().startsWith("- ")) {
            String rest = lines.get(at).text().substring(2).strip();
            int inner = indent + lines.get(at).text().indexOf(rest, 2);
            if (colon(rest) > 0 && !rest.startsWith("[") && !rest.startsWith("{")) {
                lines.set(at, new Line(inner, rest));
                found.add(map(inner));
            } else {
                at++;
                found.add(scalar(rest, indent));
            }
        }
        return found;
    }

    private Map<String, Object> map(int indent) {
        Map<String, Object> found = new LinkedHashMap<>();
        while (more(indent) && lines.get(at).indent() == indent) {
            String line = lines.get(at).text();
            int colon = colon(line);
            if (colon <= 0) {
                throw new IllegalArgumentException("no key in: " + line);
            }
            String key = plain(line.substring(0, colon).strip()).toString();
            String rest = bare(line.substring(colon + 1).strip());
            at++;
            if (rest.isEmpty()) {
                skip();
                boolean listHere =
                        at < lines.size()
                                && lines.get(at).indent() == indent
                                && lines.get(at).text().startsWith("- ");
                found.put(key, listHere ? list(indent) : node(indent + 1));
            } else {
                found.put(key, scalar(rest, indent));
            }
        }
        return found;
    }

    /** A value on its line, with the lines that go on with it. */
    private Object scalar(String first, int indent) {
        boolean block = first.startsWith("|") || first.startsWith(">");
        StringBuilder text = new StringBuilder(block ? "" : first);
        while (at < lines.size()
                && (lines.get(at).indent() > indent || lines.get(at).text().isEmpty())) {
            text.append(' ').append(lines.get(at).text());
            at++;
        }
        return block ? text.toString() : plain(text.toString().strip());
    }

    private static int colon(String line) {
        char quote = 0;
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (quote != 0) {
                quote = c == quote ? 0 : quote;
            } else if ((c == '\'' || c == '"') && i == 0) {
                quote = c;
            } else if (c == ':' && (i + 1 == line.length() || line.charAt(i + 1) == ' ')) {
                return i;
            }
        }
        return -1;
    }

    private static String bare(String rest) {
        int comment = rest.startsWith("'") || rest.startsWith("\"") ? -1 : rest.indexOf(" #");
        return rest.startsWith("#") ? "" : comment < 0 ? rest : rest.substring(0, comment).strip();
    }

    private static Object plain(String text) {
        if (text.startsWith("[") || text.startsWith("{}")) {
            List<Object> found = new ArrayList<>();
            String inside = text.startsWith("{") ? "" : text.substring(1, text.lastIndexOf(']'));
            for (String part : inside.split(",")) {
                if (!part.isBlank()) {
                    found.add(plain(part.strip()));
                }
            }
            return text.startsWith("{") ? Map.of() : found;
        }
        if (text.length() > 1 && (text.startsWith("'") || text.startsWith("\""))) {
            String inside = text.substring(1, Math.max(1, text.lastIndexOf(text.charAt(0))));
            return text.startsWith("\"") ? inside.replace("\\\\", "\\") : inside;
        }
        return switch (text) {
            case "true" -> Boolean.TRUE;
            case "false" -> Boolean.FALSE;
            case "null" -> null;
            default -> text.matches("-?[0-9]+(\\.[0-9]+)?") ? new Json.Num(text) : text;
        };
    }
}
