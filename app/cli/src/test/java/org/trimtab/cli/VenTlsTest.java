package org.trimtab.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.trimtab.cli.Shell.Ended;
import org.trimtab.documents.BadDocument;
import org.trimtab.documents.Document;
import org.trimtab.openadr.site.VenBlocks;
import org.trimtab.openadr.ven.Link;
import org.trimtab.openadr.ven.Measures;
import org.trimtab.openadr.ven.VenNotes;
import org.trimtab.openadr.vtn.Vtn;
import org.trimtab.openadr.vtn.VtnSettings;
import org.trimtab.openadr.vtn.access.Role;
import org.trimtab.openadr.vtn.auth.ClientSecret;
import org.trimtab.openadr.vtn.push.PushSettings;
import org.trimtab.openadr.vtn.push.VtnTls;
import org.trimtab.openadr.vtn.rest.ApiSettings;
import org.trimtab.openadr.vtn.rest.Choices;

/** The VEN against our own VTN, which wants a client certificate and binds tokens to it. */
final class VenTlsTest {
    @TempDir Path folder;

    private Vtn vtn;
    private String url;

    private static Path file(String name) {
        try {
            String whole = "vtn-" + name + ".pem";
            return Path.of(
                    Objects.requireNonNull(VenTlsTest.class.getResource(whole), whole).toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    @BeforeEach
    void start() {
        VtnTls tls = new VtnTls(file("server"), file("server-key"), file("ca"), true);
        vtn =
                Vtn.start(
                        new VtnSettings(
                                folder.resolve("vtn.db").toString(),
                                List.of(new ClientSecret("mine", "m", Role.VEN)),
                                new ApiSettings(
                                        0, "127.0.0.1", tls.server(), null, null, Choices.USUAL),
                                PushSettings.STANDARD),
                        Clock.systemUTC());
        url = vtn.baseUrl().replace("127.0.0.1", "localhost");
        assertThat(url).startsWith("https://");
    }

    @AfterEach
    void stop() {
        vtn.close();
    }

    private Ended look(String... more) {
        List<String> all =
                new ArrayList<>(
                        List.of("ven", "--vtn", url, "--id", "mine", "--secret", "m", "--dry-run"));
        all.addAll(List.of(more));
        return Shell.run(all.toArray(new String[0]));
    }

    @Test
    void shouldBeLetInWhenItShowsItsCertificate() throws Exception {
        String cert = file("client").toString();
        String key = file("client-key").toString();
        String ca = file("ca").toString();
        Ended shown = look("--tls-cert", cert, "--tls-key", key, "--tls-ca", ca);
        assertThat(shown.exit()).as(shown.err()).isZero();
        assertThat(shown.out()).contains("0 programs, 0 events");
        Ended bare = look("--tls-ca", ca);
        assertThat(bare.exit()).isEqualTo(4);
        assertThat(bare.err()).contains("cannot be reached");
        Ended strange = look("--tls-cert", cert, "--tls-key", key); // Java trusts no such authority
        assertThat(strange.exit()).isEqualTo(4);
        Ended half = look("--tls-cert", cert);
        assertThat(half.exit()).isEqualTo(2);
        assertThat(half.err()).contains("go together");
        Ended wrong = look("--tls-cert", cert, "--tls-key", cert);
        assertThat(wrong.exit()).isEqualTo(2);
        assertThat(wrong.err()).contains("BEGIN PRIVATE KEY");
    }

    private VenBlocks.Read read(String tls) throws Exception {
        Path file =
                Files.writeString(
                        folder.resolve("site.yaml"),
                        """
                        site: mine
                        openadr:
                          vtns:
                            - name: utility
                              url: %s
                              id: mine
                              secret-env: SECRET
                        %s
                        """
                                .formatted(url, tls.indent(6)));
        return VenBlocks.read(Document.read(file), file("ca").getParent(), _ -> "m");
    }

    @Test
    void shouldBeLetInWhenTheSiteFileNamesTheCertificate() throws Exception {
        VenBlocks.Read read =
                read(
                        """
                        tls-cert: vtn-client.pem
                        tls-key: vtn-client-key.pem
                        tls-ca: vtn-ca.pem
                        """);
        InstantSource clock = InstantSource.system();
        try (Link link =
                read.followed()
                        .getFirst()
                        .open(
                                new Link.Surroundings(
                                        VenNotes.inMemory(1),
                                        clock,
                                        Measures.NONE,
                                        null,
                                        _ -> {},
                                        _ -> {}),
                                () -> {})) {
            link.poll();
            link.poll(); // with the token that is bound to the certificate
            assertThat(link.state().trouble()).isNull();
            assertThat(link.state().answeredAt()).isNotNull();
        }
    }

    @Test
    void shouldNameTheFileWhenItCannotBeUsed() {
        assertThatThrownBy(() -> read("tls-cert: vtn-client.pem"))
                .isInstanceOf(BadDocument.class)
                .hasMessageContaining("go together");
        assertThatThrownBy(() -> read("tls-ca: nowhere.pem"))
                .isInstanceOf(BadDocument.class)
                .hasMessageContaining("nowhere.pem");
    }
}
