package org.trimtab.cli;

import java.io.PrintWriter;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.trimtab.operators.rules.RuleBook;
import org.trimtab.program.RulePack;
import org.trimtab.program.RuleValue;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "show",
        description = {
            "Shows the rules of a program on a day: each value with its unit, source and evidence. What is"
                    + " marked ? was recalled or reasoned and not read.",
            "",
            "Examples:",
            "  trimtab rules show ercot/ers-30",
            "  trimtab rules show ercot/spd --on 2025-12-04"
        })
final class RulesShowVerb implements Callable<Integer> {
    @Parameters(paramLabel = "ID", description = "The program, such as ercot/ers-30.")
    String id = "";

    @Option(
            names = "--on",
            paramLabel = "DATE",
            description = "Operating day (default: today in the market's time).")
    @Nullable String on;

    @Option(names = "--json", description = "Print one JSON object.")
    boolean json;

    @Mixin RulesAt at = new RulesAt();

    @Spec @Nullable CommandSpec spec;

    @Override
    public Integer call() {
        RuleBook book = at.open();
        LocalDate day = on == null ? book.dayOf(id, Instant.now()) : RulesAt.day(on);
        RulePack pack = book.find(id, day);
        List<RuleValue> values = List.copyOf(new TreeMap<>(pack.values()).values());
        PrintWriter out = Terminal.out(spec);
        if (json) {
            Map<String, @Nullable Object> object = RulesAt.json(pack);
            object.put("on", day);
            object.put("file", book.fileOf(id));
            object.put("values", values.stream().map(RulesAt::json).toList());
            Json.print(out, object);
            return 0;
        }
        out.printf("%s on %s: %s%n", pack.id(), day, pack.title());
        out.printf("  market  %s%n", pack.market());
        out.printf("  kind    %s%n", pack.kind());
        out.printf("  holds   %s%n", RulesAt.days(pack));
        if (RuleBook.isProposal(pack)) {
            out.println("  status  a proposal: not in force, for comparison only");
        }
        out.printf("  file    %s%n%n", book.fileOf(id));
        TextTable table = new TextTable("key", "value", "evidence", "source");
        for (RuleValue value : values) {
            List<String> pieces = RulesAt.pieces(RulesAt.shown(value));
            table.row(
                    value.key(),
                    pieces.getFirst(),
                    RulesAt.grade(value.source()),
                    RulesAt.place(value.source()));
            pieces.stream().skip(1).forEach(piece -> table.row("", piece, "", ""));
        }
        table.print(out);
        if (values.stream().anyMatch(value -> !RulesAt.mark(value).isEmpty())) {
            out.printf("%n%s%n", RulesAt.UNVERIFIED_SAID);
        }
        out.flush();
        return 0;
    }
}
