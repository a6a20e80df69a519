package org.trimtab.cli;

import java.io.PrintWriter;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.trimtab.operators.rules.RuleBook;
import org.trimtab.operators.rules.RuleFinding;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "lint",
        description = {
            "Checks every rule file, shipped and your own: units, sources, evidence, needed keys, plausible"
                    + " values, and periods without gap or overlap. Tells all mistakes at once.",
            "",
            "Example:",
            "  trimtab rules lint --rules my-rules",
            "",
            "Exit 0 when nothing is wrong, 3 otherwise."
        })
final class RulesLintVerb implements Callable<Integer> {
    @Option(names = "--json", description = "Print one JSON object.")
    boolean json;

    @Mixin RulesAt at = new RulesAt();

    @Spec @Nullable CommandSpec spec;

    @Override
    public Integer call() {
        RuleBook.Lint lint = RuleBook.lint(at.folder);
        PrintWriter out = Terminal.out(spec);
        if (json) {
            Json.print(out, lint);
        } else {
            for (RuleFinding finding : lint.findings()) {
                out.println(finding);
            }
            out.printf(
                    "%d rule files, %d programs, %d versions, %d values: %s%n",
                    lint.files(),
                    lint.programs(),
                    lint.versions(),
                    lint.values(),
                    lint.findings().isEmpty()
                            ? "nothing is wrong"
                            : lint.findings().size() + " mistakes");
            out.flush();
        }
        return lint.findings().isEmpty() ? 0 : Fault.FAILED;
    }
}
