package org.trimtab.virtual.luxos;

import java.util.ArrayList;
import java.util.List;

/**
 * One reply: a status and sections of rows.
 *
 * @param status letter, code and message
 * @param sections in the order they are sent
 */
record LuxosReply(Status status, List<Section> sections) {

    /**
     * Outcome of a command.
     *
     * @param letter S success, E error
     * @param code number of the message
     * @param message for people
     */
    record Status(char letter, int code, String message) {
        Fields fields(long when, String description) {
            return Fields.of()
                    .put("Code", code)
                    .put("Description", description)
                    .put("Msg", message)
                    .put("STATUS", String.valueOf(letter))
                    .put("When", when);
        }
    }

    /**
     * Rows under one name.
     *
     * @param name such as {@code SUMMARY}
     * @param rows one or more
     */
    record Section(String name, List<Fields> rows) {}

    static LuxosReply success(int code, String message) {
        return new LuxosReply(new Status('S', code, message), new ArrayList<>());
    }

    static LuxosReply error(int code, String message) {
        return new LuxosReply(new Status('E', code, message), new ArrayList<>());
    }

    LuxosReply with(String section, Fields row) {
        return with(section, List.of(row));
    }

    LuxosReply with(String section, List<Fields> rows) {
        sections.add(new Section(section, rows));
        return this;
    }

    /** The whole JSON object, sections first, then status and the id that is always 1. */
    void writeJson(long when, String description, StringBuilder out) {
        out.append('{');
        for (Section section : sections) {
            writeRows(section.name, section.rows, out);
            out.append(',');
        }
        writeRows("STATUS", List.of(status.fields(when, description)), out);
        out.append(",\"id\":1}");
    }

    private static void writeRows(String name, List<Fields> rows, StringBuilder out) {
        Fields.quote(name, out);
        out.append(":[");
        for (int i = 0; i < rows.size(); i++) {
            if (i > 0) {
                out.append(',');
            }
            rows.get(i).writeJson(out);
        }
        out.append(']');
    }

    /** The older text form: parts divided by bars, each {@code name=value,…}. */
    void writeText(long when, String description, StringBuilder out) {
        out.append("STATUS=").append(status.letter);
        out.append(",When=").append(when).append(",Code=").append(status.code);
        out.append(",Msg=").append(status.message);
        out.append(",Description=").append(description).append('|');
        for (Section section : sections) {
            for (Fields row : section.rows) {
                out.append(section.name).append(',');
                row.writeText(out);
                out.append('|');
            }
        }
    }
}
