package org.trimtab.program;

import java.math.BigDecimal;

/**
 * The unit a value of a rule stands in. What is counted differently cannot be mixed up. Money of two currencies has the
 * same dimensions: a pack names its currency and keeps to it, which {@code trimtab rules lint} checks.
 */
public enum RuleUnit {
    MEGAWATT("MW", Dimension.POWER, "1000000"),
    KILOWATT("kW", Dimension.POWER, "1000"),
    WATT("W", Dimension.POWER, "1"),
    SECOND("s", Dimension.TIME, "1"),
    MINUTE("min", Dimension.TIME, "60"),
    HOUR("h", Dimension.TIME, "3600"),
    DAY("d", Dimension.TIME, "86400"),
    RATIO("1", Dimension.RATIO, "1"),
    PERCENT("%", Dimension.RATIO, "0.01"),
    COUNT("count", Dimension.COUNT, "1"),
    HERTZ("Hz", Dimension.FREQUENCY, "1"),
    MEGAWATT_PER_MINUTE("MW/min", Dimension.RAMP, "1000000"),
    USD("USD", Dimension.MONEY, "1"),
    USD_PER_MWH("USD/MWh", Dimension.ENERGY_PRICE, "1"),
    USD_PER_KWH("USD/kWh", Dimension.ENERGY_PRICE, "1000"),
    USD_PER_MW_HOUR("USD/MW-h", Dimension.RESERVE_PRICE, "1"),
    USD_PER_MW_DAY("USD/MW-day", Dimension.CAPACITY_PRICE, "1"),
    USD_PER_KW_MONTH("USD/kW-month", Dimension.DEMAND_RATE, "12"),
    USD_PER_KW_YEAR("USD/kW-year", Dimension.DEMAND_RATE, "1"),
    CAD("CAD", Dimension.MONEY, "1"),
    CAD_PER_MWH("CAD/MWh", Dimension.ENERGY_PRICE, "1"),
    CAD_PER_MW_HOUR("CAD/MW-h", Dimension.RESERVE_PRICE, "1"),
    CAD_PER_KW_MONTH("CAD/kW-month", Dimension.DEMAND_RATE, "12"),
    CAD_PER_KW_YEAR("CAD/kW-year", Dimension.DEMAND_RATE, "1"),
    TIME_OF_DAY("time", Dimension.TEXT, "1"),
    TEXT("text", Dimension.TEXT, "1"),
    FLAG("flag", Dimension.TEXT, "1");

    /** What is measured; a value is asked for by its dimension. */
    public enum Dimension {
        POWER,
        TIME,
        RATIO,
        COUNT,
        FREQUENCY,
        RAMP,
        MONEY,
        ENERGY_PRICE,
        RESERVE_PRICE,
        CAPACITY_PRICE,
        DEMAND_RATE,
        TEXT
    }

    private final String symbol;
    private final Dimension dimension;
    private final String toBase;

    RuleUnit(String symbol, Dimension dimension, String toBase) {
        this.symbol = symbol;
        this.dimension = dimension;
        this.toBase = toBase;
    }

    /** As it is written in a rule pack. */
    public String symbol() {
        return symbol;
    }

    public Dimension dimension() {
        return dimension;
    }

    /** What one of it is in the base unit of its dimension (W, s, 1, Hz, W/min, USD, USD/MWh, …). */
    public BigDecimal toBase() {
        return new BigDecimal(toBase);
    }
}
