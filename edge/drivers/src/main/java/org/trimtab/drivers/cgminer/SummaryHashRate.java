package org.trimtab.drivers.cgminer;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;
import org.trimtab.quantity.HashRate;
import tools.jackson.databind.JsonNode;

/**
 * The hash rate of a summary, whatever its unit and its window: firmware writes {@code GHS 5s}, {@code MHS 1m} or
 * {@code THS av} as it likes. The shortest window counts, since a long one still remembers work that has stopped.
 */
public final class SummaryHashRate {
    private static final String[] WINDOWS = {"5s", "30s", "1m", "5m", "15m", "30m", "av"};
    private static final Unit[] UNITS = Unit.values();

    private enum Unit {
        THS(6),
        GHS(3),
        MHS(0),
        KHS(-3);

        private final int megahashPlaces;

        Unit(int megahashPlaces) {
            this.megahashPlaces = megahashPlaces;
        }
    }

    private SummaryHashRate() {}

    /** The rate; null when the summary gives none. */
    public static @Nullable HashRate of(@Nullable JsonNode summary) {
        for (String window : WINDOWS) {
            for (Unit unit : UNITS) {
                BigDecimal rate = JsonValue.number(summary, unit.name() + " " + window);
                HashRate found = rate == null ? null : of(rate, unit.megahashPlaces);
                if (found != null) {
                    return found;
                }
            }
        }
        return null;
    }

    /**
     * A rate in whole MH/s; null when it is negative or does not fit.
     *
     * @param rate in any unit
     * @param megahashPlaces decimal places between that unit and MH/s: 6 for TH/s, 3 for GH/s
     */
    public static @Nullable HashRate of(BigDecimal rate, int megahashPlaces) {
        Long megahashes = JsonValue.whole(rate.movePointRight(megahashPlaces));
        return megahashes == null || megahashes < 0 ? null : new HashRate(megahashes);
    }
}
