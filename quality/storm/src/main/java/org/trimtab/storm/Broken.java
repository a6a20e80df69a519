package org.trimtab.storm;

/** A sentence that does not hold. */
final class Broken extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String sentence;

    /**
     * A sentence was broken.
     *
     * @param sentence what must always hold
     * @param detail what was seen instead
     */
    Broken(String sentence, String detail) {
        super(detail);
        this.sentence = sentence;
    }

    String sentence() {
        return sentence;
    }

    String detail() {
        return String.valueOf(getMessage());
    }
}
