package org.trimtab.openadr.legacy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.trimtab.openadr.tls.ClientIdentity;

class SecureVenTest {

    private static final Instant NOW = Instant.parse("2026-07-01T16:00:00Z");

    private final Recorder heard = new Recorder();
    private @Nullable TestVtn vtn;
    private @Nullable Ven20b ven;

    private TestVtn start(String certificate, String... protocols) {
        TestVtn started = TestVtn.tls(TestFiles.server(certificate), protocols);
        vtn = started;
        return started;
    }

    private Ven20b ven(TestVtn at, ClientIdentity identity, Signing signing) {
        Ven20b made =
                new Ven20b(
                        LegacySettings.of(Profile.B, at.address(), "mine")
                                .withProtection(
                                        new LegacySettings.Protection(
                                                identity, signing, Set.of(), false)),
                        heard,
                        ReportSource.NONE,
                        new Random(7));
        ven = made;
        return made;
    }

    @AfterEach
    void close() {
        if (ven != null) {
            ven.close();
        }
        if (vtn != null) {
            vtn.close();
        }
    }

    @Test
    void shouldSignAndVerifyOverMutualTlsWhenTheVtnWantsTheHighLevel() {
        TestVtn strict = start("vtn", "TLSv1.2");
        strict.sign(TestFiles.pem("vtn"), NOW);
        strict.events.add(EventXml.event("e1").xml());
        ven(strict, TestFiles.pem("ven-ec"), Signing.REQUIRE).step(NOW);
        assertThat(heard.notes).isEmpty();
        assertThat(heard.said).containsExactly("received e1 v0");
        assertThat(
                        strict.received
                                .getFirst()
                                .message()
                                .element()
                                .getOwnerDocument()
                                .getElementsByTagNameNS(Names.DS, "Signature")
                                .getLength())
                .isEqualTo(1);
        assertThat(
                        strict.last("oadrCreatePartyRegistration")
                                .text(Names.OADR_B, "oadrXmlSignature"))
                .isEqualTo("true");
    }

    @Test
    void shouldUseNothingWhenAPayloadIsNotSignedThoughItMustBe() {
        TestVtn lax = start("vtn", "TLSv1.3");
        ven(lax, TestFiles.pem("ven-ec"), Signing.REQUIRE).step(NOW);
        assertThat(heard.notes).singleElement().asString().contains("not signed");
        assertThat(heard.registrations).isEmpty();
    }

    @Test
    void shouldUseNothingWhenASignedPayloadWasChangedOnTheWay() {
        TestVtn bent = start("vtn", "TLSv1.3");
        bent.sign(TestFiles.pem("vtn"), NOW);
        bent.wire =
                xml ->
                        new String(xml, StandardCharsets.UTF_8)
                                .replace("vtn-1", "vtn-2")
                                .getBytes(StandardCharsets.UTF_8);
        ven(bent, TestFiles.pem("ven-rsa"), Signing.SIGN).step(NOW);
        assertThat(heard.notes).singleElement().asString().contains("does not fit");
        assertThat(heard.registrations).isEmpty();
    }

    @Test
    void shouldNotTalkWhenTheVtnIsNotVouchedFor() {
        TestVtn rogue = start("rogue", "TLSv1.3");
        ven(rogue, TestFiles.pem("ven-rsa"), Signing.OFF).step(NOW);
        assertThat(rogue.received).isEmpty();
        assertThat(heard.notes).singleElement().asString().contains("not reached");
    }

    @Test
    void shouldHaveTheFingerprintOpenAdrWantsWhenACertificateIsGiven() {
        // computed with: openssl x509 -in ven-ec.cert.pem -outform DER | sha256sum
        assertThat(TestFiles.pem("ven-ec").fingerprint())
                .isEqualTo("91:AF:3D:F1:CB:47:35:FD:8A:D0");
    }

    @Test
    void shouldReadTheSameIdentityWhenItIsInPkcs12() {
        ClientIdentity identity =
                ClientIdentity.pkcs12(
                        TestFiles.path("ven-rsa.p12"),
                        TestFiles.PASSWORD,
                        TestFiles.path("ca.cert.pem"));
        assertThat(identity.fingerprint()).isEqualTo(TestFiles.pem("ven-rsa").fingerprint());
        assertThat(identity).asString().doesNotContain("PRIVATE");
    }

    @Test
    void shouldSayWhatToDoWhenAFileIsWrong(@TempDir Path folder) throws Exception {
        assertThatThrownBy(() ->
                        ClientIdentity.pkcs12(
                                TestFiles.path("ven-rsa.p12"), "wrong".toCharArray(), null))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("password");
        Path old =
                Files.writeString(
                        folder.resolve("old.pem"), "-----BEGIN RSA PRIVATE KEY-----\nAAAA\n");
        assertThatThrownBy(() -> ClientIdentity.pem(TestFiles.path("ven-rsa.cert.pem"), old, null))
                .hasMessageContaining("openssl pkcs8");
        assertThatThrownBy(() ->
                        ClientIdentity.pem(
                                TestFiles.path("ven-rsa.cert.pem"),
                                TestFiles.path("ven-ec.key.pem"),
                                null))
                .hasMessageContaining("does not belong");
        Path empty = Files.createFile(folder.resolve("empty.pem"));
        assertThatThrownBy(() -> ClientIdentity.pem(empty, TestFiles.path("ven-ec.key.pem"), null))
                .hasMessageContaining("empty.pem");
    }
}
