package org.trimtab.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DeliveryKillTest {
    @TempDir private Path folder;

    @Test
    void shouldTellEverySubscriberWhenTheVtnIsKilledInTheMiddle() throws IOException {
        List<String> story = new ArrayList<>();

        List<String> problems =
                DeliveryKill.run(new DeliveryKill.Options(100, 1, 3, ""), folder, story::add);

        assertThat(problems).as("%s", story).isEmpty();
        assertThat(story).anyMatch(line -> line.contains("reached all 100"));
    }
}
