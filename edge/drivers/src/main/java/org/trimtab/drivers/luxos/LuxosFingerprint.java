package org.trimtab.drivers.luxos;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.trimtab.drivers.api.Fingerprint;
import org.trimtab.drivers.api.Framing;
import org.trimtab.drivers.api.Identity;
import org.trimtab.drivers.cgminer.CgminerReply;
import org.trimtab.drivers.cgminer.JsonValue;
import tools.jackson.databind.JsonNode;

/** LuxOS names itself in its answer to {@code version}. */
final class LuxosFingerprint implements Fingerprint {
    private static final Question VERSION =
            new Question(4028, "{\"command\":\"version\"}", Framing.CGMINER);

    @Override
    public List<Question> questions() {
        return List.of(VERSION);
    }

    @Override
    public @Nullable Identity recognise(Question asked, byte[] answer) {
        CgminerReply reply = CgminerReply.parse(answer);
        JsonNode version = reply == null ? null : reply.first("VERSION");
        String firmware = JsonValue.text(version, "LUXminer");
        return firmware == null
                ? null
                : new Identity(
                        LuxosDriver.FAMILY,
                        "Bitmain",
                        JsonValue.text(version, "Type"),
                        firmware,
                        null);
    }
}
