package org.trimtab.drivers.api;

import java.math.BigDecimal;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;
import org.trimtab.quantity.Temperature;

/** Reads temperatures the way firmware tells them: °C, and 0 or -1 where a sensor is silent. */
public final class Heat {
    private static final Temperature COLDEST = Temperature.ofCelsius(-40);
    private static final Temperature HOTTEST = Temperature.ofCelsius(150);
    private static final BigDecimal NO_SENSOR = BigDecimal.ONE.negate();

    /** More digits than any firmware writes, and few enough to be held. */
    private static final int DIGITS_MAX = 9;

    private Heat() {}

    /** A temperature; null when none was told, a sensor is silent, or it lies outside -40 to 150 °C. */
    public static @Nullable Temperature ofCelsius(@Nullable BigDecimal celsius) {
        if (celsius == null
                || celsius.signum() == 0
                || celsius.compareTo(NO_SENSOR) == 0
                || celsius.precision() - celsius.scale() > DIGITS_MAX) {
            return null;
        }
        Temperature told =
                new Temperature(
                        celsius.movePointRight(3)
                                .setScale(0, RoundingMode.HALF_EVEN)
                                .longValueExact());
        return told.compareTo(COLDEST) < 0 || told.compareTo(HOTTEST) > 0 ? null : told;
    }

    /** The higher of two; null when neither is known. */
    public static @Nullable Temperature hotter(
            @Nullable Temperature one, @Nullable Temperature other) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        return one.compareTo(other) >= 0 ? one : other;
    }
}
