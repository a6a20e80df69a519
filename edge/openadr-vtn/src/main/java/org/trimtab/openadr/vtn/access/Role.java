package org.trimtab.openadr.vtn.access;

import java.util.Locale;
import java.util.Set;

/** The two kinds of client a VTN has, with the scopes each is given. */
public enum Role {
    /** Business logic: the utility's or aggregator's own side. */
    BL,
    /** A virtual end node: a customer's side. */
    VEN;

    /** What a token of this role allows. */
    public Set<Scope> scopes() {
        return switch (this) {
            case BL ->
                    Set.of(
                            Scope.READ_ALL,
                            Scope.READ_BL,
                            Scope.WRITE_PROGRAMS,
                            Scope.WRITE_EVENTS,
                            Scope.WRITE_SUBSCRIPTIONS,
                            Scope.WRITE_VENS);
            case VEN ->
                    Set.of(
                            Scope.READ_TARGETS,
                            Scope.READ_VEN_OBJECTS,
                            Scope.WRITE_REPORTS,
                            Scope.WRITE_SUBSCRIPTIONS,
                            Scope.WRITE_VENS);
        };
    }

    /**
     * The role of a word.
     *
     * @throws IllegalArgumentException when it is neither bl nor ven
     */
    public static Role of(String word) {
        return switch (word.toLowerCase(Locale.ROOT)) {
            case "bl" -> BL;
            case "ven" -> VEN;
            default ->
                    throw new IllegalArgumentException(
                            "\"" + word + "\" is no role; a client is bl or ven");
        };
    }
}
