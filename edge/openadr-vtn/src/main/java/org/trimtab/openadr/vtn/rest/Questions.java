package org.trimtab.openadr.vtn.rest;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.trimtab.openadr.vtn.access.Caller;
import org.trimtab.openadr.vtn.access.ObjectKind;
import org.trimtab.openadr.vtn.store.Asked;

/**
 * Turns the query of a list into the question put to the store, narrowed to what the caller may see, so that pages are
 * cut from what is left.
 */
final class Questions {
    private static final List<String> KINDS =
            List.of("PROGRAM", "EVENT", "REPORT", "SUBSCRIPTION", "VEN", "RESOURCE");

    private Questions() {}

    static Asked of(ObjectKind kind, Ask ask, Set<String> granted, Choices choices, Instant now) {
        Query query = ask.query();
        boolean owned = kind != ObjectKind.PROGRAM && kind != ObjectKind.EVENT;
        Caller caller = ask.caller();
        Targets targets =
                ObjectRoutes.isTargeted(kind)
                        ? Targets.of(ask, owned, granted, choices)
                        : new Targets(null, false);
        return new Asked(
                kind,
                owned && !caller.isBusinessLogic() ? caller.clientId() : null,
                belongsToProgram(kind) ? query.id("programID") : null,
                kind == ObjectKind.REPORT ? query.id("eventID") : null,
                kind == ObjectKind.RESOURCE ? ven(ask) : null,
                name(kind, query),
                clientName(kind, query),
                targets.anyOf(),
                targets.alsoUntargeted(),
                kind == ObjectKind.SUBSCRIPTION ? query.words("objects", KINDS) : null,
                kind == ObjectKind.EVENT && query.flag("active") ? now : null,
                query.skip(),
                query.limit());
    }

    private static @Nullable String ven(Ask ask) {
        String inPath = ask.path().get(Old.VEN);
        return inPath == null ? ask.query().id("venID") : inPath;
    }

    private static boolean belongsToProgram(ObjectKind kind) {
        return kind == ObjectKind.EVENT
                || kind == ObjectKind.REPORT
                || kind == ObjectKind.SUBSCRIPTION;
    }

    private static @Nullable String name(ObjectKind kind, Query query) {
        return switch (kind) {
            // Not in the YAML: an extension many clients ask for.
            case PROGRAM -> query.name("programName");
            case VEN -> query.name("venName");
            case RESOURCE -> query.name("resourceName");
            case EVENT, REPORT, SUBSCRIPTION -> null;
        };
    }

    private static @Nullable String clientName(ObjectKind kind, Query query) {
        return kind == ObjectKind.REPORT || kind == ObjectKind.SUBSCRIPTION
                ? query.name("clientName")
                : null;
    }

    private record Targets(@Nullable List<String> anyOf, boolean alsoUntargeted) {
        static Targets of(Ask ask, boolean owned, Set<String> granted, Choices choices) {
            List<String> named = ask.targets();
            Caller caller = ask.caller();
            if (owned || caller.isBusinessLogic()) {
                return new Targets(named, false);
            }
            if (named != null) {
                return new Targets(named.stream().filter(granted::contains).toList(), false);
            }
            return new Targets(
                    choices.targetsImplied() || ask.old() ? List.copyOf(granted) : List.of(), true);
        }
    }
}
