package org.trimtab.openadr.vtn.push;

import java.lang.System.Logger.Level;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.trimtab.openadr.vtn.store.Database;
import org.trimtab.openadr.vtn.store.StoreFailure;

/**
 * Whose turn it is to tell, among VTNs on one database. The holder counts a row up at each beat. Another one that sees
 * the row stand still for longer than a holder may go without a beat takes it over. No clocks are compared: each
 * measures how long it saw nothing. One thread uses it.
 */
final class Lease {
    /**
     * How often, and how long.
     *
     * @param beat between two looks at the row
     * @param stepDownAfter a holder that could not beat for so long stops telling
     * @param takeAfter a row that stood still for so long is taken over; longer than the one before
     */
    record Times(Duration beat, Duration stepDownAfter, Duration takeAfter) {
        static final Times STANDARD =
                new Times(Duration.ofSeconds(1), Duration.ofSeconds(4), Duration.ofSeconds(6));

        Times {
            if (takeAfter.compareTo(stepDownAfter) <= 0) {
                throw new IllegalArgumentException("a lease is taken after its holder let go");
            }
        }
    }

    private static final System.Logger LOG = System.getLogger(Lease.class.getName());

    private final Database database;
    private final Times times;
    private final String me = UUID.randomUUID().toString();
    private @Nullable Row seen;
    private long seenNanos;
    private long beatenNanos;
    private volatile long term;

    private record Row(@Nullable String holder, long term, long beat) {}

    Lease(Database database, Times times) {
        this.database = database;
        this.times = times;
    }

    /**
     * Beats when it is ours, and otherwise looks whether it can be had.
     *
     * @param nowNanos a clock that only goes forward, read before the call
     * @return whether it is ours now
     */
    boolean keep(long nowNanos) {
        try {
            if (term > 0) {
                if (database.inTransaction(this::beat)) {
                    beatenNanos = nowNanos;
                } else {
                    LOG.log(Level.INFO, "another VTN on this database tells of changes now");
                    term = 0;
                    seen = null;
                }
            } else {
                look(nowNanos);
            }
        } catch (RuntimeException e) {
            if (term > 0 && nowNanos - beatenNanos >= times.stepDownAfter().toNanos()) {
                LOG.log(
                        Level.WARNING,
                        "telling stops until the database is back: {0}",
                        e.getMessage());
                term = 0;
                seen = null;
            }
        }
        return term > 0;
    }

    private void look(long nowNanos) {
        Row row = database.reading(Lease::read);
        boolean still = row.equals(seen) && row.holder() != null;
        if (!still) {
            seen = row;
            seenNanos = nowNanos;
        }
        boolean free = row.holder() == null;
        if (free || nowNanos - seenNanos >= times.takeAfter().toNanos()) {
            if (database.inTransaction(connection -> take(connection, row))) {
                beatenNanos = nowNanos;
                term = row.term() + 1;
            }
        }
    }

    private static Row read(Connection connection) throws SQLException {
        try (PreparedStatement select =
                        connection.prepareStatement(
                                "SELECT holder, term, beat FROM leases WHERE name = 'push'");
                ResultSet row = select.executeQuery()) {
            if (!row.next()) {
                throw new SQLException("the table leases has lost its row");
            }
            return new Row(row.getString(1), row.getLong(2), row.getLong(3));
        }
    }

    private boolean take(Connection connection, Row row) throws SQLException {
        try (PreparedStatement update =
                connection.prepareStatement(
                        "UPDATE leases SET holder = ?, term = term + 1, beat = beat + 1"
                                + " WHERE name = 'push' AND term = ? AND beat = ?")) {
            update.setString(1, me);
            update.setLong(2, row.term());
            update.setLong(3, row.beat());
            return update.executeUpdate() == 1;
        }
    }

    private boolean beat(Connection connection) throws SQLException {
        try (PreparedStatement update =
                connection.prepareStatement(
                        "UPDATE leases SET beat = beat + 1 WHERE name = 'push' AND holder = ?"
                                + " AND term = ?")) {
            update.setString(1, me);
            update.setLong(2, term);
            return update.executeUpdate() == 1;
        }
    }

    /** Which turn of ours it is, a number that no other turn has; 0 when it is not ours. */
    long term() {
        return term;
    }

    /** Lets the writes of one turn through. */
    Fence fence(long turn) {
        return connection -> {
            Row row = read(connection);
            if (row.term() != turn || !me.equals(row.holder())) {
                throw new StoreFailure("another VTN on this database tells of changes now", null);
            }
        };
    }

    /** Lets go, so that another one need not wait. */
    void release() {
        if (term > 0) {
            try {
                database.inTransaction(connection -> {
                    try (PreparedStatement update =
                            connection.prepareStatement(
                                    "UPDATE leases SET holder = NULL, beat = beat + 1"
                                            + " WHERE name = 'push' AND holder = ? AND term = ?")) {
                        update.setString(1, me);
                        update.setLong(2, term);
                        return update.executeUpdate();
                    }
                });
            } catch (StoreFailure e) {
                LOG.log(Level.DEBUG, "the lease was not given back; it is taken over", e);
            }
            term = 0;
        }
    }
}
