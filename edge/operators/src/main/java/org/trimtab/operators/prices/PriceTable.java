package org.trimtab.operators.prices;

import java.io.IOException;
import java.io.Reader;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.regex.Pattern;
import org.trimtab.market.PriceSeries;
import org.trimtab.quantity.EnergyPrice;

/** One price file on its way in: finds its columns, then checks every row before it counts. */
final class PriceTable {
    /** Ten years of five-minute prices. */
    static final int ROWS_MAX = 1_100_000;

    private static final int SHOWN_CHARS_MAX = 40;
    private static final Pattern NUMBER =
            Pattern.compile("[-+]?\\d{1,15}(?:\\.\\d{0,20})?(?:[eE][-+]?\\d{1,2})?");
    private static final BigDecimal PRICE_DOLLARS_MAX = BigDecimal.valueOf(1_000_000);
    private static final Instant EARLIEST = Instant.parse("1990-01-01T00:00:00Z");
    private static final Instant LATEST = Instant.parse("2100-01-01T00:00:00Z");

    private final String name;
    private final String timeColumn;
    private final String point;
    private final List<Instant> startsAt = new ArrayList<>();
    private final List<EnergyPrice> prices = new ArrayList<>();
    private final List<Integer> lines = new ArrayList<>();
    private int line;

    PriceTable(String name, String timeColumn, String point) {
        this.name = name;
        this.timeColumn = timeColumn;
        this.point = point;
    }

    int linesRead() {
        return line;
    }

    PriceSeries readAll(Reader text) throws IOException {
        CsvLines source = new CsvLines(name, text);
        String header = source.next();
        if (header == null || header.isBlank()) {
            throw new BadPriceFile(
                    name + ": the file is empty; its first line must name the columns");
        }
        line = source.number();
        PriceColumns columns =
                PriceColumns.find(name, CsvLines.values(withoutMark(header)), timeColumn, point);
        for (String row = source.next(); row != null; row = source.next()) {
            line = source.number();
            if (!row.isBlank()) {
                take(CsvLines.values(row), columns);
            }
        }
        if (startsAt.size() < 2) {
            throw new BadPriceFile(
                    name
                            + ": "
                            + (startsAt.isEmpty() ? "no rows" : "only one row")
                            + "; at least two are needed to tell the length of an interval");
        }
        return PriceSeries.starting(point, startsAt, prices);
    }

    private void take(List<String> row, PriceColumns columns) {
        if (row.size() != columns.count()) {
            throw bad("has " + row.size() + " values where the header has " + columns.count());
        }
        if (startsAt.size() == ROWS_MAX) {
            throw bad("more than " + ROWS_MAX + " rows; split the file by year");
        }
        Instant start = startOf(row.get(columns.time()));
        EnergyPrice price = priceOf(row.get(columns.price()), start);
        checkOrder(start, price);
        startsAt.add(start);
        prices.add(price);
        lines.add(line);
    }

    private Instant startOf(String text) {
        Instant start;
        try {
            String iso = text.length() > 10 && text.charAt(10) == ' ' ? withT(text) : text;
            start = OffsetDateTime.parse(iso).toInstant();
        } catch (DateTimeException e) {
            throw bad(
                    timeColumn
                            + " "
                            + shown(text)
                            + " is not a time with its offset from UTC, such as"
                            + " 2023-08-17T05:00:00Z");
        }
        if (start.isBefore(EARLIEST)
                || !start.isBefore(LATEST)
                || !start.equals(start.truncatedTo(ChronoUnit.SECONDS))) {
            throw bad(
                    timeColumn
                            + " "
                            + shown(text)
                            + " must be a whole second from 1990 up to 2100");
        }
        return start;
    }

    private EnergyPrice priceOf(String text, Instant start) {
        if (text.isEmpty()) {
            throw bad(
                    "no price for "
                            + start
                            + " in column "
                            + point
                            + "; remove the row when the price is not known");
        }
        if (!NUMBER.matcher(text).matches()) {
            throw bad(
                    shown(text)
                            + " in column "
                            + point
                            + " is not a price in $/MWh, such as 31.25; remove the row when the"
                            + " price is not known");
        }
        BigDecimal dollars = new BigDecimal(text);
        if (dollars.abs().compareTo(PRICE_DOLLARS_MAX) > 0) {
            throw bad(
                    shown(text)
                            + " in column "
                            + point
                            + " is beyond any energy price; expected $/MWh within "
                            + PRICE_DOLLARS_MAX.toPlainString()
                            + " either way");
        }
        return EnergyPrice.ofDollars(dollars);
    }

    private void checkOrder(Instant start, EnergyPrice price) {
        if (startsAt.isEmpty() || start.isAfter(startsAt.getLast())) {
            return;
        }
        int earlier = Collections.binarySearch(startsAt, start);
        if (earlier < 0) {
            throw bad(
                    start
                            + " comes before "
                            + startsAt.getLast()
                            + " on line "
                            + lines.getLast()
                            + "; sort the rows by time");
        }
        EnergyPrice before = prices.get(earlier);
        throw before.equals(price)
                ? bad(
                        start
                                + " repeats line "
                                + lines.get(earlier)
                                + " with the same price; remove one of them")
                : bad(
                        start
                                + " was "
                                + before.dollars().stripTrailingZeros().toPlainString()
                                + " on line "
                                + lines.get(earlier)
                                + " and is "
                                + price.dollars().stripTrailingZeros().toPlainString()
                                + " here; keep the right one (an autumn hour given twice in local"
                                + " time has two different UTC starts)");
    }

    private BadPriceFile bad(String what) {
        return new BadPriceFile(name + " line " + line + ": " + what);
    }

    private static String withT(String text) {
        return text.substring(0, 10) + "T" + text.substring(11);
    }

    /** Without the byte order mark that some programs write first. */
    private static String withoutMark(String header) {
        return header.charAt(0) == '\uFEFF' ? header.substring(1) : header;
    }

    static String shown(String text) {
        return "\""
                + (text.length() > SHOWN_CHARS_MAX
                        ? text.substring(0, SHOWN_CHARS_MAX) + "…"
                        : text)
                + "\"";
    }
}
