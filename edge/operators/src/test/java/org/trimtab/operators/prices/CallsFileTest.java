package org.trimtab.operators.prices;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.trimtab.market.ReserveCall;
import org.trimtab.quantity.Reduction;

class CallsFileTest {
    @TempDir Path folder;

    @Test
    void shouldReadCallsInOrderOfTheirTime() throws Exception {
        List<ReserveCall> calls =
                read(
                        "2023-09-06T18:10:00-05:00,2023-09-06T21:00:00-05:00,ecrs,",
                        "2023-08-17T19:05:00Z,2023-08-17T21:00:00Z,rrs,1.5");

        assertThat(calls).extracting(ReserveCall::product).containsExactly("rrs", "ecrs");
        assertThat(calls.getFirst().most()).isEqualTo(Reduction.ofWatts(1_500_000));
        assertThat(calls.getLast().most()).isNull();
        assertThat(calls.getLast().interval().from())
                .isEqualTo(Instant.parse("2023-09-06T23:10:00Z"));
        assertThat(calls.getLast().interval().length()).isEqualTo(Duration.ofMinutes(170));
    }

    @Test
    void shouldReadTheSample() {
        Path root = Path.of("").toAbsolutePath();
        while (root != null && !Files.exists(root.resolve("samples"))) {
            root = root.getParent();
        }
        assertThat(root).isNotNull();

        assertThat(CallsFile.read(root.resolve("samples/pjm-synchronised-reserve-2014.csv")))
                .hasSize(39)
                .allSatisfy(call -> assertThat(call.product()).isEqualTo("synchronised-reserve"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    2023-08-17 19:05,2023-08-17T21:00:00Z,rrs,1      | line 2: "2023-08-17 19:05" is no instant
                    2023-08-17T21:00:00Z,2023-08-17T19:05:00Z,rrs,1  | ends after it starts
                    2023-08-17T19:05:00Z,2023-08-17T21:00:00Z,,1     | name the product
                    2023-08-17T19:05:00Z,2023-08-17T21:00:00Z,rrs,-1 | is no number of MW
                    2023-08-17T19:05:00Z,2023-08-17T21:00:00Z,rrs    | four values
                    """)
    void shouldRefuseAndSayWhatToWrite(String line, String says) {
        assertThatThrownBy(() -> read(line))
                .isInstanceOf(BadPriceFile.class)
                .hasMessageContaining(says);
    }

    private List<ReserveCall> read(String... lines) throws Exception {
        Path file = folder.resolve("calls.csv");
        Files.writeString(file, "from,until,product,mw\n" + String.join("\n", lines) + "\n");
        return CallsFile.read(file);
    }
}
