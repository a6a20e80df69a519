package org.trimtab.drivers;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Pages of the documentation that are made by tests. */
final class Pages {
    static final String REWRITE =
            "rewrite it with: ./mvnw -pl edge/drivers -am test -Dtrimtab.write-pages=true";

    private Pages() {}

    /** Writes the page when that was asked for. */
    static void write(Path page, String rendered) throws IOException {
        if (Boolean.getBoolean("trimtab.write-pages")) {
            Files.createDirectories(page.getParent());
            Files.writeString(page, rendered);
        }
    }

    static Path root() {
        Path at = Path.of("").toAbsolutePath();
        while (at != null && !Files.exists(at.resolve("edge/drivers/pom.xml"))) {
            at = at.getParent();
        }
        assertThat(at).as("the project's root").isNotNull();
        return at;
    }
}
