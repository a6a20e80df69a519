package org.trimtab.meters.intake;

import java.math.BigDecimal;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A unit that meter files write their values in. */
public enum MeterUnit {
    W(0, false),
    KW(3, false),
    MW(6, false),
    WH(0, true),
    KWH(3, true),
    MWH(6, true);

    private final int powerOfTen;
    private final boolean isEnergy;

    MeterUnit(int powerOfTen, boolean isEnergy) {
        this.powerOfTen = powerOfTen;
        this.isEnergy = isEnergy;
    }

    /** True for energy in an interval, false for its mean level. */
    public boolean isEnergy() {
        return isEnergy;
    }

    /** A value in W or Wh. */
    BigDecimal toBase(BigDecimal value) {
        return value.scaleByPowerOfTen(powerOfTen);
    }

    /** The unit a column's name ends in, such as {@code Usage_kWh}; null when it names none. */
    static @Nullable MeterUnit endOf(String column) {
        String name = column.toLowerCase(Locale.ROOT);
        String last = name.substring(name.lastIndexOf('_') + 1).strip();
        for (MeterUnit unit : values()) {
            if (unit.name().toLowerCase(Locale.ROOT).equals(last)) {
                return unit;
            }
        }
        return null;
    }
}
