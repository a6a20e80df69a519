package org.trimtab.backtest;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** Makes a Parquet file of a CSV file with named types. */
final class ResultParquet {
    private static final String AMOUNT = "DECIMAL(18,6)";

    private ResultParquet() {}

    /** Types of the columns of {@link ResultFiles#writeIntervals}. */
    static Map<String, String> intervals() {
        Map<String, String> types = new LinkedHashMap<>();
        types.put("interval_start_utc", "TIMESTAMP");
        types.put("interval_end_utc", "TIMESTAMP");
        for (String amount : ResultFiles.AMOUNTS) {
            types.put(amount, AMOUNT);
        }
        types.put("starts", "INTEGER");
        types.put("called_mwh", AMOUNT);
        types.put("reason", "VARCHAR");
        return types;
    }

    /** Types of the columns of {@link ResultFiles#writeBill}. */
    static Map<String, String> bill() {
        Map<String, String> types = new LinkedHashMap<>();
        types.put("month", "VARCHAR");
        types.put("kind", "VARCHAR");
        types.put("name", "VARCHAR");
        types.put("quantity", "DECIMAL(18,9)");
        types.put("unit", "VARCHAR");
        types.put("amount_usd", "DECIMAL(18,2)");
        types.put("open", "VARCHAR");
        types.put("note", "VARCHAR");
        return types;
    }

    /**
     * Turns a CSV file into a Parquet file and removes it.
     *
     * @param types of all columns, in their order
     */
    static void of(Path csv, Path target, Map<String, String> types) {
        String columns =
                types.entrySet().stream()
                        .map(type -> "'" + type.getKey() + "': '" + type.getValue() + "'")
                        .collect(Collectors.joining(", ", "{", "}"));
        Path made = target.resolveSibling(target.getFileName() + ".new");
        try (Connection database = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = database.createStatement()) {
            statement.execute(
                    "COPY (SELECT * FROM read_csv("
                            + quoted(csv)
                            + ", header = true, columns = "
                            + columns
                            + ")) TO "
                            + quoted(made)
                            + " (FORMAT parquet, COMPRESSION zstd)");
            Files.move(made, target, StandardCopyOption.REPLACE_EXISTING);
            Files.delete(csv);
        } catch (SQLException e) {
            throw new UncheckedIOException(
                    new IOException(target + " cannot be written (" + e.getMessage() + ")", e));
        } catch (IOException e) {
            throw new UncheckedIOException(
                    target + " cannot be written (" + e.getMessage() + ")", e);
        }
    }

    private static String quoted(Path file) {
        return "'" + file.toAbsolutePath().toString().replace("'", "''") + "'";
    }
}
