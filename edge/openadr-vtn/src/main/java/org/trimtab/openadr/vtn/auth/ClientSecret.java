package org.trimtab.openadr.vtn.auth;

import java.security.SecureRandom;
import java.util.Base64;
import org.trimtab.openadr.vtn.access.Role;

/**
 * A client and what proves it, as a person names them.
 *
 * @param id 1 to 128 characters, no colon
 * @param secret 1 to 4,096 characters
 */
public record ClientSecret(String id, String secret, Role role) {
    private static final int ID_LENGTH_MAX = 128;
    private static final int SECRET_LENGTH_MAX = 4_096;
    private static final int RANDOM_BYTES = 24;

    public ClientSecret {
        if (id.isBlank() || id.length() > ID_LENGTH_MAX || id.indexOf('\0') >= 0) {
            throw new IllegalArgumentException(
                    "a client's id has 1 to " + ID_LENGTH_MAX + " characters");
        }
        if (secret.isEmpty() || secret.length() > SECRET_LENGTH_MAX) {
            throw new IllegalArgumentException(
                    "the secret of client "
                            + id
                            + " has 1 to "
                            + SECRET_LENGTH_MAX
                            + " characters");
        }
    }

    /**
     * Reads {@code ID:SECRET:ROLE}; the secret may hold colons.
     *
     * @throws IllegalArgumentException saying what is wrong, without the secret
     */
    public static ClientSecret parse(String text) {
        int first = text.indexOf(':');
        int last = text.lastIndexOf(':');
        if (first <= 0 || last == first) {
            throw new IllegalArgumentException(
                    "a client is written ID:SECRET:ROLE, with ROLE bl or ven");
        }
        return new ClientSecret(
                text.substring(0, first),
                text.substring(first + 1, last),
                Role.of(text.substring(last + 1)));
    }

    /** A client with a secret nobody can guess. */
    public static ClientSecret random(String id, Role role, SecureRandom chance) {
        byte[] bytes = new byte[RANDOM_BYTES];
        chance.nextBytes(bytes);
        return new ClientSecret(
                id, Base64.getUrlEncoder().withoutPadding().encodeToString(bytes), role);
    }

    /** The client without its secret, fit for a log. */
    @Override
    public String toString() {
        return id + ":…:" + role;
    }
}
