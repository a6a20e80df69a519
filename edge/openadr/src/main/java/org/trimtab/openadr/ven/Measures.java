package org.trimtab.openadr.ven;

import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What a site can say of itself in a report. Asked on the VEN's thread; answers at once. */
public interface Measures {
    /** A site that has nothing to say. */
    Measures NONE =
            new Measures() {
                @Override
                public String resource() {
                    return "site";
                }

                @Override
                public Figure figure(Kind kind, Instant from, Instant until) {
                    return Figure.MISSING;
                }

                @Override
                public String operatingState() {
                    return "NORMAL";
                }
            };

    /** What can be asked for, in watts. */
    enum Kind {
        /** The mean level over the stretch. */
        LEVEL,
        /** The highest level over the stretch. */
        PEAK,
        /** The level it is expected to have. */
        EXPECTED,
        /** The level without the event. */
        BASELINE,
        /** The level the site is told to be at or below. */
        SET_POINT,
        /** How far it can fall now, as a promise. */
        CAN_FALL,
        /** How far it can rise now. */
        CAN_RISE
    }

    /**
     * A figure and how good it is.
     *
     * @param watts null when nothing is known
     * @param quality OK, MISSING, ESTIMATED or BAD
     */
    record Figure(@Nullable BigDecimal watts, String quality) {
        /** Nothing is known. */
        public static final Figure MISSING = new Figure(null, "MISSING");

        /** Read from the instrument. */
        public static Figure ok(long watts) {
            return new Figure(BigDecimal.valueOf(watts), "OK");
        }
    }

    /** The name of the resource reported on. */
    String resource();

    /** A figure for a stretch of time. */
    Figure figure(Kind kind, Instant from, Instant until);

    /** NORMAL, ERROR, or one of the states of CTA-2045. */
    String operatingState();
}
