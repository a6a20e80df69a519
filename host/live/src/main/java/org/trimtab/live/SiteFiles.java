package org.trimtab.live;

import java.nio.file.Path;
import org.trimtab.drivers.DriverCatalogue;
import org.trimtab.engine.SiteDefinition;
import org.trimtab.store.registry.SiteFile;

/** Reads site files with the device families that ship with the program. */
public final class SiteFiles {
    private SiteFiles() {}

    /**
     * Reads a site file.
     *
     * @throws org.trimtab.documents.BadDocument when anything in it is wrong, naming line, key and the allowed form
     */
    public static SiteDefinition read(Path file) {
        return load(file, DriverCatalogue.shipped()).definition();
    }

    /**
     * Reads a site file with how its devices may be reached.
     *
     * @throws org.trimtab.documents.BadDocument when anything in it is wrong, naming line, key and the allowed form
     */
    public static SiteFile.Loaded load(Path file, DriverCatalogue drivers) {
        return SiteFile.read(file, new ShippedFamilies(drivers));
    }
}
