package org.trimtab.dispatch;

/** Why a device is not in a plan. */
public enum LeftOut {
    /** The reduction was reached before its turn. */
    NOT_NEEDED,
    /** It was asleep already. */
    ALREADY_ASLEEP,
    /** Its envelope exempts it. */
    EXEMPT,
    /** It was woken too recently. */
    MIN_ON_TIME,
    /** It failed us in this event. */
    FAILED,
    /** It has not been read well enough to count on. */
    UNREADABLE,
    /** Its family cannot be put to sleep. */
    UNSUPPORTED
}
