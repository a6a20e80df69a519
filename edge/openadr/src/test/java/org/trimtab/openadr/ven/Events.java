package org.trimtab.openadr.ven;

import java.nio.charset.StandardCharsets;
import org.trimtab.openadr.wire.Event;
import org.trimtab.openadr.wire.Program;
import org.trimtab.openadr.wire.Wire;

/** Events as a server gives them, written with single quotes. */
final class Events {
    private Events() {}

    /** An event of program p, changed at noon of 2026-07-01, with more properties. */
    static Event event(String id, String properties) {
        return Wire.readAnswer(bytes(json(id, properties)), Event.class);
    }

    static String json(String id, String properties) {
        return ("{'id':'"
                        + id
                        + "','createdDateTime':'2026-07-01T11:00:00Z','modificationDateTime':"
                        + "'2026-07-01T12:00:00Z','objectType':'EVENT','programID':'p',"
                        + properties
                        + "}")
                .replace('\'', '"');
    }

    static String interval(int id, String type, String values) {
        return "{'id':" + id + ",'payloads':[{'type':'" + type + "','values':[" + values + "]}]}";
    }

    static Program program(String id) {
        return Wire.readAnswer(
                bytes("{\"id\":\"" + id + "\",\"programName\":\"name-" + id + "\"}"),
                Program.class);
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
