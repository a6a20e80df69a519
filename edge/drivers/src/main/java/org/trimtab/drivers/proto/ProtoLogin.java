package org.trimtab.drivers.proto;

import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.trimtab.drivers.api.Credentials;
import org.trimtab.drivers.cgminer.JsonValue;
import org.trimtab.drivers.rest.RestRequest;
import org.trimtab.drivers.rest.RestTalk;
import org.trimtab.drivers.rest.TokenLogin;
import tools.jackson.databind.node.JsonNodeFactory;

/** A signed token for a password, shown as its bearer. */
final class ProtoLogin implements TokenLogin {
    private final Duration life;

    /**
     * A login.
     *
     * @param life how long a token is used before another is asked for
     */
    ProtoLogin(Duration life) {
        this.life = life;
    }

    @Override
    public RestRequest request(Credentials credentials) {
        String body =
                JsonNodeFactory.instance
                        .objectNode()
                        .put("password", credentials.password())
                        .toString();
        return RestRequest.send("POST", "/api/v1/auth/login", body, ProtoDriver.READ_WITHIN);
    }

    @Override
    public @Nullable Token token(byte[] body) {
        String text = JsonValue.text(RestTalk.json(body), "access_token");
        return text == null ? null : new Token(text, life);
    }

    @Override
    public Map<String, String> fields(String token) {
        return Map.of("Authorization", "Bearer " + token);
    }
}
