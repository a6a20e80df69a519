package org.trimtab.drivers.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.trimtab.drivers.api.Credentials;

class DigestLoginTest {
    private static final Credentials MUFASA = new Credentials("Mufasa", "CircleOfLife");
    private static final String NONCE = "dcd98b7102dd2f0e8b11d0f600bfb0c093";

    private final DigestLogin login = new DigestLogin();

    @Test
    void shouldAnswerAsTheOldStandardShowsWhenThereIsNoProtection() {
        login.challenged(
                List.of(
                        "Digest realm=\"testrealm@host.com\", nonce=\""
                                + NONCE
                                + "\", opaque=\"5c\""));
        String field = login.authorization("GET", "/dir/index.html", MUFASA);
        // The example of RFC 2069 with its published correction.
        assertThat(value(field, "response")).isEqualTo("1949323746fe6a43ef61f9606e7febea");
        assertThat(value(field, "opaque")).isEqualTo("5c");
        assertThat(field).doesNotContain("qop", "cnonce");
    }

    @ParameterizedTest
    @CsvSource({
        "'', MD5, false",
        "MD5, MD5, false",
        "MD5-sess, MD5, true",
        "SHA-256, SHA-256, false",
        "SHA-256-sess, SHA-256, true"
    })
    void shouldAnswerByTheFormulaWhenTheServerNamesAnAlgorithm(
            String algorithm, String hash, boolean session) throws Exception {
        String named = algorithm.isEmpty() ? "" : ", algorithm=" + algorithm;
        assertThat(
                        login.challenged(
                                List.of(
                                        "Basic realm=\"x\"",
                                        "Digest realm=\"r\", nonce=\"n\", qop=\"auth-int,auth\""
                                                + named)))
                .isTrue();
        login.authorization("GET", "/first", MUFASA);
        String field = login.authorization("POST", "/cgi?x=1", MUFASA);
        assertThat(value(field, "nc")).isEqualTo("00000002");
        String cnonce = value(field, "cnonce");
        String ha1 = hex(hash, "Mufasa:r:CircleOfLife");
        if (session) {
            ha1 = hex(hash, ha1 + ":n:" + cnonce);
        }
        String expected =
                hex(hash, ha1 + ":n:00000002:" + cnonce + ":auth:" + hex(hash, "POST:/cgi?x=1"));
        assertThat(value(field, "response")).isEqualTo(expected);
    }

    @Test
    void shouldSayNothingWhenItWasNotChallenged() {
        assertThat(login.authorization("GET", "/", MUFASA)).isNull();
        assertThat(login.challenged(List.of("Basic realm=\"x\""))).isFalse();
        assertThat(login.challenged(List.of("Digest realm=\"x\""))).isFalse();
        assertThat(login.challenged(List.of("Digest nonce=\"n\", algorithm=SHA-512"))).isFalse();
        assertThat(login.challenged(List.of("Digest nonce=\"n\", qop=\"auth-int\""))).isFalse();
        assertThat(login.authorization("GET", "/", MUFASA)).isNull();
    }

    @Test
    void shouldKeepTheHeaderWholeWhenANameHoldsOddCharacters() {
        login.challenged(List.of("Digest realm=\"a\\\"b\", nonce=\"n\""));
        String field = login.authorization("GET", "/", new Credentials("x\"\r\ny", "secret-word"));
        assertThat(field).doesNotContain("\r", "\n", "secret-word");
        assertThat(field).contains("username=\"x\\\"  y\"", "realm=\"a\\\"b\"");
    }

    private static String value(String field, String name) {
        Matcher matcher = Pattern.compile("(?:^|[ ,])" + name + "=\"?([^\",]*)").matcher(field);
        assertThat(matcher.find()).as(name).isTrue();
        return matcher.group(1);
    }

    private static String hex(String algorithm, String text) throws Exception {
        return HexFormat.of()
                .formatHex(
                        MessageDigest.getInstance(algorithm)
                                .digest(text.getBytes(StandardCharsets.UTF_8)));
    }
}
