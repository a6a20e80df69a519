package org.trimtab.drivers.whatsminer;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.trimtab.drivers.api.Framing;
import org.trimtab.drivers.cgminer.CgminerJson;
import org.trimtab.drivers.cgminer.JsonValue;
import org.trimtab.drivers.cgminer.Questions;
import tools.jackson.databind.JsonNode;

/**
 * An answer of API V3.
 *
 * @param code 0 when all is well
 * @param message what it says, for people; empty when it is no text
 * @param body what it tells; null when it tells nothing
 * @param whenSeconds the device's own time, Unix seconds; null when it does not say
 * @param describes the command it answers; null when it does not say
 */
record WhatsminerReply(
        long code,
        String message,
        @Nullable JsonNode body,
        @Nullable Long whenSeconds,
        @Nullable String describes) {
    /** It carried the command out. */
    static final long OK = 0;

    /** It does not accept the token: another password, another salt, or a clock too far off. */
    static final long NO_PERMISSION = -4;

    private static final int HEAD_BYTES = 4;
    private static final int MESSAGE_LENGTH_MAX = 120;

    /** How answers of API V3 are read. */
    static final Questions.Language<WhatsminerReply> LANGUAGE =
            new Questions.Language<>() {
                @Override
                public Framing framing() {
                    return Framing.LENGTH_PREFIXED;
                }

                @Override
                public @Nullable WhatsminerReply read(byte[] bytes) {
                    return parse(bytes);
                }

                @Override
                public @Nullable String refusal(WhatsminerReply answer) {
                    return answer.code() == OK ? null : answer.said();
                }
            };

    /** Reads a whole frame; null when its length is wrong or it holds no answer. */
    static @Nullable WhatsminerReply parse(byte[] frame) {
        if (frame.length < HEAD_BYTES || announced(frame) != frame.length - HEAD_BYTES) {
            return null;
        }
        CgminerJson json = CgminerJson.parse(Arrays.copyOfRange(frame, HEAD_BYTES, frame.length));
        Long code = json == null ? null : JsonValue.whole(json.root(), "code");
        if (json == null || code == null || json.truncated()) {
            return null;
        }
        JsonNode body = json.root().get("msg");
        String message = JsonValue.text(json.root(), "msg");
        return new WhatsminerReply(
                code,
                message == null ? "" : shortened(message),
                body,
                JsonValue.whole(json.root(), "when"),
                JsonValue.text(json.root(), "desc"));
    }

    /** A part of what it tells; null when there is none. */
    @Nullable JsonNode part(String name) {
        return body == null ? null : body.get(name);
    }

    /** What it says went wrong, for people. */
    String said() {
        return message.isEmpty() ? "code " + code : message + " (code " + code + ")";
    }

    private static long announced(byte[] frame) {
        return (frame[0] & 0xFFL)
                | (frame[1] & 0xFFL) << 8
                | (frame[2] & 0xFFL) << 16
                | (frame[3] & 0xFFL) << 24;
    }

    private static String shortened(String message) {
        String clean = message.replaceAll("[\\p{Cntrl}]+", " ").trim();
        return clean.length() > MESSAGE_LENGTH_MAX
                ? clean.substring(0, MESSAGE_LENGTH_MAX) + "…"
                : clean;
    }
}
