package org.trimtab.openadr.vtn.rest;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.trimtab.openadr.vtn.access.Caller;
import org.trimtab.openadr.vtn.access.Entitlements;
import org.trimtab.openadr.vtn.access.Entitlements.Unnamed;
import org.trimtab.openadr.vtn.access.ObjectKind;
import org.trimtab.openadr.vtn.store.Asked;
import org.trimtab.openadr.vtn.store.Objects;
import org.trimtab.openadr.vtn.store.Stored;
import org.trimtab.openadr.wire.Event;
import org.trimtab.openadr.wire.EventRequest;
import org.trimtab.openadr.wire.Interval;
import org.trimtab.openadr.wire.IntervalPeriod;
import org.trimtab.openadr.wire.ObjectOperation;
import org.trimtab.openadr.wire.Program;
import org.trimtab.openadr.wire.ProgramRequest;
import org.trimtab.openadr.wire.Report;
import org.trimtab.openadr.wire.ReportRequest;
import org.trimtab.openadr.wire.ReportResource;
import org.trimtab.openadr.wire.Resource;
import org.trimtab.openadr.wire.ResourceRequest;
import org.trimtab.openadr.wire.Subscription;
import org.trimtab.openadr.wire.SubscriptionRequest;
import org.trimtab.openadr.wire.Ven;
import org.trimtab.openadr.wire.VenRequest;
import org.trimtab.openadr.wire.Wire;
import org.trimtab.openadr.wire.WireDuration;
import org.trimtab.openadr.wire.WireFault;
import tools.jackson.databind.JsonNode;

/** Reads the bodies of the six kinds, and writes who made them and what they belong to. */
final class Drafts {
    private final Choices choices;

    Drafts(Choices choices) {
        this.choices = choices;
    }

    /**
     * Reads a body.
     *
     * @throws WireFault naming what does not hold to the schema
     * @throws Refusal when the caller may not write such a body
     */
    Draft read(ObjectKind kind, Caller caller, JsonNode body) {
        return switch (kind) {
            case PROGRAM -> program(Wire.read(body, ProgramRequest.class));
            case EVENT -> event(Wire.read(body, EventRequest.class));
            case REPORT -> report(caller, Wire.read(body, ReportRequest.class));
            case SUBSCRIPTION -> subscription(caller, Wire.read(body, SubscriptionRequest.class));
            case VEN -> ven(caller, Wire.read(body, VenRequest.class));
            case RESOURCE -> resource(caller, Wire.read(body, ResourceRequest.class));
        };
    }

    private static Draft program(ProgramRequest request) {
        forward("intervalPeriod", request.intervalPeriod());
        return (_, stamp, _) ->
                new Columns(stamp)
                        .program(stamp.id())
                        .name(request.programName())
                        .targets(request.targets())
                        .kept(Wire.text(new Program(stamp.meta(), request)));
    }

    private static Draft event(EventRequest request) {
        forward("duration", request.duration());
        forward("intervalPeriod", request.intervalPeriod());
        forward("intervals", request.intervals());
        return (connection, stamp, _) -> {
            if (Objects.find(connection, ObjectKind.PROGRAM, request.programID()) == null) {
                throw dangling("programID", "program", request.programID());
            }
            return new Columns(stamp)
                    .program(request.programID())
                    .targets(request.targets())
                    .endsAt(EventEnd.of(request, stamp.modifiedAt()))
                    .kept(Wire.text(new Event(stamp.meta(), request)));
        };
    }

    private static Draft report(Caller caller, ReportRequest request) {
        for (int i = 0; i < request.resources().size(); i++) {
            ReportResource resource = request.resources().get(i);
            forward("resources[" + i + "].intervalPeriod", resource.intervalPeriod());
            forward("resources[" + i + "].intervals", resource.intervals());
        }
        return (connection, stamp, before) -> {
            Stored event = Objects.find(connection, ObjectKind.EVENT, request.eventID());
            boolean same = before != null && request.eventID().equals(before.eventId());
            if (!same && (event == null || !isFor(connection, caller, event))) {
                throw dangling("eventID", "event", request.eventID());
            }
            String owner = owner(caller, before);
            return new Columns(stamp)
                    .owner(owner, caller.isBusinessLogic())
                    .program(event == null ? programOf(before) : event.programId())
                    .event(request.eventID())
                    .clientName(request.clientName())
                    .kept(Wire.text(new Report(stamp.meta(), owner, request)));
        };
    }

    private static Draft subscription(Caller caller, SubscriptionRequest request) {
        Set<String> listensTo = new TreeSet<>();
        for (ObjectOperation operation : request.objectOperations()) {
            listensTo.addAll(operation.objects());
        }
        Draft draft = subscription(caller, request, List.copyOf(listensTo));
        return new Draft() {
            @Override
            public Stored stored(Connection connection, Stamp stamp, @Nullable Stored before)
                    throws SQLException {
                return draft.stored(connection, stamp, before);
            }

            @Override
            public List<ObjectOperation> callbacks() {
                return request.objectOperations();
            }
        };
    }

    private static Draft subscription(
            Caller caller, SubscriptionRequest request, List<String> listensTo) {
        return (connection, stamp, before) -> {
            String programId = request.programID();
            if (programId != null) {
                Stored program = Objects.find(connection, ObjectKind.PROGRAM, programId);
                if (program == null || !isFor(connection, caller, program)) {
                    throw dangling("programID", "program", programId);
                }
            }
            String owner = owner(caller, before);
            boolean seesAll = before == null ? caller.isBusinessLogic() : before.ownerSeesAll();
            return new Columns(stamp)
                    .owner(owner, seesAll)
                    .program(programId)
                    .clientName(request.clientName())
                    .targets(request.targets())
                    .listensTo(listensTo)
                    .kept(Wire.text(new Subscription(stamp.meta(), owner, request)));
        };
    }

    private Draft ven(Caller caller, VenRequest request) {
        requireOwnShape(caller, request.fromBusinessLogic(), VenRequest.BL, VenRequest.VEN);
        return (connection, stamp, before) -> {
            boolean granted = request.fromBusinessLogic();
            if (!granted && caller.isBusinessLogic() && before == null) {
                throw Refusal.bad(
                        "objectType must be "
                                + VenRequest.BL
                                + ": business logic names the clientID whose ven it makes");
            }
            String owner = granted ? said(request.clientID()) : owner(caller, before);
            List<String> targets = granted ? request.targets() : targetsOf(before);
            requireOnly(connection, owner, stamp.id());
            return new Columns(stamp)
                    .owner(owner, false)
                    .ven(stamp.id())
                    .name(request.venName())
                    .targets(targets)
                    .kept(
                            Wire.text(
                                    new Ven(
                                            stamp.meta(),
                                            owner,
                                            request.venName(),
                                            targets,
                                            request.attributes(),
                                            request.extras())));
        };
    }

    private void requireOnly(Connection connection, String owner, String id) throws SQLException {
        if (!choices.onePerClient()) {
            return;
        }
        Asked asked =
                new Asked(
                        ObjectKind.VEN,
                        owner,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        false,
                        null,
                        null,
                        0,
                        2);
        for (Stored other : Objects.list(connection, asked)) {
            if (!other.id().equals(id)) {
                throw Refusal.conflict(
                        "client \""
                                + owner
                                + "\" has the ven \""
                                + other.name()
                                + "\" already; a client has one ven, with as many resources as it"
                                + " likes");
            }
        }
    }

    private static Draft resource(Caller caller, ResourceRequest request) {
        requireOwnShape(
                caller, request.fromBusinessLogic(), ResourceRequest.BL, ResourceRequest.VEN);
        return (connection, stamp, before) -> {
            boolean granted = request.fromBusinessLogic();
            Stored ven = Objects.find(connection, ObjectKind.VEN, request.venID());
            if (ven == null
                    || !(caller.isBusinessLogic() || caller.clientId().equals(ven.clientId()))) {
                throw Refusal.missing("ven", request.venID());
            }
            String owner = granted ? said(request.clientID()) : said(ven.clientId());
            List<String> targets = granted ? request.targets() : targetsOf(before);
            return new Columns(stamp)
                    .owner(owner, false)
                    .ven(request.venID())
                    .name(request.resourceName())
                    .targets(targets)
                    .kept(
                            Wire.text(
                                    new Resource(
                                            stamp.meta(),
                                            owner,
                                            request.resourceName(),
                                            request.venID(),
                                            targets,
                                            request.attributes(),
                                            request.extras())));
        };
    }

    /** Who writes which shape: only business logic grants targets and names other clients. */
    private static void requireOwnShape(
            Caller caller, boolean fromBusinessLogic, String theirs, String own) {
        if (fromBusinessLogic && !caller.isBusinessLogic()) {
            throw new Refusal(
                    403, "only business logic writes " + theirs + "; send objectType " + own);
        }
    }

    private static boolean isFor(Connection connection, Caller caller, Stored object)
            throws SQLException {
        Set<String> granted =
                caller.isBusinessLogic()
                        ? Set.of()
                        : Objects.granted(connection, caller.clientId());
        return Entitlements.shown(
                        caller.viewer(granted), object.sight(), List.of(), Unnamed.ASKS_FOR_GRANTED)
                != null;
    }

    private static Refusal dangling(String field, String what, String id) {
        return Refusal.conflict(
                field + " is \"" + id + "\", and there is no such " + what + " for you");
    }

    private static String owner(Caller caller, @Nullable Stored before) {
        return before == null || before.clientId() == null ? caller.clientId() : before.clientId();
    }

    private static @Nullable String programOf(@Nullable Stored before) {
        return before == null ? null : before.programId();
    }

    private static @Nullable List<String> targetsOf(@Nullable Stored before) {
        return before == null || before.targets().isEmpty() ? null : before.targets();
    }

    private static String said(@Nullable String clientId) {
        if (clientId == null) {
            throw Refusal.bad("clientID is required and missing");
        }
        return clientId;
    }

    private static void forward(String where, @Nullable List<Interval> intervals) {
        if (intervals != null) {
            for (int i = 0; i < intervals.size(); i++) {
                forward(where + "[" + i + "].intervalPeriod", intervals.get(i).intervalPeriod());
            }
        }
    }

    private static void forward(String where, @Nullable IntervalPeriod period) {
        if (period != null) {
            forward(where + ".duration", period.duration());
        }
    }

    private static void forward(String where, @Nullable WireDuration duration) {
        if (duration != null && duration.negative() && !duration.isZero()) {
            throw new WireFault(
                    where, "is '" + duration.text() + "'; a duration here cannot run backwards");
        }
    }
}
