package org.trimtab.store.readings;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.trimtab.baseline.LoadSeries;
import org.trimtab.engine.Step;
import org.trimtab.interval.MarketInterval;
import org.trimtab.quantity.Share;
import org.trimtab.store.disk.AtomicRename;
import org.trimtab.store.journal.JournalReader;

/**
 * Readings of a site's meters and devices, kept in one folder and rolled up as they come. Offering never waits; a
 * reading is acknowledged once it survives the death of the process and the loss of power. The journal holds the same
 * readings, so a store that was deleted or left some out is built again from it.
 */
public final class ReadingStore implements AutoCloseable {
    /** Most stretches of time one question is answered with. */
    public static final int STRETCHES_MAX = LoadSeries.INTERVALS_MAX;

    /** Batches of a journal offered before they are waited for; a step takes in 8,192 letters at most. */
    private static final int CATCH_UP_BATCHES = 256;

    private static final String FILE = "readings.duckdb";

    private final ReadingTables tables;
    private final ReadingWriter writer;

    private ReadingStore(ReadingTables tables) {
        this.tables = tables;
        writer = new ReadingWriter(tables);
    }

    /**
     * Opens a store, or begins one. One process at a time has it open.
     *
     * @param folder where its files are
     * @throws ReadingStoreFailure when another process has it open, or it is damaged
     */
    public static ReadingStore open(Path folder) {
        try {
            Files.createDirectories(folder);
            return new ReadingStore(
                    ReadingTables.open(folder.resolve(FILE), folder.resolve("scratch")));
        } catch (IOException | SQLException e) {
            String said = String.valueOf(e.getMessage());
            boolean inUse = said.contains("lock");
            throw new ReadingStoreFailure(
                    "the readings store in "
                            + folder
                            + (inUse
                                    ? " is in use by another process; stop the site first, or copy"
                                            + " the folder"
                                    : " cannot be opened ("
                                            + said.lines().findFirst().orElse("")
                                            + "); move the folder away and build it again from the"
                                            + " journal (readings rebuild)"),
                    e);
        }
    }

    /** True when a folder holds a store. */
    public static boolean isIn(Path folder) {
        return Files.isRegularFile(folder.resolve(FILE));
    }

    /**
     * Offers readings without waiting. When they come faster than the disk takes them for so long that
     * {@value ReadingWriter#WAITING_READINGS_MAX} wait, more are left out, counted, and said in {@link #trouble()}.
     *
     * @return false when they were left out
     */
    public boolean offer(ReadingBatch batch) {
        return writer.offer(batch);
    }

    /** Readings kept since it was opened, which nothing can take away any more. */
    public long acknowledged() {
        return writer.acknowledged();
    }

    /** Readings left out since it was opened. */
    public long dropped() {
        return writer.dropped();
    }

    /** What a person should know; null while all is well. */
    public @Nullable String trouble() {
        return writer.trouble();
    }

    /** Waits until everything offered so far is kept and rolled up. */
    public void settle() {
        writer.order(_ -> {});
    }

    /** Forgets what is older than it has to be kept. */
    public void forget(Instant now, Retention retention) {
        writer.order(tables -> tables.forget(ReadingBatch.micros(now), retention));
    }

    /**
     * Takes in the steps of a journal that the store does not have yet, as after a crash between the two.
     *
     * @param journal the journal's folder; its name is what the store knows it by
     * @return how many readings were taken in
     */
    public long catchUp(Path journal) throws IOException {
        String name = nameOf(journal);
        long known = progressOf(name);
        long taken = 0;
        long offered = 0;
        try (JournalReader reader = JournalReader.open(journal)) {
            for (Step step = reader.next(); step != null; step = reader.next()) {
                if (step.number() <= known) {
                    continue;
                }
                ReadingBatch batch = ReadingBatch.of(name, step);
                taken += batch.size();
                // Nobody is in a hurry here: there is room before the next is offered.
                if (++offered % CATCH_UP_BATCHES == 0) {
                    settle();
                }
                if (!writer.offer(batch)) {
                    throw new ReadingStoreFailure(
                            "the readings store cannot take in journal " + journal);
                }
            }
        }
        settle();
        return taken;
    }

    private long progressOf(String journal) {
        long[] known = new long[1];
        writer.order(tables -> known[0] = tables.progressOf(journal));
        return known[0];
    }

    /** The name a journal's readings are known by. */
    public static String nameOf(Path journal) {
        Path last = journal.getFileName();
        return last == null ? journal.toString() : last.toString();
    }

    /**
     * Builds a store anew from journals. What was there is replaced only once the new one is whole.
     *
     * @param folder where its files are
     * @param journals folders of journals, oldest first
     * @return how many readings it holds
     */
    public static long rebuild(Path folder, List<Path> journals) throws IOException {
        Path building = folder.resolve("building");
        delete(building);
        long readings = 0;
        try (ReadingStore store = open(building)) {
            for (Path journal : journals) {
                readings += store.catchUp(journal);
            }
        }
        if (isIn(folder)) {
            // Fails here when another process has it open.
            open(folder).close();
        }
        Files.deleteIfExists(folder.resolve(FILE + ".wal"));
        AtomicRename.into(building.resolve(FILE), folder.resolve(FILE));
        delete(building);
        return readings;
    }

    private static void delete(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return;
        }
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                if (Files.isDirectory(file)) {
                    delete(file);
                } else {
                    Files.delete(file);
                }
            }
        }
        Files.delete(folder);
    }

    /** Everybody that was ever read, meters first. */
    public List<ReadingSource> sources() {
        List<ReadingSource> sources = new ArrayList<>();
        read(
                "SELECT is_meter, name FROM source ORDER BY is_meter DESC, name",
                rows -> sources.add(new ReadingSource(rows.getBoolean(1), rows.getString(2))));
        return sources;
    }

    /** How many single readings are kept. */
    public long count() {
        long[] count = new long[1];
        read("SELECT count(*) FROM reading", rows -> count[0] = rows.getLong(1));
        return count[0];
    }

    /** What is known of one source, in order; stretches nobody knows are absent. */
    public List<RolledUp> of(ReadingSource source, RollUp level, MarketInterval within) {
        String whom =
                "source = (SELECT id FROM source WHERE is_meter = "
                        + source.isMeter()
                        + " AND name = "
                        + quoted(source.name())
                        + ")";
        return rolledUp(level, whom, within, false);
    }

    /** What is known of all devices together, in order. */
    public List<RolledUp> ofDevices(RollUp level, MarketInterval within) {
        return rolledUp(
                level, "source IN (SELECT id FROM source WHERE NOT is_meter)", within, true);
    }

    private List<RolledUp> rolledUp(
            RollUp level, String whom, MarketInterval within, boolean together) {
        List<RolledUp> found = new ArrayList<>();
        long minutes = Math.max(1, level.seconds() / 60);
        String rows =
                together
                        ? "SELECT at_us, CAST(sum(watts) AS BIGINT), CAST(sum(readings) AS BIGINT),"
                                + " CAST(sum(known) AS BIGINT), CAST(count(*) AS INTEGER) FROM ("
                                + rows(level, whom, within)
                                + ") GROUP BY at_us ORDER BY at_us"
                        : rows(level, whom, within) + " ORDER BY at_us";
        read(
                rows + " LIMIT " + (STRETCHES_MAX + 1),
                row -> {
                    int sources = row.getInt(5);
                    found.add(
                            new RolledUp(
                                    ReadingBatch.instant(row.getLong(1)),
                                    row.getLong(2),
                                    row.getLong(3),
                                    new Share(
                                            (int)
                                                    (1_000_000L
                                                            * row.getLong(4)
                                                            / (minutes * sources))),
                                    sources));
                });
        if (found.size() > STRETCHES_MAX) {
            throw new ReadingStoreFailure(
                    "more than "
                            + STRETCHES_MAX
                            + " stretches of time; ask for less, or for a coarser roll-up");
        }
        return found;
    }

    private static String rows(RollUp level, String whom, MarketInterval within) {
        String when =
                " AND at_us >= "
                        + ReadingBatch.micros(within.from())
                        + " AND at_us < "
                        + ReadingBatch.micros(within.until());
        if (level.equals(RollUp.SECOND)) {
            return "SELECT at_us // 1000000 * 1000000 AS at_us,"
                    + " CAST(round_even(avg(watts), 0) AS BIGINT) AS watts, count(*) AS readings,"
                    + " 1 AS known, 1 AS sources FROM reading WHERE quality = 0 AND "
                    + whom
                    + when
                    + " GROUP BY at_us // 1000000, source";
        }
        return "SELECT at_us, watts, readings, known, 1 AS sources FROM "
                + level.table()
                + " WHERE "
                + whom
                + when;
    }

    /**
     * The load of one source as baselines want it.
     *
     * @param least smallest share of an interval's minutes that must be known; less is unknown
     */
    public LoadSeries load(ReadingSource source, RollUp level, MarketInterval within, Share least) {
        long step = level.seconds();
        long from = Math.floorDiv(within.from().getEpochSecond(), step) * step;
        long size = Math.ceilDiv(within.until().getEpochSecond() - from, step);
        if (size > LoadSeries.INTERVALS_MAX) {
            throw new ReadingStoreFailure(
                    within + " has " + size + " intervals; ask for less, or a coarser roll-up");
        }
        int[] watts = new int[(int) size];
        Arrays.fill(watts, LoadSeries.UNKNOWN);
        MarketInterval whole =
                new MarketInterval(
                        Instant.ofEpochSecond(from), Instant.ofEpochSecond(from + size * step));
        for (RolledUp part : of(source, level, whole)) {
            if (part.covered().compareTo(least) >= 0) {
                watts[(int) ((part.from().getEpochSecond() - from) / step)] =
                        Math.toIntExact(part.watts());
            }
        }
        return LoadSeries.of(Instant.ofEpochSecond(from), level.length(), watts);
    }

    /**
     * Writes everything of one level to a file: {@code start_utc,source_kind,source,watts} and how much is known of
     * it; single readings when the level is a second.
     *
     * @param file its name ends in {@code .csv} or {@code .parquet}; it is replaced whole
     */
    public void export(RollUp level, MarketInterval within, Path file) throws IOException {
        String name = nameOf(file).toLowerCase(Locale.ROOT);
        boolean isParquet = name.endsWith(".parquet");
        if (!isParquet && !name.endsWith(".csv")) {
            throw new ReadingStoreFailure(
                    file + ": give a name that ends in .csv or .parquet, to say what to write");
        }
        boolean single = level.equals(RollUp.SECOND);
        Path finished = file.resolveSibling(nameOf(file) + ".new");
        String what =
                "SELECT strftime(make_timestamp(at_us), '%Y-%m-%dT%H:%M:%S"
                        + (single ? ".%fZ" : "Z")
                        + "') AS "
                        + (single ? "observed_at_utc" : "interval_start_utc")
                        + ", CASE WHEN is_meter THEN 'meter' ELSE 'device' END AS source_kind,"
                        + " name AS source, watts AS power_w, "
                        + (single
                                ? "CASE quality WHEN 0 THEN 'good' WHEN 1 THEN 'stale' WHEN 2 THEN"
                                        + " 'estimated' ELSE 'suspect' END AS quality"
                                : "readings, known AS minutes_known")
                        + " FROM "
                        + level.table()
                        + " r JOIN source ON source.id = r.source WHERE at_us >= "
                        + ReadingBatch.micros(within.from())
                        + " AND at_us < "
                        + ReadingBatch.micros(within.until())
                        + " ORDER BY at_us, is_meter DESC, name";
        execute(
                "COPY ("
                        + what
                        + ") TO "
                        + quoted(finished.toString())
                        + (isParquet
                                ? " (FORMAT parquet, COMPRESSION zstd)"
                                : " (FORMAT csv, HEADER true)"));
        AtomicRename.into(finished, file);
    }

    /** Something that takes a row of an answer. */
    private interface Row {
        void take(ResultSet row) throws SQLException;
    }

    private void read(String sql, Row taker) {
        try (Connection reader = tables.reader();
                PreparedStatement statement = reader.prepareStatement(sql);
                ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                taker.take(rows);
            }
        } catch (SQLException e) {
            throw new ReadingStoreFailure("the readings store: " + e.getMessage(), e);
        }
    }

    private void execute(String sql) {
        try (Connection reader = tables.reader();
                Statement statement = reader.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new ReadingStoreFailure("the readings store: " + e.getMessage(), e);
        }
    }

    private static String quoted(String text) {
        return "'" + text.replace("'", "''") + "'";
    }

    @Override
    public void close() {
        writer.close();
        try {
            tables.close();
        } catch (SQLException e) {
            throw new ReadingStoreFailure("the readings store: " + e.getMessage(), e);
        }
    }
}
