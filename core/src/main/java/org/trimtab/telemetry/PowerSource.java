package org.trimtab.telemetry;

/** Where a device's power figure comes from. */
public enum PowerSource {
    /** Measured at the device's power supply. */
    MEASURED,
    /** Computed by the firmware from its settings. */
    MODELLED,
    /** The device gives no figure; ours is its nameplate or its standby level. */
    NAMEPLATE
}
