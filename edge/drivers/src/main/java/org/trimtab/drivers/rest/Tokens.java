package org.trimtab.drivers.rest;

import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.trimtab.resource.DeviceId;

/**
 * The tokens a family's devices have given, one for each device, so that a command needs no login of its own. Held in
 * memory only. Safe for use by many threads.
 */
public final class Tokens {
    private static final int LENGTH_MAX = 4_096;

    private final Map<DeviceId, Held> tokens = new ConcurrentHashMap<>();

    private record Held(String text, Instant until) {}

    /** A device's token; null when there is none, or its life is over. */
    public @Nullable String of(DeviceId device, Instant now) {
        Held held = tokens.get(device);
        return held == null || !now.isBefore(held.until()) ? null : held.text();
    }

    /** Drops a device's token. */
    public void drop(DeviceId device) {
        tokens.remove(device);
    }

    /**
     * Keeps a token.
     *
     * @return false for one that is empty, too long, or would not fit into a header field; it is not kept
     */
    boolean keep(DeviceId device, TokenLogin.Token token, Instant now) {
        String text = token.text();
        if (text.isEmpty() || text.length() > LENGTH_MAX || !text.matches("[!-~]+")) {
            return false;
        }
        tokens.put(device, new Held(text, now.plus(token.life())));
        return true;
    }
}
