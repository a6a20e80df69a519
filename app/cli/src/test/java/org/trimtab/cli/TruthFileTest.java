package org.trimtab.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.trimtab.resource.Endpoint;
import org.trimtab.virtual.FleetSpec;
import org.trimtab.virtual.VirtualFleet;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class TruthFileTest {
    private static final String FLEET =
            """
            seed: 3
            faults: {deaf: 50 %}
            groups:
              - {group: bos, family: braiins, model: Antminer S21, count: 2, first: 127.9.9.1, port: 0}
            """;

    @TempDir Path folder;

    private VirtualFleet fleet() throws IOException {
        Path file = folder.resolve("fleet.yaml");
        Files.writeString(file, FLEET);
        return VirtualFleet.start(FleetSpec.read(file));
    }

    private static List<JsonNode> read(Path file) throws IOException {
        return Files.readAllLines(file).stream().map(JsonMapper.shared()::readTree).toList();
    }

    @Test
    void shouldHoldALineForEveryMachineAndTheLastStateWhenClosed() throws IOException {
        Path file = folder.resolve("truth.jsonl");
        try (VirtualFleet fleet = fleet()) {
            TruthFile truth = TruthFile.start(fleet, file);
            assertThat(read(file))
                    .extracting(line -> line.path("name").asString())
                    .containsExactly("bos-0001", "bos-0002");
            for (JsonNode line : read(file)) {
                assertThat(line.propertyNames())
                        .containsExactly(
                                "name",
                                "endpoint",
                                "family",
                                "model",
                                "mode",
                                "asleep",
                                "level",
                                "power_w",
                                "pools",
                                "pools_changed",
                                "commands_received",
                                "last_command_at",
                                "fault",
                                "unplugged",
                                "at");
                assertThat(line.path("asleep").asBoolean()).isFalse();
                assertThat(line.path("last_command_at").isNull()).isTrue();
                assertThat(line.path("pools")).hasSize(3);
            }
            fleet.devices().forEach(device -> pause(device.endpoint()));
            truth.close();

            List<JsonNode> last = read(file);
            assertThat(last).hasSize(2);
            for (JsonNode line : last) {
                boolean deaf = line.path("fault").asString("").equals("deaf");
                assertThat(line.path("asleep").asBoolean()).isEqualTo(!deaf);
                assertThat(line.path("commands_received").asInt()).isEqualTo(1);
                assertThat(line.path("last_command_at").isString()).isTrue();
                assertThat(line.path("pools_changed").asBoolean()).isFalse();
            }
            assertThat(last)
                    .extracting(line -> line.path("asleep").asBoolean())
                    .containsExactlyInAnyOrder(true, false);
        }
        try (var left = Files.list(folder)) {
            assertThat(left).hasSize(2);
        }
    }

    private static void pause(Endpoint endpoint) {
        try (Socket socket = new Socket(endpoint.host(), endpoint.port())) {
            socket.getOutputStream().write("{\"command\":\"pause\"}".getBytes());
            socket.getInputStream().readAllBytes();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void shouldNameTheFileWhenItCannotBeWritten() throws IOException {
        Path file = folder.resolve("no-such-folder").resolve("truth.jsonl");
        try (VirtualFleet fleet = fleet()) {
            assertThatThrownBy(() -> TruthFile.start(fleet, file))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("no-such-folder");
        }
    }
}
