package org.trimtab.openadr.vtn.access;

import java.util.Set;

/**
 * Who made a request, as its token says.
 *
 * @param clientId the client identifier written into what it makes
 * @param scopes what its token allows
 */
public record Caller(String clientId, Set<Scope> scopes) {
    public Caller {
        scopes = Set.copyOf(scopes);
    }

    /** Whether it reads everything, as business logic does. */
    public boolean isBusinessLogic() {
        return scopes.contains(Scope.READ_ALL);
    }

    /** The same as someone who looks at objects. */
    public Viewer viewer(Set<String> granted) {
        return new Viewer(clientId, isBusinessLogic(), granted);
    }
}
