package org.trimtab.virtual;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.trimtab.virtual.FleetGroup.Placement;
import org.trimtab.virtual.machine.Family;
import org.trimtab.virtual.machine.Manners;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Recorded replies of a real machine are the measure of the form: same sections, same keys, same kinds of values. */
class RecordedFormTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "version",
                "config",
                "summary",
                "stats",
                "devs",
                "power",
                "pools",
                "temps",
                "fans",
                "profiles"
            })
    void shouldAnswerInTheFormOfTheRecordingWhenAsked(String command) throws IOException {
        Path recording = recordings().resolve(command + ".json");
        FleetGroup group =
                FleetGroup.of(
                                "lux",
                                Family.LUXOS,
                                "Antminer S19k Pro",
                                new Placement(1, "127.3.0.1", 0))
                        .withManners(Manners.INSTANT);
        try (VirtualFleet fleet = VirtualFleet.start(FleetSpec.of(1, group))) {
            JsonNode given = Wire.ask(fleet.devices().getFirst().endpoint(), command);
            JsonNode wanted = JsonMapper.shared().readTree(Files.readString(recording));

            assertThat(form(given)).isEqualTo(form(wanted));
            if (!command.equals("profiles")) {
                assertThat(given.path("STATUS").path(0).path("Code"))
                        .isEqualTo(wanted.path("STATUS").path(0).path("Code"));
            }
        }
    }

    private static Path recordings() {
        Path here = Path.of("").toAbsolutePath();
        for (Path at = here; at != null; at = at.getParent()) {
            Path found = at.resolve("shared/data/miner-recordings/luxminer/v1");
            if (Files.isDirectory(found)) {
                return found;
            }
        }
        assumeTrue(false, "no recordings: shared/data is not beside the project");
        return here;
    }

    /** Every path of keys and the kind of value there; of a list the union of its entries. */
    private static Map<String, String> form(JsonNode node) {
        Map<String, String> form = new TreeMap<>();
        walk("", node, form);
        return form;
    }

    private static void walk(String path, JsonNode node, Map<String, String> form) {
        if (node.isObject()) {
            List<String> names = new ArrayList<>(node.propertyNames());
            names.forEach(name -> walk(path + "/" + name, node.get(name), form));
        } else if (node.isArray()) {
            node.forEach(item -> walk(path + "[]", item, form));
        } else {
            form.put(path, node.isNumber() ? "number" : node.getNodeType().toString());
        }
    }
}
