package org.trimtab.cli;

import java.io.PrintWriter;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.trimtab.operators.rules.RuleBook;
import org.trimtab.program.RulePack;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "list",
        description = {
            "Lists the programs whose rules are known: every version, or those in force on a day.",
            "",
            "Examples:",
            "  trimtab rules list",
            "  trimtab rules list --on 2025-12-05 --json"
        })
final class RulesListVerb implements Callable<Integer> {
    @Option(
            names = "--on",
            paramLabel = "DATE",
            description = "Only what is known for this operating day.")
    @Nullable String on;

    @Option(names = "--json", description = "Print one JSON object.")
    boolean json;

    @Mixin RulesAt at = new RulesAt();

    @Spec @Nullable CommandSpec spec;

    @Override
    public Integer call() {
        LocalDate day = on == null ? null : RulesAt.day(on);
        RuleBook book = at.open();
        List<RulePack> packs = new ArrayList<>();
        for (String id : book.ids()) {
            book.versions(id).stream()
                    .filter(pack -> day == null || pack.holdsOn(day))
                    .forEach(packs::add);
        }
        PrintWriter out = Terminal.out(spec);
        if (json) {
            Json.print(out, Map.of("rules", packs.stream().map(RulesListVerb::json).toList()));
            return 0;
        }
        TextTable table =
                new TextTable("program", "kind", "holds", "values", "unverified", "title");
        for (RulePack pack : packs) {
            table.row(
                    pack.id(),
                    pack.kind(),
                    RulesAt.days(pack) + (RuleBook.isProposal(pack) ? " (proposal)" : ""),
                    pack.values().size(),
                    unverified(pack),
                    pack.title());
        }
        table.print(out);
        out.flush();
        return 0;
    }

    private static Map<String, @Nullable Object> json(RulePack pack) {
        Map<String, @Nullable Object> object = RulesAt.json(pack);
        object.put("values", pack.values().size());
        object.put("unverified", unverified(pack));
        return object;
    }

    private static long unverified(RulePack pack) {
        return pack.values().values().stream()
                .filter(value -> !value.source().evidence().isVerified())
                .count();
    }
}
