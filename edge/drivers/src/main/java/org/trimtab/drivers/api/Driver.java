package org.trimtab.drivers.api;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
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

    /** How its devices are recognised. */
    Fingerprint fingerprint();

    /**
     * Reads the device.
     *
     * @param withPools true to read its pools too
     * @param startedAt stamped on the reading as the instant of observation
     */
    Conversation<DeviceReport> poll(Device device, boolean withPools, Instant startedAt);

    /** Asks the device for the command's state. */
    Conversation<CommandOutcome> perform(Device device, Command command);

    /** Reads what the device is, can do and is set to; changes nothing. */
    Conversation<Inspection> inspect(Device device, Instant startedAt);

    /**
     * Gets what the next command will need, such as a session or a token, so that it takes one trip; or keeps it
     * alive. Asked every {@link FamilyDescriptor#READY_EVERY} while an event is armed. Null when the family needs
     * nothing of the kind.
     */
    default @Nullable Conversation<Readiness> prepare(Device device, Instant startedAt) {
        return null;
    }

    /** Gives back what {@link #prepare} took, when nothing is armed any more. Null when there is nothing to give. */
    default @Nullable Conversation<Readiness> standDown(Device device, Instant startedAt) {
        return null;
    }
}
