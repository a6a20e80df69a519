package org.trimtab.store.evidence;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.KeyPairGenerator;
import java.time.Instant;
import java.util.Base64;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.trimtab.evidence.BadEvidence;
import org.trimtab.evidence.EvidenceKey;
import org.trimtab.evidence.KeyHistory;

class KeyRingTest {
    private static final Instant FIRST = Instant.parse("2026-01-01T00:00:00Z");
    private static final Instant SECOND = Instant.parse("2026-07-01T00:00:00Z");

    @TempDir Path folder;

    private static byte[] bundle(SigningKey key) {
        return EvidenceBundle.bytes(
                SampleEvent.records(4, 1, 4, UnaryOperator.identity()), SampleEvent.ABOUT, key);
    }

    @Test
    void shouldGoOnVerifyingWithTheOlderKeyWhenItWasSuperseded() throws IOException {
        Path file = folder.resolve("key.pem");
        String old = KeyRing.create(file, FIRST).current().key().fingerprint();
        byte[] before = bundle(SigningKey.open(file));
        KeyHistory history = KeyRing.rotate(file, SECOND);
        String fresh = history.current().key().fingerprint();
        byte[] after = bundle(SigningKey.open(file));

        assertThat(fresh).isNotEqualTo(old);
        assertThat(EvidenceBundle.verify(before, old).findings()).isEmpty();
        assertThat(EvidenceBundle.verify(before, fresh).isValid()).isFalse();
        assertThat(EvidenceBundle.verify(before, fresh, history).findings()).isEmpty();
        assertThat(EvidenceBundle.verify(after, old, history).findings()).isEmpty();
        assertThat(history.successor(old)).contains(history.current());
        assertThat(history.successor(fresh)).isEmpty();
        assertThat(KeyRing.history(file)).isEqualTo(history);
        assertThat(KeyRing.read(KeyRing.historyOf(file))).isEqualTo(history);
        try (var left = Files.list(folder)) {
            assertThat(left).containsExactlyInAnyOrder(file, KeyRing.historyOf(file));
        }
    }

    @Test
    void shouldNameTheKeyWhenItIsInNoHistory() throws IOException {
        Path file = folder.resolve("key.pem");
        KeyHistory history = KeyRing.create(file, FIRST);
        SigningKey stranger = SigningKey.createNew(folder.resolve("other.pem"));
        assertThat(
                        EvidenceBundle.verify(
                                        bundle(stranger),
                                        history.current().key().fingerprint(),
                                        history)
                                .findings())
                .singleElement()
                .asString()
                .contains("signed by key " + stranger.fingerprint());
        assertThat(EvidenceBundle.verify(bundle(stranger), null, history).findings())
                .singleElement()
                .asString()
                .contains("not in the key history");
    }

    @Test
    void shouldFindEveryChangedByteOfAHistory() throws IOException {
        Path file = folder.resolve("key.pem");
        KeyRing.create(file, FIRST);
        byte[] bytes = KeyRing.rotate(file, SECOND).bytes();
        for (int i = 0; i < bytes.length; i++) {
            byte[] changed = bytes.clone();
            changed[i] ^= 1;
            assertThatThrownBy(() -> KeyHistory.read(changed)).isInstanceOf(BadEvidence.class);
        }
    }

    @Test
    void shouldEndARotationThatWasBrokenOff() throws IOException {
        Path file = folder.resolve("key.pem");
        KeyRing.create(file, FIRST);
        Path old = folder.resolve("old.pem");
        Files.copy(file, old);
        Files.setPosixFilePermissions(old, Files.getPosixFilePermissions(file));
        KeyHistory history = KeyRing.rotate(file, SECOND);
        Files.move(file, folder.resolve("key.pem.next"));
        Files.move(old, file);
        assertThat(KeyRing.history(file)).isEqualTo(history);
        assertThat(SigningKey.open(file).key()).isEqualTo(history.current().key());
    }

    @Test
    void shouldBeginAHistoryForAKeyThatHasNone() throws IOException {
        Path file = folder.resolve("key.pem");
        SigningKey key = SigningKey.loadOrCreate(file);
        Files.setLastModifiedTime(file, FileTime.from(FIRST));
        assertThat(KeyRing.history(file).current().from()).isEqualTo(FIRST);
        KeyHistory rotated = KeyRing.rotate(file, SECOND);
        assertThat(rotated.keys()).hasSize(2);
        assertThat(rotated.keys().getFirst().key()).isEqualTo(key.key());
    }

    @Test
    void shouldNeverWriteOverAKey() throws IOException {
        Path file = folder.resolve("key.pem");
        KeyRing.create(file, FIRST);
        assertThatThrownBy(() -> SigningKey.createNew(file))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("never written over");
        assertThatThrownBy(() -> KeyRing.rotate(file, FIRST.minusSeconds(1)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("before the one it supersedes");
        assertThatThrownBy(() -> SigningKey.open(folder.resolve("none.pem")))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("evidence key new");
    }

    @ParameterizedTest
    @ValueSource(strings = {"RSA", "EC", "Ed448", "X25519"})
    void shouldCallAKeyOfAnotherAlgorithmByItsName(String algorithm) throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
        var pair = generator.generateKeyPair();
        Path file = folder.resolve(algorithm + ".pem");
        Files.createFile(
                file,
                java.nio.file.attribute.PosixFilePermissions.asFileAttribute(
                        java.nio.file.attribute.PosixFilePermissions.fromString("rw-------")));
        Files.write(
                file,
                ("-----BEGIN PRIVATE KEY-----\n"
                                + Base64.getMimeEncoder()
                                        .encodeToString(pair.getPrivate().getEncoded())
                                + "\n-----END PRIVATE KEY-----\n")
                        .getBytes(UTF_8));
        assertThatThrownBy(() -> SigningKey.open(file))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("holds a key of the algorithm " + algorithm)
                .hasMessageContaining("Ed25519");
        String encoded = Base64.getEncoder().encodeToString(pair.getPublic().getEncoded());
        assertThatThrownBy(() -> EvidenceKey.ofBase64(encoded))
                .isInstanceOf(BadEvidence.class)
                .hasMessageContaining("of the algorithm " + algorithm);
    }
}
