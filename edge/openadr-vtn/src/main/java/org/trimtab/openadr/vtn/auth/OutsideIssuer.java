package org.trimtab.openadr.vtn.auth;

import java.net.URI;

/**
 * Someone else who issues the tokens.
 *
 * @param issuer what {@code iss} must be
 * @param audience what {@code aud} must hold
 * @param jwks where its keys are read
 * @param tokenUrl where clients get tokens, told by {@code GET /auth/server}
 */
public record OutsideIssuer(String issuer, String audience, URI jwks, URI tokenUrl) {}
