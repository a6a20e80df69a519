package org.trimtab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.trimtab.baseline.BaselineMethods;
import tools.jackson.databind.JsonNode;

class BaselineVerbTest {
    @TempDir Path folder;

    @BeforeEach
    void write() throws IOException {
        StringBuilder rows = new StringBuilder("interval_start_utc,kw\n");
        Instant at = Instant.parse("2026-07-01T05:00:00Z");
        for (int i = 0; i < 96 * 20; i++) {
            rows.append(at.plusSeconds(900L * i)).append(',').append(i / 96 == 19 ? 4000 : 10_000);
            rows.append('\n');
        }
        put("meter.csv", rows.toString());
        put("events.csv", "start_utc,end_utc\n2026-07-20T18:00:00Z,2026-07-20T18:30:00Z\n");
    }

    private void put(String name, String text) throws IOException {
        Files.writeString(folder.resolve(name), text);
    }

    private String at(String name) {
        return folder.resolve(name).toString();
    }

    private Shell.Ended baseline(String method, String... more) {
        List<String> args =
                new ArrayList<>(
                        List.of(
                                "baseline",
                                "--method",
                                method,
                                "--meter",
                                at("meter.csv"),
                                "--events",
                                at("events.csv"),
                                "--calendar",
                                "ERCOT"));
        args.addAll(Arrays.asList(more));
        return Shell.run(args.toArray(String[]::new));
    }

    @Test
    void shouldWriteTheIntervalsAsTheContractSays() {
        Shell.Ended ended = baseline("generic-10-of-10", "--out", at("out/baseline.csv"));

        assertThat(ended.exit()).as("%s", ended).isZero();
        assertThat(folder.resolve("out/baseline.csv"))
                .hasContent(
                        """
                        interval_start_utc,baseline_kw,metered_kw,reduction_kw
                        2026-07-20T18:00:00Z,10000.000,4000.000,6000.000
                        2026-07-20T18:15:00Z,10000.000,4000.000,6000.000
                        """);
    }

    @Test
    void shouldSayWhichDaysWereTakenAndWhyNot() {
        Shell.Ended ended = baseline("generic-10-of-10");

        assertThat(ended.out())
                .startsWith("generic-10-of-10: ")
                .contains("\n  formula  ", "\n  source   ")
                .contains("event line-2 [2026-07-20T18:00:00Z, 2026-07-20T18:30:00Z)")
                .contains("baseline 10.000 MW, reduced by 6.000 MW in the mean of 2 intervals")
                .contains("2026-07-17  weekday          taken")
                .contains("2026-07-19  Sunday, holiday  another kind of day");
    }

    @Test
    void shouldKeepMarkedDaysOutOfTheBaseline() throws IOException {
        put(
                "marks.csv",
                "start_utc,end_utc,why\n2026-07-17T10:00:00Z,2026-07-17T20:00:00Z,outage\n");

        Shell.Ended ended = baseline("generic-10-of-10", "--marks", at("marks.csv"));

        assertThat(ended.out()).contains("2026-07-17  weekday          had an outage");
    }

    @Test
    void shouldEndWithThreeWhenAMethodRefuses() {
        Shell.Ended refused = baseline("maximum-base-load");
        Shell.Ended given = baseline("maximum-base-load", "--contracted", "2 MW");

        assertThat(refused.exit()).isEqualTo(3);
        assertThat(refused.out()).contains("refused: ", "contracted");
        assertThat(given.exit()).as("%s", given).isZero();
    }

    @Test
    void shouldRunEveryMethodBesideTheOthers() {
        Shell.Ended table = baseline("all");
        Shell.Ended json = baseline("all", "--json");

        assertThat(table.exit()).isZero();
        assertThat(table.out()).contains("method", "generic-10-of-10", "control-group refuses");
        assertThat(Json.MAPPER.readTree(json.out()).path("methods").size())
                .isEqualTo(BaselineMethods.all().size());
    }

    @Test
    void shouldListTheMethodsWithTheirSources() {
        Shell.Ended plain = Shell.run("baseline", "methods");
        Shell.Ended json = Shell.run("baseline", "methods", "--json");

        assertThat(plain.exit()).isZero();
        JsonNode first = Json.MAPPER.readTree(json.out()).path("methods").get(0);
        assertThat(first.path("formula").asString()).isNotBlank();
        assertThat(first.path("source").asString()).isNotBlank();
        assertThat(plain.out()).contains(first.path("method").asString() + ": ");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "--method; medium-8-of-10; the nearest are",
                "--calendar; MOON; no calendar",
                "--tz; Texas; time zone",
                "--contracted; 2; has no unit",
                "--marks; meter.csv; the first line must be start_utc,end_utc,why",
                "--system-peaks; meter.csv; the first line must be interval_start_utc",
                "--temperature; meter.csv; the first line must be interval_start_utc,celsius",
                "--control; none.csv; there is no such file",
                "--set-points; events.csv; events.csv",
                "--column; kwatt; no column",
                "--events; meter.csv; meter.csv"
            })
    void shouldSayWhichOptionIsWrong(String option, String value, String expected) {
        List<String> args =
                new ArrayList<>(
                        List.of(
                                "baseline",
                                "--method",
                                "generic-10-of-10",
                                "--meter",
                                at("meter.csv"),
                                "--events",
                                at("events.csv")));
        int given = args.indexOf(option);
        if (given >= 0) {
            args.subList(given, given + 2).clear();
        }
        args.addAll(List.of(option, value.endsWith(".csv") ? at(value) : value));

        Shell.Ended ended = Shell.run(args.toArray(String[]::new));

        assertThat(ended.exit()).as("%s", ended).isEqualTo(2);
        assertThat(ended.out()).isEmpty();
        assertThat(ended.errLines()).as("%s", ended).hasSize(1);
        assertThat(ended.err()).startsWith("trimtab: ").contains(expected);
    }

    @Test
    void shouldAskForWhatIsMissing() {
        Shell.Ended bare = Shell.run("baseline");
        Shell.Ended both = baseline("all", "--out", at("x.csv"));

        assertThat(bare.exit()).isEqualTo(2);
        assertThat(bare.err()).contains("--method, --meter and --events", "baseline methods");
        assertThat(both.exit()).isEqualTo(2);
        assertThat(both.err()).contains("one method");
    }
}
