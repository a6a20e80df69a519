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
import org.trimtab.desk.SettlementDesk.AskedPrices;
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
    @Option(
            names = "--program",
            required = true,
            paramLabel = "ID",
            description = "The program, such as ercot/ers-30; trimtab rules list names them.")
    String program = "";

    @Option(
            names = "--meter",
            required = true,
            paramLabel = "FILE",
            description = "The meter: CSV with interval_start_utc,kw (or kwh), or Green Button XML.")
    Path meter = Path.of("");

    @Option(
            names = "--events",
            paramLabel = "FILE",
            description = "The events: CSV with start_utc,end_utc; leave it out when there were none.")
    @Nullable Path events;

    @Option(
            names = "--obligation",
            required = true,
            paramLabel = "FILE.yaml",
            description = "What was owed and for what price.")
    Path obligation = Path.of("");

    @Mixin RulesAt rules = new RulesAt();

    @Option(
            names = "--on",
            paramLabel = "DATE",
            description = "Operating day whose rules hold (default: the day the period begins).")
    @Nullable String on;

    @Mixin DeskFiles files = new DeskFiles();

    @Option(
            names = "--prices",
            paramLabel = "FILE",
            description = "Market prices: CSV with interval_start_utc and a column for each price.")
    @Nullable Path prices;

    @ArgGroup(heading = "Columns of the prices file:%n", exclusive = false)
    Columns columns = new Columns();

    /** Which column of the prices file is which price. */
    static final class Columns {
        @Option(
                names = "--point",
                paramLabel = "COLUMN",
                description = "Energy where the site is settled, such as LZ_WEST.")
        @Nullable String point;

        @Option(
                names = "--day-ahead",
                paramLabel = "COLUMN",
                description = "The reserve, day ahead.")
        @Nullable String dayAhead;

        @Option(
                names = "--real-time",
                paramLabel = "COLUMN",
                description = "The reserve, in real time.")
        @Nullable String realTime;

        @Option(
                names = "--net-benefits",
                paramLabel = "COLUMN",
                description = "Least price of energy from which a reduction is paid.")
        @Nullable String netBenefits;

        boolean isEmpty() {
            return point == null && dayAhead == null && realTime == null && netBenefits == null;
        }
    }

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
        Settled settled = SettlementDesk.settle(asked());
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

    private SettlementDesk.Asked asked() {
        if (prices == null && !columns.isEmpty()) {
            throw Fault.badInput("the columns of prices need --prices FILE");
        }
        if (prices != null && columns.isEmpty()) {
            throw Fault.badInput(
                    "--prices " + prices + ": say which column is the price of energy with --point");
        }
        return new SettlementDesk.Asked(
                program,
                rules.folder,
                on == null ? null : RulesAt.day(on),
                files.calendar(),
                meter,
                files.meterOptions(null),
                events,
                obligation,
                prices == null
                        ? null
                        : new AskedPrices(
                                prices,
                                columns.point,
                                columns.dayAhead,
                                columns.realTime,
                                columns.netBenefits));
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
