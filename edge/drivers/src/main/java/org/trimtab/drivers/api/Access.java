package org.trimtab.drivers.api;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How a device may be reached, as its owner says.
 *
 * @param credentials its login; null for the one the maker delivers it with
 * @param encryption whether its connections are encrypted
 * @param ports TCP ports besides the main one that are not the maker's, by what they serve, such as {@code rest}
 */
public record Access(
        @Nullable Credentials credentials, Encryption encryption, Map<String, Integer> ports) {
    /** As the maker delivers it, unencrypted. */
    public static final Access AS_DELIVERED = new Access(null, Encryption.NONE, Map.of());

    public Access {
        ports = Map.copyOf(ports);
    }

    /** The login, or the one the maker delivers with. */
    public Credentials or(Credentials delivered) {
        return credentials == null ? delivered : credentials;
    }

    /** The port of a second service, or the maker's. */
    public int port(String service, int makers) {
        return ports.getOrDefault(service, makers);
    }
}
