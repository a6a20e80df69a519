package org.trimtab.store.vault;

/** Why a vault cannot be opened or written; the message names the file and what to do, never a secret. */
public final class VaultFailure extends RuntimeException {
    private static final long serialVersionUID = 1;

    VaultFailure(String message) {
        super(message);
    }
}
