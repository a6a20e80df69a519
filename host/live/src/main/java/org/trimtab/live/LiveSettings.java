package org.trimtab.live;

import java.nio.file.Path;

/**
 * What a live site is started with.
 *
 * @param siteFile the site file
 * @param data where it keeps what must outlive the process
 * @param build version of this build, as the journal and the evidence name it
 * @param vault where logins are kept
 * @param keepsReadings true when readings are also kept in a store beside the journal, rolled up
 */
public record LiveSettings(
        Path siteFile, Path data, String build, VaultPlace vault, boolean keepsReadings) {
    /** Without a store of readings. */
    public LiveSettings(Path siteFile, Path data, String build, VaultPlace vault) {
        this(siteFile, data, build, vault, false);
    }

    /** With the vault beside the site file. */
    public LiveSettings(Path siteFile, Path data, String build) {
        this(siteFile, data, build, VaultPlace.beside(siteFile));
    }
}
