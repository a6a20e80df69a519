package org.trimtab.dispatch;

import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.trimtab.quantity.Power;

/**
 * How much a site can promise to fall by within a time.
 *
 * @param within time from the ask to the fall
 * @param expected what falls on average
 * @param confident what falls at least in 95 of 100 cases; never above {@code expected}
 * @param devices how many are counted on
 * @param notCounted how many are not, by reason, in the order of the reasons
 */
public record Offer(
        Duration within,
        Power expected,
        Power confident,
        int devices,
        Map<LeftOut, Integer> notCounted) {
    public Offer {
        notCounted = Collections.unmodifiableMap(new TreeMap<>(notCounted));
    }

    /** What is left of this offer when so much of it is owed already; never below nothing. */
    Offer less(Power owed) {
        return new Offer(
                within,
                expected.minus(owed).atLeast(Power.ZERO),
                confident.minus(owed).atLeast(Power.ZERO),
                devices,
                notCounted);
    }

    /** This offer, promising at least as much as a shorter one: what fell sooner has fallen. */
    Offer atLeast(Offer shorter) {
        return new Offer(
                within,
                expected.atLeast(shorter.expected),
                confident.atLeast(shorter.confident),
                devices,
                notCounted);
    }
}
