package org.trimtab.market;

import java.util.Locale;
import org.trimtab.program.RuleSource.Evidence;
import org.trimtab.quantity.Efficiency;
import org.trimtab.quantity.HashRate;
import org.trimtab.quantity.Power;

/**
 * A miner's nameplate. A machine at work differs by 5 to 10 %; what was measured goes before it.
 *
 * @param name maker and model, such as {@code Antminer S21 XP}
 * @param hashRate as sold
 * @param power at the wall
 * @param efficiency as sold
 * @param cooling {@code air}, {@code hydro} or {@code immersion}
 * @param evidence how far the figures were seen
 * @param source where they stand
 * @param note what to know about them; empty if nothing
 */
public record AsicModel(
        String name,
        HashRate hashRate,
        Power power,
        Efficiency efficiency,
        String cooling,
        Evidence evidence,
        String source,
        String note) {

    /** True when a text names this model, with or without its maker, whatever its case, spaces and hyphens. */
    public boolean isCalled(String text) {
        String model = name.substring(name.indexOf(' ') + 1);
        return plain(name).equals(plain(text)) || plain(model).equals(plain(text));
    }

    private static String plain(String text) {
        return text.toLowerCase(Locale.ROOT).replaceAll("[\\s_-]", "");
    }
}
