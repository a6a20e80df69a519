package org.trimtab.server;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.trimtab.live.PlannedDay;

/** Reads the body of {@code POST /api/v1/day-plans}. */
final class DayPlanReader {
    /** Bytes of a request: the longest day by quarters with every offer. */
    static final int BYTES_MAX = 512 * 1024;

    private static final List<String> FIELDS =
            List.of(
                    "day",
                    "zone",
                    "known_at",
                    "solver",
                    "full_w",
                    "expected_net_usd",
                    "hours",
                    "offers");
    private static final List<String> HOUR_FIELDS =
            List.of(
                    "from",
                    "until",
                    "level_w",
                    "expected_usd_per_mwh",
                    "rests_on_day_ahead",
                    "expected_net_usd",
                    "reserve_offered_mw",
                    "risk_usd");
    private static final List<String> OFFER_FIELDS =
            List.of("from", "until", "products", "quantity_w", "least_usd_per_mw_hour");
    private static final String EXAMPLE =
            "{\"day\": \"2026-07-02\", \"known_at\": \"2026-07-01T20:00:00Z\", \"full_w\": 3200000,"
                    + " \"hours\": [{\"from\": \"2026-07-02T05:00:00Z\", \"until\":"
                    + " \"2026-07-02T06:00:00Z\", \"level_w\": 0}]}";

    private DayPlanReader() {}

    static PlannedDay read(byte[] bytes) {
        Fields body = Fields.one(bytes, FIELDS, EXAMPLE);
        LocalDate day = needed(body, "day", body.text("day", DayPlanReader::day, ""));
        String zone = body.text("zone", DayPlanReader::zone, "");
        String solver = body.text("solver", DayPlanReader::said, "");
        try {
            return new PlannedDay(
                    day,
                    zone == null ? "UTC" : zone,
                    needed(body, "known_at", body.instant("known_at")),
                    solver == null ? "" : solver,
                    needed(body, "full_w", body.whole("full_w")),
                    number(body, "expected_net_usd"),
                    body.all("hours", HOUR_FIELDS, EXAMPLE, PlannedDay.HOURS_MAX).stream()
                            .map(DayPlanReader::hour)
                            .toList(),
                    body.all("offers", OFFER_FIELDS, EXAMPLE, PlannedDay.OFFERS_MAX).stream()
                            .map(DayPlanReader::offer)
                            .toList());
        } catch (IllegalArgumentException e) {
            throw body.bad(String.valueOf(e.getMessage()));
        }
    }

    private static PlannedDay.Hour hour(Fields hour) {
        return new PlannedDay.Hour(
                needed(hour, "from", hour.instant("from")),
                needed(hour, "until", hour.instant("until")),
                needed(hour, "level_w", hour.whole("level_w")),
                number(hour, "expected_usd_per_mwh"),
                hour.flag("rests_on_day_ahead"),
                number(hour, "expected_net_usd"),
                number(hour, "reserve_offered_mw"),
                number(hour, "risk_usd"));
    }

    private static PlannedDay.Offer offer(Fields offer) {
        return new PlannedDay.Offer(
                needed(offer, "from", offer.instant("from")),
                needed(offer, "until", offer.instant("until")),
                offer.names("products"),
                needed(offer, "quantity_w", offer.whole("quantity_w")),
                number(offer, "least_usd_per_mw_hour"));
    }

    private static <T> T needed(Fields body, String field, @Nullable T value) {
        if (value == null) {
            throw body.bad(field, "is missing; a plan looks like " + EXAMPLE);
        }
        return value;
    }

    private static BigDecimal number(Fields body, String field) {
        BigDecimal value = body.number(field);
        return value == null ? BigDecimal.ZERO : value;
    }

    private static LocalDate day(String text) {
        try {
            return LocalDate.parse(text);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(
                    "\"" + Replies.shown(text) + "\" is not a day such as \"2026-07-02\"", e);
        }
    }

    private static String zone(String text) {
        try {
            return ZoneId.of(text).getId();
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(
                    "\""
                            + Replies.shown(text)
                            + "\" is not a time zone such as \"America/Chicago\"",
                    e);
        }
    }

    private static String said(String text) {
        return Replies.shown(text);
    }

    /** The day of a path. */
    static @Nullable LocalDate dayOf(String text) {
        try {
            return LocalDate.parse(text);
        } catch (DateTimeException e) {
            return null;
        }
    }
}
