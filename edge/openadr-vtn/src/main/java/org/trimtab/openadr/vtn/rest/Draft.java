package org.trimtab.openadr.vtn.rest;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.trimtab.openadr.vtn.access.ObjectKind;
import org.trimtab.openadr.vtn.store.Stored;
import org.trimtab.openadr.wire.Meta;
import org.trimtab.openadr.wire.ObjectOperation;
import org.trimtab.openadr.wire.WireTime;

/** A body that was read and holds to the schema, before it is known what it refers to. */
interface Draft {
    /**
     * The object as it will be kept.
     *
     * @param connection the transaction it will be written in
     * @param before what it replaces; null for a new one
     * @throws Refusal when something it refers to is not there, or not for the caller
     */
    Stored stored(Connection connection, Stamp stamp, @Nullable Stored before) throws SQLException;

    /** The callbacks it names; only a subscription has some. */
    default List<ObjectOperation> callbacks() {
        return List.of();
    }

    /** What the VTN itself writes into an object. */
    record Stamp(String id, ObjectKind kind, Instant createdAt, Instant modifiedAt) {
        private static final DateTimeFormatter MILLIS =
                new DateTimeFormatterBuilder().appendInstant(3).toFormatter(Locale.ROOT);

        Meta meta() {
            return new Meta(id, written(createdAt), written(modifiedAt), kind.name());
        }

        /** Always with milliseconds, so that the letters sort as the moments do. */
        private static WireTime written(Instant at) {
            return new WireTime(MILLIS.format(at), at, false);
        }
    }
}
