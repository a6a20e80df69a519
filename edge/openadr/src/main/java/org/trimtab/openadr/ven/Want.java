package org.trimtab.openadr.ven;

import java.math.BigDecimal;

/** What a payload asks of a site, in a site's own units. */
public sealed interface Want {
    /** Draw at most so many watts at the meter. */
    record AtMost(long watts) implements Want {}

    /** Draw so many watts less than without the event. */
    record Less(long watts) implements Want {}

    /** Draw so many watts. */
    record Be(long watts) implements Want {}

    /** Energy costs so much, in millionths of a dollar a megawatt-hour. */
    record Price(long microDollarsPerMwh) implements Want {}

    /** So many grams of carbon dioxide a kilowatt-hour; for people. */
    record Ghg(BigDecimal gramsPerKwh) implements Want {}

    /** Something to tell people, which asks nothing of the site by itself. */
    record Told(String words) implements Want {}

    /** As normal: an explicit "nothing asked". */
    record Normal() implements Want {}

    /** In words, for a time line. */
    default String words() {
        return switch (this) {
            case AtMost want -> "at most " + kilowatts(want.watts());
            case Less want -> "less by " + kilowatts(want.watts());
            case Be want -> "be at " + kilowatts(want.watts());
            case Price want ->
                    "price "
                            + BigDecimal.valueOf(want.microDollarsPerMwh(), 6)
                                    .stripTrailingZeros()
                                    .toPlainString()
                            + " $/MWh";
            case Ghg want -> want.gramsPerKwh().toPlainString() + " g CO2/kWh";
            case Told want -> want.words();
            case Normal _ -> "as normal";
        };
    }

    private static String kilowatts(long watts) {
        return BigDecimal.valueOf(watts, 3).stripTrailingZeros().toPlainString() + " kW";
    }
}
