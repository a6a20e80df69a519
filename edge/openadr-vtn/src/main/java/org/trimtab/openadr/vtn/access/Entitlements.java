package org.trimtab.openadr.vtn.access;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who may see an object, and with which of its targets (OpenADR 3.1.0 Definitions, Object Privacy). The one rule for
 * REST reads, webhooks and messages; knows nothing but what it is given.
 */
public final class Entitlements {
    private Entitlements() {}

    /** What a viewer who named no targets is taken to ask for. */
    public enum Unnamed {
        /** A list: objects with targets must be asked for by their targets, so none of them. */
        ASKS_FOR_NONE,
        /** One object by its id, or a subscription without targets: everything it was granted. */
        ASKS_FOR_GRANTED
    }

    /**
     * What of an object's targets the viewer may be shown.
     *
     * @param asked the targets named in the request or the subscription
     * @param unnamed what naming none means
     * @return the targets to show, in the object's order; null when the object is not for these eyes
     */
    public static @Nullable List<String> shown(
            Viewer viewer, Sight object, Collection<String> asked, Unnamed unnamed) {
        boolean matched =
                asked.isEmpty()
                        || !object.isFilteredByTargets()
                        || object.targets().stream().anyMatch(asked::contains);
        if (viewer.seesAll()) {
            return matched ? object.targets() : null;
        }
        if (object.isOwned()) {
            return matched && viewer.clientId().equals(object.ownerId()) ? object.targets() : null;
        }
        if (object.targets().isEmpty()) {
            return asked.isEmpty() ? List.of() : null;
        }
        Set<String> granted = viewer.granted();
        List<String> common =
                object.targets().stream()
                        .filter(granted::contains)
                        .filter(target ->
                                asked.isEmpty()
                                        ? unnamed == Unnamed.ASKS_FOR_GRANTED
                                        : asked.contains(target))
                        .toList();
        return common.isEmpty() ? null : common;
    }

    /**
     * What of an object decides who sees it.
     *
     * @param ownerId the object's {@code clientID}; null for programs and events
     * @param targets the object's own targets
     */
    public record Sight(ObjectKind kind, @Nullable String ownerId, List<String> targets) {
        public Sight {
            targets = List.copyOf(targets);
        }

        /** Seen by its owner alone, as vens, resources, reports and subscriptions are. */
        boolean isOwned() {
            return kind != ObjectKind.PROGRAM && kind != ObjectKind.EVENT;
        }

        /** Reports have no targets, and those of a subscription are its own question. */
        boolean isFilteredByTargets() {
            return kind != ObjectKind.REPORT && kind != ObjectKind.SUBSCRIPTION;
        }
    }
}
