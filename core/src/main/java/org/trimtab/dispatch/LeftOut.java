package org.trimtab.dispatch;

/** Why a device is not in a plan. */
public enum LeftOut {
    /** The reduction was reached before its turn. */
    NOT_NEEDED,
    /** It was asleep, or as low as it goes, already. */
    ALREADY_ASLEEP,
    /** Its envelope exempts it. */
    EXEMPT,
    /** A person holds it. */
    HELD,
    /** It was woken too recently. */
    MIN_ON_TIME,
    /** It was put to sleep too recently to be woken. */
    MIN_OFF_TIME,
    /** It has slept as often as it may within 24 hours. */
    SLEEPS_SPENT,
    /** It is so cold that it might not start again. */
    TOO_COLD,
    /** It is too hot to be woken yet. */
    TOO_HOT,
    /** It is kept running so that it can be dropped for an awarded reserve. */
    KEPT_AS_RESERVE,
    /** Its family does not fall in the time that is left, while others do. */
    TOO_SLOW,
    /** It failed us in this event. */
    FAILED,
    /** It disobeyed too often and is offered to nobody until it has proven itself again. */
    QUARANTINED,
    /** It has not been read well enough to count on. */
    UNREADABLE,
    /** Its family cannot be put to sleep. */
    UNSUPPORTED
}
