package org.trimtab.openadr.vtn;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.trimtab.openadr.vtn.auth.ClientSecret;
import org.trimtab.openadr.vtn.push.PushSettings;
import org.trimtab.openadr.vtn.rest.ApiSettings;

/**
 * What a VTN runs with.
 *
 * @param database an SQLite file, or a URL such as {@code jdbc:postgresql://HOST/NAME?user=USER&password=SECRET}
 * @param secretKey the file with the key secrets in the database are sealed with; null for the one beside an SQLite
 *     file, and for none on PostgreSQL
 * @param clients added to those the database knows; one it knows gets this secret and role
 */
public record VtnSettings(
        String database,
        @Nullable Path secretKey,
        List<ClientSecret> clients,
        ApiSettings api,
        PushSettings push) {
    /** With the usual key file. */
    public VtnSettings(
            String database, List<ClientSecret> clients, ApiSettings api, PushSettings push) {
        this(database, null, clients, api, push);
    }

    public VtnSettings {
        clients = List.copyOf(clients);
    }
}
