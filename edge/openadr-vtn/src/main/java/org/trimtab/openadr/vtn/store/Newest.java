package org.trimtab.openadr.vtn.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.EnumMap;
import java.util.Map;
import org.trimtab.openadr.vtn.access.ObjectKind;

/**
 * The newest change of each kind of object, by its number in the outbox. What was read of a kind holds while this
 * number stays the same, because every create, update and delete writes one.
 */
public final class Newest {
    /** Before anything was ever read. */
    static final Newest NONE = new Newest(Map.of(), 0);

    private final Map<ObjectKind, Long> ofKinds;
    private final long last;

    private Newest(Map<ObjectKind, Long> ofKinds, long last) {
        this.ofKinds = ofKinds;
        this.last = last;
    }

    /** The number of the newest change of some kinds; 0 when there never was one. */
    public long of(ObjectKind first, ObjectKind... others) {
        long newest = ofKinds.getOrDefault(first, 0L);
        for (ObjectKind other : others) {
            newest = Math.max(newest, ofKinds.getOrDefault(other, 0L));
        }
        return newest;
    }

    /** As it is in the database, when this is what was known of it before. */
    Newest read(Connection connection) throws SQLException {
        Map<ObjectKind, Long> read = new EnumMap<>(ObjectKind.class);
        long newest = last;
        try (PreparedStatement select =
                connection.prepareStatement(
                        "SELECT object_type, MAX(seq), (SELECT MIN(seq) FROM changes) FROM changes"
                                + " WHERE seq > ? GROUP BY object_type")) {
            select.setLong(1, last);
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    read.put(ObjectKind.valueOf(row.getString(1)), row.getLong(2));
                    newest = Math.max(newest, row.getLong(2));
                    long oldest = row.getLong(3);
                    if (oldest > last + 1) {
                        // What was forgotten meanwhile may have been of any kind.
                        for (ObjectKind kind : ObjectKind.values()) {
                            read.merge(kind, oldest - 1, Math::max);
                        }
                    }
                }
            }
        }
        return newest == last ? this : with(new Newest(read, newest));
    }

    /** The later of both for each kind. */
    Newest with(Newest other) {
        Map<ObjectKind, Long> both = new EnumMap<>(ObjectKind.class);
        both.putAll(ofKinds);
        other.ofKinds.forEach((kind, seq) -> both.merge(kind, seq, Math::max));
        return new Newest(both, Math.max(last, other.last));
    }
}
