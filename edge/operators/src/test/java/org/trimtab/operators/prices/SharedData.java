package org.trimtab.operators.prices;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;

/** A file of the shared test data beside the project; a test is skipped where there is none. */
final class SharedData {
    private SharedData() {}

    static Path file(String name) {
        for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
            Path file = at.resolve("shared/data").resolve(name);
            if (Files.exists(file)) {
                return file;
            }
        }
        assumeTrue(false, "shared/data/" + name + " is not here; skipped");
        throw new AssertionError("unreachable");
    }
}
