package org.trimtab.openadr.vtn.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.trimtab.openadr.vtn.access.ObjectKind;

/** One file, whole or not at all. */
final class DatabaseTest {
    private static final Instant AT = Instant.parse("2026-07-01T12:00:00Z");

    @TempDir Path folder;

    private String file() {
        return folder.resolve("below/vtn.db").toString();
    }

    private static Stored program(String id) {
        return new Stored(
                id,
                ObjectKind.PROGRAM,
                null,
                false,
                id,
                null,
                null,
                id,
                null,
                null,
                List.of("b", "a"),
                List.of(),
                "{}");
    }

    @Test
    void shouldKeepNothingWhenTheWorkFailsHalfway() {
        try (Database database = Database.open(file())) {
            assertThatThrownBy(() ->
                            database.inTransaction(connection -> {
                                Objects.create(connection, program("p"), AT);
                                throw new IllegalStateException("halfway");
                            }))
                    .hasMessage("halfway");
            assertThat(database.<Stored>reading(c -> Objects.find(c, ObjectKind.PROGRAM, "p")))
                    .isNull();
            assertThat(database.reading(Changes::newest)).isZero();
        }
    }

    @Test
    void shouldFindEverythingAgainWhenItIsOpenedOnceMore() {
        try (Database database = Database.open(file())) {
            database.inTransaction(connection -> {
                Objects.create(connection, program("p"), AT);
                return true;
            });
        }
        try (Database database = Database.open(file())) {
            assertThat(database.<Stored>reading(c -> Objects.find(c, ObjectKind.PROGRAM, "p")))
                    .isEqualTo(program("p"));
            assertThat(database.<List<Change>>reading(c -> Changes.after(c, 0, 10))).hasSize(1);
        }
    }

    @Test
    void shouldRefuseWhenALaterVersionWroteIt() {
        try (Database database = Database.open(file())) {
            database.inTransaction(connection -> {
                try (Statement statement = connection.createStatement()) {
                    return statement.executeUpdate(
                            "INSERT INTO migrations (name) VALUES ('9999-later.sql')");
                }
            });
        }
        assertThatThrownBy(() -> Database.open(file()))
                .isInstanceOf(StoreFailure.class)
                .hasMessageContaining("9999-later.sql");
    }

    @Test
    void shouldSayWhatToDoWhenItCannotBeOpened() throws IOException {
        Files.createDirectories(folder.resolve("below"));
        Files.writeString(
                folder.resolve("below/vtn.db"), "this is no database, it is a letter to someone");
        assertThatThrownBy(() -> Database.open(file())).isInstanceOf(StoreFailure.class);
        assertThatThrownBy(() ->
                        Database.open("jdbc:postgresql://127.0.0.1:1/x?user=u&password=hidden"))
                .isInstanceOf(StoreFailure.class)
                .hasMessageContaining("check host")
                .hasMessageNotContaining("hidden");
    }

    @Test
    void shouldLetOnlyItsOwnerReadTheFileWhenItIsMade() throws IOException {
        Database.open(file()).close();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(Path.of(file()))))
                .isEqualTo("rw-------");
    }
}
