package org.trimtab.telemetry;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.trimtab.resource.DeviceId;

/** What is known at this step. It holds still while a step decides. */
public interface ProcessImage {
    /** The step's time. */
    Instant now();

    /** The last reading of a device, or null when it has never been read. */
    @Nullable DeviceReading device(DeviceId device);

    /** The last reading of the meter the grid settles on, marked STALE when too old; null before the first. */
    @Nullable MeterReading siteMeter();
}
