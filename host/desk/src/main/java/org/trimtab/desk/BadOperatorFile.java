package org.trimtab.desk;

/** A file of an operator's figures cannot be used; the message is one line that says where and what to do. */
public final class BadOperatorFile extends RuntimeException {
    private static final long serialVersionUID = 1L;

    BadOperatorFile(String message) {
        super(message.replaceAll("\\p{Cntrl}+", " "));
    }
}
