package org.trimtab.cli;

import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.trimtab.operators.rules.RuleBook;
import org.trimtab.operators.rules.RuleChange;
import org.trimtab.program.RulePack;
import org.trimtab.program.RuleValue;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "diff",
        description = {
            "Tells what changed in a program's rules between two operating days.",
            "",
            "Example:",
            "  trimtab rules diff ercot/spd 2025-12-04 2025-12-05"
        })
final class RulesDiffVerb implements Callable<Integer> {
    @Parameters(index = "0", paramLabel = "ID", description = "The program, such as ercot/spd.")
    String id = "";

    @Parameters(index = "1", paramLabel = "DATE", description = "The first operating day.")
    String first = "";

    @Parameters(index = "2", paramLabel = "DATE", description = "The second operating day.")
    String second = "";

    @Option(names = "--json", description = "Print one JSON object.")
    boolean json;

    @Mixin RulesAt at = new RulesAt();

    @Spec @Nullable CommandSpec spec;

    @Override
    public Integer call() {
        RuleBook book = at.open();
        RulePack before = book.find(id, RulesAt.day(first));
        RulePack after = book.find(id, RulesAt.day(second));
        List<RuleChange> changes = RuleChange.between(before, after);
        PrintWriter out = Terminal.out(spec);
        if (json) {
            Map<String, Object> object = new LinkedHashMap<>();
            object.put("before", RulesAt.json(before));
            object.put("after", RulesAt.json(after));
            object.put("changes", changes.stream().map(RulesDiffVerb::json).toList());
            Json.print(out, object);
            return 0;
        }
        out.printf("%s, version %s to %s%n", id, before.version(), after.version());
        if (changes.isEmpty()) {
            out.println("nothing changed");
            out.flush();
            return 0;
        }
        TextTable table = new TextTable("key", first, second, "source then");
        for (RuleChange change : changes) {
            RuleValue now = change.after();
            table.row(
                    change.key(),
                    shown(change.before()),
                    shown(now),
                    now == null ? "" : RulesAt.place(now.source()));
        }
        table.print(out);
        out.flush();
        return 0;
    }

    private static String shown(@Nullable RuleValue value) {
        return value == null ? "(none)" : RulesAt.shown(value);
    }

    private static Map<String, @Nullable Object> json(RuleChange change) {
        RuleValue before = change.before();
        RuleValue after = change.after();
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        object.put("key", change.key());
        object.put("before", before == null ? null : RulesAt.json(before));
        object.put("after", after == null ? null : RulesAt.json(after));
        return object;
    }
}
