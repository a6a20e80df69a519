package org.trimtab.resource;

/** What a device can do for us; advertised by its family's descriptor. */
public enum Capability {
    /** Can be put to sleep and woken. */
    CURTAIL,
    /** Says how much power it draws. */
    METERED,
    /** Can be held at a lower power while it works. */
    CAP
}
