package org.trimtab.store.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CredentialVaultTest {
    private static final Scope DEVICE = new Scope(Scope.Kind.DEVICE, "a-0001");
    private static final Scope GROUP = new Scope(Scope.Kind.GROUP, "a");
    private static final Scope FAMILY = new Scope(Scope.Kind.FAMILY, "antminer");

    @TempDir private Path folder;
    private Path file;
    private VaultKey key;

    @BeforeEach
    void makeKey() {
        file = folder.resolve("credentials.vault");
        key = VaultKey.fresh(new SecureRandom());
    }

    private void fill() throws IOException {
        try (CredentialVault vault = CredentialVault.open(file, key)) {
            vault.put(DEVICE, "one", "pw-device".toCharArray());
            vault.put(GROUP, "two", "pw-gröup".toCharArray());
            vault.put(FAMILY, "three", "".toCharArray());
            vault.save();
        }
    }

    private static @Nullable String login(
            CredentialVault vault, String device, String group, String family) {
        return vault.login(
                device, group, family, (user, password) -> user + "/" + new String(password));
    }

    @Test
    void shouldFindTheNarrowestLoginWhenSeveralFit() throws IOException {
        fill();
        try (CredentialVault vault = CredentialVault.open(file, key)) {
            assertThat(login(vault, "a-0001", "a", "antminer")).isEqualTo("one/pw-device");
            assertThat(login(vault, "a-0002", "a", "antminer")).isEqualTo("two/pw-gröup");
            assertThat(login(vault, "b-0001", "b", "antminer")).isEqualTo("three/");
            assertThat(login(vault, "b-0001", "b", "luxos")).isNull();
            assertThat(vault.users())
                    .isEqualTo(Map.of(DEVICE, "one", GROUP, "two", FAMILY, "three"));
        }
    }

    @Test
    void shouldShowNothingOfALoginOnDiskOrInText() throws IOException {
        fill();
        String disk = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);

        assertThat(disk).doesNotContain("pw-device", "antminer", "three");
        assertThat(key).hasToString("VaultKey[not shown]");
    }

    @Test
    void shouldTellWhenAnyByteWasChanged() throws IOException {
        fill();
        byte[] whole = Files.readAllBytes(file);
        for (int i = 0; i < whole.length; i++) {
            for (int bit : new int[] {0x01, 0x80}) {
                byte[] changed = whole.clone();
                changed[i] ^= (byte) bit;
                Files.write(file, changed);
                assertThatThrownBy(() -> CredentialVault.open(file, key))
                        .as("byte %d", i)
                        .isInstanceOf(VaultFailure.class)
                        .hasMessageContaining("credentials.vault")
                        .hasMessageNotContaining("pw-");
            }
        }
    }

    @Test
    void shouldTellWhenBytesAreMissingOrTooMany() throws IOException {
        fill();
        byte[] whole = Files.readAllBytes(file);
        for (int length = 0; length < whole.length; length++) {
            Files.write(file, java.util.Arrays.copyOf(whole, length));
            assertThatThrownBy(() -> CredentialVault.open(file, key))
                    .as("%d bytes", length)
                    .isInstanceOf(VaultFailure.class);
        }
        Files.write(file, java.util.Arrays.copyOf(whole, whole.length + 1));
        assertThatThrownBy(() -> CredentialVault.open(file, key))
                .isInstanceOf(VaultFailure.class)
                .hasMessageContaining("was changed since");
    }

    @Test
    void shouldSayThatTheKeyIsAnotherWhenItIs() throws IOException {
        fill();

        assertThatThrownBy(() -> CredentialVault.open(file, VaultKey.fresh(new SecureRandom())))
                .isInstanceOf(VaultFailure.class)
                .hasMessageContainingAll("the key does not fit", "TRIMTAB_VAULT_KEY");
    }

    @Test
    void shouldSealAnewWithEveryWrite() throws IOException {
        fill();
        byte[] first = Files.readAllBytes(file);
        fill();

        assertThat(Files.readAllBytes(file)).isNotEqualTo(first);
    }

    @Test
    void shouldForgetALoginThatIsRemoved() throws IOException {
        fill();
        try (CredentialVault vault = CredentialVault.open(file, key)) {
            assertThat(vault.remove(DEVICE)).isTrue();
            assertThat(vault.remove(DEVICE)).isFalse();
            vault.save();
        }
        try (CredentialVault vault = CredentialVault.open(file, key)) {
            assertThat(login(vault, "a-0001", "a", "antminer")).isEqualTo("two/pw-gröup");
        }
    }

    @Test
    void shouldReadTheKeyItWroteFromFileOrEnvironment() throws IOException {
        fill();
        Path keyFile = folder.resolve("vault.key");
        key.writeTo(keyFile);
        String text = Files.readString(keyFile).strip();

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(keyFile)))
                .isEqualTo("rw-------");
        for (VaultKey again :
                new VaultKey[] {
                    VaultKey.find(keyFile, name -> null),
                    VaultKey.find(null, Map.of("TRIMTAB_VAULT_KEY", text)::get)
                }) {
            assertThat(again).isNotNull();
            CredentialVault.open(file, again).close();
        }
        assertThat(VaultKey.find(null, name -> null)).isNull();
        assertThatThrownBy(() -> key.writeTo(keyFile))
                .isInstanceOf(VaultFailure.class)
                .hasMessageContaining("there already");
        assertThatThrownBy(() ->
                        VaultKey.find(null, Map.of("TRIMTAB_VAULT_KEY", text.substring(1))::get))
                .isInstanceOf(VaultFailure.class)
                .hasMessageContaining("64 hexadecimal digits")
                .hasMessageNotContaining(text.substring(1));
    }
}
