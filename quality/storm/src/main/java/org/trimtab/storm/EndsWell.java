package org.trimtab.storm;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.trimtab.engine.Engine;
import org.trimtab.engine.Standing;
import org.trimtab.engine.Standing.Phase;
import org.trimtab.program.Obligation;
import org.trimtab.telemetry.Activity;
import org.trimtab.testkit.Plant;

/** After the last fault and the last obligation everything comes to rest, and really so. */
final class EndsWell {
    static final String FINAL = "Every obligation comes to a final state.";
    static final String RESTED =
            "After the last fault and the last obligation every device is free or reported, in time.";
    static final String AWAKE =
            "A device the engine calls free is at work, unless somebody else put it to sleep.";

    private final Ledger ledger;
    private final Plant plant;
    private final boolean[] touched;
    private final boolean hasLimits;

    /**
     * For the end of a storm.
     *
     * @param touched devices that somebody put to sleep or woke by hand
     */
    EndsWell(Ledger ledger, Plant plant, boolean[] touched) {
        this.ledger = ledger;
        this.plant = plant;
        this.touched = touched;
        hasLimits = SleepersOwed.hasLimits(ledger.definition().site());
    }

    /** How long after the last fault and obligation it may take. */
    static Duration within(Ledger ledger) {
        return SleepersOwed.wayBack(ledger).plusMinutes(15);
    }

    /** What is not at rest yet; null when all is. */
    @Nullable Broken unrest(Engine engine, Instant now) {
        for (Obligation obligation : ledger.obligations().values()) {
            if (!obligation.state().isFinal()) {
                return new Broken(
                        FINAL,
                        obligation.id()
                                + " is "
                                + obligation.state()
                                + " at "
                                + now
                                + "; it was for "
                                + obligation.instruction().interval());
            }
        }
        for (int place = 0; place < ledger.devices(); place++) {
            Standing standing = engine.standing(place);
            Phase phase = standing.phase();
            boolean rests =
                    phase == Phase.FREE
                            || phase == Phase.RESTORE_FAILED
                            || (hasLimits && !isForInstruction(standing.causedBy()));
            if (!rests) {
                return new Broken(
                        RESTED,
                        ledger.device(place).id()
                                + " stands "
                                + phase
                                + " ("
                                + standing.failure()
                                + ") because of "
                                + standing.causedBy()
                                + " since "
                                + standing.since()
                                + " and it is "
                                + now
                                + "; really it is "
                                + plant.activity(place));
            }
            boolean isLost =
                    phase == Phase.FREE
                            && plant.activity(place) == Activity.ASLEEP
                            && !touched[place];
            if (isLost) {
                return new Broken(
                        AWAKE,
                        ledger.device(place).id()
                                + " is free since "
                                + standing.since()
                                + " and really sleeps at "
                                + now);
            }
        }
        return null;
    }

    private boolean isForInstruction(@Nullable String cause) {
        return cause != null
                && (cause.equals("price")
                        || ledger.obligations().keySet().stream()
                                .anyMatch(id -> id.value().equals(cause)));
    }
}
