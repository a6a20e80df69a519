package org.trimtab.drivers.vnish;

import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.trimtab.drivers.api.Credentials;
import org.trimtab.drivers.cgminer.JsonValue;
import org.trimtab.drivers.rest.RestRequest;
import org.trimtab.drivers.rest.RestTalk;
import org.trimtab.drivers.rest.TokenLogin;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * A token for a password; there are no user names.
 *
 * @param within longest time to an answer
 * @param life how long a token is used; the firmware does not say
 * @param scheme what is written before the token, such as {@code Bearer}; empty for nothing
 */
record VnishLogin(Duration within, Duration life, String scheme) implements TokenLogin {
    @Override
    public RestRequest request(Credentials credentials) {
        String json =
                JsonNodeFactory.instance.objectNode().put("pw", credentials.password()).toString();
        return RestRequest.send("POST", VnishProtocol.UNLOCK, json, within);
    }

    @Override
    public @Nullable Token token(byte[] body) {
        String text = JsonValue.text(RestTalk.json(body), "token");
        return text == null ? null : new Token(text, life);
    }

    @Override
    public Map<String, String> fields(String token) {
        return Map.of("Authorization", scheme.isEmpty() ? token : scheme + " " + token);
    }
}
