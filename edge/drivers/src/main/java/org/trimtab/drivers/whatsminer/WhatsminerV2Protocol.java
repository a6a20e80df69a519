package org.trimtab.drivers.whatsminer;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.trimtab.dispatch.Action;
import org.trimtab.drivers.api.Heat;
import org.trimtab.drivers.cgminer.CgminerJson;
import org.trimtab.drivers.cgminer.CgminerReply;
import org.trimtab.drivers.cgminer.JsonValue;
import org.trimtab.drivers.cgminer.Questions;
import org.trimtab.drivers.cgminer.SummaryHashRate;
import org.trimtab.quantity.HashRate;
import org.trimtab.quantity.Temperature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** What API V2 is asked and what it answers. Pure. */
final class WhatsminerV2Protocol {
    static final String STATUS = "status";
    static final String SUMMARY = "summary";
    static final String VERSION = "get_version";
    static final String DETAILS = "devdetails";
    static final String TOKEN = "get_token";
    static final String POWER_PERCENT = "set_power_pct";

    /** It carried the command out. */
    static final long OK = 131;

    static final long PERMISSION_DENIED = 45;
    static final long TOKEN_ERROR = 135;
    static final long TOO_MANY_TOKENS = 136;

    private WhatsminerV2Protocol() {}

    /**
     * A command that changes something.
     *
     * @param command its name
     * @param params what it is asked to be, as texts
     */
    record Order(String command, Map<String, String> params) {
        /** To sleep it is asked to answer first and act then. */
        static Order power(Action.State state) {
            return switch (state) {
                case SLEEP -> new Order("power_off", Map.of("respbefore", "true"));
                case WAKE -> new Order("power_on", Map.of());
            };
        }

        static Order powerPercent(long percent) {
            return new Order(POWER_PERCENT, Map.of("percent", String.valueOf(percent)));
        }

        /** Its bytes under a token. */
        byte[] sealed(WhatsminerV2Tokens.Token token) {
            ObjectNode plain = JsonNodeFactory.instance.objectNode();
            plain.put("cmd", command);
            params.forEach(plain::put);
            plain.put("token", token.sign());
            return ("{\"enc\":1,\"data\":\""
                            + WhatsminerV2Crypto.encrypt(plain.toString(), token.cipherKey())
                            + "\"}\n")
                    .getBytes(StandardCharsets.US_ASCII);
        }
    }

    /** A question in plain text. */
    static byte[] ask(String command) {
        return ("{\"cmd\":\"" + command + "\"}\n").getBytes(StandardCharsets.US_ASCII);
    }

    /** A question whose answer can be done without. */
    static Questions.Question wanted(String command) {
        return new Questions.Question(command, ask(command), false);
    }

    /** The answer to a command: in an envelope when it is well, in the open when it is not; null when unreadable. */
    static @Nullable CgminerReply opened(byte[] bytes, byte[] cipherKey) {
        CgminerJson json = CgminerJson.parse(bytes);
        if (json == null || json.truncated()) {
            return null;
        }
        String sealed = JsonValue.text(json.root(), "enc");
        byte[] plain = sealed == null ? bytes : WhatsminerV2Crypto.decrypt(sealed, cipherKey);
        CgminerReply reply = plain == null ? null : CgminerReply.parse(plain);
        return reply == null || reply.json().truncated() ? null : reply;
    }

    /** A field of the flat kind of answer; null when there is none. */
    static @Nullable JsonNode told(@Nullable CgminerReply reply) {
        return reply == null ? null : reply.json().root().get("Msg");
    }

    /** What it says of its mining: true at work, false when turned off; null when it does not say. */
    static @Nullable Boolean working(@Nullable CgminerReply status) {
        Boolean off = JsonValue.flag(told(status), "mineroff");
        return off == null ? null : !off;
    }

    /** Hash rate right now; null when its summary gives none. */
    static @Nullable HashRate hashRate(@Nullable CgminerReply summary) {
        JsonNode first = summary == null ? null : summary.first("SUMMARY");
        BigDecimal now = JsonValue.number(first, "HS RT");
        HashRate rate = now == null ? null : SummaryHashRate.of(now, 0);
        return rate == null ? SummaryHashRate.of(first) : rate;
    }

    /** Power measured by the power supply, W; null when its summary gives none. */
    static @Nullable Long watts(@Nullable CgminerReply summary) {
        return JsonValue.whole(summary == null ? null : summary.first("SUMMARY"), "Power");
    }

    /** Its hottest chip; null when its summary does not say. */
    static @Nullable Temperature temperature(@Nullable CgminerReply summary) {
        return Heat.ofCelsius(
                JsonValue.number(
                        summary == null ? null : summary.first("SUMMARY"), "Chip Temp Max"));
    }
}
