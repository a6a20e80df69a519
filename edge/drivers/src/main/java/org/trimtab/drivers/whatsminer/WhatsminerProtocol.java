package org.trimtab.drivers.whatsminer;

import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.trimtab.dispatch.Action;
import org.trimtab.drivers.api.Credentials;
import org.trimtab.drivers.cgminer.JsonValue;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** What API V3 is asked. Pure. */
final class WhatsminerProtocol {
    /** TCP port of API V3. */
    static final int PORT = 4433;

    static final String DEVICE_INFO = "get.device.info";
    static final String STATUS = "get.miner.status";
    static final String SETTING = "get.miner.setting";
    static final String SERVICE = "set.miner.service";
    static final String POWER_PERCENT = "set.miner.power_percent";

    private static final int HEAD_BYTES = 4;
    private static final Pattern SALT = Pattern.compile("[!-~]{1,64}");

    private WhatsminerProtocol() {}

    /**
     * A command that changes something.
     *
     * @param command its name
     * @param param what it is asked to be
     */
    record Order(String command, JsonNode param) {
        static Order service(Action.State state) {
            String service =
                    switch (state) {
                        case SLEEP -> "stop";
                        case WAKE -> "start";
                    };
            return new Order(SERVICE, JsonNodeFactory.instance.stringNode(service));
        }

        /** The percentage goes as a text: firmware reads no number there, whatever its document says. */
        static Order powerPercent(long percent, String mode) {
            ObjectNode param = JsonNodeFactory.instance.objectNode();
            param.put("percent", String.valueOf(percent));
            param.put("mode", mode);
            return new Order(POWER_PERCENT, param);
        }

        /** Its bytes, signed for an instant of the device's clock. */
        byte[] signed(Credentials login, String salt, long unixSeconds) {
            ObjectNode text = JsonNodeFactory.instance.objectNode();
            text.put("cmd", command);
            text.put("ts", unixSeconds);
            text.put("account", login.user());
            text.put("token", WhatsminerToken.of(command, login.password(), salt, unixSeconds));
            text.set("param", param);
            return framed(text.toString());
        }
    }

    /** A question that needs no token. */
    static byte[] ask(String command, @Nullable String param) {
        return framed(
                param == null
                        ? "{\"cmd\":\"" + command + "\"}"
                        : "{\"cmd\":\"" + command + "\",\"param\":\"" + param + "\"}");
    }

    /** The salt it gives; null when it gives none that could be one. */
    static @Nullable String salt(WhatsminerReply answer) {
        String salt = JsonValue.text(answer.body(), "salt");
        return salt != null && SALT.matcher(salt).matches() ? salt : null;
    }

    private static byte[] framed(String text) {
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        byte[] frame = new byte[HEAD_BYTES + body.length];
        for (int i = 0; i < HEAD_BYTES; i++) {
            frame[i] = (byte) (body.length >>> (8 * i));
        }
        System.arraycopy(body, 0, frame, HEAD_BYTES, body.length);
        return frame;
    }
}
