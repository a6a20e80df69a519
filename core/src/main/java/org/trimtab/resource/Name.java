package org.trimtab.resource;

import java.util.regex.Pattern;

/** The one rule for names given from outside: short, and safe in a path, a URL and a log line. */
public final class Name {
    private static final Pattern ALLOWED = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._:-]{0,63}");

    private Name() {}

    /**
     * Checks a name.
     *
     * @throws IllegalArgumentException naming what was checked and the value
     */
    public static void check(String what, String value) {
        if (!ALLOWED.matcher(value).matches()) {
            String shown = value.length() > 64 ? value.substring(0, 64) + "…" : value;
            throw new IllegalArgumentException(
                    what
                            + " \""
                            + shown
                            + "\" must be 1 to 64 letters, digits, '.', '_', ':' or '-',"
                            + " starting with a letter or digit");
        }
    }
}
