package org.trimtab.openadr.ven;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.trimtab.openadr.wire.AuthServer;
import org.trimtab.openadr.wire.TokenResponse;
import org.trimtab.openadr.wire.Wire;
import org.trimtab.openadr.wire.WireFault;
import tools.jackson.databind.JsonNode;

/**
 * The access token of one VTN by client credentials, had from the server its {@code /auth/server}
 * names and had anew before it ends. Without a client id there is none (Definitions, security).
 */
final class VtnToken {
    /** How long a token without {@code expires_in} is used. */
    private static final Duration UNSAID = Duration.ofMinutes(5);

    private static final Duration BEFORE_END = Duration.ofSeconds(30);
    private static final Duration RENEWED_AGAIN = Duration.ofSeconds(10);

    private record Held(String value, Instant from, Instant until) {}

    private final VtnAddress vtn;
    private final InstantSource clock;
    private final Function<VtnHttp.Call, JsonNode> plain;
    private @Nullable Held held;
    private @Nullable URI server;

    VtnToken(VtnAddress vtn, InstantSource clock, Function<VtnHttp.Call, JsonNode> plain) {
        this.vtn = vtn;
        this.clock = clock;
        this.plain = plain;
    }

    synchronized Optional<String> get() {
        String id = vtn.clientId();
        if (id == null) {
            return Optional.empty();
        }
        Held now = held;
        if (now == null || !clock.instant().isBefore(now.until)) {
            now = fetch(id);
            held = now;
        }
        return Optional.of(now.value);
    }

    /** Lets go of a token that was refused; false when there is none or it is fresh. */
    synchronized boolean renew() {
        Held now = held;
        if (now == null || clock.instant().isBefore(now.from.plus(RENEWED_AGAIN))) {
            return false;
        }
        held = null;
        server = null;
        return true;
    }

    private Held fetch(String id) {
        URI at = server();
        StringBuilder form = new StringBuilder("grant_type=client_credentials");
        put(form, "client_id", id);
        put(form, "client_secret", vtn.clientSecret() == null ? "" : vtn.clientSecret());
        if (vtn.scope() != null) {
            put(form, "scope", vtn.scope());
        }
        byte[] body = form.toString().getBytes(StandardCharsets.US_ASCII);
        Instant asked = clock.instant();
        try {
            JsonNode answer =
                    plain.apply(
                            new VtnHttp.Call(
                                    "POST", at, body, "application/x-www-form-urlencoded"));
            TokenResponse given = Wire.readAnswer(answer, TokenResponse.class);
            Integer seconds = given.expiresIn();
            Duration life = seconds == null ? UNSAID : Duration.ofSeconds(Math.max(1, seconds));
            Duration early =
                    life.dividedBy(5).compareTo(BEFORE_END) < 0 ? life.dividedBy(5) : BEFORE_END;
            return new Held(given.accessToken(), asked, asked.plus(life).minus(early));
        } catch (VtnFault e) {
            server = null; // it may have moved
            if (e.kind() == VtnFault.Kind.REFUSED || e.kind() == VtnFault.Kind.DENIED) {
                throw denied("gives no token to client id " + id + " (" + e.getMessage() + ")", e);
            }
            throw e;
        } catch (WireFault e) {
            throw denied("answers the token request with something else: " + e.getMessage(), e);
        }
    }

    private VtnFault denied(String what, Exception cause) {
        return new VtnFault(VtnFault.Kind.DENIED, 0, "VTN " + vtn.name() + " " + what, cause);
    }

    private URI server() {
        URI known = server;
        if (known != null) {
            return known;
        }
        URI found;
        try {
            JsonNode answer = plain.apply(VtnHttp.Call.get(vtn.at("/auth/server")));
            String named = Wire.readAnswer(answer, AuthServer.class).tokenURL();
            found = vtn.base().resolve(URI.create(named));
        } catch (IllegalArgumentException | WireFault e) {
            throw denied("names no token server that can be used: " + e.getMessage(), e);
        } catch (VtnFault e) {
            if (e.status() != 404 && e.status() != 501) {
                throw e;
            }
            found = vtn.at("/auth/token"); // servers of 3.0 have no /auth/server
        }
        String scheme = String.valueOf(found.getScheme()).toLowerCase(Locale.ROOT);
        if (!scheme.equals("https") && (vtn.isEncrypted() || !scheme.equals("http"))) {
            throw denied(
                    "names the token server "
                            + found
                            + ", which is not encrypted; the secret is not sent there",
                    new IllegalStateException(scheme));
        }
        server = found;
        return found;
    }

    private static void put(StringBuilder form, String name, String value) {
        form.append('&').append(name).append('=');
        form.append(URLEncoder.encode(value, StandardCharsets.UTF_8));
    }
}
