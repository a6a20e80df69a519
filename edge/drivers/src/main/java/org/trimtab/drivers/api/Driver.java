package org.trimtab.drivers.api;

import java.time.Instant;
import org.trimtab.dispatch.Command;
import org.trimtab.dispatch.CommandOutcome;
import org.trimtab.resource.Device;

/**
 * Speaks one protocol family. It opens conversations; it never does I/O, retries, sleeps, logs a secret, or claims a
 * success it has not seen. Safe for use by many threads: what changes lives in the conversations and in what is
 * handed in.
 */
public interface Driver {
    /** What the family is and can do. */
    FamilyDescriptor descriptor();

    /**
     * Reads the device.
     *
     * @param withPools true to read its pools too
     * @param startedAt stamped on the reading as the instant of observation
     */
    Conversation<DeviceReport> poll(Device device, boolean withPools, Instant startedAt);

    /** Asks the device for the command's state. */
    Conversation<CommandOutcome> perform(Device device, Command command);
}
