package org.trimtab.quantity;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads and prints quantities with their unit; a number without a unit is refused. */
public final class QuantityFormat {
    private static final int TEXT_LENGTH_MAX = 40;
    private static final Pattern NUMBER_AND_UNIT =
            Pattern.compile("\\s*([-+]?\\d{1,18}(?:\\.\\d{1,12})?)\\s*([^\\d\\s].*?)?\\s*");
    private static final Map<String, Integer> POWER_UNITS =
            Map.of("W", 0, "kW", 3, "MW", 6, "GW", 9);
    private static final Map<String, Integer> HASH_UNITS =
            Map.of("MH/s", 0, "GH/s", 3, "TH/s", 6, "PH/s", 9, "EH/s", 12);
    private static final Map<String, Long> DURATION_MILLIS =
            Map.of(
                    "ms",
                    1L,
                    "s",
                    1_000L,
                    "m",
                    60_000L,
                    "min",
                    60_000L,
                    "h",
                    3_600_000L,
                    "d",
                    86_400_000L);

    private QuantityFormat() {}

    /** Thrown when a text is not a quantity of the wanted kind; the message says the allowed form. */
    public static final class BadQuantity extends IllegalArgumentException {
        BadQuantity(String message) {
            super(message);
        }
    }

    /** A level such as {@code "12.5 MW"}; must come out as whole watts. */
    public static Power parsePower(String text) {
        return Power.ofWatts(
                parseScaled(text, POWER_UNITS, "a power such as \"12.5 MW\" or \"900 kW\""));
    }

    /** A hash rate such as {@code "200 TH/s"}. */
    public static HashRate parseHashRate(String text) {
        String form = "a hash rate such as \"200 TH/s\"";
        return new HashRate(within(parseScaled(text, HASH_UNITS, form), 0, text, form));
    }

    /** An efficiency such as {@code "17.5 J/TH"}. */
    public static Efficiency parseEfficiency(String text) {
        String form = "an efficiency above 0 such as \"17.5 J/TH\"";
        return new Efficiency(within(parseScaled(text, Map.of("J/TH", 3), form), 1, text, form));
    }

    /** An energy price such as {@code "45.50 $/MWh"}. */
    public static EnergyPrice parseEnergyPrice(String text) {
        return new EnergyPrice(
                parseScaled(text, Map.of("$/MWh", 6), "a price such as \"45.50 $/MWh\""));
    }

    /** A hashprice such as {@code "55 $/PH/s/day"}. */
    public static HashPrice parseHashPrice(String text) {
        String form = "a hashprice such as \"55 $/PH/s/day\"";
        return new HashPrice(
                within(parseScaled(text, Map.of("$/PH/s/day", 6), form), 0, text, form));
    }

    /** A frequency such as {@code "59.85 Hz"} or {@code "17 mHz"}; never negative. */
    public static Frequency parseFrequency(String text) {
        String form = "a frequency such as \"59.85 Hz\" or \"17 mHz\"";
        Map<String, Integer> units = Map.of("Hz", 6, "mHz", 3);
        return new Frequency(within(parseScaled(text, units, form), 0, text, form));
    }

    /** A ramp rate above 0 such as {@code "2 MW/min"}. */
    public static RampRate parseRampRate(String text) {
        String form = "a ramp rate above 0 such as \"2 MW/min\"";
        Map<String, Integer> units = Map.of("W/min", 0, "kW/min", 3, "MW/min", 6);
        return new RampRate(within(parseScaled(text, units, form), 1, text, form));
    }

    /** A temperature such as {@code "-5 °C"}; {@code C} alone is understood too. */
    public static Temperature parseTemperature(String text) {
        String form = "a temperature such as \"85 °C\"";
        return new Temperature(parseScaled(text, Map.of("°C", 3, "C", 3), form));
    }

    /** A share such as {@code "30 %"}. */
    public static Share parseShare(String text) {
        String form = "a share of 0 % to 100 % such as \"30 %\"";
        long partsPerMillion = within(parseScaled(text, Map.of("%", 4), form), 0, text, form);
        if (partsPerMillion > Share.ALL.partsPerMillion()) {
            throw bad(text, form);
        }
        return new Share((int) partsPerMillion);
    }

    /** A duration such as {@code "250 ms"}, {@code "10m"} or {@code "2 h"}; never negative. */
    public static Duration parseDuration(String text) {
        String form = "a duration such as \"250 ms\", \"30 s\", \"10m\" or \"2 h\"";
        Matcher parts = split(text, form);
        Long millis = DURATION_MILLIS.get(unitOf(parts, text, form));
        BigDecimal number = new BigDecimal(parts.group(1));
        if (millis == null || number.signum() < 0) {
            throw bad(text, form);
        }
        try {
            return Duration.ofMillis(number.multiply(BigDecimal.valueOf(millis)).longValueExact());
        } catch (ArithmeticException e) {
            throw bad(text, form);
        }
    }

    private static long parseScaled(String text, Map<String, Integer> units, String form) {
        Matcher parts = split(text, form);
        Integer exponent = units.get(unitOf(parts, text, form));
        if (exponent == null) {
            throw bad(text, form);
        }
        try {
            return new BigDecimal(parts.group(1)).movePointRight(exponent).longValueExact();
        } catch (ArithmeticException e) {
            throw new BadQuantity(
                    "\"" + text + "\" is finer or larger than can be held exactly; write " + form);
        }
    }

    private static long within(long value, long least, String text, String form) {
        if (value < least) {
            throw bad(text, form);
        }
        return value;
    }

    private static Matcher split(String text, String form) {
        Matcher parts = NUMBER_AND_UNIT.matcher(text.length() > TEXT_LENGTH_MAX ? "" : text);
        if (!parts.matches()) {
            throw bad(text, form);
        }
        return parts;
    }

    private static String unitOf(Matcher parts, String text, String form) {
        String unit = parts.group(2);
        if (unit == null) {
            throw new BadQuantity("\"" + text + "\" has no unit; write " + form);
        }
        return unit;
    }

    private static BadQuantity bad(String text, String form) {
        String shown =
                text.length() > TEXT_LENGTH_MAX ? text.substring(0, TEXT_LENGTH_MAX) + "…" : text;
        return new BadQuantity("\"" + shown + "\" is not " + form);
    }

    static String power(long watts) {
        if (watts >= 1_000_000 || watts <= -1_000_000) {
            return scaled(watts, 6) + " MW";
        }
        return watts >= 10_000 || watts <= -10_000 ? scaled(watts, 3) + " kW" : watts + " W";
    }

    static String hashRate(long megahashesPerSecond) {
        return megahashesPerSecond >= 1_000_000_000_000L
                ? scaled(megahashesPerSecond, 12) + " EH/s"
                : megahashesPerSecond >= 1_000_000_000L
                        ? scaled(megahashesPerSecond, 9) + " PH/s"
                        : scaled(megahashesPerSecond, 6) + " TH/s";
    }

    private static String scaled(long value, int exponent) {
        return String.format(
                Locale.ROOT,
                "%s",
                BigDecimal.valueOf(value, exponent).setScale(3, RoundingMode.HALF_EVEN));
    }
}
