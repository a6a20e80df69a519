package org.trimtab.market;

/** Which market price energy outside of blocks is settled at. */
public enum EnergyIndex {
    /** The price of the interval it is drawn in. */
    REAL_TIME,
    /** The price set the day before. */
    DAY_AHEAD
}
