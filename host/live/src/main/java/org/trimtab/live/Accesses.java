package org.trimtab.live;

import java.nio.file.Files;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.trimtab.drivers.api.Access;
import org.trimtab.drivers.api.Credentials;
import org.trimtab.drivers.api.Encryption;
import org.trimtab.resource.DeviceId;
import org.trimtab.store.registry.DeviceAccess;
import org.trimtab.store.registry.LoginRef;
import org.trimtab.store.registry.SiteFile;
import org.trimtab.store.vault.CredentialVault;
import org.trimtab.store.vault.Scope;
import org.trimtab.store.vault.VaultKey;

/**
 * Brings together what the site file and the vault say of how devices are reached. A login in the site file goes before
 * the vault's. Every login is looked up at the start, so that a missing one is told then and not in an event.
 */
public final class Accesses {
    /** Thrown when a login is not where it should be; the message says where it was looked for, never a secret. */
    public static final class Missing extends RuntimeException {
        private static final long serialVersionUID = 1;

        Missing(String message) {
            super(message);
        }
    }

    private final VaultPlace place;
    private final Function<String, @Nullable String> environment;

    /**
     * A look-up.
     *
     * @param environment looks up an environment variable, such as {@code System::getenv}
     */
    public Accesses(VaultPlace place, Function<String, @Nullable String> environment) {
        this.place = place;
        this.environment = environment;
    }

    /** The access of every device of a site file; that of any other is as the maker delivers it. */
    public Function<DeviceId, Access> of(SiteFile.Loaded file) {
        boolean needed = file.accesses().values().stream().anyMatch(DeviceAccess::vaultNeeded);
        if (!needed && !Files.exists(place.file())) {
            return known(file, null);
        }
        try (VaultKey key = key();
                CredentialVault vault = CredentialVault.open(place.file(), key)) {
            return known(file, vault);
        }
    }

    /** The access of machines that are in no site file, by family: the vault's login where it has one. */
    public Function<String, Access> ofFamilies(List<String> families) {
        if (!Files.exists(place.file())) {
            return _ -> Access.AS_DELIVERED;
        }
        Map<String, Access> known = new HashMap<>();
        try (VaultKey key = key();
                CredentialVault vault = CredentialVault.open(place.file(), key)) {
            for (String family : families) {
                Credentials kept =
                        vault.login(
                                new Scope(Scope.Kind.FAMILY, family),
                                (user, password) -> new Credentials(user, new String(password)));
                if (kept != null) {
                    known.put(family, new Access(kept, Encryption.NONE, Map.of()));
                }
            }
        }
        return family -> Objects.requireNonNullElse(known.get(family), Access.AS_DELIVERED);
    }

    /**
     * The key, or an error that says what to do.
     *
     * @throws Missing when there is none
     */
    public VaultKey key() {
        VaultKey key = VaultKey.find(place.keyFile(), environment);
        if (key == null) {
            throw new Missing(
                    "logins are kept in "
                            + place.file()
                            + ", and its key is missing: set "
                            + VaultKey.VARIABLE
                            + " or give --vault-key-file FILE");
        }
        return key;
    }

    private Function<DeviceId, Access> known(
            SiteFile.Loaded file, @Nullable CredentialVault vault) {
        Map<DeviceId, Access> known = new HashMap<>();
        // Devices share logins and the same login of a file or variable is read once.
        Map<LoginRef, Credentials> read = new HashMap<>();
        file.accesses()
                .forEach((device, said) -> {
                    LoginRef login = said.login();
                    Credentials credentials =
                            login != null
                                    ? read.computeIfAbsent(login, this::read)
                                    : kept(vault, device, said);
                    if (credentials == null && said.vaultNeeded()) {
                        throw new Missing(
                                "the vault "
                                        + place.file()
                                        + " has no login for device "
                                        + device
                                        + ", its group "
                                        + said.group()
                                        + " or its family "
                                        + said.family()
                                        + "; add one with: trimtab fleet credentials set --group "
                                        + said.group());
                    }
                    known.put(
                            device,
                            new Access(credentials, encryption(said.encryption()), said.ports()));
                });
        return device -> Objects.requireNonNullElse(known.get(device), Access.AS_DELIVERED);
    }

    private Credentials read(LoginRef login) {
        return new Credentials(login.user(), login.password(environment));
    }

    private static @Nullable Credentials kept(
            @Nullable CredentialVault vault, DeviceId device, DeviceAccess said) {
        return vault == null
                ? null
                : vault.login(
                        device.value(),
                        said.group(),
                        said.family(),
                        (user, password) -> new Credentials(user, new String(password)));
    }

    private static Encryption encryption(DeviceAccess.Encrypted said) {
        return switch (said) {
            case NONE -> Encryption.NONE;
            case VERIFIED -> Encryption.VERIFIED;
            case SELF_SIGNED -> Encryption.SELF_SIGNED;
        };
    }
}
