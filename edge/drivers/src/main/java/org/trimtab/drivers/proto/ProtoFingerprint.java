package org.trimtab.drivers.proto;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.trimtab.drivers.api.Fingerprint;
import org.trimtab.drivers.api.Framing;
import org.trimtab.drivers.api.Identity;
import org.trimtab.drivers.cgminer.JsonValue;
import org.trimtab.drivers.rest.RestTalk;
import org.trimtab.drivers.transport.HttpAnswer;
import tools.jackson.databind.JsonNode;

/** The rig tells what it is to anybody. */
final class ProtoFingerprint implements Fingerprint {
    private static final Question SYSTEM = new Question(80, ProtoProtocol.SYSTEM, Framing.HTTP);

    @Override
    public List<Question> questions() {
        return List.of(SYSTEM);
    }

    @Override
    public @Nullable Identity recognise(Question asked, byte[] answer) {
        HttpAnswer page = HttpAnswer.parse(answer);
        return page == null || page.status() != 200 ? null : identity(RestTalk.json(page.body()));
    }

    /** Who its system page says it is; null when it is none of a rig. */
    static @Nullable Identity identity(@Nullable JsonNode page) {
        JsonNode system = page == null ? null : page.get("system-info");
        String product = JsonValue.text(system, "product_name");
        String maker = JsonValue.text(system, "manufacturer");
        boolean its = "Proto".equals(maker) || (product != null && product.startsWith("Proto "));
        if (system == null || !its) {
            return null;
        }
        return new Identity(
                ProtoDriver.FAMILY,
                "Block",
                product,
                JsonValue.text(system.get("os"), "version"),
                JsonValue.text(system, "cb_sn"));
    }
}
