package org.trimtab.openadr.vtn.auth;

import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.jwk.JWK;
import java.util.List;

/** Where the keys come from that tokens are verified with. */
interface TokenKeys {
    /**
     * The keys a token's header may mean; empty when none is known.
     *
     * @throws TokenRefused when the keys cannot be had right now
     */
    List<JWK> of(JWSHeader header) throws TokenRefused;
}
