package org.trimtab.live;

import java.nio.file.Path;

/**
 * What a live site is started with.
 *
 * @param siteFile the site file
 * @param data where it keeps what must outlive the process
 * @param build version of this build, as the journal and the evidence name it
 * @param vault where logins are kept
 */
public record LiveSettings(Path siteFile, Path data, String build, VaultPlace vault) {
    /** With the vault beside the site file. */
    public LiveSettings(Path siteFile, Path data, String build) {
        this(siteFile, data, build, VaultPlace.beside(siteFile));
    }
}
