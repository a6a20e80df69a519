package org.trimtab.desk;

import java.util.ArrayList;
import java.util.List;

/** Splits one line of a CSV file after RFC 4180; a field never spans lines. */
final class CsvRows {
    private CsvRows() {}

    /** The fields of a line, without the blanks around them. */
    static List<String> split(String line, String where) {
        List<String> fields = new ArrayList<>();
        StringBuilder field = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < line.length(); i++) {
            char next = line.charAt(i);
            if (quoted && next == '"' && i + 1 < line.length() && line.charAt(i + 1) == '"') {
                field.append('"');
                i++;
            } else if (next == '"') {
                quoted = !quoted;
            } else if (next == ',' && !quoted) {
                fields.add(field.toString().strip());
                field.setLength(0);
            } else {
                field.append(next);
            }
        }
        if (quoted) {
            throw new BadOperatorFile(
                    where + ": a quotation mark is not closed; a field must end on its line");
        }
        fields.add(field.toString().strip());
        return fields;
    }
}
