package org.trimtab.interval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MarketCalendarsTest {
    private static List<String> holidays(String market, int year) {
        return MarketCalendars.of(market).holidays().stream()
                .filter(date -> date.getYear() == year)
                .sorted()
                .map(date -> date.toString().substring(5))
                .toList();
    }

    @Test
    void shouldKnowTheHolidaysOfEachMarketWhenTheyFallOnWeekdaysAndWeekends() {
        assertThat(holidays("PJM", 2026))
                .containsExactly("01-01", "05-25", "07-04", "09-07", "11-26", "12-25");
        assertThat(holidays("ERCOT", 2022)).contains("12-26").doesNotContain("12-25");
        assertThat(holidays("ERCOT", 2023)).contains("01-02").doesNotContain("01-01");
        assertThat(holidays("ISO-NE", 2026))
                .containsExactly("01-01", "05-25", "07-03", "09-07", "11-11", "11-26", "12-25");
        assertThat(holidays("IESO", 2026))
                .containsExactly(
                        "01-01", "02-16", "04-03", "05-18", "07-01", "08-03", "09-07", "10-12",
                        "12-25", "12-28");
        assertThat(holidays("IESO", 2022)).contains("12-26", "12-27");
        assertThat(holidays("AESO", 2026))
                .containsExactly("01-01", "05-18", "07-01", "09-07", "10-12", "12-25");
        assertThat(holidays("HYDRO-QUEBEC", 2026))
                .containsExactly(
                        "01-01", "01-02", "04-03", "04-06", "12-24", "12-25", "12-26", "12-31");
    }

    @Test
    void shouldKnowEasterWhenItIsEarlyOrLate() {
        Map.of(
                        2008, "2008-03-23",
                        2011, "2011-04-24",
                        2024, "2024-03-31",
                        2025, "2025-04-20",
                        2026, "2026-04-05",
                        2038, "2038-04-25",
                        2049, "2049-04-18",
                        2076, "2076-04-19")
                .forEach((year, date) ->
                        assertThat(Holidays.easter(year)).isEqualTo(LocalDate.parse(date)));
    }

    @Test
    void shouldCountAHolidayAsASundayWhenItFallsInTheWeek() {
        MarketCalendar pjm = MarketCalendars.of("PJM");
        assertThat(pjm.dayType(LocalDate.of(2026, 11, 26))).isEqualTo(DayType.SUNDAY_OR_HOLIDAY);
        assertThat(MarketCalendars.of(pjm.zone()).dayType(LocalDate.of(2026, 11, 26)))
                .isEqualTo(DayType.WEEKDAY);
        assertThat(pjm.dayType(LocalDate.of(2026, 7, 4))).isEqualTo(DayType.SUNDAY_OR_HOLIDAY);
    }

    @Test
    void shouldKeepStandardTimeAllYearWhenTheMarketDoes() {
        LocalDate springForward = LocalDate.of(2026, 3, 8);
        assertThat(MarketCalendars.of("MISO").day(springForward).length())
                .isEqualTo(Duration.ofHours(24));
        assertThat(MarketCalendars.of("PJM").day(springForward).length())
                .isEqualTo(Duration.ofHours(23));
        assertThat(
                        MarketCalendars.of(ZoneId.of("America/Chicago"))
                                .day(LocalDate.of(2026, 11, 1))
                                .length())
                .isEqualTo(Duration.ofHours(25));
    }

    @Test
    void shouldNameTheMarketsWhenOneIsUnknown() {
        assertThatThrownBy(() -> MarketCalendars.of("SPP"))
                .hasMessageContaining("\"SPP\"")
                .hasMessageContaining("ERCOT, PJM");
        assertThat(MarketCalendars.markets()).hasSize(10);
    }
}
