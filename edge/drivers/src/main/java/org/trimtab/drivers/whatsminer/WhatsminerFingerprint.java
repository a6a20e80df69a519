package org.trimtab.drivers.whatsminer;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.trimtab.drivers.api.Fingerprint;
import org.trimtab.drivers.api.Framing;
import org.trimtab.drivers.api.Identity;
import org.trimtab.drivers.cgminer.JsonValue;
import tools.jackson.databind.JsonNode;

/** API V3 answers who it is on its own port, which nothing else does in its frames. */
final class WhatsminerFingerprint implements Fingerprint {
    private static final Question INFO =
            new Question(
                    WhatsminerProtocol.PORT,
                    "{\"cmd\":\"" + WhatsminerProtocol.DEVICE_INFO + "\"}",
                    Framing.LENGTH_PREFIXED);

    @Override
    public List<Question> questions() {
        return List.of(INFO);
    }

    @Override
    public @Nullable Identity recognise(Question asked, byte[] answer) {
        WhatsminerReply reply = WhatsminerReply.parse(answer);
        return reply == null ? null : identity(reply);
    }

    static @Nullable Identity identity(WhatsminerReply reply) {
        JsonNode miner = reply.part("miner");
        JsonNode system = reply.part("system");
        String firmware = JsonValue.text(system, "fwversion");
        if (reply.code() != WhatsminerReply.OK || (miner == null && firmware == null)) {
            return null;
        }
        String serial = JsonValue.text(miner, "miner-sn");
        return new Identity(
                WhatsminerDriver.FAMILY,
                "MicroBT",
                WhatsminerModel.named(JsonValue.text(miner, "type")),
                firmware,
                serial == null ? JsonValue.text(reply.part("network"), "mac") : serial);
    }
}
