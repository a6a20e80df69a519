package org.trimtab.openadr.wire;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** The texts of OpenADR 3.1.0, which lie beside the repository and not in it. */
final class Texts {
    private Texts() {}

    static String text(String name) {
        for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
            Path file = at.resolve("shared/specs/openadr3/3.1.0").resolve(name);
            if (Files.exists(file)) {
                try {
                    return Files.readString(file, StandardCharsets.UTF_8);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        }
        assumeTrue(false, "skipped: ../shared/specs/openadr3/3.1.0/" + name + " is not here");
        throw new AssertionError();
    }

    @SuppressWarnings("unchecked")
    static Map<String, Object> schemas() {
        Object all = new Load(LoadSettings.builder().build()).loadFromString(text("openadr3.yaml"));
        Map<String, Object> components = (Map<String, Object>) ((Map<?, ?>) all).get("components");
        return (Map<String, Object>) components.get("schemas");
    }
}
