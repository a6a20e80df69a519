package org.trimtab.openadr.wire;

/** How exact a reader is. */
enum Reading {
    /** As a server reads a client's body: all the schema asks. */
    STRICT,
    /** As a client reads a server's answer: unknown words and unreadable metadata are kept. */
    LENIENT
}
