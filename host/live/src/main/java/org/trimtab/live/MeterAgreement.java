package org.trimtab.live;

import org.jspecify.annotations.Nullable;
import org.trimtab.baseline.Reconciliation;
import org.trimtab.quantity.Power;

/**
 * How the site meter and the sum of the devices agree over the last quarter of an hour.
 *
 * @param verdict {@code GOOD} within 3 % of the meter, {@code DOUBTFUL} within 10 %, {@code ALARM} beyond, {@code
 *     UNKNOWN} when too little is known, or when devices that were not read could make it either
 * @param meteredW mean of the meter; null when unknown
 * @param devicesW mean of the sum of the devices read; null when unknown
 * @param unreadW what the devices not read may draw on top of it at most; null when unknown
 * @param minutesKnown minutes in which both were known and the site drew at least half of what its devices draw when
 *     all work: below it other loads weigh too much to say anything about the devices
 * @param minutes minutes looked at
 */
public record MeterAgreement(
        String verdict,
        @Nullable Long meteredW,
        @Nullable Long devicesW,
        @Nullable Long unreadW,
        int minutesKnown,
        int minutes) {
    boolean isAlarm() {
        return verdict.equals(Reconciliation.Verdict.ALARM.name());
    }

    /** What a person should do about it. */
    String inWords() {
        return "the devices add up to %s and the site meter says %s over the last %d min, more than 10 %% apart:"
                        .formatted(power(devicesW), power(meteredW), minutes)
                + " check the list of devices, the meter's scale, and what else draws there";
    }

    private static String power(@Nullable Long watts) {
        return watts == null ? "an unknown level" : Power.ofWatts(watts).toString();
    }
}
