package org.trimtab.resource;

/** How a switch stands. That it is not known is the absence of a position. */
public enum SwitchPosition {
    /** No power gets through. */
    OPEN,
    /** Power gets through. */
    CLOSED
}
