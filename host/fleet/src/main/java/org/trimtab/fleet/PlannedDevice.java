package org.trimtab.fleet;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.trimtab.dispatch.Action;
import org.trimtab.drivers.api.Inspection;
import org.trimtab.quantity.Power;
import org.trimtab.quantity.Reduction;
import org.trimtab.resource.Device;

/**
 * A device in a plan.
 *
 * @param device which
 * @param action what will be asked of it
 * @param inspection what it said of itself before
 * @param now what it draws as far as it says; null when it was not read
 * @param expected by how much its power will fall; none for a restore
 * @param notBefore earliest instant at which its envelope allows the command
 * @param obstacle why it is left out; null when it will be commanded
 * @param detail more about the obstacle; may be empty
 */
public record PlannedDevice(
        Device device,
        Action action,
        Inspection inspection,
        @Nullable Power now,
        Reduction expected,
        Instant notBefore,
        @Nullable Obstacle obstacle,
        String detail) {}
