package org.trimtab.drivers.auradine;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.trimtab.drivers.api.FamilyDescriptor;
import org.trimtab.drivers.api.Fingerprint;
import org.trimtab.drivers.api.Framing;
import org.trimtab.drivers.api.Identity;
import org.trimtab.drivers.cgminer.CgminerReply;
import org.trimtab.drivers.cgminer.JsonValue;
import tools.jackson.databind.JsonNode;

/** Its mining process names itself GCMiner to anybody; which machine it is, it tells after a login. */
final class AuradineFingerprint implements Fingerprint {
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
        String firmware = JsonValue.text(version, "GCMiner");
        if (firmware == null) {
            firmware = JsonValue.text(version, "FluxOS");
        }
        return firmware == null
                ? null
                : new Identity(AuradineDriver.FAMILY, "Auradine", null, firmware, null);
    }

    /** Who its report says it is; null when it says nothing. */
    static @Nullable Identity identity(FamilyDescriptor descriptor, @Nullable JsonNode page) {
        JsonNode list = page == null ? null : page.get("IPReport");
        JsonNode report = list == null || !list.isArray() ? null : list.get(0);
        String model = JsonValue.text(report, "model");
        if (report == null || model == null) {
            return null;
        }
        String serial = JsonValue.text(report, "SerialNo");
        return new Identity(
                AuradineDriver.FAMILY,
                "Auradine",
                named(descriptor, model.trim()),
                JsonValue.text(report, "version"),
                serial == null ? JsonValue.text(report, "mac") : serial);
    }

    private static String named(FamilyDescriptor descriptor, String model) {
        String end = " " + model.toUpperCase(Locale.ROOT);
        return descriptor.models().stream()
                .map(FamilyDescriptor.Model::name)
                .filter(name -> name.toUpperCase(Locale.ROOT).endsWith(end))
                .findFirst()
                .orElse(model);
    }
}
