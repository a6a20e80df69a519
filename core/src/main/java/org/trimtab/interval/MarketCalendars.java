package org.trimtab.interval;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntFunction;

/**
 * The markets' local days, computed: time zone and holidays of every year from {@link #FIRST_YEAR} to {@link
 * #LAST_YEAR}. The lists of holidays are recalled from the markets' manuals and marked so in the rule packs that use
 * them; a market may change them, and a {@link MarketCalendar} may be made with other dates.
 */
public final class MarketCalendars {
    /** First year with holidays. */
    public static final int FIRST_YEAR = 1990;

    /** Last year with holidays. */
    public static final int LAST_YEAR = 2079;

    private static final Map<String, MarketCalendar> BY_MARKET = byMarket();

    private MarketCalendars() {}

    /** Short names of the markets. */
    public static List<String> markets() {
        return List.copyOf(BY_MARKET.keySet());
    }

    /**
     * The calendar of a market by its short name.
     *
     * @throws IllegalArgumentException when there is none; the message names those there are
     */
    public static MarketCalendar of(String market) {
        MarketCalendar calendar = BY_MARKET.get(market);
        if (calendar == null) {
            throw new IllegalArgumentException(
                    "there is no calendar of \"%s\"; there are %s"
                            .formatted(market, String.join(", ", BY_MARKET.keySet())));
        }
        return calendar;
    }

    /** Local days of a zone without any holidays. */
    public static MarketCalendar of(ZoneId zone) {
        return new MarketCalendar(zone.getId(), zone, Set.of());
    }

    private static Map<String, MarketCalendar> byMarket() {
        Map<String, MarketCalendar> calendars = new LinkedHashMap<>();
        add(calendars, "NERC", "America/New_York", Holidays::nerc);
        add(calendars, "ERCOT", "America/Chicago", Holidays::nerc);
        add(calendars, "PJM", "America/New_York", Holidays::nerc);
        add(calendars, "NYISO", "America/New_York", Holidays::nerc);
        add(calendars, "CAISO", "America/Los_Angeles", Holidays::nerc);
        add(calendars, "ISO-NE", "America/New_York", Holidays::newEngland);
        // The market's clock stays on Eastern standard time all year.
        add(calendars, "MISO", "Etc/GMT+5", Holidays::nerc);
        add(calendars, "IESO", "America/Toronto", Holidays::ontario);
        add(calendars, "AESO", "America/Edmonton", Holidays::alberta);
        add(calendars, "HYDRO-QUEBEC", "America/Toronto", Holidays::quebecWinter);
        return calendars;
    }

    private static void add(
            Map<String, MarketCalendar> calendars,
            String market,
            String zone,
            IntFunction<Set<LocalDate>> ofYear) {
        Set<LocalDate> dates = new HashSet<>();
        for (int year = FIRST_YEAR; year <= LAST_YEAR; year++) {
            dates.addAll(ofYear.apply(year));
        }
        calendars.put(market, new MarketCalendar(market, ZoneId.of(zone), dates));
    }
}
