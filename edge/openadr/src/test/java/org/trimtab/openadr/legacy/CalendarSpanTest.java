package org.trimtab.openadr.legacy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CalendarSpanTest {

    private static final Instant JANUARY_31 = Instant.parse("2027-01-31T12:00:00Z");

    @ParameterizedTest
    @CsvSource({
        "PT15M, 2027-01-31T12:15:00Z",
        "+PT15M, 2027-01-31T12:15:00Z",
        "P1M, 2027-02-28T12:00:00Z",
        "P1Y1MT1H, 2028-02-29T13:00:00Z",
        "P2W, 2027-02-14T12:00:00Z",
        "P1DT0.5S, 2027-02-01T12:00:00.500Z",
        "PT90000S, 2027-02-01T13:00:00Z",
        "PT0S, 2027-01-31T12:00:00Z"
    })
    void shouldEndWhereTheCalendarSaysWhenItHasMonthsOrWeeks(String text, Instant end) {
        assertThat(CalendarSpan.parse(text).from(JANUARY_31)).isEqualTo(end);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "P",
                "PT",
                "P1DT",
                "-PT15M",
                "PT-15M",
                "15M",
                "P1S",
                "PT1.S",
                "P99999999999Y",
                "P21Y",
                "P1M1Y",
                "PT1H ",
                "P1.5D",
                "PT1e3S",
                "P9999Y"
            })
    void shouldRefuseWhenItIsNoUsableDuration(String text) {
        assertThatThrownBy(() -> CalendarSpan.parse(text))
                .isInstanceOf(RefusedPayload.class)
                .hasMessageContaining("'" + text + "'")
                .hasMessageContaining("PT15M");
    }

    @ParameterizedTest
    @CsvSource({"P1M, P1M", "PT15M, PT15M", "P1DT2H, P1DT2H", "P2W, P14D", "PT3600S, PT1H"})
    void shouldWriteTheSameSpanWhenItIsWrittenBack(String text, String written) {
        CalendarSpan span = CalendarSpan.parse(text);
        assertThat(span).hasToString(written);
        assertThat(CalendarSpan.parse(span.toString())).isEqualTo(span);
    }

    @Test
    void shouldBeAsLongAsItsMonthWhenAskedForItsLength() {
        assertThat(CalendarSpan.parse("P1M").lengthFrom(Instant.parse("2027-02-01T00:00:00Z")))
                .isEqualTo(Duration.ofDays(28));
    }
}
