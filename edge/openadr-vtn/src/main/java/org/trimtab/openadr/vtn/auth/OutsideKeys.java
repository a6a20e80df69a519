package org.trimtab.openadr.vtn.auth;

import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKMatcher;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.DefaultResourceRetriever;
import java.net.MalformedURLException;
import java.time.Duration;
import java.util.List;

/**
 * The keys an outside issuer publishes, kept for a while; an unknown key id makes them be read again, but not oftener
 * than the least interval, and while the issuer is away the last ones serve.
 */
final class OutsideKeys implements TokenKeys {
    private static final Duration KEPT = Duration.ofMinutes(5);
    private static final Duration READ_WITHIN = Duration.ofSeconds(5);
    private static final Duration LEAST_INTERVAL = Duration.ofSeconds(30);
    private static final Duration SERVE_WHILE_AWAY = Duration.ofHours(4);
    private static final int BYTES_MAX = 256 * 1024;

    private final JWKSource<SecurityContext> source;

    OutsideKeys(OutsideIssuer issuer) {
        int millis = (int) READ_WITHIN.toMillis();
        try {
            source =
                    JWKSourceBuilder.create(
                                    issuer.jwks().toURL(),
                                    new DefaultResourceRetriever(millis, millis, BYTES_MAX))
                            .cache(KEPT.toMillis(), READ_WITHIN.toMillis())
                            .refreshAheadCache(false)
                            .rateLimited(LEAST_INTERVAL.toMillis())
                            .outageTolerant(SERVE_WHILE_AWAY.toMillis())
                            .build();
        } catch (MalformedURLException | IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "\"" + issuer.jwks() + "\" is no URL the issuer's keys can be read from", e);
        }
    }

    @Override
    public List<JWK> of(JWSHeader header) throws TokenRefused {
        try {
            return source.get(new JWKSelector(JWKMatcher.forJWSHeader(header)), null);
        } catch (KeySourceException e) {
            throw new TokenRefused("the issuer's keys cannot be read right now");
        }
    }
}
