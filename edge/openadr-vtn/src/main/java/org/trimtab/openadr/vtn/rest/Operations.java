package org.trimtab.openadr.vtn.rest;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.trimtab.openadr.vtn.access.ObjectKind;
import org.trimtab.openadr.vtn.access.Scope;
import org.trimtab.openadr.vtn.push.TopicGroup;

/** Every operation of the YAML with the scope it needs. */
final class Operations {
    /**
     * One operation.
     *
     * @param path below the base path; parts in braces stand for values
     * @param parts the same, cut at its slashes
     * @param scope what a token must allow; null when none is needed
     */
    record Operation(
            String method,
            String path,
            List<String> parts,
            @Nullable Scope scope,
            Function<Ask, Reply> action) {

        /**
         * Whether these scopes open it. Any client may ask which notifiers there are: the YAML's {@code read_all} would
         * keep VENs from the topics it gives them.
         */
        boolean isOpenTo(Set<Scope> held) {
            return scope == null || scope.isIn(held) || (path.equals(NOTIFIERS) && !held.isEmpty());
        }
    }

    private static final String NOTIFIERS = "/notifiers";

    private final List<Operation> all = new ArrayList<>();
    private final List<Operation> old = new ArrayList<>();

    Operations(ObjectRoutes objects, NotifierRoutes notifiers, TokenRoutes tokens) {
        add("GET", "/auth/server", null, tokens::server);
        add("POST", "/auth/token", null, tokens::token);
        objects(objects, ObjectKind.PROGRAM, Scope.READ_TARGETS, Scope.WRITE_PROGRAMS);
        objects(objects, ObjectKind.EVENT, Scope.READ_TARGETS, Scope.WRITE_EVENTS);
        objects(objects, ObjectKind.REPORT, Scope.READ_VEN_OBJECTS, Scope.WRITE_REPORTS);
        objects(
                objects,
                ObjectKind.SUBSCRIPTION,
                Scope.READ_VEN_OBJECTS,
                Scope.WRITE_SUBSCRIPTIONS);
        objects(objects, ObjectKind.VEN, Scope.READ_VEN_OBJECTS, Scope.WRITE_VENS);
        objects(objects, ObjectKind.RESOURCE, Scope.READ_VEN_OBJECTS, Scope.WRITE_VENS);
        old.addAll(all);
        String ofVen = "/vens/{ven}/resources";
        objects(objects, ObjectKind.RESOURCE, ofVen, Scope.READ_VEN_OBJECTS, Scope.WRITE_VENS);
        List<Operation> nested = all.subList(old.size(), all.size());
        old.removeIf(operation -> operation.path().startsWith("/resources"));
        old.addAll(nested);
        nested.clear();
        get(NOTIFIERS, Scope.READ_ALL, _ -> notifiers.all());
        String deliveries = "/extensions/deliveries";
        get(deliveries, Scope.READ_BL, _ -> notifiers.deliveries());
        add("POST", deliveries + "/retry", Scope.WRITE_PROGRAMS, notifiers::retry);
        add("POST", deliveries + "/drop", Scope.WRITE_PROGRAMS, notifiers::drop);
        for (TopicGroup group : TopicGroup.values()) {
            topics(notifiers, group);
        }
    }

    private void topics(NotifierRoutes routes, TopicGroup group) {
        String path = "/notifiers/mqtt/topics/";
        switch (group) {
            case PROGRAMS -> get(path + "programs", Scope.READ_ALL, _ -> routes.every(group));
            case PROGRAM ->
                    get(path + "programs/{id}", Scope.READ_ALL, ask -> routes.program(group, ask));
            case PROGRAM_EVENTS ->
                    get(
                            path + "programs/{id}/events",
                            Scope.READ_ALL,
                            ask -> routes.program(group, ask));
            case EVENTS -> get(path + "events", Scope.READ_BL, _ -> routes.every(group));
            case REPORTS -> get(path + "reports", Scope.READ_BL, _ -> routes.every(group));
            case SUBSCRIPTIONS ->
                    get(path + "subscriptions", Scope.READ_BL, _ -> routes.every(group));
            case VENS -> get(path + "vens", Scope.READ_BL, _ -> routes.every(group));
            case RESOURCES -> get(path + "resources", Scope.READ_BL, _ -> routes.every(group));
            case VEN -> ofVen(path + "vens/{id}", routes, group);
            case VEN_EVENTS -> ofVen(path + "vens/{id}/events", routes, group);
            case VEN_PROGRAMS -> ofVen(path + "vens/{id}/programs", routes, group);
            case VEN_RESOURCES -> ofVen(path + "vens/{id}/resources", routes, group);
        }
    }

    private void ofVen(String path, NotifierRoutes routes, TopicGroup group) {
        get(path, Scope.READ_VEN_OBJECTS, ask -> routes.ven(group, ask));
    }

    private void objects(ObjectRoutes routes, ObjectKind kind, Scope read, Scope write) {
        objects(routes, kind, "/" + kind.collection(), read, write);
    }

    private void objects(
            ObjectRoutes routes, ObjectKind kind, String many, Scope read, Scope write) {
        String one = many + "/{id}";
        get(many, read, ask -> routes.list(kind, ask));
        add("POST", many, write, ask -> routes.create(kind, ask));
        get(one, read, ask -> routes.read(kind, ask));
        add("PUT", one, write, ask -> routes.replace(kind, ask));
        add("DELETE", one, write, ask -> routes.delete(kind, ask));
    }

    private void get(String path, Scope scope, Function<Ask, Reply> action) {
        add("GET", path, scope, action);
    }

    private void add(
            String method, String path, @Nullable Scope scope, Function<Ask, Reply> action) {
        all.add(new Operation(method, path, List.of(path.split("/")), scope, action));
    }

    /** The 45 operations of 3.1.0. */
    List<Operation> all() {
        return all;
    }

    /** Those of 3.0.1, whose resources stand below their ven. */
    List<Operation> old() {
        return old;
    }
}
