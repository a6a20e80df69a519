package org.trimtab.drivers.antminer;

import java.util.LinkedHashMap;
import java.util.Map;

/** Changes single members of a sound JSON object and leaves every other character of it as it is. */
final class JsonSplice {
    private JsonSplice() {}

    /**
     * The object with some members of its top level set; those it lacks are added at its end.
     *
     * @param object a sound JSON object
     * @param members the values to set, as JSON text, by name
     */
    static String replaced(String object, Map<String, String> members) {
        Map<String, String> missing = new LinkedHashMap<>(members);
        StringBuilder out = new StringBuilder(object.length() + 64);
        int copied = 0;
        int at = object.indexOf('{') + 1;
        boolean any = false;
        while (true) {
            at = skipBlank(object, at);
            char c = object.charAt(at);
            if (c == '}') {
                break;
            }
            if (c == ',') {
                at++;
                continue;
            }
            any = true;
            int nameEnd = endOfValue(object, at);
            String name = object.substring(at + 1, nameEnd - 1);
            int value = skipBlank(object, skipBlank(object, nameEnd) + 1);
            at = endOfValue(object, value);
            String changed = members.get(name);
            if (changed != null) {
                out.append(object, copied, value).append(changed);
                copied = at;
                missing.remove(name);
            }
        }
        out.append(object, copied, at);
        for (Map.Entry<String, String> added : missing.entrySet()) {
            out.append(any ? "," : "").append('"').append(added.getKey()).append("\":");
            out.append(added.getValue());
            any = true;
        }
        return out.append(object, at, object.length()).toString();
    }

    private static int skipBlank(String text, int from) {
        int at = from;
        while (text.charAt(at) <= ' ') {
            at++;
        }
        return at;
    }

    /** Where the value that begins at {@code from} ends. */
    private static int endOfValue(String text, int from) {
        int depth = 0;
        int at = from;
        while (true) {
            char c = text.charAt(at);
            if (c == '"') {
                at = endOfString(text, at);
                if (depth == 0) {
                    return at;
                }
                continue;
            }
            if (c == '{' || c == '[') {
                depth++;
            } else if (c == '}' || c == ']') {
                if (depth == 0) {
                    return at;
                }
                if (--depth == 0) {
                    return at + 1;
                }
            } else if (depth == 0 && (c == ',' || c <= ' ')) {
                return at;
            }
            at++;
        }
    }

    private static int endOfString(String text, int quote) {
        int at = quote + 1;
        while (text.charAt(at) != '"') {
            at += text.charAt(at) == '\\' ? 2 : 1;
        }
        return at + 1;
    }
}
