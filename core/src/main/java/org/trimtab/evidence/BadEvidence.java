package org.trimtab.evidence;

/** Thrown when bytes or fields are not what evidence looks like; the message says where and what is wrong. */
public final class BadEvidence extends IllegalArgumentException {
    BadEvidence(String message) {
        super(message);
    }
}
