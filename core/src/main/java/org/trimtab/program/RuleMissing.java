package org.trimtab.program;

/** A rule pack lacks a value that is needed, or has it in another unit than can be used. */
public final class RuleMissing extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public RuleMissing(String message) {
        super(message);
    }
}
