package org.trimtab.drivers.avalon;

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

/** Avalons name their product, or at least their maker's board and software, in their answer to version. */
final class AvalonFingerprint implements Fingerprint {
    private static final Question VERSION =
            new Question(Cgminer.PORT, "{\"command\":\"version\"}", Framing.CGMINER);

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
        boolean its =
                lower(version, "PROD").contains("avalon")
                        || (lower(version, "HWTYPE").startsWith("mm")
                                && lower(version, "SWTYPE").startsWith("mm"));
        if (!its) {
            return null;
        }
        String firmware = JsonValue.text(version, "LVERSION");
        String serial = JsonValue.text(version, "MAC");
        return new Identity(
                AvalonDriver.FAMILY,
                "Canaan",
                AvalonProtocol.model(version),
                firmware == null ? JsonValue.text(version, "VERSION") : firmware,
                serial == null ? JsonValue.text(version, "DNA") : serial);
    }

    private static String lower(@Nullable JsonNode version, String key) {
        String text = JsonValue.text(version, key);
        return text == null ? "" : text.toLowerCase(Locale.ROOT);
    }
}
