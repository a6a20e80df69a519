package org.trimtab.openadr.vtn.push;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.trimtab.openadr.vtn.access.ObjectKind;
import org.trimtab.openadr.vtn.store.BearerTokens;
import org.trimtab.openadr.vtn.store.Change;
import org.trimtab.openadr.vtn.store.Operation;
import org.trimtab.openadr.vtn.store.Seal;
import org.trimtab.openadr.vtn.store.Stored;
import org.trimtab.openadr.wire.ObjectOperation;
import org.trimtab.openadr.wire.Subscription;
import org.trimtab.openadr.wire.Wire;

/**
 * A subscription as the fan-out needs it.
 *
 * @param seesAll whether business logic made it
 * @param programId only what belongs to this program; null for all
 * @param targets only objects with one of these; empty for all
 */
record Subscriber(
        String id,
        String clientId,
        boolean seesAll,
        @Nullable String programId,
        List<String> targets,
        List<Entry> entries) {
    Subscriber {
        targets = List.copyOf(targets);
        entries = List.copyOf(entries);
    }

    /** One element of {@code objectOperations}; two may name the same callback. */
    record Entry(
            Set<String> objects,
            Set<String> operations,
            String callbackUrl,
            @Nullable String bearerToken) {
        boolean listensTo(ObjectKind kind, Operation operation) {
            return objects.contains(kind.name()) && operations.contains(operation.name());
        }

        @Override
        public String toString() {
            return "Entry[" + objects + " " + operations + " " + callbackUrl + "]";
        }
    }

    static Subscriber of(Stored stored, Seal seal) {
        byte[] body =
                BearerTokens.opened(seal, stored.id(), stored.body())
                        .getBytes(StandardCharsets.UTF_8);
        Subscription subscription = Wire.readAnswer(body, Subscription.class);
        return new Subscriber(
                stored.id(),
                stored.clientId() == null ? "" : stored.clientId(),
                stored.ownerSeesAll(),
                stored.programId(),
                stored.targets(),
                subscription.request().objectOperations().stream().map(Subscriber::entry).toList());
    }

    private static Entry entry(ObjectOperation operation) {
        return new Entry(
                Set.copyOf(operation.objects()),
                Set.copyOf(operation.operations()),
                operation.callbackUrl(),
                operation.bearerToken());
    }

    /**
     * Whether a change could concern it at all, before anyone asks what its owner may see. Vens and their resources
     * belong to no program, so naming one does not keep them out.
     */
    boolean concerns(Change change) {
        boolean ofNoProgram =
                change.kind() == ObjectKind.VEN || change.kind() == ObjectKind.RESOURCE;
        return programId == null || ofNoProgram || programId.equals(change.programId());
    }
}
