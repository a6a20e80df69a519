package org.trimtab.openadr.vtn.push;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.trimtab.openadr.vtn.access.ObjectKind;
import org.trimtab.openadr.vtn.store.Asked;
import org.trimtab.openadr.vtn.store.Objects;
import org.trimtab.openadr.vtn.store.Seal;
import org.trimtab.openadr.vtn.store.Stored;

/**
 * The subscriptions there are at the place reached in the outbox: read once, then kept up with the changes, so that
 * none is told of what happened before it was made.
 */
final class Subscribers {
    private static final int PAGE = 500;

    private final Seal seal;
    private final Map<String, Subscriber> byId = Collections.synchronizedMap(new LinkedHashMap<>());

    Subscribers(Seal seal) {
        this.seal = seal;
    }

    /** Reads those that were made up to a change. */
    void load(Connection connection, long upTo) throws SQLException {
        byId.clear();
        int skip = 0;
        List<Stored> page;
        do {
            page = Objects.list(connection, Asked.all(ObjectKind.SUBSCRIPTION, skip, PAGE));
            page.forEach(stored -> byId.put(stored.id(), Subscriber.of(stored, seal)));
            skip += PAGE;
        } while (page.size() == PAGE);
        try (PreparedStatement select =
                connection.prepareStatement(
                        "SELECT object_id FROM changes WHERE seq > ?"
                                + " AND object_type = 'SUBSCRIPTION' AND operation = 'CREATE'")) {
            select.setLong(1, upTo);
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    byId.remove(row.getString(1));
                }
            }
        }
    }

    /** Reads one again; false when it is gone. */
    boolean refresh(Connection connection, String id) throws SQLException {
        Stored stored = Objects.find(connection, ObjectKind.SUBSCRIPTION, id);
        if (stored == null) {
            byId.remove(id);
            return false;
        }
        byId.put(id, Subscriber.of(stored, seal));
        return true;
    }

    /** All of them, as they are now. */
    Collection<Subscriber> all() {
        synchronized (byId) {
            return List.copyOf(byId.values());
        }
    }

    boolean has(String id) {
        return byId.containsKey(id);
    }

    /** The entry a lane belongs to; null when the subscription no longer has it. */
    Subscriber.@Nullable Entry entry(LaneKey lane) {
        Subscriber subscriber = byId.get(lane.subscriptionId());
        if (subscriber == null || lane.entry() >= subscriber.entries().size()) {
            return null;
        }
        return subscriber.entries().get(lane.entry());
    }
}
