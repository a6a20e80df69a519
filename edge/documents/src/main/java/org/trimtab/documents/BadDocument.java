package org.trimtab.documents;

/** A file a person wrote is wrong; the message names file, line, key and the allowed form, on one line. */
public final class BadDocument extends RuntimeException {
    BadDocument(String message) {
        super(message.replaceAll("\\p{Cntrl}+", " "));
    }
}
