package org.trimtab.drivers;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class DevicePageTest {
    @Test
    void shouldEqualTheCommittedPageWhenRendered() throws IOException {
        Path page = Pages.root().resolve("docs/reference/devices.md");
        String rendered = DevicePage.render(DriverCatalogue.shipped());
        Pages.write(page, rendered);
        assertThat(page).as(Pages.REWRITE).hasContent(rendered);
    }
}
