package org.trimtab.storm;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.trimtab.dispatch.FrequencyState;
import org.trimtab.engine.Standing;
import org.trimtab.program.Hold;
import org.trimtab.resource.Device;
import org.trimtab.resource.Site;

/**
 * Nobody is put to sleep and forgotten: a device is curtailed because of something in force, or on its way back. On its
 * way back it may wait out its shortest sleep, its wave and the site's ramp.
 */
final class SleepersOwed implements Sentence {
    /** Time to notice, to cool down and to ask again, on top of the waits that are counted. */
    private static final Duration PATIENCE = Duration.ofMinutes(15);

    private final Ledger ledger;
    private final Duration way;
    private final boolean hasLimits;
    private final Instant[] unowedSince;

    SleepersOwed(Ledger ledger) {
        this.ledger = ledger;
        way = wayBack(ledger);
        hasLimits = hasLimits(ledger.definition().site());
        unowedSince = new Instant[ledger.devices()];
        Arrays.fill(unowedSince, Instant.MAX);
    }

    /** How long bringing back the whole fleet may take. */
    static Duration wayBack(Ledger ledger) {
        Duration longest = Duration.ZERO;
        long watts = 0;
        for (int place = 0; place < ledger.devices(); place++) {
            Device device = ledger.device(place);
            watts += device.running().watts();
            Duration own =
                    device.envelope().minOff().plus(device.timing().wakesWithin().multipliedBy(4));
            longest = own.compareTo(longest) > 0 ? own : longest;
        }
        int waveMost = ledger.definition().policy().wakeWaveMax();
        Duration waves =
                ledger.definition()
                        .policy()
                        .wakeWaveEvery()
                        .multipliedBy(ledger.devices() / Math.max(1, waveMost) + 1L);
        var ramp = ledger.definition().site().limits().rampUp();
        Duration climb =
                ramp == null
                        ? Duration.ZERO
                        : Duration.ofMinutes(2 * watts / ramp.wattsPerMinute() + 1);
        return longest.plus(waves).plus(climb).plus(PATIENCE);
    }

    static boolean hasLimits(Site site) {
        return site.limits().most() != null || !site.feeders().isEmpty();
    }

    @Override
    public String text() {
        return "A curtailed device is owed, held or not worth its power, or is being brought back.";
    }

    @Override
    public void see(Turn turn) {
        boolean anyOwed = ledger.isAnyActive() || ledger.frequency() == FrequencyState.TRIPPED;
        for (int place = 0; place < unowedSince.length; place++) {
            Standing standing = turn.engine().standing(place);
            boolean isCurtailed =
                    switch (standing.phase()) {
                        case CURTAIL_SENT, CURTAIL_ACCEPTED, CURTAILED, CURTAIL_FAILED -> true;
                        default -> false;
                    };
            if (!isCurtailed || anyOwed || hasItsOwnReason(place, standing.causedBy())) {
                unowedSince[place] = Instant.MAX;
            } else if (unowedSince[place].equals(Instant.MAX)) {
                unowedSince[place] = turn.now();
            } else if (unowedSince[place].plus(way).isBefore(turn.now())) {
                throw broken(
                        ledger.device(place).id()
                                + " stands "
                                + standing.phase()
                                + " because of "
                                + standing.causedBy()
                                + " at "
                                + turn.now()
                                + ", and nothing has been owed since "
                                + unowedSince[place]);
            }
        }
    }

    /** The price, a limit of the site, or a hand on its switch: a hold may leave it asleep or make it so. */
    private boolean hasItsOwnReason(int place, @Nullable String cause) {
        Hold.Kind kind = ledger.held(ledger.device(place).id());
        boolean isHeld = ledger.isHeld(ledger.device(place).id()) && kind != Hold.Kind.AWAKE;
        boolean isForLimit =
                hasLimits
                        && ledger.obligations().keySet().stream()
                                .noneMatch(id -> id.value().equals(cause));
        return isHeld || "price".equals(cause) || isForLimit;
    }
}
