package org.trimtab.openadr.vtn.access;

import java.util.Set;

/**
 * Someone who looks at objects: a caller of the API, or the owner of a subscription.
 *
 * @param clientId the identifier its token names
 * @param seesAll business logic, which may read everything
 * @param granted the targets business logic wrote on its ven and on that ven's resources; empty when it has none
 */
public record Viewer(String clientId, boolean seesAll, Set<String> granted) {
    public Viewer {
        granted = Set.copyOf(granted);
    }

    /** Business logic. */
    public static Viewer businessLogic(String clientId) {
        return new Viewer(clientId, true, Set.of());
    }

    /** A VEN with what it was granted. */
    public static Viewer ven(String clientId, Set<String> granted) {
        return new Viewer(clientId, false, granted);
    }
}
