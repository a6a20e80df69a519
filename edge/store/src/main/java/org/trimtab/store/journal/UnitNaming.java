package org.trimtab.store.journal;

import java.util.Map;
import org.trimtab.quantity.Efficiency;
import org.trimtab.quantity.Energy;
import org.trimtab.quantity.EnergyPrice;
import org.trimtab.quantity.Frequency;
import org.trimtab.quantity.HashPrice;
import org.trimtab.quantity.HashRate;
import org.trimtab.quantity.Power;
import org.trimtab.quantity.RampRate;
import org.trimtab.quantity.Reduction;
import org.trimtab.quantity.Share;
import org.trimtab.quantity.Temperature;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.cfg.MapperConfig;
import tools.jackson.databind.introspect.AnnotatedField;
import tools.jackson.databind.introspect.AnnotatedMethod;
import tools.jackson.databind.introspect.AnnotatedParameter;

/** Names keys in snake_case and ends those of a quantity with its unit: {@code running_w}, {@code energy_reduced_j}. */
final class UnitNaming extends PropertyNamingStrategies.SnakeCaseStrategy {
    private static final long serialVersionUID = 1;
    private static final Map<Class<?>, String> UNITS =
            Map.ofEntries(
                    Map.entry(Power.class, "w"),
                    Map.entry(Reduction.class, "w"),
                    Map.entry(RampRate.class, "w_per_min"),
                    Map.entry(Energy.class, "j"),
                    Map.entry(HashRate.class, "mh_per_s"),
                    Map.entry(Efficiency.class, "mj_per_th"),
                    Map.entry(EnergyPrice.class, "micro_usd_per_mwh"),
                    Map.entry(HashPrice.class, "micro_usd_per_ph_per_s_day"),
                    Map.entry(Frequency.class, "microhertz"),
                    Map.entry(Temperature.class, "millicelsius"),
                    Map.entry(Share.class, "ppm"));

    @Override
    public String nameForField(MapperConfig<?> config, AnnotatedField field, String name) {
        return withUnit(super.nameForField(config, field, name), field.getRawType());
    }

    @Override
    public String nameForGetterMethod(MapperConfig<?> config, AnnotatedMethod method, String name) {
        return withUnit(super.nameForGetterMethod(config, method, name), method.getRawReturnType());
    }

    @Override
    public String nameForConstructorParameter(
            MapperConfig<?> config, AnnotatedParameter parameter, String name) {
        return withUnit(
                super.nameForConstructorParameter(config, parameter, name), parameter.getRawType());
    }

    private static String withUnit(String key, Class<?> type) {
        String unit = UNITS.get(type);
        return unit == null ? key : key + "_" + unit;
    }
}
