package org.trimtab.drivers;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class DevicePageTest {
    @Test
    void shouldEqualTheCommittedPageWhenRendered() throws IOException {
        Path page = root().resolve("docs/reference/devices.md");
        String rendered = DevicePage.render(DriverCatalogue.shipped());
        if (Boolean.getBoolean("trimtab.write-pages")) {
            Files.createDirectories(page.getParent());
            Files.writeString(page, rendered);
        }
        assertThat(page)
                .as("rewrite it with: ./mvnw -pl edge/drivers -am test -Dtrimtab.write-pages=true")
                .hasContent(rendered);
    }

    private static Path root() {
        Path at = Path.of("").toAbsolutePath();
        while (at != null && !Files.exists(at.resolve("edge/drivers/pom.xml"))) {
            at = at.getParent();
        }
        assertThat(at).as("the project's root").isNotNull();
        return at;
    }
}
