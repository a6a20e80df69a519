package org.trimtab.meters.intake;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.trimtab.baseline.LoadSeries;
import org.trimtab.documents.CsvFile;
import org.trimtab.documents.Nearest;
import org.trimtab.interval.MarketInterval;
import org.trimtab.meters.intake.Finding.Kind;
import org.trimtab.quantity.Power;

/**
 * A list of grid events: {@code start_utc,end_utc}, and where known {@code id}, {@code notice_utc}, {@code kind},
 * {@code reduction_kw}, {@code level_kw}. An event list that is not clear is refused whole.
 *
 * @param name the file's name
 * @param events by start
 * @param findings events that overlap
 */
public record EventFile(String name, List<ListedEvent> events, List<Finding> findings) {
    /** Most events of one list. */
    public static final int EVENTS_MAX = 100_000;

    private static final List<String> COLUMNS =
            List.of("start_utc", "end_utc", "id", "notice_utc", "kind", "reduction_kw", "level_kw");

    public EventFile {
        events = List.copyOf(events);
        findings = List.copyOf(findings);
    }

    /**
     * Reads a list of events.
     *
     * @throws org.trimtab.documents.BadDocument naming the line and what is wrong with it
     */
    public static EventFile read(Path path) {
        try (CsvFile file = CsvFile.open(path)) {
            String header = file.next();
            if (header == null || header.isBlank()) {
                throw file.badWhole("the file is empty; its first line must be start_utc,end_utc");
            }
            Table table = new Table(file, CsvFile.values(header.toLowerCase(Locale.ROOT)));
            List<ListedEvent> events = table.readAll();
            events.sort(Comparator.comparing(ListedEvent::interval));
            return new EventFile(file.name(), events, overlaps(events));
        }
    }

    /** Events that a meter was not read for, in whole or in part. */
    public List<Finding> outside(LoadSeries series) {
        Findings findings = new Findings();
        for (ListedEvent event : events) {
            boolean apart =
                    !event.interval().from().isBefore(series.until())
                            || !series.from().isBefore(event.interval().until());
            boolean inside =
                    !event.interval().from().isBefore(series.from())
                            && !event.interval().until().isAfter(series.until());
            if (!inside) {
                findings.add(
                        event.line(),
                        Kind.EVENT_OUTSIDE,
                        "event "
                                + event.id()
                                + " "
                                + event.interval()
                                + " lies "
                                + (apart ? "outside" : "partly outside")
                                + " the meter's readings, which go from "
                                + series.from()
                                + " until "
                                + series.until(),
                        apart ? "nothing can be said of it" : "only what was read counts");
            }
        }
        return findings.kept();
    }

    private static List<Finding> overlaps(List<ListedEvent> events) {
        Findings findings = new Findings();
        ListedEvent reaching = null;
        for (ListedEvent event : events) {
            if (reaching != null && reaching.interval().overlaps(event.interval())) {
                findings.add(
                        event.line(),
                        Kind.EVENT_OVERLAP,
                        "event "
                                + event.id()
                                + " starts at "
                                + event.interval().from()
                                + ", before event "
                                + reaching.id()
                                + " of line "
                                + reaching.line()
                                + " ends",
                        "both are kept; merge them if they are one");
            }
            if (reaching == null || event.interval().until().isAfter(reaching.interval().until())) {
                reaching = event;
            }
        }
        return findings.kept();
    }

    private static final class Table {
        private final CsvFile file;
        private final List<String> headers;
        private final Set<String> ids = new HashSet<>();

        Table(CsvFile file, List<String> headers) {
            this.file = file;
            this.headers = headers;
            for (String header : headers) {
                if (!COLUMNS.contains(header)) {
                    throw file.bad(
                            "unknown column "
                                    + CsvFile.shown(header)
                                    + Nearest.advice(header, COLUMNS));
                }
                if (headers.indexOf(header) != headers.lastIndexOf(header)) {
                    throw file.bad("column " + header + " is there twice; remove one");
                }
            }
            for (String needed : List.of("start_utc", "end_utc")) {
                if (!headers.contains(needed)) {
                    throw file.bad("column " + needed + " is missing");
                }
            }
        }

        List<ListedEvent> readAll() {
            List<ListedEvent> events = new ArrayList<>();
            for (String line = file.next(); line != null; line = file.next()) {
                if (line.isBlank()) {
                    continue;
                }
                if (events.size() == EVENTS_MAX) {
                    throw file.bad("more than " + EVENTS_MAX + " events; split the file");
                }
                events.add(event(CsvFile.values(line)));
            }
            if (events.isEmpty()) {
                throw file.badWhole("no events; each takes one line, start_utc,end_utc");
            }
            return events;
        }

        private ListedEvent event(List<String> row) {
            if (row.size() != headers.size()) {
                throw file.bad(row.size() + " values where the header has " + headers.size());
            }
            Instant start = instant(row, "start_utc");
            Instant end = instant(row, "end_utc");
            if (start == null || end == null) {
                throw file.bad("start_utc and end_utc must both be given");
            }
            if (!start.isBefore(end)) {
                throw file.bad("the event ends at " + end + ", not after its start at " + start);
            }
            Instant notice = instant(row, "notice_utc");
            if (notice != null && notice.isAfter(end)) {
                throw file.bad("notice_utc " + notice + " is after the event's end at " + end);
            }
            String id = text(row, "id");
            String named = id == null ? "line-" + file.number() : id;
            if (!ids.add(named)) {
                throw file.bad("event id " + CsvFile.shown(named) + " is there twice");
            }
            return new ListedEvent(
                    file.number(),
                    named,
                    new MarketInterval(start, end),
                    notice,
                    text(row, "kind"),
                    kilowatts(row, "reduction_kw"),
                    kilowatts(row, "level_kw"));
        }

        private @Nullable String text(List<String> row, String column) {
            int index = headers.indexOf(column);
            return index < 0 || row.get(index).isEmpty() ? null : row.get(index);
        }

        private @Nullable Instant instant(List<String> row, String column) {
            String text = text(row, column);
            if (text == null) {
                return null;
            }
            Stamp stamp = Stamp.parse(text);
            if (stamp == null) {
                throw file.bad(
                        CsvFile.shown(text)
                                + " in column "
                                + column
                                + " is not a time such as 2026-07-01T18:00:00Z");
            }
            int offset = stamp.offsetSeconds() == Stamp.NO_OFFSET ? 0 : stamp.offsetSeconds();
            return Instant.ofEpochSecond(stamp.localSeconds() - offset);
        }

        private @Nullable Power kilowatts(List<String> row, String column) {
            String text = text(row, column);
            if (text == null) {
                return null;
            }
            if (!MeterTable.NUMBER.matcher(text).matches()) {
                throw file.bad(
                        CsvFile.shown(text) + " in column " + column + " is not a number of kW");
            }
            BigDecimal watts = MeterUnit.KW.toBase(new BigDecimal(text));
            if (watts.abs().compareTo(MeterTable.AMOUNT_MAX) > 0) {
                throw file.bad(CsvFile.shown(text) + " kW is beyond any site");
            }
            return Power.ofWatts(watts.setScale(0, RoundingMode.HALF_EVEN).longValueExact());
        }
    }
}
