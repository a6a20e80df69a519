package org.trimtab.openadr.vtn.store;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.trimtab.openadr.vtn.access.ObjectKind;

/**
 * One create, update or delete, as the outbox keeps it.
 *
 * @param seq its place in the order of commits; never reused
 * @param clientId whose object it is; null for programs and events
 * @param programId the program it belongs to; a program belongs to itself, null when it belongs to none
 * @param body the object after the change, as the API shows it to business logic; null after a delete
 * @param previousBody the object before; null for a create
 */
public record Change(
        long seq,
        ObjectKind kind,
        Operation operation,
        String objectId,
        @Nullable String clientId,
        @Nullable String programId,
        @Nullable String body,
        @Nullable String previousBody,
        Instant at) {

    /** What a notification carries: the object as it is, or as it was when it is gone. */
    public String object() {
        String now = body != null ? body : previousBody;
        if (now == null) {
            throw new IllegalStateException("change " + seq + " carries no object");
        }
        return now;
    }
}
