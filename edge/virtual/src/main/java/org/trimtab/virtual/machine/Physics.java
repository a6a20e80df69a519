package org.trimtab.virtual.machine;

import java.time.Duration;
import org.trimtab.quantity.HashRate;
import org.trimtab.quantity.Power;
import org.trimtab.quantity.Share;

/**
 * How machines of a group draw power and work.
 *
 * @param running wall power at full work by the nameplate
 * @param hashRate work at full power by the nameplate
 * @param standby wall power asleep
 * @param errors how far a single machine departs from the nameplate and from the truth
 * @param times how fast power moves
 */
public record Physics(Power running, HashRate hashRate, Power standby, Errors errors, Times times) {
    public Physics {
        if (standby.watts() < 0 || running.compareTo(standby) <= 0) {
            throw new IllegalArgumentException(
                    "running power " + running + " must lie above standby " + standby);
        }
    }

    /**
     * Departures, each drawn per machine from both sides of zero.
     *
     * @param unit of a machine's full power and work from the nameplate
     * @param noise of power from one second to the next
     * @param report of the power the firmware states from the power drawn
     */
    public record Errors(Share unit, Share noise, Share report) {
        /** Every machine is its nameplate, and says so. */
        public static final Errors NONE = new Errors(Share.NONE, Share.NONE, Share.NONE);

        /** 3 % between machines, 0.5 % from second to second, 4 % between said and drawn. */
        public static final Errors USUAL =
                new Errors(new Share(30_000), new Share(5_000), new Share(40_000));
    }

    /**
     * The slowest machine's times; others take 70 % to 100 % of them.
     *
     * @param rampDown from work to standby
     * @param boot from the wish to work until power begins to rise
     * @param rampUp from there to full work
     */
    public record Times(Duration rampDown, Duration boot, Duration rampUp) {
        public static final Times NONE = new Times(Duration.ZERO, Duration.ZERO, Duration.ZERO);

        /**
         * What real machines of this family are like. LuxOS states less than 5 s to sleep and less than 10 s to wake;
         * the maker of the Antminer states nothing, and minutes are usual.
         */
        public static Times of(Family family) {
            return switch (family) {
                case LUXOS -> ofSeconds(5, 3, 7);
                case BRAIINS -> ofSeconds(2, 1, 5);
                case AXEOS -> ofSeconds(2, 2, 5);
                default -> ofSeconds(5, 90, 150);
            };
        }

        public static Times ofSeconds(long rampDown, long boot, long rampUp) {
            return new Times(
                    Duration.ofSeconds(rampDown),
                    Duration.ofSeconds(boot),
                    Duration.ofSeconds(rampUp));
        }
    }

    /** Usual machines of a family with this nameplate. */
    public static Physics of(Family family, Power running, HashRate hashRate) {
        Power standby =
                Power.ofWatts(
                        switch (family) {
                            case LUXOS -> 25;
                            case AURADINE -> 59;
                            case AXEOS -> 3;
                            default -> 30;
                        });
        return new Physics(running, hashRate, standby, Errors.USUAL, Times.of(family));
    }

    public Physics withTimes(Times times) {
        return new Physics(running, hashRate, standby, errors, times);
    }

    public Physics withErrors(Errors errors) {
        return new Physics(running, hashRate, standby, errors, times);
    }
}
