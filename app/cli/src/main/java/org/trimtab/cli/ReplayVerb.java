package org.trimtab.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.trimtab.store.journal.Replay;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "replay",
        description =
                "Decides a journal again and compares every decision with the kept one, byte for byte.")
final class ReplayVerb implements Callable<Integer> {
    @Parameters(paramLabel = "JOURNAL", description = "A journal's folder or file.")
    Path journal = Path.of("");

    @Option(names = "--json", description = "Print one JSON object.")
    boolean json;

    @Spec @Nullable CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        Replay.Report report = Replay.run(journal, (_, _) -> {});
        PrintWriter out = Terminal.out(spec);
        Replay.Difference difference = report.difference();
        if (json) {
            Map<String, @Nullable Object> object = new LinkedHashMap<>();
            object.put("journal", journal.toString());
            object.put("site", report.header().definition().site().id().value());
            object.put("written_by", report.header().build());
            object.put("steps", report.steps());
            object.put("decisions", report.decisions());
            object.put("torn_bytes", report.tornBytes());
            object.put("identical", report.isIdentical());
            object.put("first_difference", difference);
            Json.print(out, object);
        } else {
            out.printf(
                    "%d steps with %d decisions of site %s, written by %s%n",
                    report.steps(),
                    report.decisions(),
                    report.header().definition().site().id(),
                    report.header().build());
            if (report.tornBytes() > 0) {
                out.printf(
                        "an unfinished record of %d bytes at the end was left out%n",
                        report.tornBytes());
            }
            if (difference == null) {
                out.println("decided again: every byte the same");
            } else {
                out.printf(
                        "step %d is decided otherwise%n  kept: %s%n  now:  %s%n",
                        difference.step(), difference.kept(), difference.replayed());
            }
            out.flush();
        }
        return report.isIdentical() ? 0 : Fault.FAILED;
    }
}
