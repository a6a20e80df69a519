package org.trimtab.drivers;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.trimtab.documents.Document;
import org.trimtab.documents.Section;
import org.trimtab.drivers.api.FamilyDescriptor;
import org.trimtab.quantity.QuantityFormat;
import org.trimtab.resource.Capability;
import org.trimtab.resource.Timing;

/** Reads a family's descriptor file; every number in it bears its unit. */
final class DescriptorFile {
    private DescriptorFile() {}

    /** Reads the descriptor that ships with a family. */
    static FamilyDescriptor shipped(String family) {
        String name = family + "/devices.yaml";
        try (InputStream file = DescriptorFile.class.getResourceAsStream(name)) {
            if (file == null) {
                throw new IllegalStateException("the descriptor " + name + " is not shipped");
            }
            return parse(name, new String(file.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException("the descriptor " + name + " cannot be read", e);
        }
    }

    /**
     * Reads a descriptor's text.
     *
     * @throws org.trimtab.documents.BadDocument when a key is missing, unknown, or has no or a wrong unit
     */
    static FamilyDescriptor parse(String name, String text) {
        Section file = Document.parse(name, text);
        Section timing = file.section("timing");
        FamilyDescriptor descriptor =
                new FamilyDescriptor(
                        file.text("family"),
                        file.text("title"),
                        file.value("port", value -> whole(value, 65_535)),
                        Set.copyOf(file.values("capabilities", DescriptorFile::capability)),
                        new Timing(
                                timing.value("answers-within", QuantityFormat::parseDuration),
                                timing.value("falls-within", QuantityFormat::parseDuration),
                                timing.value("wakes-within", QuantityFormat::parseDuration)),
                        file.value("standby", QuantityFormat::parsePower),
                        file.value("commands-at-once", value -> whole(value, 100_000)),
                        file.text("evidence"),
                        models(file));
        timing.done();
        file.done();
        return descriptor;
    }

    private static List<FamilyDescriptor.Model> models(Section file) {
        List<FamilyDescriptor.Model> models = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (Section entry : file.sections("models")) {
            FamilyDescriptor.Model model =
                    new FamilyDescriptor.Model(
                            entry.text("model"),
                            entry.value("power", QuantityFormat::parsePower),
                            entry.value("hash-rate", QuantityFormat::parseHashRate));
            entry.done();
            if (!names.add(model.name().toLowerCase(Locale.ROOT))) {
                throw entry.bad("model", "\"" + model.name() + "\" is given twice");
            }
            models.add(model);
        }
        return List.copyOf(models);
    }

    private static Capability capability(String value) {
        for (Capability capability : Capability.values()) {
            if (capability.name().equals(value)) {
                return capability;
            }
        }
        throw new IllegalArgumentException(
                "\"" + value + "\" is no capability; known are " + List.of(Capability.values()));
    }

    private static int whole(String value, int most) {
        if (!value.matches("\\d{1,6}")
                || Integer.parseInt(value) < 1
                || Integer.parseInt(value) > most) {
            throw new IllegalArgumentException(
                    "\"" + value + "\" must be a whole number from 1 to " + most);
        }
        return Integer.parseInt(value);
    }
}
