package org.trimtab.bench;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Date;
import java.util.List;

/** An outside issuer of tokens, so that any number of clients can be there without enrolling each with a secret. */
final class OpenAdrIssuer implements AutoCloseable {
    private static final String ISSUER = "https://issuer.bench";
    private static final String AUDIENCE = "vtn.bench";
    private static final Duration LIFETIME = Duration.ofHours(6);

    private final ECKey key;
    private final HttpServer server;
    private final Instant until;

    OpenAdrIssuer() throws IOException {
        try {
            key = new ECKeyGenerator(Curve.P_256).keyID("bench").generate();
        } catch (JOSEException e) {
            throw new IllegalStateException("every Java platform has P-256", e);
        }
        until = InstantSource.system().instant().plus(LIFETIME);
        byte[] keys = new JWKSet(key.toPublicJWK()).toString().getBytes(StandardCharsets.UTF_8);
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 10);
        server.createContext(
                "/",
                exchange -> {
                    try (exchange) {
                        exchange.getResponseHeaders().add("Content-Type", "application/json");
                        exchange.sendResponseHeaders(200, keys.length);
                        exchange.getResponseBody().write(keys);
                    }
                });
        server.start();
    }

    /** What tells a VTN to take its tokens. */
    List<String> options() {
        String url = "http://127.0.0.1:" + server.getAddress().getPort() + "/";
        return List.of(
                "--issuer", ISSUER, "--audience", AUDIENCE, "--jwks", url, "--token-url", url);
    }

    /** A token of business logic. */
    String businessLogic() {
        return token(
                "bl",
                "read_all read_bl write_programs write_events write_subscriptions write_vens");
    }

    /** A token of a VEN. */
    String ven(String clientId) {
        return token(clientId, "read_targets read_ven_objects write_reports write_subscriptions");
    }

    private String token(String clientId, String scopes) {
        try {
            SignedJWT token =
                    new SignedJWT(
                            new JWSHeader.Builder(JWSAlgorithm.ES256).keyID("bench").build(),
                            new JWTClaimsSet.Builder()
                                    .issuer(ISSUER)
                                    .audience(AUDIENCE)
                                    .subject(clientId)
                                    .claim("client_id", clientId)
                                    .claim("scope", scopes)
                                    .expirationTime(Date.from(until))
                                    .build());
            token.sign(new ECDSASigner(key));
            return token.serialize();
        } catch (JOSEException e) {
            throw new IllegalStateException("a token cannot be signed", e);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
