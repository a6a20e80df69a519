package org.trimtab.live;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.trimtab.dispatch.Deliverable;
import org.trimtab.dispatch.Offer;

/**
 * What the site can promise to fall by, at 95 % confidence.
 *
 * @param at when this was so
 * @param now what it can promise now, the shortest time first
 * @param hours what it can promise in each hour to come, what is owed already taken out
 */
public record Offers(Instant at, List<Part> now, List<Hour> hours) {
    /**
     * What can be promised within a time.
     *
     * @param withinMs time from the ask to the fall
     * @param confidentW what falls at least in 95 of 100 cases
     * @param expectedW what falls on average
     * @param devices how many are counted on
     * @param notCounted how many are not, by reason
     */
    public record Part(
            long withinMs,
            long confidentW,
            long expectedW,
            int devices,
            Map<String, Integer> notCounted) {
        static Part of(Offer offer) {
            Map<String, Integer> notCounted = new TreeMap<>();
            offer.notCounted().forEach((reason, count) -> notCounted.put(reason.name(), count));
            return new Part(
                    offer.within().toMillis(),
                    offer.confident().watts(),
                    offer.expected().watts(),
                    offer.devices(),
                    notCounted);
        }
    }

    /**
     * An hour to come.
     *
     * @param from its begin
     * @param until its end
     * @param owedW what is owed in it already
     * @param offers what can be promised beside that
     */
    public record Hour(Instant from, Instant until, long owedW, List<Part> offers) {
        static Hour of(Deliverable.HourAhead ahead) {
            return new Hour(
                    ahead.hour().from(),
                    ahead.hour().until(),
                    ahead.owed().watts(),
                    ahead.offers().stream().map(Part::of).toList());
        }
    }
}
