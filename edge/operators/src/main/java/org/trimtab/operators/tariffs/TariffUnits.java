package org.trimtab.operators.tariffs;

import java.math.BigDecimal;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.trimtab.quantity.EnergyPrice;
import org.trimtab.quantity.QuantityFormat;

/** Prices and rates of a tariff, each with its unit; one per kWh is refused with what it is per MWh. */
final class TariffUnits {
    private static final Pattern PER_KWH =
            Pattern.compile(
                    "\\s*([-+]?\\d{1,12}(?:\\.\\d{1,12})?)\\s*"
                            + "(¢|c|ct|cents?|\\$|usd)\\s*(?:/|per)\\s*kwh\\s*",
                    Pattern.CASE_INSENSITIVE);
    private static final Pattern RATE =
            Pattern.compile("\\s*(\\d{1,9}(?:\\.\\d{1,12})?)\\s*\\$/kW-(month|year)\\s*");
    private static final BigDecimal MONTHS = BigDecimal.valueOf(12);

    private TariffUnits() {}

    /** A price such as {@code 25 $/MWh}. */
    static EnergyPrice price(String text) {
        Matcher other = PER_KWH.matcher(text);
        if (other.matches()) {
            boolean dollars = other.group(2).toLowerCase(Locale.ROOT).matches("\\$|usd");
            BigDecimal perMwh =
                    new BigDecimal(other.group(1))
                            .multiply(BigDecimal.valueOf(dollars ? 1000 : 10));
            throw new IllegalArgumentException(
                    "\"%s\" is per kWh; prices are per MWh: write \"%s $/MWh\""
                            .formatted(text.strip(), perMwh.stripTrailingZeros().toPlainString()));
        }
        return QuantityFormat.parseEnergyPrice(text);
    }

    /** A demand rate such as {@code 4.50 $/kW-month}, in $ per kW and month. */
    static BigDecimal monthlyRate(String text) {
        Matcher parts = rate(text);
        BigDecimal number = new BigDecimal(parts.group(1));
        return parts.group(2).equals("month")
                ? number
                : number.divide(MONTHS, 12, java.math.RoundingMode.HALF_EVEN);
    }

    /** A demand rate such as {@code 50 $/kW-year}, in $ per kW and year. */
    static BigDecimal yearlyRate(String text) {
        Matcher parts = rate(text);
        BigDecimal number = new BigDecimal(parts.group(1));
        return parts.group(2).equals("year") ? number : number.multiply(MONTHS);
    }

    private static Matcher rate(String text) {
        Matcher parts = RATE.matcher(text);
        if (!parts.matches()) {
            throw new IllegalArgumentException(
                    "\""
                            + text
                            + "\" is not a rate such as \"4.50 $/kW-month\" or \"50 $/kW-year\"");
        }
        return parts;
    }
}
