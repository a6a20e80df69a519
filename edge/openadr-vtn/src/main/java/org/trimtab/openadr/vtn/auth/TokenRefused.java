package org.trimtab.openadr.vtn.auth;

/** A bearer token is not one to trust; the message says why, and nothing of the token itself. */
public final class TokenRefused extends Exception {
    private static final long serialVersionUID = 1L;

    public TokenRefused(String message) {
        super(message);
    }
}
