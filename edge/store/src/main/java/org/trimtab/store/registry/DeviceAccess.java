package org.trimtab.store.registry;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How a device may be reached, as the site file says.
 *
 * @param group the group it belongs to
 * @param family its protocol family
 * @param login its login; null when the site file gives none
 * @param vaultNeeded true when its login must be in the vault
 * @param encryption whether its connections are encrypted
 * @param ports TCP ports besides the main one that are not the maker's, by what they serve
 */
public record DeviceAccess(
        String group,
        String family,
        @Nullable LoginRef login,
        boolean vaultNeeded,
        Encrypted encryption,
        Map<String, Integer> ports) {
    /** Whether connections are encrypted, and whose certificate is believed. */
    public enum Encrypted {
        /** Plain text. */
        NONE,
        /** The certificate must be signed by somebody this machine trusts. */
        VERIFIED,
        /** Any certificate is taken. */
        SELF_SIGNED
    }

    public DeviceAccess {
        ports = Map.copyOf(ports);
    }
}
