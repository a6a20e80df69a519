package org.trimtab.openadr.legacy;

import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;

/**
 * The unit of a signal or a report point (emix:itemBase).
 *
 * @param kind the element, such as {@code powerReal}, {@code energyReal}, {@code currencyPerKWh}
 * @param units such as {@code W}, {@code Wh}, {@code USD}
 * @param scale the SI scale code, such as {@code k}, {@code M} or {@code none}
 */
public record LegacyUnit(String kind, String units, String scale) {

    /** SI scale codes of EMIX to powers of ten. */
    private static final Map<String, Integer> POWERS =
            Map.ofEntries(
                    Map.entry("p", -12),
                    Map.entry("n", -9),
                    Map.entry("micro", -6),
                    Map.entry("m", -3),
                    Map.entry("c", -2),
                    Map.entry("d", -1),
                    Map.entry("none", 0),
                    Map.entry("k", 3),
                    Map.entry("M", 6),
                    Map.entry("G", 9),
                    Map.entry("T", 12));

    /** Real power in kilowatts. */
    public static LegacyUnit kilowatts() {
        return new LegacyUnit("powerReal", "W", "k");
    }

    /** Real energy in kilowatt-hours. */
    public static LegacyUnit kilowattHours() {
        return new LegacyUnit("energyReal", "Wh", "k");
    }

    /**
     * A value in this unit as kilo-units (W as kW, Wh as kWh), exactly; empty when the scale code is
     * not known or the unit is neither watts nor watt-hours.
     */
    public Optional<BigDecimal> kilo(BigDecimal value) {
        Integer power = POWERS.get(scale);
        if (power == null || !(units.equals("W") || units.equals("Wh"))) {
            return Optional.empty();
        }
        return Optional.of(value.scaleByPowerOfTen(power - 3));
    }

    /** A value with the scale taken out: 1.2 with {@code k} is 1200. */
    public Optional<BigDecimal> plain(BigDecimal value) {
        return Optional.ofNullable(POWERS.get(scale)).map(value::scaleByPowerOfTen);
    }
}
