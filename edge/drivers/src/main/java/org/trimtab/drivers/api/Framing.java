package org.trimtab.drivers.api;

/** How the end of an answer is known. */
public enum Framing {
    /** One JSON text, ended by a NUL byte, a line feed after the closing brace, or the end of the stream. */
    CGMINER,
    /** An HTTP/1.1 response with a length, chunks, or the end of the stream. */
    HTTP,
    /** A length of four bytes, least significant first, and as many bytes of text; handed on with its length. */
    LENGTH_PREFIXED
}
