package org.trimtab.store.vault;

import org.trimtab.resource.Name;

/**
 * Whom a login is for.
 *
 * @param kind one device, a group, or a family
 * @param name its name
 */
public record Scope(Kind kind, String name) implements Comparable<Scope> {
    /** How wide it is, the narrowest first: that is the order in which logins are looked for. */
    public enum Kind {
        DEVICE("device", 0),
        GROUP("group", 1),
        FAMILY("family", 2);

        private final String text;
        private final int code;

        Kind(String text, int code) {
            this.text = text;
            this.code = code;
        }

        /** What stands for it in a vault. */
        int code() {
            return code;
        }

        static Kind of(int code) {
            for (Kind kind : values()) {
                if (kind.code == code) {
                    return kind;
                }
            }
            throw new IllegalArgumentException("no kind of scope has the code " + code);
        }

        /** Its name for people and in the file. */
        public String text() {
            return text;
        }
    }

    public Scope {
        Name.check(kind.text, name);
    }

    @Override
    public int compareTo(Scope other) {
        int byKind = kind.compareTo(other.kind);
        return byKind != 0 ? byKind : name.compareTo(other.name);
    }

    @Override
    public String toString() {
        return kind.text + " " + name;
    }
}
