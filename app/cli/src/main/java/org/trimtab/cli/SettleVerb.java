package org.trimtab.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.trimtab.desk.Comparison;
import org.trimtab.desk.ComparisonText;
import org.trimtab.desk.Heading;
import org.trimtab.desk.OperatorFile;
import org.trimtab.desk.Papers;
import org.trimtab.desk.SettlementDesk;
import org.trimtab.desk.SettlementDesk.Settled;
import org.trimtab.desk.StatementCsv;
import org.trimtab.desk.StatementJson;
import org.trimtab.desk.StatementPage;
import org.trimtab.desk.StatementText;
import org.trimtab.settlement.ProgramStatement;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "settle",
        description = {
            "Settles a program from files by the rules of the operating day: how the site performed, what"
                    + " is paid and charged, what was excused, what could not be settled. Needs no running"
                    + " site.",
            "",
            "Ends with 3 when a line could not be settled, or when a comparison finds a difference.",
            "",
            "Examples:",
            "  trimtab settle --program ercot/ers-30 --meter meter.csv --events events.csv"
                    + " --obligation obligation.yaml --out statement/",
            "  trimtab settle … --compare operator.csv --out dispute.zip"
        })
final class SettleVerb implements Callable<Integer> {
    @Mixin SettleFiles from = new SettleFiles();

    @Option(
            names = "--compare",
            paramLabel = "FILE.csv",
            description =
                    "Another's figures: line,amount and/or interval_start_utc with baseline_kw,"
                            + " metered_kw, reduction_kw, score. Writes a dispute pack to --out"
                            + " (default: dispute).")
    @Nullable Path compare;

    @ArgGroup(exclusive = true)
    Shape shape = new Shape();

    /** What is printed. */
    static final class Shape {
        @Option(names = "--json", description = "Print one JSON object.")
        boolean json;

        @Option(names = "--csv", description = "Print the lines as CSV.")
        boolean csv;
    }

    @Option(
            names = "--html",
            paramLabel = "FILE",
            description = "Write the statement as a page to read and print.")
    @Nullable Path html;

    @Option(
            names = "--out",
            paramLabel = "DIR|FILE.zip",
            description = "Write the statement as page, JSON and tables.")
    @Nullable Path out;

    @Spec @Nullable CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        Settled settled = SettlementDesk.settle(from.asked());
        ProgramStatement statement = settled.statement();
        Heading heading = settled.heading(Main.BUILD);
        Comparison comparison =
                compare == null ? null : Comparison.of(statement, OperatorFile.read(compare));
        PrintWriter err = Terminal.err(spec);
        settled.warnings().forEach(warning -> err.println("trimtab: note: " + warning));
        print(settled, heading, comparison);
        if (html != null) {
            DeskFiles.write(html, StatementPage.of(statement, heading, settled.given().load()));
            err.println("trimtab: wrote " + html);
        }
        Path target = out == null && comparison != null ? Path.of("dispute") : out;
        if (target != null) {
            write(papers(settled, heading, comparison), target);
            err.println("trimtab: wrote " + target);
        }
        err.flush();
        boolean open = statement.total() == null;
        return open || (comparison != null && !comparison.agrees()) ? Fault.FAILED : 0;
    }

    private void print(Settled settled, Heading heading, @Nullable Comparison comparison) {
        PrintWriter to = Terminal.out(spec);
        ProgramStatement statement = settled.statement();
        if (shape.json) {
            Json.print(to, StatementJson.of(statement, heading, comparison));
            return;
        }
        if (shape.csv) {
            to.print(StatementCsv.lines(statement));
        } else {
            to.print(StatementText.of(statement, heading));
            if (comparison != null) {
                to.println();
                to.print(ComparisonText.of(comparison, statement.zone()));
            }
        }
        to.flush();
    }

    private Papers papers(Settled settled, Heading heading, @Nullable Comparison comparison)
            throws IOException {
        if (comparison == null || compare == null) {
            return Papers.of(settled.statement(), heading, settled.given().load());
        }
        return Papers.dispute(
                settled.statement(),
                heading,
                settled.given().load(),
                comparison,
                Files.readAllBytes(compare));
    }

    private static void write(Papers papers, Path target) {
        try {
            papers.writeTo(target);
        } catch (IOException e) {
            throw DeskFiles.unwritable(target, e);
        }
    }
}
