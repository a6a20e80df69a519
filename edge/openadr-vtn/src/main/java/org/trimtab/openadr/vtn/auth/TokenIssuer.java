package org.trimtab.openadr.vtn.auth;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Date;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.trimtab.openadr.vtn.access.Scope;
import org.trimtab.openadr.vtn.push.CertificateBinding;
import org.trimtab.openadr.vtn.store.Database;

/** Issues this VTN's own tokens. */
public final class TokenIssuer {
    private static final String ISSUER = "trimtab-vtn";
    private static final String AUDIENCE = "openadr3";

    private final OwnKeys keys;
    private final InstantSource clock;
    private final Duration lifetime;
    private final TokenVerifier verifier;

    private TokenIssuer(OwnKeys keys, InstantSource clock, Duration lifetime) {
        this.keys = keys;
        this.clock = clock;
        this.lifetime = lifetime;
        this.verifier = new TokenVerifier(keys, ISSUER, AUDIENCE, clock);
    }

    /** Reads the signing key, making it when there is none yet. */
    public static TokenIssuer load(Database database, InstantSource clock, Duration lifetime) {
        return new TokenIssuer(OwnKeys.load(database, clock), clock, lifetime);
    }

    /** How long a token serves. */
    public Duration lifetime() {
        return lifetime;
    }

    /**
     * A token.
     *
     * @param shown the certificate the client shows, to which the token is then bound (RFC 8705)
     */
    public String issue(String clientId, Set<Scope> scopes, Optional<X509Certificate> shown) {
        Instant now = clock.instant();
        JWTClaimsSet.Builder claims =
                new JWTClaimsSet.Builder()
                        .issuer(ISSUER)
                        .audience(AUDIENCE)
                        .subject(clientId)
                        .claim("client_id", clientId)
                        .claim("scope", Scope.words(scopes))
                        .issueTime(Date.from(now))
                        .expirationTime(Date.from(now.plus(lifetime)))
                        .jwtID(UUID.randomUUID().toString());
        shown.ifPresent(certificate ->
                claims.claim(CertificateBinding.CLAIM, CertificateBinding.claim(certificate)));
        JWTClaimsSet built = claims.build();
        SignedJWT jwt =
                new SignedJWT(
                        new JWSHeader.Builder(OwnKeys.ALGORITHM)
                                .keyID(keys.signing().getKeyID())
                                .build(),
                        built);
        try {
            jwt.sign(new ECDSASigner(keys.signing()));
        } catch (JOSEException e) {
            throw new IllegalStateException("a token cannot be signed", e);
        }
        String token = jwt.serialize();
        verifier.issued(token, built);
        return token;
    }

    /** What verifies them. */
    public TokenVerifier verifier() {
        return verifier;
    }
}
