package org.trimtab.openadr.legacy;

/** Whether we take part in an event. */
public enum OptType {
    OPT_IN("optIn"),
    OPT_OUT("optOut");

    private final String word;

    OptType(String word) {
        this.word = word;
    }

    /** The word on the wire. */
    public String word() {
        return word;
    }
}
