package org.trimtab.openadr.vtn.rest;

import io.helidon.common.tls.Tls;
import org.jspecify.annotations.Nullable;
import org.trimtab.openadr.vtn.auth.OutsideIssuer;

/**
 * Where the API listens and how it behaves.
 *
 * @param port 0 picks a free one
 * @param bind an address of this machine
 * @param tls certificates to serve HTTPS with; null serves HTTP
 * @param publicUrl how clients reach us through a proxy, without the base path; null when none stands between
 * @param outside who issues the tokens; null when this VTN does itself
 */
public record ApiSettings(
        int port,
        String bind,
        @Nullable Tls tls,
        @Nullable String publicUrl,
        @Nullable OutsideIssuer outside,
        Choices choices) {}
