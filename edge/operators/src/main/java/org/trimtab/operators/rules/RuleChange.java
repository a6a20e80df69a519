package org.trimtab.operators.rules;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.trimtab.program.RulePack;
import org.trimtab.program.RuleValue;

/**
 * A value of the rules that is not the same on two days.
 *
 * @param key its name
 * @param before on the first day; null when there was none
 * @param after on the second day; null when there is none
 */
public record RuleChange(String key, @Nullable RuleValue before, @Nullable RuleValue after) {
    /** What differs in value, unit or source, by key; the effective date itself is no change. */
    public static List<RuleChange> between(RulePack before, RulePack after) {
        TreeSet<String> keys = new TreeSet<>(before.values().keySet());
        keys.addAll(after.values().keySet());
        keys.remove(RuleBook.EFFECTIVE_FROM);
        List<RuleChange> changes = new ArrayList<>();
        for (String key : keys) {
            RuleValue one = before.values().get(key);
            RuleValue other = after.values().get(key);
            if (!Objects.equals(one, other)) {
                changes.add(new RuleChange(key, one, other));
            }
        }
        return changes;
    }
}
