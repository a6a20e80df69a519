package org.trimtab.drivers.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.trimtab.dispatch.Failure;
import org.trimtab.drivers.api.Access;
import org.trimtab.drivers.api.Credentials;
import org.trimtab.drivers.api.Encryption;
import org.trimtab.drivers.api.Exchange;
import org.trimtab.drivers.api.Reply;
import org.trimtab.drivers.rest.RestTalk.Result;
import org.trimtab.resource.DeviceId;
import tools.jackson.databind.JsonNode;

class RestTalkTest {
    private static final Instant NOW = Instant.parse("2026-01-05T10:00:00Z");
    private static final Duration WITHIN = Duration.ofSeconds(5);
    private static final DeviceId DEVICE = new DeviceId("dev-1");
    private static final RestRequest PAGE = RestRequest.get("/api/x", WITHIN);
    private static final RestRequest ACT =
            RestRequest.send("PUT", "/api/act", "{\"a\":1}", WITHIN).withLogin().acting();

    private final Tokens tokens = new Tokens();
    private final RestTalk talk = talk(NOW);

    @Test
    void shouldLogInFirstWhenTheRequestIsKnownToNeedIt() {
        Exchange login = talk.ask(ACT);
        assertThat(text(login)).startsWith("POST /login HTTP/1.1\r\n").endsWith("secret/ann");
        assertThat(login.acts()).isFalse();
        assertThat(login.encryption()).isEqualTo(Encryption.SELF_SIGNED);
        assertThat(login.port()).isEqualTo(8443);
        assertThat(talk.acting()).isFalse();
        Exchange act = again(answered(200, "token-1"));
        assertThat(text(act))
                .startsWith("PUT /api/act HTTP/1.1\r\nHost: 10.0.0.7:8443\r\n")
                .contains("\r\nX-Token: token-1\r\n")
                .endsWith("{\"a\":1}");
        assertThat(act.acts()).isTrue();
        assertThat(talk.acting()).isTrue();
        assertThat(((Result.Got) answered(204, "")).body()).isEmpty();
    }

    @Test
    void shouldUseTheTokenAgainUntilItsLifeIsOver() {
        talk.ask(ACT);
        again(answered(200, "token-1"));
        assertThat(text(talk(NOW.plusSeconds(59)).ask(ACT))).contains("X-Token: token-1");
        assertThat(text(talk(NOW.plusSeconds(60)).ask(ACT))).startsWith("POST /login");
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 403})
    void shouldLogInOnceMoreAndNotTwiceWhenTheTokenIsRefused(int status) {
        tokens.keep(DEVICE, new TokenLogin.Token("old", WITHIN), NOW);
        assertThat(text(talk.ask(ACT))).contains("X-Token: old");
        assertThat(text(again(answered(status, ""))))
                .startsWith("POST /login")
                .doesNotContain("old");
        assertThat(text(again(answered(200, "new")))).contains("X-Token: new");
        Result.Failed failed = (Result.Failed) answered(status, "");
        assertThat(failed.failure()).isEqualTo(Failure.WRONG_PASSWORD);
        assertThat(failed.detail()).contains("\"ann\"").doesNotContain("secret");
        assertThat(tokens.of(DEVICE, NOW)).isNull();
    }

    @Test
    void shouldSayWrongPasswordWhenTheLoginIsRefused() {
        talk.ask(PAGE);
        again(answered(401, ""));
        assertThat(((Result.Failed) answered(403, "")).failure()).isEqualTo(Failure.WRONG_PASSWORD);
    }

    @Test
    void shouldNotAskAgainWhenItIsAskedTooOften() {
        talk.ask(ACT);
        Result.Failed failed = (Result.Failed) answered(429, "");
        assertThat(failed.failure()).isEqualTo(Failure.DEVICE_ERROR);
        assertThat(failed.detail()).contains("too many requests");
    }

    @Test
    void shouldHandOnOtherStatusesWithTheirBodies() {
        talk.ask(PAGE);
        Result.Refused refused = (Result.Refused) answered(500, "{\"err\":\"x\"}");
        assertThat(refused.detail()).isEqualTo("it answered HTTP 500");
        assertThat(new String(refused.body(), StandardCharsets.UTF_8)).contains("err");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "a\r\nb: c", "\u00e4"})
    void shouldTakeNoTokenThatWouldNotFitIntoAHeader(String token) {
        talk.ask(ACT);
        assertThat(((Result.Failed) answered(200, token)).failure()).isEqualTo(Failure.GARBLED);
        assertThat(tokens.of(DEVICE, NOW)).isNull();
    }

    @Test
    void shouldReadJsonOfEveryKindAndNoneThatIsCutShort() {
        assertThat(json("true").booleanValue()).isTrue();
        assertThat(json("[1,2]").size()).isEqualTo(2);
        assertThat(json(" {\"a\":{}} ").get("a").isObject()).isTrue();
        assertThat(json("[{\"a\":1}")).isNull();
        assertThat(json("{\"a\":\u0000")).isNull();
        assertThat(json("<html>")).isNull();
        assertThat(json("")).isNull();
        assertThat(json("1,\"value\":2}{")).isNull();
    }

    private RestTalk talk(Instant now) {
        Access access =
                new Access(new Credentials("ann", "secret"), Encryption.SELF_SIGNED, Map.of());
        return new RestTalk(
                new RestTalk.Server(
                        DEVICE, "10.0.0.7", 8443, access, new Credentials("root", "root")),
                new Login(),
                tokens,
                now);
    }

    private Exchange again(Result result) {
        return ((Result.Again) result).exchange();
    }

    private Result answered(int status, String body) {
        byte[] bytes =
                ("HTTP/1.1 "
                                + status
                                + " x\r\nContent-Length: "
                                + body.length()
                                + "\r\n\r\n"
                                + body)
                        .getBytes(StandardCharsets.ISO_8859_1);
        return talk.result(new Reply.Answered(bytes, NOW, NOW));
    }

    private static JsonNode json(String text) {
        return RestTalk.json(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String text(Exchange exchange) {
        return new String(exchange.request(), StandardCharsets.ISO_8859_1);
    }

    private static final class Login implements TokenLogin {
        @Override
        public RestRequest request(Credentials credentials) {
            return RestRequest.send(
                    "POST", "/login", credentials.password() + "/" + credentials.user(), WITHIN);
        }

        @Override
        public Token token(byte[] body) {
            return new Token(new String(body, StandardCharsets.ISO_8859_1), Duration.ofSeconds(60));
        }

        @Override
        public Map<String, String> fields(String token) {
            return Map.of("X-Token", token);
        }
    }
}
