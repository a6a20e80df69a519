package org.trimtab.settlement;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.trimtab.program.RuleMissing;
import org.trimtab.program.RulePack;
import org.trimtab.program.RuleUnit.Dimension;
import org.trimtab.program.RuleValue;
import org.trimtab.quantity.EnergyPrice;
import org.trimtab.quantity.Power;
import org.trimtab.quantity.Share;

/** A rule pack that remembers which of its values were read, so that a statement can name them. */
final class RulesUsed {
    private static final List<String> ROUNDINGS =
            List.of("half-up cents", "half-even cents", "down cents");

    private final RulePack pack;
    private final Map<String, RuleValue> read = new LinkedHashMap<>();

    RulesUsed(RulePack pack) {
        this.pack = pack;
    }

    RulePack pack() {
        return pack;
    }

    /** Values read so far, in the order they were first read. */
    List<RuleValue> read() {
        return List.copyOf(read.values());
    }

    boolean has(String key) {
        return pack.has(key);
    }

    BigDecimal number(String key, Dimension dimension) {
        BigDecimal number = pack.number(key, dimension);
        note(key);
        return number;
    }

    @Nullable BigDecimal numberIfAny(String key, Dimension dimension) {
        return has(key) ? number(key, dimension) : null;
    }

    BigDecimal ratio(String key) {
        return number(key, Dimension.RATIO);
    }

    @Nullable BigDecimal ratioIfAny(String key) {
        return numberIfAny(key, Dimension.RATIO);
    }

    Share share(String key) {
        BigDecimal ratio = ratio(key);
        if (ratio.signum() < 0 || ratio.compareTo(BigDecimal.ONE) > 0) {
            throw new RuleMissing(
                    key + " of " + pack.version() + " is " + ratio + ", not between 0 and 1");
        }
        return Share.ofFraction(ratio);
    }

    int count(String key) {
        int count = pack.count(key);
        note(key);
        return count;
    }

    Duration duration(String key) {
        Duration duration = pack.duration(key);
        note(key);
        if (duration.isNegative()) {
            throw new RuleMissing(key + " of " + pack.version() + " is below 0");
        }
        return duration;
    }

    @Nullable Duration durationIfAny(String key) {
        return has(key) ? duration(key) : null;
    }

    Power power(String key) {
        Power power = pack.power(key);
        note(key);
        return power;
    }

    EnergyPrice energyPrice(String key) {
        return EnergyPrice.ofDollars(number(key, Dimension.ENERGY_PRICE));
    }

    String text(String key) {
        String text = pack.text(key);
        note(key);
        return text;
    }

    @Nullable String textIfAny(String key) {
        return has(key) ? text(key) : null;
    }

    /** True when the pack says so; false when it says not or nothing. */
    boolean isSet(String key) {
        if (!has(key)) {
            return false;
        }
        boolean set = pack.flag(key);
        note(key);
        return set;
    }

    /** One of some words. */
    String oneOf(String key, List<String> words) {
        String text = text(key);
        if (!words.contains(text)) {
            throw new RuleMissing(
                    key
                            + " of "
                            + pack.version()
                            + " is \""
                            + text
                            + "\"; write one of "
                            + String.join(", ", words));
        }
        return text;
    }

    /** Months of the year such as {@code 6, 7, 8, 9}. */
    Set<Integer> months(String key) {
        Set<Integer> months = new TreeSet<>();
        for (String month : text(key).split(",", -1)) {
            try {
                months.add(monthOf(month));
            } catch (NumberFormatException e) {
                throw new RuleMissing(
                        key
                                + " of "
                                + pack.version()
                                + " has \""
                                + month.strip()
                                + "\"; write months as numbers from 1 to 12 with commas");
            }
        }
        return months;
    }

    /** How money is rounded to cents; half up when the rules do not say. */
    RoundingMode rounding() {
        if (!has("money_rounding")) {
            return RoundingMode.HALF_UP;
        }
        return switch (oneOf("money_rounding", ROUNDINGS)) {
            case "half-even cents" -> RoundingMode.HALF_EVEN;
            case "down cents" -> RoundingMode.DOWN;
            default -> RoundingMode.HALF_UP;
        };
    }

    String roundingInWords() {
        String how =
                switch (rounding()) {
                    case HALF_EVEN -> "half to even";
                    case DOWN -> "towards zero";
                    default -> "half up";
                };
        return "each line is rounded once, to the cent, "
                + how
                + (has("money_rounding") ? "" : " (the rules name no rounding)");
    }

    private static int monthOf(String text) {
        int month = Integer.parseInt(text.strip());
        if (month < 1 || month > 12) {
            throw new NumberFormatException(text);
        }
        return month;
    }

    private void note(String key) {
        read.putIfAbsent(key, pack.value(key));
    }
}
