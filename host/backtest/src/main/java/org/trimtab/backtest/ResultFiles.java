package org.trimtab.backtest;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.trimtab.market.PowerBill;

/** Results as files. */
public final class ResultFiles {
    /** Columns of every interval that hold a decimal number. */
    static final List<String> AMOUNTS =
            List.of(
                    "price_usd_per_mwh",
                    "set_point_mw",
                    "reserves_mw",
                    "drawn_mwh",
                    "always_on_mwh",
                    "hash_usd",
                    "energy_usd",
                    "reserve_usd",
                    "peak_usd",
                    "demand_usd",
                    "wear_usd");

    private ResultFiles() {}

    /** In which form tables are written. */
    public enum Format {
        /** Text with commas. */
        CSV,
        /** Columns with types, compressed. */
        PARQUET
    }

    /** Writes a strategy's decisions: one row for each interval, in order. */
    public static void writeDecisions(Path file, StrategyResult result) {
        write(
                file,
                out -> {
                    out.write("time,set_point_mw,reserves_mw,reason\n");
                    for (StrategyRow row : result.rows()) {
                        out.write(row.from().toString());
                        out.write(',');
                        out.write(megawatts(row.setPointWatts()));
                        out.write(',');
                        out.write(megawatts(row.reserveWatts()));
                        out.write(',');
                        out.write(row.reason().name());
                        out.write('\n');
                    }
                });
    }

    /** Writes everything that was booked: one row for each interval, in order. */
    public static void writeIntervals(Path file, StrategyResult result) {
        write(
                file,
                out -> {
                    out.write("interval_start_utc,interval_end_utc,");
                    out.write(String.join(",", AMOUNTS));
                    out.write(",starts,called_mwh,reason\n");
                    for (StrategyRow row : result.rows()) {
                        out.write(
                                String.join(
                                        ",",
                                        row.from().toString(),
                                        row.until().toString(),
                                        micros(row.priceMicros()),
                                        megawatts(row.setPointWatts()),
                                        megawatts(row.reserveWatts()),
                                        megawattHours(row.joules()),
                                        megawattHours(row.alwaysJoules()),
                                        micros(row.hashMicros()),
                                        micros(row.energyMicros()),
                                        micros(row.reserveMicros()),
                                        micros(row.peakMicros()),
                                        micros(row.demandMicros()),
                                        micros(row.wearMicros()),
                                        Integer.toString(row.starts()),
                                        megawattHours(row.calledJoules()),
                                        row.reason().name()));
                        out.write('\n');
                    }
                });
    }

    /** Writes what the tariff bills: one row for each line of each month. */
    public static void writeBill(Path file, TariffBill bill) {
        write(
                file,
                out -> {
                    out.write("month,kind,name,quantity,unit,amount_usd,open,note\n");
                    for (var month : bill.months().entrySet()) {
                        for (PowerBill.Line line : month.getValue().lines()) {
                            out.write(
                                    String.join(
                                            ",",
                                            month.getKey().toString(),
                                            line.kind().name(),
                                            quoted(line.name()),
                                            line.quantity().toPlainString(),
                                            line.unit(),
                                            line.amount().amount().toPlainString(),
                                            quoted(line.open()),
                                            quoted(line.note())));
                            out.write('\n');
                        }
                    }
                });
    }

    private static String quoted(String text) {
        return text.isEmpty() ? "" : "\"" + text.replace("\"", "\"\"") + "\"";
    }

    /**
     * Writes a folder with the page for people, the summary for machines, and every strategy's intervals.
     *
     * @param notes what a reader should know of the data
     * @param summary JSON
     * @param format of the intervals and bills
     */
    public static void writeReport(
            Path folder,
            StrategyComparison comparison,
            List<String> notes,
            String summary,
            Format format) {
        write(folder.resolve("report.html"), out -> out.write(ReportPage.of(comparison, notes)));
        write(folder.resolve("summary.json"), out -> out.write(summary + "\n"));
        for (StrategyResult result : comparison.results()) {
            String name = result.strategy();
            Path intervals = folder.resolve("intervals-" + name + ".csv");
            writeIntervals(intervals, result);
            inForm(intervals, format, ResultParquet.intervals());
            TariffBill bill = TariffBill.of(result);
            if (bill != null) {
                Path bills = folder.resolve("bill-" + name + ".csv");
                writeBill(bills, bill);
                inForm(bills, format, ResultParquet.bill());
            }
        }
    }

    private static void inForm(Path csv, Format format, Map<String, String> types) {
        if (format == Format.PARQUET) {
            String name = String.valueOf(csv.getFileName());
            ResultParquet.of(
                    csv, csv.resolveSibling(name.replaceAll("\\.csv$", ".parquet")), types);
        }
    }

    private interface Body {
        void to(BufferedWriter out) throws IOException;
    }

    private static void write(Path file, Body body) {
        try {
            Path folder = file.toAbsolutePath().getParent();
            if (folder != null) {
                Files.createDirectories(folder);
            }
            try (BufferedWriter out = Files.newBufferedWriter(file, StandardCharsets.UTF_8)) {
                body.to(out);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(file + " cannot be written (" + e.getMessage() + ")", e);
        }
    }

    private static String megawatts(long watts) {
        return BigDecimal.valueOf(watts, 6).toPlainString();
    }

    private static String megawattHours(long joules) {
        return BigDecimal.valueOf(joules)
                .divide(BigDecimal.valueOf(3_600_000_000L), 6, java.math.RoundingMode.HALF_EVEN)
                .toPlainString();
    }

    private static String micros(long value) {
        return BigDecimal.valueOf(value, 6).toPlainString();
    }
}
