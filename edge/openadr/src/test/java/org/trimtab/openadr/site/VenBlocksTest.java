package org.trimtab.openadr.site;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.trimtab.documents.BadDocument;
import org.trimtab.documents.Document;
import org.trimtab.openadr.legacy.LegacySettings;
import org.trimtab.openadr.legacy.Profile;
import org.trimtab.openadr.legacy.Signing;
import org.trimtab.openadr.ven.VtnAddress;
import org.trimtab.openadr.ven.Want;

class VenBlocksTest {
    @TempDir Path folder;

    private VenBlocks.Read read(String block) throws IOException {
        Path file = Files.writeString(folder.resolve("site.yaml"), "site: west-1\n" + block);
        return VenBlocks.read(Document.read(file), folder, Map.of("SECRET", "s3")::get);
    }

    private VenBlocks.Read vtn(String lines) throws IOException {
        return read("openadr:\n  vtns:\n    - name: utility\n" + lines.indent(6));
    }

    @Test
    void shouldFollowNoneWhenThereIsNoBlock() throws IOException {
        assertThat(read("").followed()).isEmpty();
    }

    @Test
    void shouldReadAVtnOfVersionThreeWithItsMeanings() throws IOException {
        Files.writeString(folder.resolve("secret"), "from file\n");
        VenBlocks.Read read =
                read(
                        """
                        openadr:
                          webhooks:
                            listen: 127.0.0.1:7072
                            url: https://site.example/openadr/
                          vtns:
                            - name: utility
                              url: https://vtn.example/openadr3/3.1.0
                              id: west
                              secret-env: SECRET
                              program: ers
                              usual: 5 MW
                              simple:
                                1: less 10 %
                                2: at most 2 MW
                                3: normal
                              emergency: be at 1 MW
                            - name: prices
                              profile: 3.0.1
                              url: https://prices.example/
                              id: west
                              secret-file: secret
                              webhooks: false
                              prices: false
                              poll: 60 s
                        """);
        assertThat(read.door()).isNotNull();
        Followed.Version3 utility = (Followed.Version3) read.followed().getFirst();
        VtnAddress vtn = utility.settings().vtn();
        assertThat(vtn.clientSecret()).isEqualTo("s3");
        assertThat(vtn.venName()).isEqualTo("west-1");
        assertThat(vtn.old()).isFalse();
        assertThat(utility.counting()).isEqualTo(new Followed.Counting("ers", true));
        assertThat(utility.settings().webhook().url())
                .hasToString("https://site.example/openadr/utility");
        assertThat(utility.settings().meanings().levels())
                .isEqualTo(
                        Map.of(
                                1, new Want.Less(500_000),
                                2, new Want.AtMost(2_000_000),
                                3, new Want.Normal()));
        assertThat(utility.settings().meanings().emergency()).isEqualTo(new Want.Be(1_000_000));
        Followed.Version3 prices = (Followed.Version3) read.followed().getLast();
        assertThat(prices.settings().vtn().old()).isTrue();
        assertThat(prices.settings().vtn().clientSecret()).isEqualTo("from file");
        assertThat(prices.settings().webhook()).isNull();
        assertThat(prices.settings().poll()).isEqualTo(Duration.ofMinutes(1));
        assertThat(prices.counting()).isEqualTo(new Followed.Counting("event", false));
    }

    private Path pem(String name) throws Exception {
        return Path.of(LegacySettings.class.getResource(name).toURI());
    }

    @Test
    void shouldReadAVtnOfVersionTwo() throws Exception {
        String files =
                "tls-cert: %s\ntls-key: %s\ntls-ca: %s\n"
                        .formatted(
                                pem("ven-ec.cert.pem"), pem("ven-ec.key.pem"), pem("ca.cert.pem"));
        VenBlocks.Read read =
                vtn(
                        files
                                + """
                                profile: 2.0b
                                url: https://vtn.example
                                ven-id: v-7
                                signing: required
                                signers: [1a:2b:3c:4d:5e:6f:70:81:92:a3]
                                market-contexts: ["http://u/dr"]
                                mains: 50 Hz
                                tests: true
                                simple:
                                  1: less 1 MW
                                """);
        Followed.Version2 followed = (Followed.Version2) read.followed().getFirst();
        LegacySettings settings = followed.terms().settings();
        assertThat(settings.profile()).isEqualTo(Profile.B);
        assertThat(settings.venName()).isEqualTo("west-1");
        assertThat(settings.agreed())
                .isEqualTo(new LegacySettings.Agreed("v-7", Set.of("http://u/dr"), Set.of()));
        assertThat(settings.protection().signing()).isEqualTo(Signing.REQUIRE);
        assertThat(settings.protection().identity().fingerprint()).startsWith("91:AF");
        assertThat(settings.protection().trustedSigners())
                .containsExactly("1A:2B:3C:4D:5E:6F:70:81:92:A3");
        assertThat(settings.reports()).hasSize(2).allMatch(report -> report.hertz() == 50);
        assertThat(followed.terms().tests()).isTrue();
        assertThat(followed.terms().meanings().levels()).containsEntry(1, new Want.Less(1_000_000));
        assertThat(followed.name()).isEqualTo("utility");
        Followed.Version2 older =
                (Followed.Version2)
                        vtn("profile: 2.0a\nurl: https://v.example\nven-id: x\n")
                                .followed()
                                .getFirst();
        assertThat(older.terms().settings().reports()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "url: nowhere | is no URL",
                "url: https://v.example\\nid: x | id and secret-env or secret-file go together",
                "url: https://v.example\\nid: x\\nsecret-env: NONE | NONE is not set",
                "url: https://v.example\\npoll: 500 ms | at most once a second",
                "url: https://v.example\\nversion: 4 | is not spoken here",
                "url: https://v.example\\nprofile: 4 | is not spoken here",
                "url: https://v.example\\nwebhooks: true | say where",
                "url: https://v.example\\nsimple:\\n  1: less 10 % | say it as usual",
                "url: https://v.example\\nsimple:\\n  1: perhaps | says nothing",
                "url: https://v.example\\nsimple:\\n  4: normal | simple",
                "url: https://v.example\\nsigning: sign | signing",
                "profile: 2.0b\\nurl: http://v.example | not encrypted",
                "profile: 2.0a\\nurl: https://v.example | give the venID",
                "profile: 2.0c\\nurl: https://v.example | say 2.0b or 2.0a",
                "profile: 2.0b\\nurl: https://v.example\\nsigning: sign | needs a certificate",
                "profile: 2.0b\\nurl: https://v.example\\nmqtt: true | mqtt",
                "profile: 2.0b\\nurl: https://v.example\\ntls-ca: x.pem | tls-cert",
                "profile: 2.0b\\nurl: https://v.example\\nsigners: [abc] | no fingerprint",
            })
    void shouldSayWhatIsWrong(String lines, String words) {
        assertThatThrownBy(() -> vtn(lines.replace("\\n", "\n")))
                .isInstanceOf(BadDocument.class)
                .hasMessageContaining(words.strip());
    }

    @Test
    void shouldRefuseTheSameNameTwice() {
        String twice =
                """
                openadr:
                  vtns:
                    - name: utility
                      url: https://v.example
                    - name: utility
                      url: https://w.example
                """;
        assertThatThrownBy(() -> read(twice))
                .isInstanceOf(BadDocument.class)
                .hasMessageContaining("a VTN of this name is given above");
    }
}
