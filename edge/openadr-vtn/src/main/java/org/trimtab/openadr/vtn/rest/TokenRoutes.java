package org.trimtab.openadr.vtn.rest;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.trimtab.openadr.vtn.access.Role;
import org.trimtab.openadr.vtn.access.Scope;
import org.trimtab.openadr.vtn.auth.Clients;
import org.trimtab.openadr.vtn.auth.OutsideIssuer;
import org.trimtab.openadr.vtn.auth.TokenIssuer;
import org.trimtab.openadr.wire.AuthServer;
import org.trimtab.openadr.wire.Extras;
import org.trimtab.openadr.wire.TokenResponse;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Where tokens are had, and tokens for client credentials (RFC 6749 section 4.4). */
final class TokenRoutes {
    private static final String FORM = "application/x-www-form-urlencoded";
    private static final int VALUE_LENGTH_MAX = 4_096;

    private final Clients clients;
    private final TokenIssuer issuer;
    private final @Nullable OutsideIssuer outside;
    private final @Nullable String publicUrl;

    /**
     * @param publicUrl how clients reach us when a proxy stands between; null when none does
     */
    TokenRoutes(
            Clients clients,
            TokenIssuer issuer,
            @Nullable OutsideIssuer outside,
            @Nullable String publicUrl) {
        this.clients = clients;
        this.issuer = issuer;
        this.outside = outside;
        this.publicUrl = publicUrl;
    }

    Reply server(Ask ask) {
        if (outside != null) {
            return Reply.json(200, new AuthServer(outside.tokenUrl().toString(), Extras.NONE));
        }
        String origin = publicUrl == null ? ask.incoming().origin() : publicUrl;
        return Reply.json(
                200, new AuthServer(origin + ask.incoming().base() + "/auth/token", Extras.NONE));
    }

    /** An error as RFC 6749 section 5.2 writes it. */
    private static final class NoToken extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final int status;
        private final String error;

        NoToken(int status, String error, String description) {
            super(description);
            this.status = status;
            this.error = error;
        }
    }

    Reply token(Ask ask) {
        if (outside != null) {
            throw new Refusal(
                    501,
                    "tokens are issued elsewhere; GET /auth/server tells where: "
                            + outside.tokenUrl());
        }
        Reply reply;
        try {
            reply = granted(ask);
        } catch (NoToken e) {
            ObjectNode error = JsonNodeFactory.instance.objectNode();
            error.put("error", e.error);
            error.put("error_description", e.getMessage());
            reply = Reply.json(e.status, error);
            if (e.status == 401) {
                reply.header("WWW-Authenticate", "Basic realm=\"openadr3\", charset=\"UTF-8\"");
            }
        }
        return reply.header("Cache-Control", "no-store").header("Pragma", "no-cache");
    }

    private Reply granted(Ask ask) {
        Map<String, String> form = form(ask);
        String grant = form.get("grant_type");
        if (grant == null) {
            throw new NoToken(400, "invalid_request", "grant_type is required and missing");
        }
        if (!grant.equals("client_credentials")) {
            throw new NoToken(
                    400, "unsupported_grant_type", "grant_type must be client_credentials");
        }
        Proven client = proven(credentials(ask, form));
        Role role = client.role();
        Set<Scope> scopes = scopes(role, form.get("scope"));
        String token = issuer.issue(client.id(), scopes, ask.incoming().certificate());
        return Reply.json(
                200,
                new TokenResponse(
                        token,
                        "Bearer",
                        (int) issuer.lifetime().toSeconds(),
                        null,
                        Scope.words(scopes),
                        Extras.NONE));
    }

    private record Credentials(String id, String secret) {}

    private record Proven(String id, Role role) {}

    /** The client whose credentials these are, in one of the ways they may be read. */
    private Proven proven(List<Credentials> ways) {
        for (Credentials credentials : ways) {
            Role role = clients.prove(credentials.id(), credentials.secret());
            if (role != null) {
                return new Proven(credentials.id(), role);
            }
        }
        throw new NoToken(401, "invalid_client", "the client id or its secret is wrong");
    }

    private static List<Credentials> credentials(Ask ask, Map<String, String> form) {
        String header = ask.header("Authorization");
        String id = form.get("client_id");
        String secret = form.get("client_secret");
        if (header != null && header.regionMatches(true, 0, "Basic ", 0, 6)) {
            if (secret != null) {
                throw new NoToken(
                        400,
                        "invalid_request",
                        "send the secret in the header or in the form, not both");
            }
            return basic(header.substring(6).strip());
        }
        if (id == null || secret == null) {
            throw new NoToken(
                    400,
                    "invalid_request",
                    (id == null ? "client_id" : "client_secret") + " is required and missing");
        }
        return List.of(new Credentials(id, secret));
    }

    /**
     * RFC 6749 section 2.3.1 form-encodes both before they are put together; many libraries do not. Both readings are
     * tried, that of the RFC first.
     */
    private static List<Credentials> basic(String encoded) {
        List<Credentials> ways = new ArrayList<>();
        try {
            String pair = new String(Base64.getDecoder().decode(encoded), StandardCharsets.UTF_8);
            int colon = pair.indexOf(':');
            if (colon > 0) {
                Credentials raw =
                        new Credentials(pair.substring(0, colon), pair.substring(colon + 1));
                Credentials decoded = decoded(raw);
                if (decoded != null) {
                    ways.add(decoded);
                }
                if (!raw.equals(decoded)) {
                    ways.add(raw);
                }
            }
        } catch (IllegalArgumentException e) {
            // Falls through to the one message below.
        }
        if (ways.isEmpty()) {
            throw new NoToken(
                    401,
                    "invalid_client",
                    "the Authorization header holds no client id and secret");
        }
        return ways;
    }

    private static @Nullable Credentials decoded(Credentials raw) {
        try {
            return new Credentials(Form.decoded(raw.id()), Form.decoded(raw.secret()));
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private static Map<String, String> form(Ask ask) {
        Map<String, String> values = new LinkedHashMap<>();
        byte[] body;
        try {
            body = ask.incoming().body(FORM);
        } catch (Refusal e) {
            if (e.status() == 413) {
                throw e;
            }
            throw new NoToken(400, "invalid_request", e.detail());
        }
        for (String part : new String(body, StandardCharsets.UTF_8).split("&", 100)) {
            int equals = part.indexOf('=');
            if (equals > 0) {
                try {
                    String name = Form.decoded(part.substring(0, equals));
                    String value = Form.decoded(part.substring(equals + 1));
                    if (value.length() > VALUE_LENGTH_MAX || values.put(name, value) != null) {
                        throw new NoToken(
                                400,
                                "invalid_request",
                                "a parameter is given twice or is too long");
                    }
                } catch (IllegalArgumentException e) {
                    throw new NoToken(
                            400,
                            "invalid_request",
                            "the form is not percent-encoded as it should be");
                }
            }
        }
        values.values().removeIf(String::isEmpty);
        return values;
    }

    /** The scopes asked for; never more than the client has. */
    private static Set<Scope> scopes(Role role, @Nullable String asked) {
        if (asked == null || asked.isBlank()) {
            return role.scopes();
        }
        Set<Scope> scopes = EnumSet.noneOf(Scope.class);
        for (String word : Arrays.asList(asked.strip().split(" +"))) {
            Scope scope = Scope.of(word);
            if (scope == null || !role.scopes().contains(scope)) {
                throw new NoToken(
                        400,
                        "invalid_scope",
                        "this client may ask for: " + Scope.words(role.scopes()));
            }
            scopes.add(scope);
        }
        return scopes;
    }
}
