package org.trimtab.openadr.vtn.rest;

import org.jspecify.annotations.Nullable;
import org.trimtab.openadr.vtn.rest.Announcer.Topics;
import org.trimtab.openadr.vtn.store.Database;
import org.trimtab.openadr.vtn.store.ObjectKind;
import org.trimtab.openadr.vtn.store.Objects;
import org.trimtab.openadr.vtn.store.Stored;
import org.trimtab.openadr.wire.Extras;
import org.trimtab.openadr.wire.NotifierTopics;
import org.trimtab.openadr.wire.Notifiers;

/** Which ways of notification there are, and which topics a broker has for what. */
final class NotifierRoutes {
    private final Database database;
    private final Announcer announcer;

    NotifierRoutes(Database database, Announcer announcer) {
        this.database = database;
        this.announcer = announcer;
    }

    Reply all(Ask ask) {
        return Reply.json(200, new Notifiers(true, announcer.mqtt(), Extras.NONE));
    }

    /** The topics of all objects of a kind. */
    Reply every(ObjectKind kind, Ask ask) {
        return topics(new Topics(kind, null, null));
    }

    Reply program(Ask ask) {
        return ofProgram(ObjectKind.PROGRAM, ask);
    }

    Reply programEvents(Ask ask) {
        return ofProgram(ObjectKind.EVENT, ask);
    }

    private Reply ofProgram(ObjectKind kind, Ask ask) {
        String id = ask.part("id");
        find(ObjectKind.PROGRAM, id, ask);
        return topics(new Topics(kind, id, null));
    }

    /** The topics of what one VEN may see. */
    Reply ven(ObjectKind kind, Ask ask) {
        String id = ask.part("id");
        find(ObjectKind.VEN, id, ask);
        return topics(new Topics(kind, null, id));
    }

    private void find(ObjectKind kind, String id, Ask ask) {
        @Nullable Stored object =
                database.reading(connection -> Objects.find(connection, kind, id));
        boolean visible =
                object != null
                        && (ask.caller().isBusinessLogic()
                                || ask.caller().clientId().equals(object.clientId()));
        if (!visible) {
            throw Refusal.missing(kind.word(), id);
        }
    }

    private Reply topics(Topics asked) {
        if (announcer.mqtt() == null) {
            throw new Refusal(
                    404, "this VTN has no MQTT broker; GET /notifiers tells which notifiers it has");
        }
        return Reply.json(200, new NotifierTopics(announcer.topics(asked), Extras.NONE));
    }
}
