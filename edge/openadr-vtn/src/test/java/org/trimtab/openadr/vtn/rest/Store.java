package org.trimtab.openadr.vtn.rest;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The two databases every test of the API runs on. */
public enum Store {
    SQLITE,
    POSTGRESQL;

    /** A new, empty one; skips the test where there is none. */
    public String newDatabase() {
        if (this == POSTGRESQL) {
            String url = Postgres.newDatabase();
            assumeTrue(url != null, Postgres.absence());
            return String.valueOf(url);
        }
        try {
            Path folder = Files.createTempDirectory("trimtab-vtn");
            folder.toFile().deleteOnExit();
            return folder.resolve("vtn.db").toString();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
