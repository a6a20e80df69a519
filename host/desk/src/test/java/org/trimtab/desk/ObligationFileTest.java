package org.trimtab.desk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.trimtab.interval.MarketCalendar;
import org.trimtab.settlement.Award;

class ObligationFileTest {
    private static final MarketCalendar ERCOT =
            new MarketCalendar(
                    "ERCOT", ZoneId.of("America/Chicago"), Set.of(LocalDate.parse("2026-10-12")));
    private static final String GOOD =
            """
            site: west-1
            program: ercot/ers-30
            from: 2026-10-05
            until: 2026-10-19
            awards:
              - name: TP5
                reduction: 20 MW
                price: 15.03 USD/MW-h
                hours: 19:00-22:00
                days: weekdays
                maximum-base-load: 2 MW
            events:
              - id: "1"
                notice: 2026-10-14 18:30
                kind: test
            excused:
              - from: 2026-10-15 19:00
                until: 2026-10-15 20:00
                why: outage
                reason: the utility's line was out
            marks:
              - {from: 2026-10-01, until: 2026-10-02, why: price}
            past:
              - {id: e0, at: 2026-08-20T22:00:00Z, passed: false}
            shares:
              - {party: host, share: 60 %}
              - {party: client, share: 40 %}
            """;

    @TempDir Path folder;

    private Obligations read(String text) throws IOException {
        return ObligationFile.read(
                Files.writeString(folder.resolve("obligation.yaml"), text), ERCOT);
    }

    @Test
    void shouldRepeatHoursOnEveryDayThatIsNoHoliday() throws IOException {
        Obligations read = read(GOOD);

        assertThat(read.awards()).hasSize(9);
        Award first = read.awards().getFirst();
        assertThat(first.interval().from()).isEqualTo(Instant.parse("2026-10-06T00:00:00Z"));
        assertThat(first.price()).isEqualByComparingTo("15.03");
        assertThat(first.contracted()).hasToString("2.000 MW");
        assertThat(read.events().getFirst().noticeAt())
                .isEqualTo(Instant.parse("2026-10-14T23:30:00Z"));
        assertThat(read.shares()).hasSize(2);
        assertThat(read.marks()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "reduction: 20 MW; reduction: 20; has no unit",
                "reduction: 20 MW; reduction: 0 MW; above 0",
                "15.03 USD/MW-h; 15.03; is not a price such as",
                "hours: 19:00-22:00; hours: seven; hours such as",
                "hours: 19:00-22:00; hours: 25:00-26:00; no time of day",
                "days: weekdays; days: workdays; must be all, weekdays",
                "until: 2026-10-19; until: 2026-10-01; must come after from",
                "from: 2026-10-05; frm: 2026-10-05; unknown key \"frm\"",
                "why: outage; why: bored; must be outage, announced or exempted",
                "share: 40 %; share: 30 %; must add up to 100 %, got 90 %",
                "passed: false; passed: maybe; must be true or false",
                "2026-10-14 18:30; 2026-03-08 02:30; happens never",
                "2026-10-14 18:30; 2026-11-01 01:30; happens twice",
                "2026-10-14 18:30; 14/10/2026; give a day such as",
                "maximum-base-load: 2 MW; maximum-base-load: two; is not a power",
                "kind: test; kind: practice; must be deployment or test"
            })
    void shouldNameLineAndKeyOfWhatIsWrong(String good, String bad, String expected) {
        assertThatThrownBy(() -> read(GOOD.replace(good, bad)))
                .isInstanceOf(org.trimtab.documents.BadDocument.class)
                .hasMessageMatching("obligation\\.yaml line \\d+: .*")
                .hasMessageContaining(expected);
    }

    @Test
    void shouldAskForAPeriodWhenAnAwardHasNone() {
        assertThatThrownBy(() -> read("awards:\n  - {name: a, reduction: 1 MW}\n"))
                .hasMessageContaining("give from and until here or at the top");
    }
}
