package org.trimtab.openadr.vtn.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.trimtab.openadr.vtn.rest.Caller.unique;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.trimtab.openadr.vtn.rest.Caller.Answer;

/** Tokens: how they are had, which are refused, and what each allows. */
final class AuthApiTest {
    private static final String FORM = "application/x-www-form-urlencoded";

    private final TestVtn vtn = TestVtn.shared(Store.SQLITE);

    private Answer token(String form, String... headers) {
        String[] all = new String[headers.length + 2];
        all[0] = "Content-Type";
        all[1] = FORM;
        System.arraycopy(headers, 0, all, 2, headers.length);
        return vtn.anonymous().send("POST", "/auth/token", form, all);
    }

    private static String basic(String id, String secret) {
        return "Basic "
                + Base64.getEncoder()
                        .encodeToString((id + ":" + secret).getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void shouldTellWhereTokensAreHadWhenNobodyIsLoggedIn() {
        Answer answer = vtn.anonymous().get("/auth/server");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().path("tokenURL").asString()).isEqualTo(vtn.url() + "/auth/token");
    }

    @Test
    void shouldGiveATokenWhenTheClientProvesItself() {
        Answer byForm = token("grant_type=client_credentials&client_id=ven1&client_secret=ven1");
        assertThat(byForm.status()).isEqualTo(200);
        assertThat(byForm.header("Cache-Control")).isEqualTo("no-store");
        assertThat(byForm.json().path("token_type").asString()).isEqualTo("Bearer");
        assertThat(byForm.json().path("expires_in").asInt()).isEqualTo(3600);
        assertThat(byForm.json().path("scope").asString())
                .isEqualTo(
                        "read_targets read_ven_objects write_reports write_subscriptions"
                                + " write_vens");
        Answer byBasic = token("grant_type=client_credentials", "Authorization", basic("bl", "bl"));
        assertThat(byBasic.status()).isEqualTo(200);
        Answer narrowed =
                token(
                        "grant_type=client_credentials&scope=read_all",
                        "Authorization",
                        basic("bl", "bl"));
        assertThat(narrowed.json().path("scope").asString()).isEqualTo("read_all");
        Caller reader = new Caller(vtn.url(), narrowed.json().path("access_token").asString());
        assertThat(reader.get("/programs").status()).isEqualTo(200);
        reader.post("/programs", "{\"programName\":\"p\"}").problem(403);
    }

    @Test
    void shouldAnswerWithTheErrorsOfOauthWhenNoTokenIsGiven() {
        requireError(token("client_id=bl&client_secret=bl"), 400, "invalid_request");
        requireError(token("grant_type=client_credentials&client_id=bl"), 400, "invalid_request");
        requireError(
                token("grant_type=client_credentials&client_id=bl&client_id=x"),
                400,
                "invalid_request");
        requireError(
                token("grant_type=password&client_id=bl&client_secret=bl"),
                400,
                "unsupported_grant_type");
        requireError(
                token("grant_type=client_credentials&client_id=bl&client_secret=no"),
                401,
                "invalid_client");
        requireError(
                token("grant_type=client_credentials&client_id=no&client_secret=bl"),
                401,
                "invalid_client");
        requireError(
                token("grant_type=client_credentials", "Authorization", basic("bl", "wrong")),
                401,
                "invalid_client");
        requireError(
                token("grant_type=client_credentials", "Authorization", "Basic %%%"),
                401,
                "invalid_client");
        requireError(
                token(
                        "grant_type=client_credentials&client_id=ven1&client_secret=ven1&scope=read_all"),
                400,
                "invalid_scope");
        requireError(
                vtn.anonymous().post("/auth/token", "{\"grant_type\":\"client_credentials\"}"),
                400,
                "invalid_request");
        requireError(token("%zz=%zz"), 400, "invalid_request");
    }

    private static void requireError(Answer answer, int status, String error) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(status);
        assertThat(answer.json().path("error").asString()).isEqualTo(error);
        assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
        if (status == 401) {
            assertThat(answer.header("WWW-Authenticate")).startsWith("Basic");
        }
    }

    @Test
    void shouldAnswer401WhenThereIsNoTokenOrNoneToTrust() throws JOSEException {
        ECKey foreign = new ECKeyGenerator(Curve.P_256).keyID("foreign").generate();
        JWTClaimsSet claims =
                claims("trimtab-vtn", "openadr3", Instant.parse("2026-07-01T13:00:00Z")).build();
        String good = Caller.token(vtn.url(), "bl");
        String kid = kid(good);
        for (String token :
                List.of(
                        "nonsense",
                        new PlainJWT(claims).serialize(),
                        signed(claims, foreign, "foreign"),
                        signed(claims, foreign, kid),
                        signed(claims, foreign, null),
                        mac(claims, kid),
                        good.substring(0, good.length() - 4) + "AAAA",
                        good + "x".repeat(9000))) {
            Answer answer = new Caller(vtn.url(), token).get("/programs");
            answer.problem(401);
            assertThat(answer.header("WWW-Authenticate"))
                    .startsWith("Bearer")
                    .contains("invalid_token");
        }
        Answer none = vtn.anonymous().post("/programs", "{\"programName\":\"p\"}");
        none.problem(401);
        assertThat(none.header("WWW-Authenticate")).startsWith("Bearer");
        vtn.anonymous().get("/programs", "Authorization", basic("bl", "bl")).problem(401);
        assertThat(new Caller(vtn.url(), good).get("/programs").status()).isEqualTo(200);
    }

    @Test
    void shouldAnswer403ForABadTokenWhenTheVtnIsToldTo() {
        try (TestVtn other =
                new TestVtn(Store.SQLITE, new Choices(403, false, true, false), null, null)) {
            new Caller(other.url(), "bad_token").get("/programs").problem(403);
            other.anonymous().get("/programs").problem(403);
        }
    }

    @Test
    void shouldRefuseATokenWhenItHasExpiredMoreThanAMinuteAgo() {
        try (TestVtn other = new TestVtn(Store.SQLITE, Choices.USUAL, null, null)) {
            Caller bl = other.as("bl");
            other.clock.move(Duration.ofSeconds(3600 + 60));
            assertThat(bl.get("/programs").status())
                    .as("clocks may differ by a minute")
                    .isEqualTo(200);
            other.clock.move(Duration.ofSeconds(1));
            assertThat(bl.get("/programs").problem(401)).contains("expired");
        }
    }

    @Test
    void shouldAnswer403WhenTheScopeIsMissing() {
        Caller bl = vtn.as("bl");
        Caller ven = vtn.as("ven1");
        String program = bl.program();
        String event = bl.event(program);
        ven.post("/programs", "{\"programName\":\"" + unique("p") + "\"}").problem(403);
        ven.put("/programs/" + program, "{}").problem(403);
        ven.delete("/programs/" + program).problem(403);
        ven.post("/events", Caller.eventBody(program)).problem(403);
        ven.put("/events/" + event, "{}").problem(403);
        ven.delete("/events/" + event).problem(403);
        bl.post("/reports", Caller.reportBody(event)).problem(403);
        bl.grant("ven1");
        String report = ven.post("/reports", Caller.reportBody(event)).id();
        bl.put("/reports/" + report, Caller.reportBody(event)).problem(403);
        bl.delete("/reports/" + report).problem(403);
        for (String topics :
                List.of("programs", "events", "reports", "subscriptions", "vens", "resources")) {
            ven.get("/notifiers/mqtt/topics/" + topics).problem(403);
        }
    }

    static JWTClaimsSet.Builder claims(String issuer, String audience, Instant until) {
        return new JWTClaimsSet.Builder()
                .issuer(issuer)
                .audience(audience)
                .subject("outside-bl")
                .claim("scope", "read_all openid")
                .expirationTime(Date.from(until));
    }

    static String signed(JWTClaimsSet claims, ECKey key, @Nullable String kid)
            throws JOSEException {
        SignedJWT jwt =
                new SignedJWT(new JWSHeader.Builder(JWSAlgorithm.ES256).keyID(kid).build(), claims);
        jwt.sign(new ECDSASigner(key));
        return jwt.serialize();
    }

    private static String mac(JWTClaimsSet claims, String kid) throws JOSEException {
        SignedJWT jwt =
                new SignedJWT(new JWSHeader.Builder(JWSAlgorithm.HS256).keyID(kid).build(), claims);
        jwt.sign(new MACSigner("a secret of thirty-two bytes or more"));
        return jwt.serialize();
    }

    private static String kid(String token) {
        try {
            return SignedJWT.parse(token).getHeader().getKeyID();
        } catch (java.text.ParseException e) {
            throw new IllegalStateException(e);
        }
    }
}
