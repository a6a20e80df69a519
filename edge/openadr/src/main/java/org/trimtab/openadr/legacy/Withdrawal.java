package org.trimtab.openadr.legacy;

/** Why an event no longer binds us. */
public enum Withdrawal {
    /** The VTN says it is cancelled. */
    CANCELLED,
    /** It left the VTN's list before its end, and a second list without it confirmed that. */
    LEFT_THE_LIST,
    /** Its end has passed, or the VTN says it is completed. */
    COMPLETED,
    /** The registration ended. */
    REGISTRATION_ENDED
}
