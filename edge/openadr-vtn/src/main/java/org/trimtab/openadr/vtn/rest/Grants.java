package org.trimtab.openadr.vtn.rest;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import org.trimtab.openadr.vtn.access.ObjectKind;
import org.trimtab.openadr.vtn.store.Database;
import org.trimtab.openadr.vtn.store.Newest;
import org.trimtab.openadr.vtn.store.Objects;

/** The targets each client was granted, read again once a ven or a resource has changed. */
final class Grants {
    /** Clients remembered; with one more, the one not seen the longest is forgotten. */
    static final int CLIENTS_MAX = 20_000;

    private final Database database;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, Granted> byClient =
            new LinkedHashMap<>(16, 0.75f, true) {
                private static final long serialVersionUID = 1L;

                @Override
                protected boolean removeEldestEntry(Map.Entry<String, Granted> eldest) {
                    return size() > CLIENTS_MAX;
                }
            };

    /** What was granted when the newest change of a ven or resource had this number. */
    private record Granted(Set<String> targets, long newest) {}

    Grants(Database database) {
        this.database = database;
    }

    /**
     * What a client is granted.
     *
     * @param newest looked up after the client asked
     */
    Set<String> of(String clientId, Newest newest) {
        long asked = newest.of(ObjectKind.VEN, ObjectKind.RESOURCE);
        lock.lock();
        try {
            Granted known = byClient.get(clientId);
            if (known != null && known.newest() >= asked) {
                return known.targets();
            }
        } finally {
            lock.unlock();
        }
        Set<String> targets =
                Set.copyOf(database.reading(connection -> Objects.granted(connection, clientId)));
        lock.lock();
        try {
            byClient.merge(
                    clientId,
                    new Granted(targets, asked),
                    (old, fresh) -> old.newest() > fresh.newest() ? old : fresh);
        } finally {
            lock.unlock();
        }
        return targets;
    }
}
