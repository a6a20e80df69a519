package org.trimtab.virtual.meter;

import java.time.Duration;
import org.trimtab.quantity.Power;
import org.trimtab.quantity.Share;

/**
 * What a site meter sees beside the machines.
 *
 * @param unit Modbus unit id, 1 to 247
 * @param baseLoad load of everything else, always there
 * @param cooling power for cooling, as a part of the machines' power
 * @param coolingLag time constant with which cooling follows the machines
 * @param noise error of the meter from one reading to the next
 */
public record MeterSpec(int unit, Power baseLoad, Share cooling, Duration coolingLag, Share noise) {
    /** 20 kW beside the machines, cooling of 3 % that follows in 30 s, an error of 0.1 %. */
    public static final MeterSpec USUAL =
            new MeterSpec(
                    1,
                    Power.ofWatts(20_000),
                    new Share(30_000),
                    Duration.ofSeconds(30),
                    new Share(1_000));

    /** The sum of the machines and nothing else, at once and without error. */
    public static final MeterSpec PLAIN =
            new MeterSpec(1, Power.ZERO, Share.NONE, Duration.ZERO, Share.NONE);

    public MeterSpec {
        if (unit < 1 || unit > 247) {
            throw new IllegalArgumentException(
                    "Modbus unit " + unit + " must lie between 1 and 247");
        }
        if (coolingLag.isNegative()) {
            throw new IllegalArgumentException("cooling cannot lag by less than nothing");
        }
    }

    public MeterSpec withBaseLoad(Power baseLoad) {
        return new MeterSpec(unit, baseLoad, cooling, coolingLag, noise);
    }
}
