package org.trimtab.live;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One device as people see it. Unknown values are null, never zero.
 *
 * @param id device id
 * @param family protocol family
 * @param model model name
 * @param address host and port
 * @param phase where it stands with us
 * @param activity what it says it does
 * @param powerW its power figure
 * @param powerSource where that figure comes from
 * @param hashrateMhs its hash rate
 * @param observedAt when it was last read
 * @param failure what went wrong last
 * @param causedBy the instruction that holds it, or {@code price}
 * @param wanted {@code ASLEEP}, {@code AWAKE} or {@code CAPPED}: what it was last asked for; null when nothing
 * @param capW the most it was asked to draw; null unless it is capped
 * @param quarantine why it is offered to nobody; null when it is offered
 * @param hold the hold a person placed on it; null when there is none
 */
public record DeviceView(
        String id,
        String family,
        String model,
        String address,
        String phase,
        @Nullable String activity,
        @Nullable Long powerW,
        @Nullable String powerSource,
        @Nullable Long hashrateMhs,
        @Nullable Instant observedAt,
        @Nullable String failure,
        @Nullable String causedBy,
        @Nullable String wanted,
        @Nullable Long capW,
        @Nullable String quarantine,
        @Nullable String hold) {}
