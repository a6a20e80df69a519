package org.trimtab.drivers.rest;

import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.trimtab.drivers.api.Credentials;

/** How the devices of a family give a token for a password, and how it is shown to them. Pure. */
public interface TokenLogin {
    /**
     * A token.
     *
     * @param text the token itself
     * @param life how long it may be used
     */
    record Token(String text, Duration life) {
        @Override
        public String toString() {
            return "Token[" + life + "]";
        }
    }

    /** What is asked to get a token. Neither acts nor needs a login itself. */
    RestRequest request(Credentials credentials);

    /** The token in the answer's body; null when it holds none. */
    @Nullable Token token(byte[] body);

    /** True when the answer says no to the password, for families that say so with a status of success. */
    default boolean refuses(byte[] body) {
        return false;
    }

    /** The header fields that show the token. */
    Map<String, String> fields(String token);
}
