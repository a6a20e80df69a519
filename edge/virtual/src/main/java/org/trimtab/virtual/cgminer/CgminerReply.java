package org.trimtab.virtual.cgminer;

import java.util.ArrayList;
import java.util.List;

/**
 * One reply: a status and sections of rows.
 *
 * @param status letter, code and message
 * @param sections in the order they are sent
 */
public record CgminerReply(Status status, List<Section> sections) {
    /** No reply at all: the connection is closed instead. */
    public static final CgminerReply NONE = new CgminerReply(new Status('F', 0, "", ""), List.of());

    /**
     * Outcome of a command.
     *
     * @param letter S success, I information, E error
     * @param code number of the message
     * @param message for people
     * @param description what answers, with its version
     */
    public record Status(char letter, int code, String message, String description) {
        Fields fields(long when) {
            return Fields.of()
                    .put("STATUS", String.valueOf(letter))
                    .put("When", when)
                    .put("Code", code)
                    .put("Msg", message)
                    .put("Description", description);
        }
    }

    /**
     * What stands under one name.
     *
     * @param name such as {@code SUMMARY}
     * @param rows rows, or plain values
     */
    public record Section(String name, List<?> rows) {}

    public CgminerReply with(String section, Fields row) {
        return with(section, List.of(row));
    }

    public CgminerReply with(String section, List<?> rows) {
        sections.add(new Section(section, rows));
        return this;
    }

    static CgminerReply of(char letter, int code, String message, String description) {
        return new CgminerReply(new Status(letter, code, message, description), new ArrayList<>());
    }

    /**
     * The whole JSON object.
     *
     * @param statusFirst true when the status stands before the sections, as in cgminer itself
     */
    public void writeJson(long when, boolean statusFirst, StringBuilder out) {
        out.append('{');
        if (statusFirst) {
            writeStatus(when, out);
            out.append(',');
        }
        for (Section section : sections) {
            out.append('"').append(section.name).append("\":");
            writeRows(section.rows, out);
            out.append(',');
        }
        if (!statusFirst) {
            writeStatus(when, out);
            out.append(',');
        }
        out.append("\"id\":1}");
    }

    private void writeStatus(long when, StringBuilder out) {
        out.append("\"STATUS\":[");
        status.fields(when).writeJson(out);
        out.append(']');
    }

    private static void writeRows(List<?> rows, StringBuilder out) {
        out.append('[');
        for (int i = 0; i < rows.size(); i++) {
            if (i > 0) {
                out.append(',');
            }
            if (rows.get(i) instanceof Fields row) {
                row.writeJson(out);
            } else {
                out.append(rows.get(i));
            }
        }
        out.append(']');
    }

    /** The older text form: parts divided by bars, each {@code name=value,…}. */
    public void writeText(long when, StringBuilder out) {
        out.append("STATUS=").append(status.letter);
        out.append(",When=").append(when).append(",Code=").append(status.code);
        out.append(",Msg=").append(status.message);
        out.append(",Description=").append(status.description).append('|');
        for (Section section : sections) {
            for (Object row : section.rows) {
                out.append(section.name).append(',');
                if (row instanceof Fields fields) {
                    fields.writeText(out);
                } else {
                    out.append(row);
                }
                out.append('|');
            }
        }
    }
}
