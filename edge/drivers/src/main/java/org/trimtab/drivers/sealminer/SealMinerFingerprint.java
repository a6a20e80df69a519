package org.trimtab.drivers.sealminer;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.trimtab.drivers.api.Fingerprint;
import org.trimtab.drivers.api.Framing;
import org.trimtab.drivers.api.Identity;
import org.trimtab.drivers.cgminer.Cgminer;
import org.trimtab.drivers.cgminer.CgminerReply;
import org.trimtab.drivers.cgminer.JsonValue;
import tools.jackson.databind.JsonNode;

/** SealMiners call their program bdminer. */
final class SealMinerFingerprint implements Fingerprint {
    private static final Question VERSION =
            new Question(Cgminer.PORT, "{\"command\":\"version\"}", Framing.CGMINER);

    @Override
    public List<Question> questions() {
        return List.of(VERSION);
    }

    @Override
    public @Nullable Identity recognise(Question asked, byte[] answer) {
        CgminerReply reply = CgminerReply.parse(answer);
        if (reply == null) {
            return null;
        }
        JsonNode version = reply.first("VERSION");
        String program = JsonValue.text(version, "BDMiner");
        if (program == null) {
            program = JsonValue.text(version, "BDMINER");
        }
        boolean its =
                program != null
                        || reply.description().toLowerCase(Locale.ROOT).startsWith("bdminer");
        return its ? new Identity(SealMinerDriver.FAMILY, "Bitdeer", null, program, null) : null;
    }
}
