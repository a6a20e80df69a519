package org.trimtab.openadr.legacy;

/** Where the VTN sees an event. */
public enum EventStatus {
    NONE("none"),
    FAR("far"),
    NEAR("near"),
    ACTIVE("active"),
    COMPLETED("completed"),
    CANCELLED("cancelled");

    private final String word;

    EventStatus(String word) {
        this.word = word;
    }

    static EventStatus of(String word) {
        for (EventStatus status : values()) {
            if (status.word.equals(word)) {
                return status;
            }
        }
        throw RefusedPayload.invalid(
                "eventStatus is '%s'; none, far, near, active, completed or cancelled is needed."
                        .formatted(Tag.shortened(word)));
    }

    /** The word on the wire. */
    public String word() {
        return word;
    }
}
