package org.trimtab.server;

import org.jspecify.annotations.Nullable;

/**
 * Where the server listens and who may speak to it.
 *
 * @param address address to listen on; anything but a loopback address needs a token
 * @param port TCP port; 0 picks a free one
 * @param token what every request to the API must carry as {@code Authorization: Bearer}; null for none
 */
public record ServerSettings(String address, int port, @Nullable String token) {
    /** A shorter token can be guessed. */
    public static final int TOKEN_LENGTH_MIN = 16;

    private static final int TOKEN_LENGTH_MAX = 512;

    public ServerSettings {
        if (address.isBlank()) {
            throw new IllegalArgumentException(
                    "the server needs an address to listen on, such as 127.0.0.1");
        }
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException(
                    "port " + port + " does not exist; choose 1 to 65535, or 0 for any free one");
        }
        if (token != null && !isUsable(token)) {
            throw new IllegalArgumentException(
                    "a token must be "
                            + TOKEN_LENGTH_MIN
                            + " to "
                            + TOKEN_LENGTH_MAX
                            + " printable characters without spaces; this one is not");
        }
    }

    /** Listens on 127.0.0.1 only, open to everybody on this machine. */
    public static ServerSettings loopback(int port) {
        return new ServerSettings("127.0.0.1", port, null);
    }

    private static boolean isUsable(String token) {
        return token.length() >= TOKEN_LENGTH_MIN
                && token.length() <= TOKEN_LENGTH_MAX
                && token.chars().allMatch(c -> c > ' ' && c < 127);
    }

    /** Never shows the token. */
    @Override
    public String toString() {
        return "ServerSettings[address="
                + address
                + ", port="
                + port
                + ", token="
                + (token == null ? "none" : "set")
                + "]";
    }
}
