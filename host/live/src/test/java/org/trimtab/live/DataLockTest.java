package org.trimtab.live;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataLockTest {
    @TempDir Path root;

    @Test
    void shouldTurnASecondUserAwayAndNameTheFirst() throws IOException {
        DataFolder data = new DataFolder(root.resolve("data"));
        try (DataLock first = DataLock.take(data)) {
            assertThatThrownBy(() -> DataLock.take(data))
                    .isInstanceOf(DataInUse.class)
                    .hasMessageContaining(data.root().toString())
                    .hasMessageContaining("process " + ProcessHandle.current().pid())
                    .hasMessageContaining("--data");
            org.assertj.core.api.Assertions.assertThat(first).isNotNull();
        }
    }

    @Test
    void shouldLetTheNextUserInWhenTheFirstIsGone() throws IOException {
        DataFolder data = new DataFolder(root);
        DataLock.take(data).close();

        DataLock.take(data).close();
    }
}
