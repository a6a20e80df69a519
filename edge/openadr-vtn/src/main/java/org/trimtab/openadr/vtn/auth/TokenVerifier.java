package org.trimtab.openadr.vtn.auth;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.crypto.factories.DefaultJWSVerifierFactory;
import com.nimbusds.jose.jwk.AsymmetricJWK;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.proc.JWSVerifierFactory;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.security.Key;
import java.security.cert.X509Certificate;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.trimtab.openadr.vtn.access.Caller;
import org.trimtab.openadr.vtn.access.Scope;
import org.trimtab.openadr.vtn.push.CertificateBinding;

/**
 * Tells from a bearer token who calls and what it may. Only signatures with a public key are taken ({@code none} and
 * shared secrets are not), by a key whose id is known, from the issuer and for the audience, within its time; clocks
 * may differ by a minute.
 */
public final class TokenVerifier {
    /** How far clocks may be apart. */
    public static final Duration SKEW_MAX = Duration.ofSeconds(60);

    private static final Set<JWSAlgorithm> ALGORITHMS =
            Set.of(
                    JWSAlgorithm.RS256,
                    JWSAlgorithm.RS384,
                    JWSAlgorithm.RS512,
                    JWSAlgorithm.PS256,
                    JWSAlgorithm.PS384,
                    JWSAlgorithm.PS512,
                    JWSAlgorithm.ES256,
                    JWSAlgorithm.ES384,
                    JWSAlgorithm.ES512);
    private static final int TOKEN_LENGTH_MAX = 8_192;
    private static final int CLIENT_ID_LENGTH_MAX = 128;

    /** Tokens verified before; with one more, the one not used the longest is forgotten and verified again. */
    static final int VERIFIED_MAX = 30_000;

    /**
     * Signatures checked at once; the next one waits. When everyone comes with a new token at the same time, those
     * whose tokens are known still find a processor.
     */
    private static final int VERIFYING_MAX =
            Math.max(1, Runtime.getRuntime().availableProcessors() / 2);

    private final TokenKeys keys;
    private final String issuer;
    private final String audience;
    private final InstantSource clock;
    private final JWSVerifierFactory verifiers = new DefaultJWSVerifierFactory();
    private final Semaphore verifying = new Semaphore(VERIFYING_MAX);
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, Verified> verified =
            new LinkedHashMap<>(16, 0.75f, true) {
                private static final long serialVersionUID = 1L;

                @Override
                protected boolean removeEldestEntry(Map.Entry<String, Verified> eldest) {
                    return size() > VERIFIED_MAX;
                }
            };

    TokenVerifier(TokenKeys keys, String issuer, String audience, InstantSource clock) {
        this.keys = keys;
        this.issuer = issuer;
        this.audience = audience;
        this.clock = clock;
    }

    /** A verifier of another's tokens. */
    public static TokenVerifier of(OutsideIssuer outside, InstantSource clock) {
        return new TokenVerifier(
                new OutsideKeys(outside), outside.issuer(), outside.audience(), clock);
    }

    private record Verified(
            Caller caller, @Nullable Object confirmation, Instant from, Instant until) {}

    /**
     * Who calls.
     *
     * @param token the bearer token as it came
     * @param shown the certificate the client shows
     * @throws TokenRefused when the token is not to be trusted
     */
    public Caller caller(String token, Optional<X509Certificate> shown) throws TokenRefused {
        Verified known = known(token);
        if (known == null) {
            known = verify(token);
            remember(token, known);
        }
        Instant now = clock.instant();
        if (now.isAfter(known.until().plus(SKEW_MAX))) {
            forget(token);
            throw new TokenRefused("the token has expired; get a new one");
        }
        if (now.isBefore(known.from().minus(SKEW_MAX))) {
            throw new TokenRefused("the token is not valid yet; check the clocks");
        }
        if (!CertificateBinding.holds(known.confirmation(), shown)) {
            throw new TokenRefused(
                    "the token is bound to a certificate this connection does not show");
        }
        return known.caller();
    }

    /** Takes a token this process has just issued, with these claims, for verified. */
    void issued(String token, JWTClaimsSet claims) {
        try {
            remember(token, verified(claims));
        } catch (TokenRefused e) {
            throw new IllegalStateException("a token was issued that is not taken", e);
        }
    }

    private @Nullable Verified known(String token) {
        lock.lock();
        try {
            return verified.get(token);
        } finally {
            lock.unlock();
        }
    }

    private void remember(String token, Verified known) {
        lock.lock();
        try {
            verified.put(token, known);
        } finally {
            lock.unlock();
        }
    }

    private void forget(String token) {
        lock.lock();
        try {
            verified.remove(token);
        } finally {
            lock.unlock();
        }
    }

    private Verified verify(String token) throws TokenRefused {
        if (token.length() > TOKEN_LENGTH_MAX) {
            throw new TokenRefused("the token has more than " + TOKEN_LENGTH_MAX + " characters");
        }
        JWTClaimsSet claims;
        try {
            SignedJWT jwt = SignedJWT.parse(token);
            requireSignature(jwt);
            claims = jwt.getJWTClaimsSet();
        } catch (ParseException e) {
            throw new TokenRefused("the token is not a signed JWT");
        }
        return verified(claims);
    }

    private Verified verified(JWTClaimsSet claims) throws TokenRefused {
        if (!issuer.equals(claims.getIssuer())) {
            throw new TokenRefused("the token is of another issuer");
        }
        if (!claims.getAudience().contains(audience)) {
            throw new TokenRefused("the token is for another audience");
        }
        Date until = claims.getExpirationTime();
        if (until == null) {
            throw new TokenRefused("the token has no expiry");
        }
        Date from = claims.getNotBeforeTime();
        return new Verified(
                new Caller(clientId(claims), scopes(claims)),
                claims.getClaim(CertificateBinding.CLAIM),
                from == null ? Instant.EPOCH : from.toInstant(),
                until.toInstant());
    }

    private void requireSignature(SignedJWT jwt) throws TokenRefused {
        JWSAlgorithm algorithm = jwt.getHeader().getAlgorithm();
        if (!ALGORITHMS.contains(algorithm)) {
            throw new TokenRefused("tokens signed with " + algorithm + " are not taken");
        }
        if (jwt.getHeader().getKeyID() == null) {
            throw new TokenRefused("the token does not name its key (kid)");
        }
        List<JWK> candidates = keys.of(jwt.getHeader());
        if (candidates.isEmpty()) {
            throw new TokenRefused("the token was signed with a key that is not known");
        }
        verifying.acquireUninterruptibly();
        try {
            for (JWK candidate : candidates) {
                if (isSignedWith(jwt, candidate)) {
                    return;
                }
            }
        } finally {
            verifying.release();
        }
        throw new TokenRefused("the token's signature does not hold");
    }

    private boolean isSignedWith(SignedJWT jwt, JWK candidate) {
        if (!(candidate instanceof AsymmetricJWK asymmetric)) {
            return false;
        }
        try {
            Key key = asymmetric.toPublicKey();
            return jwt.verify(verifiers.createJWSVerifier(jwt.getHeader(), key));
        } catch (JOSEException e) {
            return false;
        }
    }

    private static String clientId(JWTClaimsSet claims) throws TokenRefused {
        for (String name : List.of("client_id", "azp", "sub")) {
            if (claims.getClaim(name) instanceof String id
                    && !id.isBlank()
                    && id.length() <= CLIENT_ID_LENGTH_MAX
                    && id.indexOf('\0') < 0) {
                return id;
            }
        }
        throw new TokenRefused("the token names no client (client_id, azp or sub)");
    }

    private static Set<Scope> scopes(JWTClaimsSet claims) {
        for (String name : List.of("scope", "scp", "scopes")) {
            Object claim = claims.getClaim(name);
            if (claim instanceof String words) {
                return Scope.among(Arrays.asList(words.split(" ")));
            }
            if (claim instanceof List<?> words) {
                return Scope.among(words.stream().map(String::valueOf).toList());
            }
        }
        return Set.of();
    }
}
