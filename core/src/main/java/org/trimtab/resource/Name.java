package org.trimtab.resource;

/** The one rule for names given from outside: short, and safe in a path, a URL and a log line. */
public final class Name {
    private static final int LENGTH_MAX = 64;

    private Name() {}

    /**
     * Checks a name.
     *
     * @throws IllegalArgumentException naming what was checked and the value
     */
    public static void check(String what, String value) {
        if (!isAllowed(value)) {
            String shown =
                    value.length() > LENGTH_MAX ? value.substring(0, LENGTH_MAX) + "…" : value;
            throw new IllegalArgumentException(
                    what
                            + " \""
                            + shown
                            + "\" must be 1 to 64 letters, digits, '.', '_', ':' or '-',"
                            + " starting with a letter or digit");
        }
    }

    private static boolean isAllowed(String value) {
        int length = value.length();
        if (length == 0 || length > LENGTH_MAX || !isLetterOrDigit(value.charAt(0))) {
            return false;
        }
        for (int i = 1; i < length; i++) {
            char c = value.charAt(i);
            if (!isLetterOrDigit(c) && c != '.' && c != '_' && c != ':' && c != '-') {
                return false;
            }
        }
        return true;
    }

    private static boolean isLetterOrDigit(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    }
}
