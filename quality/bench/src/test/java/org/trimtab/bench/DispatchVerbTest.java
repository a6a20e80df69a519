package org.trimtab.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** That the decisions are nearly the best there are, and that the benchmark measures at all. */
@EnabledOnOs(
        value = OS.LINUX,
        architectures = "amd64",
        disabledReason = "the solver compared with is machine code of one platform")
class DispatchVerbTest {
    private static final int CASES = 50;
    private static final long SEED = 700_000;

    @BeforeAll
    static void load() {
        Optimum.load();
    }

    @Test
    void shouldLoseAtMostOneDeviceStepMoreThanTheOptimum() {
        for (long seed = SEED; seed < SEED + CASES; seed++) {
            assertThat(OptimumBench.excessSteps(seed)).as("case %d", seed).isBetween(0.0, 1.0);
        }
    }

    @Test
    void shouldPrintEveryFigureWhenAskedForJson() {
        StringWriter out = new StringWriter();
        StringWriter said = new StringWriter();
        CommandLine line =
                new CommandLine(new DispatchVerb())
                        .setCaseInsensitiveEnumValuesAllowed(true)
                        .setOut(new PrintWriter(out))
                        .setErr(new PrintWriter(said));
        String[] words = {
            "--devices", "1000", "--runs", "1", "--cases", "3", "--only", "plan,optimum", "--json"
        };

        int exit = line.execute(words);

        assertThat(exit).as(said.toString()).isZero();
        JsonNode report = JsonMapper.shared().readTree(out.toString());
        for (String key : List.of("full_plan_p99_ms", "re_plan_p99_ms", "excess_most_steps")) {
            assertThat(report.path("figures").toString()).contains(key);
        }
        for (JsonNode figure : report.path("figures")) {
            assertThat(figure.path("runs").asInt()).as(figure.toString()).isEqualTo(1);
            assertThat(figure.path("median").asDouble(-1)).as(figure.toString()).isNotNegative();
        }
    }

    @Test
    void shouldSayWhatIsAllowedWhenTheNumberIsNot() {
        StringWriter said = new StringWriter();
        CommandLine line = new CommandLine(new DispatchVerb()).setErr(new PrintWriter(said));

        assertThat(line.execute("--devices", "7")).isEqualTo(2);
        assertThat(said.toString()).contains("--devices 7", "1000 to 1000000");
    }
}
