package org.trimtab.drivers.cgminer;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.trimtab.drivers.api.Fingerprint;
import org.trimtab.drivers.api.Framing;
import org.trimtab.drivers.api.Identity;
import tools.jackson.databind.JsonNode;

/** Anything that answers {@code version} in the cgminer envelope; asked for only after every family we know. */
final class CgminerFingerprint implements Fingerprint {
    private static final Question VERSION =
            new Question(Cgminer.PORT, "{\"command\":\"version\"}", Framing.CGMINER);
    private static final List<String> PROGRAMS =
            List.of("CGMiner", "BMMiner", "BFGMiner", "SGMiner", "GCMiner", "Miner");

    @Override
    public List<Question> questions() {
        return List.of(VERSION);
    }

    @Override
    public @Nullable Identity recognise(Question asked, byte[] answer) {
        CgminerReply reply = CgminerReply.parse(answer);
        return reply == null ? null : identity(reply);
    }

    static @Nullable Identity identity(CgminerReply reply) {
        JsonNode version = reply.first("VERSION");
        if (version == null || !reply.success()) {
            return null;
        }
        String model = JsonValue.text(version, "Type");
        String firmware = null;
        for (String program : PROGRAMS) {
            String its = JsonValue.text(version, program);
            firmware = firmware == null && its != null ? program + " " + its : firmware;
        }
        return new Identity(
                CgminerDriver.FAMILY,
                null,
                model == null ? JsonValue.text(version, "PROD") : model,
                firmware,
                JsonValue.text(version, "MAC"));
    }
}
