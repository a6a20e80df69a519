package org.trimtab.drivers.cgminer;

import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * An answer in the envelope of the cgminer family: a status, and a section named after the command.
 *
 * @param json the answer
 * @param success true for the status letters S and I
 * @param code the status code; null when it gave none
 * @param message its words, shortened
 */
public record CgminerReply(CgminerJson json, boolean success, @Nullable Long code, String message) {
    private static final int MESSAGE_LENGTH_MAX = 120;
    private static final Pattern CONTROLS = Pattern.compile("\\p{Cntrl}+");

    /** Reads an answer; null when it is no JSON or has no status. */
    public static @Nullable CgminerReply parse(byte[] bytes) {
        CgminerJson json = CgminerJson.parse(bytes);
        return json == null ? null : of(json);
    }

    /** The answer to one of several commands joined by a plus sign; null when there is none. */
    public static @Nullable CgminerReply joined(CgminerJson json, String command) {
        JsonNode part = json.root().get(command);
        JsonNode own = part != null && part.isArray() ? part.get(0) : part;
        return own instanceof ObjectNode object
                ? of(new CgminerJson(object, json.repairs()))
                : null;
    }

    private static @Nullable CgminerReply of(CgminerJson json) {
        JsonNode status = status(json);
        String letter = JsonValue.text(status, "STATUS");
        if (letter == null) {
            return null;
        }
        String upper = letter.trim().toUpperCase(Locale.ROOT);
        return new CgminerReply(
                json,
                upper.equals("S") || upper.equals("I"),
                JsonValue.whole(status, "Code"),
                shortened(JsonValue.text(status, "Msg")));
    }

    /** The device's own time, Unix seconds; null when it does not say. */
    public @Nullable Long when() {
        return JsonValue.whole(status(json), "When");
    }

    /** What it calls the program that answers, such as {@code cgminer 4.11.1}; empty when it does not say. */
    public String description() {
        String text = JsonValue.text(status(json), "Description");
        return text == null ? "" : text;
    }

    /** The status, in its list or, as some makers have it, flat in the envelope. */
    private static @Nullable JsonNode status(CgminerJson json) {
        JsonNode status = json.root().get("STATUS");
        if (status != null && status.isArray()) {
            return status.get(0);
        }
        return status != null && status.isString() ? json.root() : status;
    }

    /** The first entry of a section; null when it is absent or empty. */
    public @Nullable JsonNode first(String section) {
        JsonNode node = json.root().get(section);
        return node == null || !node.isArray() ? null : node.get(0);
    }

    /** A section; null when it is absent or no list. */
    public @Nullable JsonNode section(String name) {
        JsonNode node = json.root().get(name);
        return node == null || !node.isArray() ? null : node;
    }

    private static String shortened(@Nullable String message) {
        if (message == null) {
            return "";
        }
        String clean = CONTROLS.matcher(message).replaceAll(" ").trim();
        return clean.length() > MESSAGE_LENGTH_MAX
                ? clean.substring(0, MESSAGE_LENGTH_MAX) + "…"
                : clean;
    }
}
