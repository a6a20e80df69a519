package org.trimtab.openadr.vtn.access;

import java.util.Locale;

/** The six kinds of object an OpenADR 3.1 VTN keeps, by the names of the schema {@code objectTypes}. */
public enum ObjectKind {
    PROGRAM,
    EVENT,
    REPORT,
    SUBSCRIPTION,
    VEN,
    RESOURCE;

    /** What it is called in a sentence, such as {@code program}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The collection's name in a path, such as {@code programs}. */
    public String collection() {
        return word() + "s";
    }
}
