package org.trimtab.drivers.auradine;

import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.trimtab.drivers.api.Credentials;
import org.trimtab.drivers.cgminer.CgminerReply;
import org.trimtab.drivers.cgminer.JsonValue;
import org.trimtab.drivers.rest.RestRequest;
import org.trimtab.drivers.rest.TokenLogin;
import tools.jackson.databind.node.JsonNodeFactory;

/** A token for user and password, shown in a field of its own. */
final class AuradineLogin implements TokenLogin {
    private final Duration life;

    /**
     * A login.
     *
     * @param life how long a token is used before another is asked for
     */
    AuradineLogin(Duration life) {
        this.life = life;
    }

    @Override
    public RestRequest request(Credentials credentials) {
        String body =
                JsonNodeFactory.instance
                        .objectNode()
                        .put("command", "token")
                        .put("user", credentials.user())
                        .put("password", credentials.password())
                        .toString();
        return RestRequest.send("POST", "/token", body, AuradineDriver.READ_WITHIN);
    }

    @Override
    public @Nullable Token token(byte[] body) {
        CgminerReply reply = CgminerReply.parse(body);
        String text =
                reply == null || !reply.success() || reply.json().truncated()
                        ? null
                        : JsonValue.text(reply.first("Token"), "Token");
        return text == null ? null : new Token(text, life);
    }

    @Override
    public boolean refuses(byte[] body) {
        CgminerReply reply = CgminerReply.parse(body);
        return reply != null && !reply.success() && !reply.json().truncated();
    }

    @Override
    public Map<String, String> fields(String token) {
        return Map.of("Token", token);
    }
}
