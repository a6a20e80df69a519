package org.trimtab.openadr.vtn.push;

import java.sql.Connection;
import java.sql.SQLException;
import org.trimtab.openadr.vtn.store.StoreFailure;

/** Keeps a process whose turn is over from writing how far the telling has come. */
@FunctionalInterface
interface Fence {
    /** For a database nobody else writes to. */
    Fence NONE = _ -> {};

    /**
     * Returns while it is this process's turn, until the transaction ends.
     *
     * @throws StoreFailure when another one tells now; nothing of the transaction is kept
     */
    void check(Connection connection) throws SQLException;
}
