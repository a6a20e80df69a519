package org.trimtab.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.trimtab.quantity.Power;

class SignalFileTest {
    @TempDir Path folder;

    private Path file(String text) throws IOException {
        return Files.writeString(folder.resolve("hour.csv"), text);
    }

    @Test
    void shouldReadLevelsInTheOrderOfTheFile() throws IOException {
        Path file =
                file(
                        "time,kind,level\n2026-07-01T18:00:04Z,set_point,58.2 MW\n\n"
                                + "2026-07-01T18:00:00Z,base_point,60 MW\n");

        assertThat(SignalFile.read(file))
                .containsExactly(
                        new SignalFile.Line(
                                Instant.parse("2026-07-01T18:00:04Z"),
                                "set_point",
                                Power.ofWatts(58_200_000)),
                        new SignalFile.Line(
                                Instant.parse("2026-07-01T18:00:00Z"),
                                "base_point",
                                Power.ofWatts(60_000_000)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
"""
'when,what\\n'                                          | heading time,kind,level
'time,kind,level\\n'                                    | no lines
'time,kind,level\\n2026-07-01T18:00:04Z,set_point\\n'   | line 2: three values
'time,kind,level\\nnow,set_point,1 MW\\n'               | line 2: "now"
'time,kind,level\\n2026-07-01T18:00:04Z,setpoint,1 MW'  | line 2: "setpoint" must be
'time,kind,level\\n2026-07-01T18:00:04Z,set_point,NaN'  | line 2: "NaN"
""")
    void shouldNameTheLineThatIsWrong(String text, String expected) throws IOException {
        Path file = file(text.replace("\\n", "\n"));

        assertThatThrownBy(() -> SignalFile.read(file))
                .isInstanceOf(Fault.class)
                .hasMessageContaining(expected);
    }
}
