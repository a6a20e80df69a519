package org.trimtab.store.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SigningKeyTest {
    @TempDir Path folder;
    private Path file;

    @BeforeEach
    void chooseFile() {
        file = folder.resolve("keys/evidence.pem");
    }

    @Test
    void shouldMakeAKeyOnceAndKeepItForItsOwnerAlone() throws IOException {
        SigningKey made = SigningKey.loadOrCreate(file);
        assertThat(made.fingerprint()).matches("[0-9a-f]{64}");
        assertThat(SigningKey.loadOrCreate(file).fingerprint()).isEqualTo(made.fingerprint());
        assumeTrue(file.getFileSystem().supportedFileAttributeViews().contains("posix"));
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
    }

    @Test
    void shouldMakeAKeyAlthoughAnEarlierTryWasCutShort() throws IOException {
        Files.createDirectories(file.getParent());
        Path draft = Files.writeString(file.resolveSibling("evidence.pem.new"), "-----BEGIN");

        SigningKey made = SigningKey.loadOrCreate(file);

        assertThat(SigningKey.loadOrCreate(file).fingerprint()).isEqualTo(made.fingerprint());
        assertThat(draft).doesNotExist();
    }

    @Test
    void shouldRefuseAKeyThatOthersCanRead() throws IOException {
        SigningKey.loadOrCreate(file);
        assumeTrue(file.getFileSystem().supportedFileAttributeViews().contains("posix"));
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
        assertThatThrownBy(() -> SigningKey.loadOrCreate(file))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("chmod 600 " + file);
    }

    @Test
    void shouldRefuseAFileThatIsNoKeyAndNeverTellWhatIsInIt() throws IOException {
        SigningKey.loadOrCreate(file);
        String text = Files.readString(file);
        for (String bad :
                new String[] {
                    "", "hello", text.substring(10), text.replace('A', '?'), "x".repeat(100_000)
                }) {
            Files.writeString(file, bad);
            assertThatThrownBy(() -> SigningKey.loadOrCreate(file))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("does not hold a private and a public Ed25519 key")
                    .hasMessageNotContaining("MC4C");
        }
    }

    @Test
    void shouldRefuseAKeyWhoseHalvesDoNotBelong() throws IOException {
        SigningKey.loadOrCreate(file);
        Path other = folder.resolve("other.pem");
        SigningKey.loadOrCreate(other);
        String mixed =
                Files.readString(file).split("-----BEGIN PUBLIC")[0]
                        + "-----BEGIN PUBLIC"
                        + Files.readString(other).split("-----BEGIN PUBLIC")[1];
        Files.writeString(file, mixed);
        assertThatThrownBy(() -> SigningKey.loadOrCreate(file))
                .hasMessageContaining("do not belong");
    }
}
