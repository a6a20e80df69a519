package org.trimtab.drivers.braiins;

import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.trimtab.drivers.api.Credentials;
import org.trimtab.drivers.cgminer.JsonValue;
import org.trimtab.drivers.rest.RestRequest;
import org.trimtab.drivers.rest.RestTalk;
import org.trimtab.drivers.rest.TokenLogin;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * The REST interface gives a token for a name and a password, and wants it bare in the {@code Authorization} field.
 * It says how long it is good for and renews it at each use; we count from its making.
 */
record BraiinsLogin(Duration within, Duration life) implements TokenLogin {
    /** Left out of a token's life, so that it does not lapse on its way. */
    private static final Duration SPARED = Duration.ofSeconds(60);

    @Override
    public RestRequest request(Credentials credentials) {
        String json =
                JsonNodeFactory.instance
                        .objectNode()
                        .put("username", credentials.user())
                        .put("password", credentials.password())
                        .toString();
        return RestRequest.send("POST", BraiinsProtocol.LOGIN, json, within);
    }

    @Override
    public @Nullable Token token(byte[] body) {
        JsonNode json = RestTalk.json(body);
        String text = JsonValue.text(json, "token");
        Long seconds = JsonValue.whole(json, "timeout_s");
        boolean told = seconds != null && seconds > SPARED.toSeconds() && seconds < 1_000_000;
        Duration said = told && seconds != null ? Duration.ofSeconds(seconds).minus(SPARED) : life;
        return text == null ? null : new Token(text, said.compareTo(life) < 0 ? said : life);
    }

    @Override
    public Map<String, String> fields(String token) {
        return Map.of("Authorization", token);
    }
}
