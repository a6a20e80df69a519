package org.trimtab.openadr.vtn.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.trimtab.openadr.vtn.rest.AuthApiTest.claims;
import static org.trimtab.openadr.vtn.rest.AuthApiTest.signed;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Date;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.trimtab.openadr.vtn.auth.OutsideIssuer;

/** Tokens of another's, with the keys it publishes. */
final class OutsideIssuerApiTest {
    private static final String ISSUER = "https://issuer.example";
    private static final Instant UNTIL = TestClock.START.plusSeconds(60);

    private final AtomicInteger reads = new AtomicInteger();
    private ECKey key;
    private HttpServer jwks;
    private TestVtn vtn;

    @BeforeEach
    void start() throws JOSEException, IOException {
        key = new ECKeyGenerator(Curve.P_256).keyID("k1").generate();
        byte[] keys = new JWKSet(key.toPublicJWK()).toString().getBytes(StandardCharsets.UTF_8);
        jwks = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        jwks.createContext(
                "/keys",
                exchange -> {
                    try (exchange) {
                        reads.incrementAndGet();
                        exchange.sendResponseHeaders(200, keys.length);
                        exchange.getResponseBody().write(keys);
                    }
                });
        jwks.start();
        URI at = URI.create("http://127.0.0.1:" + jwks.getAddress().getPort() + "/keys");
        OutsideIssuer outside = new OutsideIssuer(ISSUER, "vtn", at, URI.create(ISSUER + "/token"));
        vtn = new TestVtn(Store.SQLITE, Choices.USUAL, outside, null);
    }

    @AfterEach
    void stop() {
        vtn.close();
        jwks.stop(0);
    }

    private int status(JWTClaimsSet claims, String kid) throws JOSEException {
        return new Caller(vtn.url(), signed(claims, key, kid)).get("/programs").status();
    }

    private int status(JWTClaimsSet.Builder claims) throws JOSEException {
        return status(claims.build(), "k1");
    }

    @Test
    void shouldSendClientsThereWhenAnotherIssuesTheTokens() {
        assertThat(vtn.anonymous().get("/auth/server").json().path("tokenURL").asString())
                .isEqualTo(ISSUER + "/token");
        vtn.anonymous()
                .send(
                        "POST",
                        "/auth/token",
                        "a=b",
                        "Content-Type",
                        "application/x-www-form-urlencoded")
                .problem(501);
    }

    @Test
    void shouldTakeATokenOnlyWhenIssuerAudienceAndTimesHold() throws JOSEException {
        Instant start = TestClock.START;
        assertThat(status(claims(ISSUER, "vtn", UNTIL))).isEqualTo(200);
        assertThat(status(claims("https://other.example", "vtn", UNTIL))).isEqualTo(401);
        assertThat(status(claims(ISSUER, "else", UNTIL))).isEqualTo(401);
        assertThat(status(claims(ISSUER, "vtn", start.minusSeconds(61)))).isEqualTo(401);
        assertThat(status(claims(ISSUER, "vtn", UNTIL).expirationTime(null))).isEqualTo(401);
        Date later = Date.from(start.plusSeconds(61));
        assertThat(status(claims(ISSUER, "vtn", UNTIL).notBeforeTime(later))).isEqualTo(401);
        Date almost = Date.from(start.plusSeconds(59));
        assertThat(status(claims(ISSUER, "vtn", UNTIL).notBeforeTime(almost))).isEqualTo(200);
    }

    @Test
    void shouldNotReadTheKeysOnAndOnWhenUnknownOnesAreNamed() throws JOSEException {
        assertThat(status(claims(ISSUER, "vtn", UNTIL))).isEqualTo(200);
        for (int i = 0; i < 20; i++) {
            assertThat(status(claims(ISSUER, "vtn", UNTIL).build(), "unknown" + i)).isEqualTo(401);
        }
        assertThat(reads.get()).isLessThanOrEqualTo(3);
    }

    @Test
    void shouldRefuseABoundTokenWhenNoCertificateIsShown() throws JOSEException {
        JWTClaimsSet bound =
                claims(ISSUER, "vtn", UNTIL).claim("cnf", Map.of("x5t#S256", "some")).build();
        assertThat(new Caller(vtn.url(), signed(bound, key, "k1")).get("/programs").problem(401))
                .contains("certificate");
    }
}
