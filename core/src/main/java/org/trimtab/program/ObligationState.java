package org.trimtab.program;

/** The life of an obligation, in order. */
public enum ObligationState {
    /** Known, not begun. */
    PENDING,
    /** In force: the site owes its level now. */
    ACTIVE,
    /** Over or cancelled; devices it put to sleep are being woken. */
    RESTORING,
    /** Every device it put to sleep is awake again or reported. */
    COMPLETED,
    /** Cancelled before it began. */
    WITHDRAWN,
    /** Never taken on. */
    REFUSED;

    /** True when nothing more will happen to the obligation. */
    public boolean isFinal() {
        return this == COMPLETED || this == WITHDRAWN || this == REFUSED;
    }
}
