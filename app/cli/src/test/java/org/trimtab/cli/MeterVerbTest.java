package org.trimtab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Meter files on the command line. */
class MeterVerbTest {
    @TempDir Path folder;

    @Test
    void shouldWriteTheOneFormWhenAFileIsImported() throws IOException {
        Path file =
                write(
                        "m.csv",
                        """
                        interval_end_local,Usage_kWh
                        2026-07-01 00:15,1.5
                        2026-07-01 00:30,2
                        2026-07-01 01:00,3
                        """);
        Path out = folder.resolve("out.csv");

        Shell.Ended ended =
                Shell.run(
                        "meter",
                        "import",
                        file.toString(),
                        "--tz",
                        "America/Chicago",
                        "--column",
                        "usage_kwh",
                        "--out",
                        out.toString());

        assertThat(ended.exit()).isZero();
        assertThat(ended.out())
                .contains("4 intervals of PT15M from 2026-07-01T05:00:00Z, of which 1 unknown")
                .contains("no value from 2026-07-01T05:30:00Z until 2026-07-01T05:45:00Z");
        assertThat(out)
                .hasContent(
                        """
                        interval_start_utc,kw,quality
                        2026-07-01T05:00:00Z,6.000,good
                        2026-07-01T05:15:00Z,8.000,good
                        2026-07-01T05:30:00Z,,missing
                        2026-07-01T05:45:00Z,12.000,good
                        """);
        assertThat(Shell.run("meter", "import", out.toString(), "--json").out())
                .contains("\"intervals\" : 4")
                .contains("\"GAP\" : 1");
    }

    @Test
    void shouldSayWhatToDoWhenTheFileCannotBeRead() throws IOException {
        Path file = write("m.csv", "interval_start_local,kw\n2026-07-01 00:15,1\n");

        Shell.Ended ended = Shell.run("meter", "import", file.toString());

        assertThat(ended.exit()).isEqualTo(2);
        assertThat(ended.err())
                .isEqualToIgnoringNewLines(
                        "trimtab: m.csv: stamps are local time; say of which zone, such as --tz"
                                + " America/Chicago");
        assertThat(Shell.run("meter", "import", file.toString(), "--tz", "Texas").err())
                .contains("--tz Texas: give a time zone");
        assertThat(Shell.run("meter", "import", folder.resolve("no.csv").toString()).err())
                .contains("there is no such file");
    }

    @Test
    void shouldFailWhenMeterAndDevicesDoNotAgree() throws IOException {
        Path meter = write("m.csv", rows(1000, 1000));
        Path near = write("near.csv", rows(990, 960));
        Path far = write("far.csv", rows(500, 960));

        Shell.Ended good = Shell.run("meter", "reconcile", meter.toString(), near.toString());
        assertThat(good.exit()).isZero();
        assertThat(good.out()).startsWith("GOOD: ").contains("2.5000 % unexplained");
        assertThat(Shell.run("meter", "reconcile", meter.toString(), far.toString()).exit())
                .isEqualTo(Fault.FAILED);
    }

    @Test
    void shouldSayHowToKeepReadingsWhenThereAreNone() {
        Shell.Ended ended =
                Shell.run(
                        "readings",
                        "export",
                        folder.toString(),
                        folder.resolve("o.csv").toString());

        assertThat(ended.exit()).isEqualTo(2);
        assertThat(ended.err()).contains("run the site with --readings");
        assertThat(Shell.run("readings", "rebuild", folder.toString()).err())
                .contains("there are no journals");
    }

    private static String rows(int first, int second) {
        return "interval_start_utc,kw\n2026-07-01T00:00:00Z,"
                + first
                + "\n2026-07-01T00:15:00Z,"
                + second
                + "\n";
    }

    private Path write(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }
}
