package org.trimtab.live;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Where logins are kept, and where the key to them is.
 *
 * @param file the vault; it need not exist
 * @param keyFile file that holds its key; null for the environment
 */
public record VaultPlace(Path file, @Nullable Path keyFile) {
    /** What the vault beside a site file is called. */
    public static final String FILE_NAME = "credentials.vault";

    /** Beside the site file, with its key in the environment. */
    public static VaultPlace beside(Path siteFile) {
        return new VaultPlace(siteFile.toAbsolutePath().resolveSibling(FILE_NAME), null);
    }
}
