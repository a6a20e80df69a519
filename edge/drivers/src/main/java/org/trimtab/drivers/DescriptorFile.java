package org.trimtab.drivers;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
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
        return parse(name, text(name));
    }

    private static String text(String name) {
        try (InputStream file = DescriptorFile.class.getResourceAsStream(name)) {
            if (file == null) {
                throw new IllegalStateException("the descriptor " + name + " is not shipped");
            }
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
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
        Section proof = file.section("proof");
        FamilyDescriptor descriptor =
                new FamilyDescriptor(
                        file.text("family"),
                        file.text("title"),
                        file.text("make"),
                        file.text("firmware"),
                        file.value("port", value -> whole(value, 65_535)),
                        Set.copyOf(file.values("capabilities", DescriptorFile::capability)),
                        cap(file.findSection("cap")),
                        new Timing(
                                timing.value("answers-within", QuantityFormat::parseDuration),
                                timing.value("falls-within", QuantityFormat::parseDuration),
                                timing.value("wakes-within", QuantityFormat::parseDuration)),
                        file.value("standby", QuantityFormat::parsePower),
                        file.value("commands-at-once", value -> whole(value, 100_000)),
                        new FamilyDescriptor.Proof(
                                proof.text("confirmed-by"),
                                proof.value("tested-by", DescriptorFile::testedBy)),
                        file.text("evidence"),
                        settings(file.findSection("settings")),
                        models(file));
        timing.done();
        proof.done();
        file.done();
        return descriptor;
    }

    private static FamilyDescriptor.@Nullable Cap cap(@Nullable Section section) {
        if (section == null) {
            return null;
        }
        FamilyDescriptor.Cap cap =
                new FamilyDescriptor.Cap(
                        section.value("by", value -> one(FamilyDescriptor.CapForm.values(), value)),
                        section.value("least", QuantityFormat::parseShare),
                        section.value("settles-within", QuantityFormat::parseDuration));
        section.done();
        return cap;
    }

    private static FamilyDescriptor.TestedBy testedBy(String value) {
        return one(FamilyDescriptor.TestedBy.values(), value);
    }

    private static Map<String, String> settings(@Nullable Section section) {
        Map<String, String> settings = new LinkedHashMap<>();
        if (section != null) {
            for (String key : section.keys()) {
                settings.put(key, section.text(key));
            }
        }
        return settings;
    }

    /** Its own models, and those of another file when it runs on the same machines. */
    private static List<FamilyDescriptor.Model> models(Section file) {
        List<FamilyDescriptor.Model> models = new ArrayList<>();
        String shared = file.find("models-of", Function.identity());
        if (shared != null) {
            Section table = Document.parse(shared, text(shared));
            models.addAll(models(table));
            table.done();
        }
        Set<String> names = new HashSet<>();
        models.forEach(model -> names.add(model.name().toLowerCase(Locale.ROOT)));
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
        return one(Capability.values(), value);
    }

    private static <E extends Enum<E>> E one(E[] known, String value) {
        for (E one : known) {
            if (one.name().equals(value)) {
                return one;
            }
        }
        throw new IllegalArgumentException("\"" + value + "\" is not one of " + List.of(known));
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
