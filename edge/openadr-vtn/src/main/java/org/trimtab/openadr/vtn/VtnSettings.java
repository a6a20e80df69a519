package org.trimtab.openadr.vtn;

import java.util.List;
import org.trimtab.openadr.vtn.auth.ClientSecret;
import org.trimtab.openadr.vtn.push.PushSettings;
import org.trimtab.openadr.vtn.rest.ApiSettings;

/**
 * What a VTN runs with.
 *
 * @param database an SQLite file, or a URL such as {@code jdbc:postgresql://HOST/NAME?user=USER&password=SECRET}
 * @param clients added to those the database knows; one it knows gets this secret and role
 */
public record VtnSettings(
        String database, List<ClientSecret> clients, ApiSettings api, PushSettings push) {
    public VtnSettings {
        clients = List.copyOf(clients);
    }
}
