package org.trimtab.openadr.ven;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.trimtab.openadr.wire.PayloadDescriptor;
import org.trimtab.openadr.wire.Value;
import org.trimtab.openadr.wire.ValuesMap;

/** Turns payloads into {@link Want}s. Pure; what cannot be acted on comes out as told, with why. */
final class Payloads {
    private static final Map<String, Integer> POWER_UNITS = Map.of("W", 0, "KW", 3, "MW", 6);
    private static final Map<String, Integer> ENERGY_UNITS = Map.of("WH", -6, "KWH", -3, "MWH", 0);
    private static final BigDecimal MOST_WATTS = BigDecimal.valueOf(1_000_000_000_000L);
    private static final BigDecimal MOST_MICRODOLLARS = BigDecimal.valueOf(Long.MAX_VALUE / 4);

    private final Meanings meanings;

    Payloads(Meanings meanings) {
        this.meanings = meanings;
    }

    /**
     * What a payload asks.
     *
     * @param payload one value of most types
     * @param descriptors those of the event before those of its program
     */
    Want want(ValuesMap payload, List<PayloadDescriptor> descriptors) {
        PayloadDescriptor descriptor = descriptor(payload.type(), descriptors);
        if (meanings.ignored().contains(payload.type())) {
            return told(payload, "passed over as the site file says");
        }
        return switch (payload.type()) {
            case "SIMPLE" -> simple(payload);
            case "IMPORT_CAPACITY_LIMIT" ->
                    power(payload, descriptor, watts -> new Want.AtMost(Math.max(0, watts)));
            case "DISPATCH_SETPOINT" ->
                    power(payload, descriptor, watts -> new Want.Be(Math.max(0, watts)));
            case "CONTROL_SETPOINT" ->
                    meanings.controlSetPoint()
                            ? power(payload, descriptor, watts -> new Want.Be(Math.max(0, watts)))
                            : told(payload, "its meaning is not agreed (control-setpoint)");
            case "DISPATCH_SETPOINT_RELATIVE" ->
                    power(payload, descriptor, watts -> relative(payload, watts));
            case "LOAD_SHED_DELTA" -> power(payload, descriptor, Payloads::shed);
            case "PRICE" -> price(payload, descriptor);
            case "GHG" ->
                    number(payload)
                            .<Want>map(Want.Ghg::new)
                            .orElseGet(() -> told(payload, "which is no number"));
            case "ALERT_GRID_EMERGENCY", "ALERT_BLACK_START" ->
                    meanings.emergency() == null
                            ? told(payload, "no answer to an emergency is agreed (emergency)")
                            : meanings.emergency();
            default -> told(payload, "");
        };
    }

    private Want simple(ValuesMap payload) {
        Optional<BigDecimal> level = number(payload);
        if (level.isEmpty() || level.get().stripTrailingZeros().scale() > 0) {
            return told(payload, "which is no level");
        }
        int whole = level.get().min(BigDecimal.TEN).max(BigDecimal.ONE.negate()).intValue();
        Want agreed = meanings.levels().get(whole);
        if (agreed != null) {
            return agreed;
        }
        return whole == 0
                ? new Want.Normal()
                : told(payload, "what level " + whole + " asks is not agreed (simple)");
    }

    /** Only a fall is an ask here; a site that could draw more is told so and stays as it is. */
    private static Want relative(ValuesMap payload, long watts) {
        if (watts == 0) {
            return new Want.Normal();
        }
        return watts < 0
                ? new Want.Less(-watts)
                : told(payload, "a rise is asked, and a site gives none beyond its normal load");
    }

    /** The amount of load to shed; some programs write a fall as a negative change. */
    private static Want shed(long watts) {
        return watts == 0 ? new Want.Normal() : new Want.Less(Math.abs(watts));
    }

    private Want power(ValuesMap payload, @Nullable PayloadDescriptor descriptor, OfWatts ofWatts) {
        Optional<BigDecimal> value = number(payload);
        if (value.isEmpty()) {
            return told(payload, "which is no number");
        }
        String units = units(descriptor, "KW");
        Integer shift = POWER_UNITS.get(units);
        if (shift == null) {
            return told(payload, "units " + units + " are no power; KW, MW and W are");
        }
        BigDecimal watts = value.get().movePointRight(shift);
        if (watts.abs().compareTo(MOST_WATTS) > 0) {
            return told(payload, "which is more than any site draws");
        }
        return ofWatts.want(watts.setScale(0, RoundingMode.FLOOR).longValueExact());
    }

    /** What so many watts ask. */
    private interface OfWatts {
        Want want(long watts);
    }

    private static Want price(ValuesMap payload, @Nullable PayloadDescriptor descriptor) {
        Optional<BigDecimal> value = number(payload);
        if (value.isEmpty()) {
            return told(payload, "which is no number");
        }
        String currency = descriptor == null ? null : descriptor.currency();
        if (currency != null && !currency.isEmpty() && !currency.equalsIgnoreCase("USD")) {
            return told(payload, "in " + currency + "; prices here are in USD");
        }
        String units = units(descriptor, "KWH");
        Integer shift = ENERGY_UNITS.get(units);
        if (shift == null) {
            return told(payload, "per " + units + ", which is no energy; KWH and MWH are");
        }
        BigDecimal micro = value.get().movePointRight(6 - shift);
        if (micro.abs().compareTo(MOST_MICRODOLLARS) > 0) {
            return told(payload, "which is beyond any price");
        }
        return new Want.Price(micro.setScale(0, RoundingMode.HALF_EVEN).longValueExact());
    }

    private static Optional<BigDecimal> number(ValuesMap payload) {
        return payload.values().isEmpty() ? Optional.empty() : payload.values().getFirst().number();
    }

    private static String units(@Nullable PayloadDescriptor descriptor, String otherwise) {
        String units = descriptor == null ? null : descriptor.units();
        return units == null || units.isEmpty() ? otherwise : units.toUpperCase(Locale.ROOT);
    }

    private static @Nullable PayloadDescriptor descriptor(
            String type, List<PayloadDescriptor> descriptors) {
        for (PayloadDescriptor descriptor : descriptors) {
            if (descriptor.payloadType().equals(type)
                    && !PayloadDescriptor.REPORT.equals(descriptor.objectType())) {
                return descriptor;
            }
        }
        return null;
    }

    private static Want told(ValuesMap payload, String why) {
        StringBuilder words = new StringBuilder(payload.type());
        int shown = 0;
        for (Value value : payload.values()) {
            if (shown++ == 3) {
                words.append(" …");
                break;
            }
            String said = value.words();
            words.append(' ').append(said.length() > 120 ? said.substring(0, 120) : said);
        }
        return new Want.Told(why.isEmpty() ? words.toString() : words + "; " + why);
    }
}
