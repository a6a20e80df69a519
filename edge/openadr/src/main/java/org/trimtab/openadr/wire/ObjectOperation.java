package org.trimtab.openadr.wire;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.trimtab.openadr.wire.Rules.Must;
import org.trimtab.openadr.wire.Rules.OneOf;
import org.trimtab.openadr.wire.Rules.Size;

/**
 * What a subscription is to tell of, and where.
 *
 * @param objects PROGRAM, EVENT, REPORT, SUBSCRIPTION, VEN, RESOURCE
 * @param operations CREATE, READ, UPDATE, DELETE
 * @param callbackUrl where notifications are posted
 * @param bearerToken sent with each notification
 * @param extras properties the text does not know
 */
public record ObjectOperation(
        @Must @OneOf({"PROGRAM", "EVENT", "REPORT", "SUBSCRIPTION", "VEN", "RESOURCE"})
                List<String> objects,
        @Must @OneOf({"CREATE", "READ", "UPDATE", "DELETE"}) List<String> operations,
        @Must @Size(min = 2, max = 8000) String callbackUrl,
        @Size(min = 0, max = 8192) @Nullable String bearerToken,
        Extras extras) {
    /** Copies the lists. */
    public ObjectOperation {
        objects = List.copyOf(objects);
        operations = List.copyOf(operations);
    }

    /** The subscription without its token, as an answer or a log may carry it. */
    @Override
    public String toString() {
        return "ObjectOperation[" + objects + " " + operations + " " + callbackUrl + "]";
    }
}
