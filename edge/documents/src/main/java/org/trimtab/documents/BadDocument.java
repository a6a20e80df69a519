package org.trimtab.documents;

/** A file a person wrote is wrong; the message names file, line, key and the allowed form. */
public final class BadDocument extends RuntimeException {
    BadDocument(String message) {
        super(message);
    }
}
