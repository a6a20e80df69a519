package org.trimtab.virtual.machine;

import java.util.Arrays;
import java.util.stream.Collectors;

/** Protocol families that can be imitated. */
public enum Family {
    /** LuxOS: cgminer-like commands over TCP. */
    LUXOS("luxos", 4028),
    /** Antminer with the maker's own firmware: CGI pages over HTTP. */
    ANTMINER("antminer", 80);

    private final String text;
    private final int port;

    Family(String text, int port) {
        this.text = text;
        this.port = port;
    }

    /** Its name in files, such as {@code luxos}. */
    public String text() {
        return text;
    }

    /** TCP port such machines answer on when nothing else is said. */
    public int port() {
        return port;
    }

    /** Reads the name used in files. */
    public static Family parse(String text) {
        return Arrays.stream(values())
                .filter(family -> family.text.equals(text))
                .findFirst()
                .orElseThrow(() ->
                        new IllegalArgumentException(
                                "family \""
                                        + text
                                        + "\" is not one of "
                                        + Arrays.stream(values())
                                                .map(Family::text)
                                                .collect(Collectors.joining(", "))));
    }
}
