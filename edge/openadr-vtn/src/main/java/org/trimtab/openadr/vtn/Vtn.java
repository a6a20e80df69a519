package org.trimtab.openadr.vtn;

import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import org.trimtab.openadr.vtn.access.ObjectKind;
import org.trimtab.openadr.vtn.access.Role;
import org.trimtab.openadr.vtn.auth.ClientSecret;
import org.trimtab.openadr.vtn.auth.Clients;
import org.trimtab.openadr.vtn.auth.OutsideIssuer;
import org.trimtab.openadr.vtn.push.Push;
import org.trimtab.openadr.vtn.rest.ApiServer;
import org.trimtab.openadr.vtn.store.Asked;
import org.trimtab.openadr.vtn.store.Database;
import org.trimtab.openadr.vtn.store.Objects;

/** A running VTN: its database, its API and those who tell others of what changes. */
public final class Vtn implements AutoCloseable {
    /** Programs named at most to those who look for a VTN. */
    private static final int NAMED_MAX = 100;

    private final VtnSettings settings;
    private final Database database;
    private final Push push;
    private final ApiServer api;
    private final List<ClientSecret> made;

    private Vtn(
            VtnSettings settings,
            Database database,
            Push push,
            ApiServer api,
            List<ClientSecret> made) {
        this.settings = settings;
        this.database = database;
        this.push = push;
        this.api = api;
        this.made = made;
    }

    /**
     * Starts one. When nobody names a client and the database knows none, one for business logic and one for a VEN are
     * made.
     *
     * @throws RuntimeException when the database or the port cannot be had; the message says what to do
     */
    public static Vtn start(VtnSettings settings, Clock clock) {
        Database database = Database.open(settings.database(), settings.secretKey());
        Push push = null;
        try {
            Clients clients = new Clients(database, clock);
            settings.clients().forEach(clients::put);
            List<ClientSecret> made = List.of();
            if (settings.api().outside() == null && clients.count() == 0) {
                SecureRandom chance = new SecureRandom();
                made =
                        List.of(
                                ClientSecret.random("bl", Role.BL, chance),
                                ClientSecret.random("ven", Role.VEN, chance));
                made.forEach(clients::put);
            }
            push = Push.start(database, settings.push(), clock);
            ApiServer api = ApiServer.start(settings.api(), database, clients, push, clock);
            return new Vtn(settings, database, push, api, made);
        } catch (RuntimeException e) {
            if (push != null) {
                push.close();
            }
            database.close();
            throw e;
        }
    }

    /** Where the API begins, such as {@code http://127.0.0.1:8081/openadr3/3.1.0}. */
    public String baseUrl() {
        return api.baseUrl();
    }

    /** Where clients get tokens. */
    public String tokenUrl() {
        OutsideIssuer outside = settings.api().outside();
        return outside == null ? baseUrl() + "/auth/token" : outside.tokenUrl().toString();
    }

    /** The names of the programs everyone may see. */
    public List<String> programNames() {
        return database.reading(connection ->
                Objects.list(connection, Asked.all(ObjectKind.PROGRAM, 0, NAMED_MAX)).stream()
                        .filter(program -> program.targets().isEmpty())
                        .map(program -> String.valueOf(program.name()))
                        .toList());
    }

    /** The TCP port it listens on. */
    public int port() {
        return api.port();
    }

    /** The clients made at this start, with their secrets, which are told this once. */
    public List<ClientSecret> made() {
        return made;
    }

    /** The telling side: dead letters and how it goes. */
    public Push push() {
        return push;
    }

    /** Stops listening, then telling, then closes the database. */
    @Override
    public void close() {
        api.close();
        push.close();
        database.close();
    }
}
