package org.trimtab.engine;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.trimtab.dispatch.Failure;
import org.trimtab.dispatch.ObeyRecord.Past;
import org.trimtab.resource.DeviceId;

/**
 * What was known of a device when a journal ended.
 *
 * @param device which
 * @param sleptAt when it was last put to sleep; null when it never was
 * @param wokeAt when it was last woken; null when it never was
 * @param sleeps the hours of the last day in which it was put to sleep, once for each sleep, oldest first
 * @param obeyed how it has obeyed; null when it was never asked for anything
 * @param quarantine why and how long it is offered to nobody; null when it is not quarantined
 */
public record DevicePast(
        DeviceId device,
        @Nullable Instant sleptAt,
        @Nullable Instant wokeAt,
        List<Instant> sleeps,
        @Nullable Past obeyed,
        @Nullable Quarantine quarantine) {

    /** Offered to nobody until then, because of this. */
    public record Quarantine(Instant until, Failure because) {}

    public DevicePast {
        sleeps = List.copyOf(sleeps);
    }

    boolean isNothing() {
        return sleptAt == null && wokeAt == null && obeyed == null && quarantine == null;
    }
}
