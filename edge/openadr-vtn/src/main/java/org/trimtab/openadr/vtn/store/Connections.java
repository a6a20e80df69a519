package org.trimtab.openadr.vtn.store;

import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.trimtab.openadr.vtn.store.Database.Work;

/** How one kind of database is reached. */
interface Connections extends AutoCloseable {
    <T extends @Nullable Object> T writing(Work<T> work) throws SQLException;

    <T extends @Nullable Object> T reading(Work<T> work) throws SQLException;

    /** The column type that numbers rows by itself. */
    String serialKey();

    /** Whether other processes write to it too, so that what changed must be asked for. */
    boolean isShared();

    @Override
    void close();
}
