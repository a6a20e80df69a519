package org.trimtab.openadr.vtn.rest;

import io.helidon.common.tls.Tls;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.trimtab.openadr.vtn.access.Role;
import org.trimtab.openadr.vtn.auth.ClientSecret;
import org.trimtab.openadr.vtn.auth.Clients;
import org.trimtab.openadr.vtn.auth.OutsideIssuer;
import org.trimtab.openadr.vtn.push.CallbackPolicy;
import org.trimtab.openadr.vtn.push.MqttSettings;
import org.trimtab.openadr.vtn.push.Push;
import org.trimtab.openadr.vtn.push.PushSettings;
import org.trimtab.openadr.vtn.store.Database;

/** A whole VTN on a free port of loopback, with the clients bl, ven1 and ven2; their secrets are their names. */
final class TestVtn implements AutoCloseable {
    private static final Map<Store, TestVtn> SHARED = new EnumMap<>(Store.class);

    final TestClock clock = new TestClock();
    final Database database;
    private final Push push;
    private final ApiServer api;

    TestVtn(
            Store store,
            Choices choices,
            @Nullable OutsideIssuer outside,
            @Nullable String broker) {
        this(
                store.newDatabase(),
                new ApiSettings(0, "127.0.0.1", null, null, outside, choices),
                broker);
    }

    /** One on a database that is there, beside others. */
    TestVtn(String database) {
        this(database, new ApiSettings(0, "127.0.0.1", null, null, null, Choices.USUAL), null);
    }

    /** One that serves HTTPS. */
    TestVtn(Store store, Tls tls) {
        this(
                store.newDatabase(),
                new ApiSettings(0, "127.0.0.1", tls, null, null, Choices.USUAL),
                null);
    }

    private TestVtn(String where, ApiSettings settings, @Nullable String broker) {
        database = Database.open(where);
        Clients clients = new Clients(database, clock);
        for (String name : Arrays.asList("bl", "ven1", "ven2", "ven3")) {
            clients.put(new ClientSecret(name, name, name.equals("bl") ? Role.BL : Role.VEN));
        }
        clients.put(new ClientSecret("pl+us 100%", "a", Role.VEN));
        push =
                Push.start(
                        database,
                        new PushSettings(
                                new CallbackPolicy(true, true, Duration.ofSeconds(5)),
                                null,
                                broker == null ? null : MqttSettings.of(broker)),
                        clock);
        api = ApiServer.start(settings, database, clients, push, clock);
    }

    /** One for all tests of a database that need nothing special; what they make has names of their own. */
    static synchronized TestVtn shared(Store store) {
        return SHARED.computeIfAbsent(store, kind -> new TestVtn(kind, Choices.USUAL, null, null));
    }

    String url() {
        return api.baseUrl();
    }

    /** What is routed. */
    Operations operations() {
        return api.operations();
    }

    /** A caller with a token of a client. */
    Caller as(String client) {
        return new Caller(url(), Caller.token(url(), client));
    }

    Caller anonymous() {
        return new Caller(url(), null);
    }

    @Override
    public void close() {
        api.close();
        push.close();
        database.close();
    }
}
