package org.trimtab.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** That the benchmark measures at all; how fast it is here says nothing. */
class FleetVerbTest {
    @Test
    @EnabledOnOs(value = OS.LINUX, disabledReason = "needs an address for every machine")
    void shouldPrintEveryFigureOfTheCommandsWhenAskedForJson() {
        StringWriter out = new StringWriter();
        StringWriter said = new StringWriter();
        CommandLine line =
                new CommandLine(new FleetVerb())
                        .setCaseInsensitiveEnumValuesAllowed(true)
                        .setOut(new PrintWriter(out))
                        .setErr(new PrintWriter(said));

        int exit = line.execute("--miners", "120", "--runs", "1", "--only", "commands", "--json");

        assertThat(exit).as(said.toString()).isZero();
        JsonNode report = JsonMapper.shared().readTree(out.toString());
        assertThat(report.path("figures")).isNotEmpty();
        for (JsonNode figure : report.path("figures")) {
            assertThat(figure.path("runs").asInt()).as(figure.toString()).isEqualTo(1);
            assertThat(figure.path("median").asDouble(-1)).as(figure.toString()).isPositive();
        }
        assertThat(report.path("notes").toString())
                .contains("bare client, last run: 120 devices answered")
                .contains("the fleet: ");
    }

    @Test
    void shouldSayWhatIsAllowedWhenTheNumberIsNot() {
        StringWriter said = new StringWriter();
        CommandLine line = new CommandLine(new FleetVerb()).setErr(new PrintWriter(said));

        assertThat(line.execute("--miners", "7")).isEqualTo(2);
        assertThat(said.toString()).contains("--miners 7", "100 to 50000");
    }
}
