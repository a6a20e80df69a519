package org.trimtab.openadr.vtn.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.trimtab.openadr.vtn.access.ObjectKind;

/** Secrets nobody reads in the file. */
final class SealTest {
    private static final String BODY =
            "{\"id\":\"s1\",\"objectType\":\"SUBSCRIPTION\",\"objectOperations\":"
                    + "[{\"callbackUrl\":\"https://a\",\"bearerToken\":\"very-secret\"}]}";

    @TempDir Path folder;

    private String file() {
        return folder.resolve("vtn.db").toString();
    }

    private Path key() {
        return folder.resolve("vtn.db.key");
    }

    @Test
    void shouldOpenOnlyWithItsKeyForItsPlaceAndUnchanged() {
        Seal seal = Seal.readOrMake(key());
        String kept = seal.close("here", "word");
        assertThat(kept).startsWith("aes1:").doesNotContain("word");
        assertThat(seal.close("here", "word")).isEqualTo(kept);
        assertThat(seal.close("there", "word")).isNotEqualTo(kept);
        assertThat(Seal.read(key()).open("here", kept)).isEqualTo("word");
        assertThatThrownBy(() -> seal.open("there", kept)).isInstanceOf(StoreFailure.class);
        char last = kept.charAt(kept.length() - 2) == 'A' ? 'B' : 'A';
        String changed =
                kept.substring(0, kept.length() - 2) + last + kept.charAt(kept.length() - 1);
        assertThatThrownBy(() -> seal.open("here", changed)).isInstanceOf(StoreFailure.class);
        Seal other = Seal.readOrMake(folder.resolve("other.key"));
        assertThatThrownBy(() -> other.open("here", kept)).isInstanceOf(StoreFailure.class);
        assertThat(seal.open("here", "never sealed")).isEqualTo("never sealed");
        assertThat(seal.close("secret webhook", "0".repeat(64)).length())
                .as("fits the column")
                .isLessThanOrEqualTo(128);
    }

    @Test
    void shouldSealWhatAnEarlierVersionKeptInPlainText() throws Exception {
        Database.open(file()).close();
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file());
                Statement statement = connection.createStatement()) {
            statement.execute("DELETE FROM secrets");
            statement.execute("INSERT INTO secrets VALUES ('webhook', 'plain-hook')");
            statement.execute("INSERT INTO signing_keys VALUES ('k1', 'plain-jwk', 0)");
            statement.execute("INSERT INTO answered VALUES ('c', 'k', 'h', '" + BODY + "', 0)");
            statement.execute(
                    "INSERT INTO objects (id, object_type, targeted, owner_sees_all, body)"
                            + " VALUES ('s1', 'SUBSCRIPTION', 0, 0, '"
                            + BODY
                            + "')");
            statement.execute(
                    "INSERT INTO changes (object_type, operation, object_id, body, previous_body, at)"
                            + " VALUES ('SUBSCRIPTION', 'UPDATE', 's1', '"
                            + BODY
                            + "', '"
                            + BODY
                            + "', 0)");
        }
        try (Database database = Database.open(file())) {
            Stored kept = database.reading(c -> Objects.find(c, ObjectKind.SUBSCRIPTION, "s1"));
            assertThat(kept).isNotNull();
            assertThat(kept.body()).doesNotContain("very-secret").contains("aes1:");
            assertThat(BearerTokens.opened(database.seal(), "s1", kept.body())).isEqualTo(BODY);
            assertThat(BearerTokens.leftOut(kept.body())).doesNotContain("bearerToken");
            Seal other = Seal.readOrMake(folder.resolve("other.key"));
            assertThat(BearerTokens.opened(other, "s1", kept.body()))
                    .as("a token whose key is lost")
                    .contains("https://a")
                    .doesNotContain("bearerToken");
            Change change = database.reading(c -> Changes.after(c, 0, 1)).getFirst();
            assertThat(BearerTokens.opened(database.seal(), "s1", change.object())).isEqualTo(BODY);
        }
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                String bytes = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
                assertThat(bytes)
                        .as(file.toString())
                        .doesNotContain("very-secret")
                        .doesNotContain("plain-hook")
                        .doesNotContain("plain-jwk");
            }
        }
    }

    @Test
    void shouldSayWhichKeyIsWantedWhenItIsMissingOrAnother() throws IOException {
        Database.open(file()).close();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(key())))
                .isEqualTo("rw-------");
        String right = Files.readString(key());
        Files.writeString(key(), "0".repeat(64));
        assertThatThrownBy(() -> Database.open(file()))
                .isInstanceOf(StoreFailure.class)
                .hasMessageContaining("another key")
                .hasMessageContaining("--secret-key");
        Files.writeString(key(), "letters");
        assertThatThrownBy(() -> Database.open(file())).hasMessageContaining("64 hex digits");
        Files.delete(key());
        assertThatThrownBy(() -> Database.open(file())).hasMessageContaining("put it back");
        assertThat(key()).as("no new key is made for an old database").doesNotExist();
        Path elsewhere = folder.resolve("elsewhere.key");
        Files.writeString(elsewhere, right);
        Database.open(file(), elsewhere).close();
    }
}
