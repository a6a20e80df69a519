package org.trimtab.store.registry;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.trimtab.quantity.EnergyPrice;
import org.trimtab.quantity.HashRate;
import org.trimtab.quantity.Power;
import org.trimtab.quantity.QuantityFormat;
import org.trimtab.quantity.Temperature;

/** Readers of values with the bounds a site file sets; each names the value and the allowed form. */
final class Parsers {
    private static final Pattern AVAILABILITY =
            Pattern.compile("\\s*(\\d{1,9}(?:\\.\\d{1,6})?)\\s*\\$/MW/h\\s*");
    private static final Pattern AMOUNT =
            Pattern.compile("\\s*(\\d{1,9}(?:\\.\\d{1,6})?)\\s*\\$\\s*");
    private static final Temperature COLDEST = Temperature.ofCelsius(-60);
    private static final Temperature HOTTEST = Temperature.ofCelsius(150);
    private static final Pattern DECIMAL = Pattern.compile("\\d{1,3}(?:\\.\\d{1,6})?");
    private static final Pattern WHOLE = Pattern.compile("\\d{1,9}");

    private Parsers() {}

    static Function<String, Integer> whole(int min, int max) {
        return text -> {
            if (!WHOLE.matcher(text).matches()
                    || Integer.parseInt(text) < min
                    || Integer.parseInt(text) > max) {
                throw bad(text, "a whole number from " + min + " to " + max);
            }
            return Integer.parseInt(text);
        };
    }

    static boolean yesOrNo(String text) {
        return switch (text) {
            case "true" -> true;
            case "false" -> false;
            default -> throw bad(text, "true or false");
        };
    }

    /** A duration above zero. */
    static Duration stretch(String text) {
        Duration duration = QuantityFormat.parseDuration(text);
        if (duration.isZero()) {
            throw bad(text, "above zero");
        }
        return duration;
    }

    /** A duration above zero in whole seconds, since energy over it must be whole joules. */
    static Duration wholeSeconds(String text) {
        Duration duration = stretch(text);
        if (duration.toMillis() % 1_000 != 0) {
            throw bad(text, "in whole seconds");
        }
        return duration;
    }

    static Power powerAboveZero(String text) {
        Power power = QuantityFormat.parsePower(text);
        if (power.watts() <= 0) {
            throw bad(text, "above zero");
        }
        return power;
    }

    static Power powerNotNegative(String text) {
        Power power = QuantityFormat.parsePower(text);
        if (power.watts() < 0) {
            throw bad(text, "zero or above");
        }
        return power;
    }

    static HashRate hashRate(String text) {
        HashRate rate = QuantityFormat.parseHashRate(text);
        if (rate.megahashesPerSecond() <= 0) {
            throw bad(text, "above zero");
        }
        return rate;
    }

    static EnergyPrice priceNotNegative(String text) {
        EnergyPrice price = QuantityFormat.parseEnergyPrice(text);
        if (price.microDollarsPerMwh() < 0) {
            throw bad(text, "zero or above");
        }
        return price;
    }

    static BigDecimal usdPerMwHour(String text) {
        Matcher parts = AVAILABILITY.matcher(text);
        if (!parts.matches()) {
            throw bad(text, "a payment such as \"5.15 $/MW/h\"");
        }
        return new BigDecimal(parts.group(1));
    }

    /** An amount such as {@code 0.01 $}. */
    static BigDecimal usd(String text) {
        Matcher parts = AMOUNT.matcher(text);
        if (!parts.matches()) {
            throw bad(text, "an amount such as \"0.01 $\"");
        }
        return new BigDecimal(parts.group(1));
    }

    /** A temperature on Earth, or inside a machine on it. */
    static Temperature temperature(String text) {
        Temperature temperature = QuantityFormat.parseTemperature(text);
        if (temperature.compareTo(COLDEST) < 0 || temperature.compareTo(HOTTEST) > 0) {
            throw bad(text, "from " + COLDEST + " to " + HOTTEST);
        }
        return temperature;
    }

    static BigDecimal powerUsageEffectiveness(String text) {
        if (!DECIMAL.matcher(text).matches()
                || new BigDecimal(text).compareTo(BigDecimal.ONE) < 0
                || new BigDecimal(text).compareTo(BigDecimal.TEN) > 0) {
            throw bad(text, "site power per machine power, from 1 to 10, such as 1.03");
        }
        return new BigDecimal(text);
    }

    static IllegalArgumentException bad(String text, String form) {
        String shown = text.length() > 40 ? text.substring(0, 40) + "…" : text;
        return new IllegalArgumentException("\"" + shown + "\" must be " + form);
    }
}
