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
import org.trimtab.store.evidence.SigningKey;
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

    @Option(
            names = "--key",
            paramLabel = "KEYFILE",
            description =
                    "Signs the evidence and puts it beside the statement in --out; trimtab evidence key"
                            + " new makes one.")
    @Nullable Path key;

    @Spec @Nullable CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        SigningKey signer = key == null ? null : SettledEvidence.open(key);
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
        if (key != null && out == null && comparison == null) {
            throw Fault.badInput("--key " + key + ": say with --out where the evidence goes");
        }
        Path target = out == null && comparison != null ? Path.of("dispute") : out;
        if (target != null) {
            byte[] evidence = signer == null ? null : SettledEvidence.of(settled, from, signer);
            write(papers(settled, heading, comparison, evidence), target);
            err.println("trimtab: wrote " + target);
            if (comparison != null && evidence == null) {
                err.println(
                        "trimtab: note: the pack holds no evidence that others can check; give --key"
                                + " FILE (trimtab evidence key new makes one)");
            }
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

    private Papers papers(
            Settled settled,
            Heading heading,
            @Nullable Comparison comparison,
            byte @Nullable [] evidence)
            throws IOException {
        if (comparison == null || compare == null) {
            Papers papers = Papers.of(settled.statement(), heading, settled.given().load());
            return evidence == null ? papers : papers.withEvidence(evidence);
        }
        return Papers.dispute(
                settled.statement(),
                heading,
                settled.given().load(),
                comparison,
                Files.readAllBytes(compare),
                evidence);
    }

    private static void write(Papers papers, Path target) {
        try {
            papers.writeTo(target);
        } catch (IOException e) {
            throw DeskFiles.unwritable(target, e);
        }
    }
}
