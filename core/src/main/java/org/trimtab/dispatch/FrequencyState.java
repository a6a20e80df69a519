package org.trimtab.dispatch;

/** Where the armed under-frequency plan stands. */
public enum FrequencyState {
    /** Nobody has armed it, or the site is awarded nothing: it never sheds. */
    DISARMED,
    /** Armed and awarded: it sheds when frequency falls. */
    ARMED,
    /** It has shed; load stays off for the hold time and until frequency has recovered. */
    TRIPPED,
    /** Frequency has recovered; load is being brought back before it arms again. */
    REARMING,
    /** Armed, but frequency is not known: it sheds nothing, and somebody must look at the instrument. */
    BLIND
}
