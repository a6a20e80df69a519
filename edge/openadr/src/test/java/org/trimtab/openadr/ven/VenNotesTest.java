package org.trimtab.openadr.ven;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VenNotesTest {
    @TempDir Path folder;

    @Test
    void shouldDrawTheSameWhenItComesBack() throws IOException {
        Path file = folder.resolve("notes/vtn.json");
        VenNotes notes = VenNotes.in(file, 1);
        int drawn = notes.millionths("e", 0);
        Instant seen = notes.firstSeen("e", Instant.parse("2026-07-01T12:00:00Z"));
        notes.reported("e#0", 7);
        notes.keep();
        VenNotes again = VenNotes.in(file, 99);
        assertThat(again.millionths("e", 0)).isEqualTo(drawn);
        assertThat(again.firstSeen("e", Instant.EPOCH)).isEqualTo(seen);
        assertThat(again.lastReported("e#0")).isEqualTo(7);
        assertThat(again.lastReported("f#0")).isEqualTo(-1);
        assertThat(drawn).isBetween(-1_000_000, 1_000_000);
    }

    @Test
    void shouldSayWhatToDoWhenTheFileIsDamaged() throws IOException {
        Path file = folder.resolve("vtn.json");
        Files.writeString(file, "{\"draws\":");
        assertThatThrownBy(() -> VenNotes.in(file, 1))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("move it away");
    }
}
