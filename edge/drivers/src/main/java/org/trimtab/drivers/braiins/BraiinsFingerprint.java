package org.trimtab.drivers.braiins;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.trimtab.drivers.api.Fingerprint;
import org.trimtab.drivers.api.Framing;
import org.trimtab.drivers.api.Identity;
import org.trimtab.drivers.cgminer.CgminerReply;
import tools.jackson.databind.JsonNode;

/** Braiins OS names its mining process in its answer to {@code version}; its machine it tells only after a login. */
final class BraiinsFingerprint implements Fingerprint {
    private static final Question VERSION =
            new Question(4028, "{\"command\":\"version\"}", Framing.CGMINER);

    @Override
    public List<Question> questions() {
        return List.of(VERSION);
    }

    @Override
    public @Nullable Identity recognise(Question asked, byte[] answer) {
        String firmware = firmware(CgminerReply.parse(answer));
        return firmware == null
                ? null
                : new Identity(BraiinsDriver.FAMILY, null, null, firmware, null);
    }

    /** The version its mining process gives, or null when it is another. */
    static @Nullable String firmware(@Nullable CgminerReply reply) {
        JsonNode version = reply == null ? null : reply.first("VERSION");
        if (version == null || !version.isObject()) {
            return null;
        }
        for (Map.Entry<String, JsonNode> member : version.properties()) {
            String name = member.getKey().toLowerCase(Locale.ROOT);
            if (name.startsWith("boser") || name.startsWith("bosminer")) {
                return member.getValue().isString() ? member.getValue().stringValue() : "";
            }
        }
        return null;
    }
}
