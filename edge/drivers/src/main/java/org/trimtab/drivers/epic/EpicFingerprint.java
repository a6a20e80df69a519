package org.trimtab.drivers.epic;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.trimtab.drivers.api.FamilyDescriptor;
import org.trimtab.drivers.api.Fingerprint;
import org.trimtab.drivers.api.Framing;
import org.trimtab.drivers.api.Identity;
import org.trimtab.drivers.cgminer.JsonValue;
import org.trimtab.drivers.rest.RestTalk;
import org.trimtab.drivers.transport.HttpAnswer;
import tools.jackson.databind.JsonNode;

/** PowerPlay tells what machine it runs on to anybody, by HTTP on the port others use for cgminer. */
final class EpicFingerprint implements Fingerprint {
    private static final Question CAPABILITIES =
            new Question(4028, EpicProtocol.CAPABILITIES, Framing.HTTP);

    private final FamilyDescriptor descriptor;

    EpicFingerprint(FamilyDescriptor descriptor) {
        this.descriptor = descriptor;
    }

    @Override
    public List<Question> questions() {
        return List.of(CAPABILITIES);
    }

    @Override
    public @Nullable Identity recognise(Question asked, byte[] answer) {
        HttpAnswer page = HttpAnswer.parse(answer);
        return page == null || page.status() != 200
                ? null
                : identity(descriptor, RestTalk.json(page.body()), null);
    }

    /** Who its capabilities say it is; null when they are no capabilities of this firmware. */
    static @Nullable Identity identity(
            FamilyDescriptor descriptor,
            @Nullable JsonNode capabilities,
            @Nullable String firmware) {
        String model = JsonValue.text(capabilities, "Model");
        boolean its =
                capabilities != null
                        && (capabilities.has("PerpetualTune")
                                || capabilities.has("Performance Estimator")
                                || capabilities.has("Max HBs"));
        if (model == null || !its) {
            return null;
        }
        String serial = JsonValue.text(capabilities, "Miner Serial Number");
        String board =
                JsonValue.text(
                        EpicProtocol.child(capabilities, "Control Board Version"), "cpuSerial");
        String make =
                model.regionMatches(true, 0, "antminer", 0, 8)
                        ? "Bitmain"
                        : model.regionMatches(true, 0, "whatsminer", 0, 10) ? "MicroBT" : null;
        return new Identity(
                EpicDriver.FAMILY,
                make,
                named(descriptor, model),
                firmware,
                serial == null ? board : serial);
    }

    /** The model as the descriptor writes it, or as the device does when no descriptor knows it. */
    private static String named(FamilyDescriptor descriptor, String model) {
        return descriptor.models().stream()
                .map(FamilyDescriptor.Model::name)
                .filter(name -> name.equalsIgnoreCase(model.trim()))
                .findFirst()
                .orElse(model.trim());
    }
}
