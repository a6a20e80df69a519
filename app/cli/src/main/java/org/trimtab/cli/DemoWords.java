package org.trimtab.cli;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.trimtab.dispatch.Action;
import org.trimtab.dispatch.Conflict;
import org.trimtab.dispatch.Plan;
import org.trimtab.program.Instruction;

/** How the demonstration says things. */
final class DemoWords {
    private static final int NAMES_SHOWN = 4;

    private DemoWords() {}

    static String word(Action action) {
        return switch (action) {
            case Action.State state -> state.isSleep() ? "to sleep" : "back to full work";
            case Action.CapAt _ -> "held back";
        };
    }

    static String counts(Map<String, Integer> counts) {
        return counts.entrySet().stream()
                .map(e -> e.getValue() + " " + e.getKey())
                .collect(Collectors.joining(", "));
    }

    static String some(List<String> names) {
        return names.size() <= NAMES_SHOWN
                ? String.join(", ", names)
                : String.join(", ", names.subList(0, NAMES_SHOWN))
                        + " and "
                        + (names.size() - NAMES_SHOWN)
                        + " more";
    }

    static String words(Enum<?> word) {
        return word.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    static String mw(long watts) {
        return String.format(Locale.ROOT, "%.3f MW", watts / 1e6);
    }

    static String asked(Instruction instruction) {
        return switch (instruction) {
            case Instruction.LimitTo limit -> "draw at most " + mw(limit.limit().watts());
            case Instruction.ReduceBy less -> "draw " + mw(less.reduction().watts()) + " less";
            case Instruction.Track track -> "follow, from " + mw(track.basePoint().watts()) + " on";
            case Instruction.HoldReserve hold ->
                    "keep " + mw(hold.reserve().watts()) + " ready to fall";
        };
    }

    static String key(Conflict conflict) {
        return conflict.loser() + " " + conflict.winner() + " " + conflict.reason();
    }

    static String by(@Nullable String cause) {
        return cause == null ? "" : " by " + cause;
    }

    static String known(@Nullable Long watts) {
        return watts == null ? "unknown" : mw(watts);
    }

    /** A plan in one line: what it starts from, who is asked what, why, who is left out and what is short. */
    static String plan(Plan plan) {
        Map<String, Integer> actions = new TreeMap<>();
        Map<String, Integer> because = new TreeMap<>();
        plan.chosen()
                .forEach(chosen -> {
                    actions.merge(word(chosen.action()), 1, Integer::sum);
                    because.merge(words(chosen.because()), 1, Integer::sum);
                });
        String head =
                switch (plan.kind()) {
                    case BEGIN -> "Plan for " + plan.causedBy();
                    case REFILL -> "Refill for " + plan.causedBy();
                    case GIVE_BACK -> "Given back by " + plan.causedBy();
                    case FOLLOW -> "Correction for " + plan.causedBy();
                    case TRIP -> "Trip by " + plan.causedBy();
                };
        if (actions.isEmpty()) {
            return head + ": nobody needs to change now.";
        }
        Map<String, Integer> leftOut = new TreeMap<>();
        plan.leftOutCount().forEach((reason, count) -> leftOut.put(words(reason), count));
        return String.format(
                Locale.ROOT,
                "%s: from %s to at most %s: %s, %s less, because %s%s%s.",
                head,
                mw(plan.level().watts()),
                mw(plan.limit().watts()),
                counts(actions),
                mw(plan.expected().watts()),
                counts(because),
                leftOut.isEmpty() ? "" : "; left out " + counts(leftOut),
                plan.shortfall().isNone() ? "" : "; " + mw(plan.shortfall().watts()) + " short");
    }
}
