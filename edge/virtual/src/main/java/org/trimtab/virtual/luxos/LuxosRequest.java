package org.trimtab.virtual.luxos;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A request in either form, JSON or text.
 *
 * @param json true when the reply is to be JSON
 * @param commands one command, or several joined by {@code +}; empty when the request means nothing
 * @param parameters of a single command, already divided at the commas
 */
record LuxosRequest(boolean json, List<String> commands, List<String> parameters) {
    private static final JsonMapper MAPPER = JsonMapper.shared();

    /** Reads a request, or gives null while it is not complete. */
    static @Nullable LuxosRequest read(byte[] heard, int length, boolean ended) {
        int start = 0;
        while (start < length && heard[start] <= ' ') {
            start++;
        }
        if (start == length) {
            return null;
        }
        if (heard[start] == '{') {
            return ended || closed(heard, start, length) ? json(heard, start, length) : null;
        }
        // Text has no end of its own: like cgminer, what one read brings is the request.
        return text(new String(heard, start, length - start, StandardCharsets.UTF_8));
    }

    /** True when the braces opened have been closed. */
    private static boolean closed(byte[] heard, int start, int length) {
        int depth = 0;
        boolean quoted = false;
        for (int i = start; i < length; i++) {
            byte b = heard[i];
            if (quoted) {
                if (b == '\\') {
                    i++;
                } else if (b == '"') {
                    quoted = false;
                }
            } else if (b == '"') {
                quoted = true;
            } else if (b == '{') {
                depth++;
            } else if (b == '}' && --depth == 0) {
                return true;
            }
        }
        return false;
    }

    private static LuxosRequest json(byte[] heard, int start, int length) {
        try {
            JsonNode root = MAPPER.readTree(heard, start, length - start);
            return of(true, root.path("command").asString(""), root.path("parameter").asString(""));
        } catch (JacksonException e) {
            return new LuxosRequest(true, List.of(), List.of());
        }
    }

    private static LuxosRequest text(String line) {
        String request = line.strip().replace("\0", "");
        int bar = request.indexOf('|');
        return bar < 0
                ? of(false, request, "")
                : of(false, request.substring(0, bar), request.substring(bar + 1));
    }

    private static LuxosRequest of(boolean json, String command, String parameter) {
        List<String> commands = command.isBlank() ? List.of() : List.of(command.split("\\+"));
        List<String> parameters =
                parameter.isEmpty() ? List.of() : List.of(parameter.split(",", -1));
        return new LuxosRequest(json, commands, parameters);
    }
}
