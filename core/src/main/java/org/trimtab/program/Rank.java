package org.trimtab.program;

/**
 * What goes before what when a site owes several things at once, the strongest first. A later rank may only narrow
 * what an earlier one leaves open.
 */
public enum Rank {
    /** Safety: a hand on the switch, a feeder's or transformer's limit. */
    SAFETY,
    /** The grid is in danger: an emergency instruction, an under-frequency trip, reserve held for one. */
    GRID_EMERGENCY,
    /** A firm set-point of the operator. */
    SET_POINT,
    /** An event of a program. */
    PROGRAM_EVENT,
    /** The site's own limit, such as its interconnection. */
    SITE_LIMIT,
    /** A wish: what the price of energy makes worth doing. */
    PRICE
}
