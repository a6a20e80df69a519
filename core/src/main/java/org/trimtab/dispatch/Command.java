package org.trimtab.dispatch;

import java.time.Instant;
import org.trimtab.resource.DeviceId;

/**
 * A state asked of a device. It is worthless after {@code expiresAt}: nobody may send it then.
 *
 * @param id its name
 * @param device who is asked
 * @param action the state asked for
 * @param issuedAt when the engine decided it
 * @param expiresAt last instant at which it may be sent
 * @param causedBy the instruction, or the word {@code price}, that it comes from
 */
public record Command(
        CommandId id,
        DeviceId device,
        Action action,
        Instant issuedAt,
        Instant expiresAt,
        String causedBy) {}
