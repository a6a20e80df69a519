package org.trimtab.cli;

import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.trimtab.baseline.BaselineMethod;
import org.trimtab.baseline.BaselineMethods;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "methods",
        description =
                "Lists the baseline methods: id, title, formula, source and how far it was seen.")
final class BaselineMethodsVerb implements Callable<Integer> {
    @Option(names = "--json", description = "Print one JSON object.")
    boolean json;

    @Spec @Nullable CommandSpec spec;

    @Override
    public Integer call() {
        PrintWriter to = Terminal.out(spec);
        if (json) {
            Json.print(
                    to,
                    Map.of(
                            "methods",
                            BaselineMethods.all().stream()
                                    .map(BaselineMethodsVerb::json)
                                    .toList()));
            return 0;
        }
        for (BaselineMethod method : BaselineMethods.all()) {
            to.println(method.id() + ": " + method.title());
            to.println("  formula  " + method.formula());
            to.println("  source   " + source(method));
        }
        to.flush();
        return 0;
    }

    /** Where a formula stands and how far that was seen. */
    static String source(BaselineMethod method) {
        return RulesAt.place(method.source()) + " (" + RulesAt.grade(method.source()) + ")";
    }

    static Map<String, @Nullable Object> json(BaselineMethod method) {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        object.put("method", method.id());
        object.put("title", method.title());
        object.put("formula", method.formula());
        object.put("source", RulesAt.place(method.source()));
        object.put("evidence", RulesAt.grade(method.source()));
        object.put("verified", method.source().evidence().isVerified());
        return object;
    }
}
