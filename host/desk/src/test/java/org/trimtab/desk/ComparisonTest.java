package org.trimtab.desk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.trimtab.desk.Comparison.Amount;
import org.trimtab.desk.Comparison.Measure;
import org.trimtab.desk.Comparison.Standing;

class ComparisonTest {
    private static final LocalClock CLOCK = new LocalClock("America/Chicago");

    @TempDir Path folder;

    private Comparison with(String text) throws IOException {
        Path file = Files.writeString(folder.resolve("operator.csv"), text);
        return Comparison.of(Samples.statement(), OperatorFile.read(file));
    }

    @Test
    void shouldLineUpAmountsByNameWithinACent() throws IOException {
        Comparison comparison =
                with(
                        """
                        line,amount
                        Availability of time-period 5,4231011.77
                        Event Performance,-300000.00
                        "Uplift, share of",12.50
                        """);

        assertThat(comparison.lines())
                .extracting(Amount::standing)
                .containsExactly(
                        Standing.EQUAL,
                        Standing.DIFFERS,
                        Standing.NOT_SETTLED,
                        Standing.ONLY_THEIRS,
                        Standing.NOT_SETTLED);
        assertThat(comparison.lines().get(1).difference()).isEqualByComparingTo("51216.51");
        assertThat(comparison.lines().get(4).theirs()).isEqualByComparingTo("3931024.27");
        assertThat(ComparisonText.result(comparison))
                .isEqualTo("We cannot settle the whole; they find 3,931,024.27 USD.");
        assertThat(ComparisonText.findings(comparison, CLOCK))
                .containsExactly(
                        "1 line differs by more than a cent: event performance.",
                        "1 line stands in theirs only: Uplift, share of.",
                        "1 line could not be settled by us: energy at the settlement point.",
                        "Ask for their figures by interval: amounts alone do not show where the two"
                                + " ways part.");
    }

    @Test
    void shouldTellThatTheBaselineDiffersWhenTheMeterAgrees() throws IOException {
        Comparison comparison =
                with(
                        """
                        interval_start_utc,baseline_kw,metered_kw,note
                        2026-10-14T22:00:00Z,20000.4,9000,x
                        2026-10-14T17:15:00-05:00,19000,620,x
                        2026-10-15T12:00:00Z,1,2,x
                        """);

        assertThat(comparison.lines()).isEmpty();
        assertThat(comparison.count(Measure.METERED, Standing.EQUAL)).isEqualTo(2);
        assertThat(comparison.count(Measure.BASELINE, Standing.DIFFERS)).isEqualTo(2);
        assertThat(comparison.count(Measure.METERED, Standing.ONLY_THEIRS)).isEqualTo(1);
        assertThat(comparison.count(Measure.SCORE, Standing.ONLY_OURS)).isZero();
        assertThat(ComparisonText.findings(comparison, CLOCK))
                .contains(
                        "Baseline: 2 of 2 intervals differ, most at 2026-10-14 17:15 CDT: ours"
                                + " 20,000 kW, theirs 19,000 kW; 8 only ours; 1 only theirs.");
    }

    @Test
    void shouldTakeALevelAsEqualWithinHalfTheirLastDigit() throws IOException {
        Comparison comparison =
                with(
                        """
                        interval_start_utc,metered_kw,score
                        2026-10-14T22:15:00Z,620.4,1
                        2026-10-14T22:30:00Z,640.05,1
                        2026-10-14T22:00:00Z,9000.0,1
                        """);

        assertThat(comparison.count(Measure.METERED, Standing.EQUAL)).isEqualTo(1);
        assertThat(comparison.count(Measure.METERED, Standing.DIFFERS)).isEqualTo(2);
        assertThat(comparison.count(Measure.SCORE, Standing.DIFFERS)).isEqualTo(1);
    }

    @Test
    void shouldWritePackWithTheirFileByteForByte() throws IOException {
        String theirs = "\uFEFFline,amount\r\n<script>alert(1)</script>,5\r\n=1+1,6\r\n";
        Comparison comparison = with(theirs);
        byte[] bytes = theirs.getBytes(StandardCharsets.UTF_8);

        Papers pack =
                Papers.dispute(
                        Samples.statement(),
                        Samples.HEADING,
                        Samples.meter(),
                        comparison,
                        bytes,
                        new byte[] {1, 2});
        pack.writeTo(folder.resolve("pack"));
        pack.writeTo(folder.resolve("pack.zip"));
        byte[] zip = Files.readAllBytes(folder.resolve("pack.zip"));
        pack.writeTo(folder.resolve("pack.zip"));

        assertThat(folder.resolve("pack/theirs.csv")).hasBinaryContent(bytes);
        assertThat(folder.resolve("pack/cover.html"))
                .content()
                .contains("&lt;script&gt;", "Check these rules first", "pass_ratio = 95 %")
                .doesNotContain("<script");
        assertThat(folder.resolve("pack/comparison.csv")).content().contains(",'=1+1,USD,,6,");
        assertThat(folder.resolve("pack/sha256.txt")).content().hasLineCount(10);
        assertThat(folder.resolve("pack/evidence.zip")).hasBinaryContent(new byte[] {1, 2});
        assertThat(folder.resolve("pack.zip")).hasBinaryContent(zip);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "'a,b\n1,2'; needs the columns",
                "'line,amount\nx,1,2'; 3 values where the heading names 2",
                "'line,amount\nx,$5'; amount \"$5\" must be a plain number",
                "'line,amount\nx,'; has no amount",
                "'line,amount\nx,1\nX ,2'; stands there twice",
                "'line,amount,line\nx,1,2'; stands there twice",
                "'line,amount\n\"x,1'; quotation mark is not closed",
                "'line,amount'; no rows",
                "''; first line must name the columns",
                "'interval_start_utc,metered_kw\n14.10.2026 17:00,1'; must be a time with its offset",
                "'interval_start_utc,metered_kw\n2026-10-14T22:00:00Z,NaN'; must be a plain number",
                "'line,amount,interval_start_utc\nx,1,2026-10-14T22:00:00Z'; needs either"
            })
    void shouldSayWhatIsWrongWithAFile(String text, String expected) {
        assertThatThrownBy(() -> with(text))
                .isInstanceOf(BadOperatorFile.class)
                .hasMessageStartingWith("operator.csv")
                .hasMessageContaining(expected);
    }

    @Test
    void shouldSayThatAFileIsMissingOrNoText() throws IOException {
        Path binary =
                Files.write(folder.resolve("x.csv"), new byte[] {(byte) 0xff, (byte) 0xfe, 0});

        assertThatThrownBy(() -> OperatorFile.read(binary)).hasMessageContaining("not UTF-8");
        assertThatThrownBy(() -> OperatorFile.read(folder.resolve("none.csv")))
                .hasMessageContaining("there is no such file");
        assertThatThrownBy(() -> OperatorFile.read(folder)).isInstanceOf(BadOperatorFile.class);
    }

    @Test
    void shouldAgreeWhenEveryFigureIsTheSame() throws IOException {
        Comparison comparison = with("interval_start_utc,metered_kw\n" + metered());

        assertThat(comparison.agrees()).isTrue();
        assertThat(ComparisonText.findings(comparison, CLOCK))
                .isEqualTo(List.of("Meter: 9 intervals compared, all equal."));
    }

    private static String metered() {
        StringBuilder rows = new StringBuilder();
        Samples.statement()
                .events()
                .getFirst()
                .intervals()
                .forEach(i -> {
                    if (i.metered() != null) {
                        rows.append(i.interval().from())
                                .append(',')
                                .append(i.metered().watts() / 1000.0)
                                .append('\n');
                    }
                });
        return rows.toString();
    }
}
