package org.trimtab.virtual.cgminer;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A request in either form, JSON or text.
 *
 * @param json true when the reply is to be JSON
 * @param command the command, or several joined by {@code +}; empty when the request means nothing
 * @param parameter what follows it, divided by commas
 */
public record CgminerRequest(boolean json, String command, String parameter) {

    /** Reads a request, or gives null while it is not complete. */
    public static @Nullable CgminerRequest read(byte[] heard, int length, boolean ended) {
        int start = FlatJson.start(heard, length);
        if (start == length) {
            return null;
        }
        if (heard[start] != '{') {
            // Text has no end of its own: like cgminer, what one read brings is the request.
            return text(new String(heard, start, length - start, StandardCharsets.UTF_8));
        }
        int end = FlatJson.end(heard, start, length);
        if (end < 0) {
            return ended ? new CgminerRequest(true, "", "") : null;
        }
        Map<String, String> fields = FlatJson.read(heard, start, end);
        return fields == null
                ? new CgminerRequest(true, "", "")
                : new CgminerRequest(
                        true,
                        fields.getOrDefault("command", ""),
                        fields.getOrDefault("parameter", ""));
    }

    private static CgminerRequest text(String line) {
        String request = line.replace("\0", "").strip();
        int bar = request.indexOf('|');
        return bar < 0
                ? new CgminerRequest(false, request, "")
                : new CgminerRequest(false, request.substring(0, bar), request.substring(bar + 1));
    }

    /** True when several commands are joined. */
    public boolean joined() {
        return command.indexOf('+') >= 0;
    }

    /** The commands joined. */
    public List<String> commands() {
        return command.isBlank() ? List.of() : List.of(command.split("\\+"));
    }

    /** The parameter divided at its commas. */
    public List<String> parameters() {
        return parameter.isEmpty() ? List.of() : List.of(parameter.split(",", -1));
    }
}
