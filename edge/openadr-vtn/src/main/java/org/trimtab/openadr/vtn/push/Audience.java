package org.trimtab.openadr.vtn.push;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.trimtab.openadr.vtn.access.ObjectKind;
import org.trimtab.openadr.vtn.access.Viewer;
import org.trimtab.openadr.vtn.store.Asked;
import org.trimtab.openadr.vtn.store.Change;
import org.trimtab.openadr.vtn.store.Objects;
import org.trimtab.openadr.vtn.store.Stored;

/**
 * What each client was granted, read once and forgotten when its ven or a resource of it changes. One thread uses it.
 */
final class Audience {
    private static final int PAGE = 500;

    private final Map<String, Set<String>> granted = new HashMap<>();
    private @Nullable Set<String> clients;

    /** Forgets what a change may have made untrue. */
    void heed(Change change) {
        if (change.kind() == ObjectKind.VEN || change.kind() == ObjectKind.RESOURCE) {
            if (change.clientId() == null) {
                granted.clear();
            } else {
                granted.remove(change.clientId());
            }
        }
        if (change.kind() == ObjectKind.VEN) {
            clients = null;
        }
    }

    /** The owner of a subscription. */
    Viewer owner(Connection connection, Subscriber subscriber) throws SQLException {
        return subscriber.seesAll()
                ? Viewer.businessLogic(subscriber.clientId())
                : ven(connection, subscriber.clientId());
    }

    /** Every client that has a ven. */
    Collection<Viewer> vens(Connection connection) throws SQLException {
        Set<String> known = clients;
        if (known == null) {
            known = readClients(connection);
            clients = known;
        }
        List<Viewer> vens = new ArrayList<>(known.size());
        for (String clientId : known) {
            vens.add(ven(connection, clientId));
        }
        return vens;
    }

    private Viewer ven(Connection connection, String clientId) throws SQLException {
        Set<String> targets = granted.get(clientId);
        if (targets == null) {
            targets = Set.copyOf(Objects.granted(connection, clientId));
            granted.put(clientId, targets);
        }
        return Viewer.ven(clientId, targets);
    }

    private static Set<String> readClients(Connection connection) throws SQLException {
        Set<String> clients = new LinkedHashSet<>();
        int skip = 0;
        List<Stored> page;
        do {
            page = Objects.list(connection, Asked.all(ObjectKind.VEN, skip, PAGE));
            for (Stored ven : page) {
                if (ven.clientId() != null) {
                    clients.add(ven.clientId());
                }
            }
            skip += PAGE;
        } while (page.size() == PAGE);
        return clients;
    }
}
