package org.trimtab.cli;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.trimtab.live.VaultPlace;
import picocli.CommandLine.Option;

/** How a verb says where logins are kept. */
final class VaultAt {
    @Option(
            names = "--vault",
            paramLabel = "FILE",
            description =
                    "Where logins are kept (default: credentials.vault beside the site file).")
    @Nullable Path vault;

    @Option(
            names = "--vault-key-file",
            paramLabel = "FILE",
            description =
                    "File that holds the vault's key (default: environment variable"
                            + " TRIMTAB_VAULT_KEY).")
    @Nullable Path keyFile;

    VaultPlace place(Path siteFile) {
        Path file = vault == null ? VaultPlace.beside(siteFile).file() : vault;
        return new VaultPlace(file, keyFile);
    }
}
