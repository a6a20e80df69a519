package org.trimtab.drivers.cgminer;

import java.util.ArrayDeque;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Rewrites the JSON that firmware gets wrong into JSON that can be parsed. It only moves punctuation and replaces
 * numbers that are none by null: it never makes up a value.
 */
final class JsonRepair {
    /** Deepest nesting read. */
    static final int DEPTH_MAX = 64;

    /** What stands right before the place reached. */
    private enum Last {
        OPEN,
        KEY,
        COLON,
        VALUE,
        COMMA
    }

    private static final class Level {
        private final int at;
        private final char closing;
        private boolean object;

        private Level(int at, boolean object) {
            this.at = at;
            this.closing = object ? '}' : ']';
            this.object = object;
        }
    }

    private final String text;
    private final StringBuilder out;
    private final ArrayDeque<Level> levels = new ArrayDeque<>();
    private final Set<Repair> repairs = EnumSet.noneOf(Repair.class);
    private Last last = Last.OPEN;
    private int at;

    private JsonRepair(String text) {
        this.text = text;
        this.out = new StringBuilder(text.length() + 16);
    }

    /** A repaired text and what was repaired. */
    record Repaired(String text, Set<Repair> repairs) {}

    /** Repairs a text, or null when it cannot be told what was meant. */
    static @Nullable Repaired repair(String text) {
        JsonRepair repair = new JsonRepair(text);
        return repair.run() ? new Repaired(repair.out.toString(), repair.repairs) : null;
    }

    private boolean run() {
        boolean begun = false;
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c <= ' ') {
                at++;
                continue;
            }
            if (begun && levels.isEmpty()) {
                return true; // whatever follows the outermost value
            }
            if (!begun && c == ',') {
                repairs.add(Repair.STRAY_COMMA);
                at++;
                continue;
            }
            begun = true;
            if (!token(c)) {
                return false;
            }
        }
        return begun && close();
    }

    private boolean token(char c) {
        return switch (c) {
            case '{', '[' -> open(c);
            case '}', ']' -> end(c);
            case ',' -> comma();
            case ':' -> colon();
            case '"' -> string();
            default -> word();
        };
    }

    private boolean open(char c) {
        if (levels.size() >= DEPTH_MAX || !valueMayStand()) {
            return false;
        }
        levels.push(new Level(out.length(), c == '{'));
        out.append(c);
        last = Last.OPEN;
        at++;
        return true;
    }

    private boolean end(char c) {
        Level level = levels.poll();
        if (level == null || level.closing != c || last == Last.KEY) {
            return false;
        }
        finish(level);
        at++;
        return true;
    }

    private void finish(Level level) {
        if (last == Last.COMMA) {
            out.setLength(out.length() - 1);
            repairs.add(Repair.STRAY_COMMA);
        } else if (last == Last.COLON) {
            out.append("null");
        }
        out.append(level.object ? '}' : ']');
        last = Last.VALUE;
    }

    private boolean comma() {
        at++;
        if (last == Last.VALUE) {
            out.append(',');
            last = Last.COMMA;
            return true;
        }
        repairs.add(Repair.STRAY_COMMA);
        return last == Last.OPEN || last == Last.COMMA;
    }

    private boolean colon() {
        Level level = levels.peek();
        if (level != null && !level.object && last == Last.VALUE && closedByQuote()) {
            // A list whose first entry has a name: it was meant as an object.
            if (out.indexOf(",", level.at) >= 0) {
                return false;
            }
            level.object = true;
            out.setCharAt(level.at, '{');
            repairs.add(Repair.LIST_AS_OBJECT);
            last = Last.KEY;
        }
        if (last != Last.KEY) {
            return false;
        }
        out.append(':');
        last = Last.COLON;
        at++;
        return true;
    }

    private boolean closedByQuote() {
        return out.length() > 0 && out.charAt(out.length() - 1) == '"';
    }

    private boolean string() {
        if (!valueOrKeyMayStand()) {
            return false;
        }
        int start = out.length();
        out.append('"');
        int i = at + 1;
        while (i < text.length() && text.charAt(i) != '"') {
            char c = text.charAt(i);
            if (c == '\\' && i + 1 < text.length()) {
                out.append(c);
                i++;
                c = text.charAt(i);
            }
            if (c < ' ') {
                repairs.add(Repair.CONTROL_CHARACTER);
                c = ' ';
            }
            out.append(c);
            i++;
        }
        Level level = levels.peek();
        boolean key = level != null && level.object && last != Last.COLON;
        if (i < text.length()) {
            out.append('"');
        } else {
            unknown(start, key ? "\"\"" : "null");
        }
        at = i + 1;
        last = key ? Last.KEY : Last.VALUE;
        return true;
    }

    /** Half a value is worse than none: 10 of 1051 W would be believed. */
    private void unknown(int start, String instead) {
        repairs.add(Repair.TRUNCATED);
        out.setLength(start);
        out.append(instead);
    }

    private boolean word() {
        int end = at;
        while (end < text.length() && ",:{}[]\" \t\r\n".indexOf(text.charAt(end)) < 0) {
            end++;
        }
        String word = text.substring(at, end);
        if (!valueMayStand()) {
            return false;
        }
        if (end == text.length() && !levels.isEmpty()) {
            unknown(out.length(), "null");
        } else if (noNumber(word)) {
            repairs.add(Repair.NOT_A_NUMBER);
            out.append("null");
        } else {
            out.append(word); // a word that is no JSON makes the parser refuse it
        }
        last = Last.VALUE;
        at = end;
        return true;
    }

    private static boolean noNumber(String word) {
        String unsigned = word.startsWith("-") || word.startsWith("+") ? word.substring(1) : word;
        return switch (unsigned.toLowerCase(Locale.ROOT)) {
            case "nan", "inf", "infinity" -> true;
            default -> false;
        };
    }

    private boolean valueOrKeyMayStand() {
        Level level = levels.peek();
        if (last == Last.VALUE && level != null) {
            out.append(',');
            repairs.add(Repair.MISSING_COMMA);
            last = Last.COMMA;
        }
        return last != Last.KEY && last != Last.VALUE;
    }

    private boolean valueMayStand() {
        if (!valueOrKeyMayStand()) {
            return false;
        }
        Level level = levels.peek();
        return level == null || !level.object || last == Last.COLON;
    }

    private boolean close() {
        while (!levels.isEmpty()) {
            repairs.add(Repair.TRUNCATED);
            if (last == Last.KEY) {
                out.append(":null");
                last = Last.VALUE;
            }
            finish(levels.pop());
        }
        return true;
    }
}
