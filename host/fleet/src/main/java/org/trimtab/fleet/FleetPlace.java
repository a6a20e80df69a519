package org.trimtab.fleet;

import java.nio.file.Path;
import org.trimtab.live.VaultPlace;

/**
 * Where a fleet is described and remembered.
 *
 * @param siteFile the site file
 * @param data the site's data folder
 * @param vault where logins are kept
 */
public record FleetPlace(Path siteFile, Path data, VaultPlace vault) {}
