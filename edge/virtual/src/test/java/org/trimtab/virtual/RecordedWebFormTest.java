package org.trimtab.virtual;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.trimtab.virtual.FleetGroup.Placement;
import org.trimtab.virtual.machine.Family;
import org.trimtab.virtual.machine.Manners;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The pages of the families that speak REST have the form of those recorded from real machines. */
class RecordedWebFormTest {
    @ParameterizedTest
    @CsvSource({
        "VNISH, /api/v1/info, vnish/web/info",
        "VNISH, /api/v1/summary, vnish/web/summary",
        "VNISH, /api/v1/perf-summary, vnish/web/perf-summary",
        "VNISH, /api/v1/settings, vnish/web/settings",
        "VNISH, /api/v1/autotune/presets, vnish/web/autotune/presets",
        "EPIC, /summary, epic/v1/summary",
        "EPIC, /capabilities, epic/v1/capabilities",
        "EPIC, /network, epic/v1/network",
        "EPIC, /temps, epic/v1/temps",
        "AURADINE, /fan, auradine/v1/fan",
        "AURADINE, /mode, auradine/v1/mode",
        "AURADINE, /psu, auradine/v1/psu",
        "AURADINE, /summary, auradine/v1/summary",
        "AURADINE, /version, auradine/v1/version",
        "PROTO, /api/v1/hardware, proto/v1/hardware",
        "PROTO, /api/v1/mining, proto/v1/mining",
        "PROTO, /api/v1/system, proto/v1/system",
        "PROTO, /api/v1/telemetry, proto/v1/telemetry_full",
        "AXEOS, /api/system/info, bitaxe/v2_0_0/system_info",
    })
    void shouldAnswerInTheFormOfTheRecording(Family family, String path, String recording)
            throws IOException {
        Path file = recordings().resolve(recording + ".json");
        FleetGroup group =
                FleetGroup.of("g", family, "Antminer S21", new Placement(1, "127.6.1.1", 0))
                        .withManners(Manners.INSTANT.withLogin(Manners.Login.of(family)));
        try (VirtualFleet fleet = VirtualFleet.start(FleetSpec.of(1, group))) {
            WebCaller caller = new WebCaller(fleet.devices().getFirst().endpoint());
            if (family == Family.AURADINE) {
                JsonNode token =
                        caller.post("/token", "{\"user\":\"admin\",\"password\":\"admin\"}").json();
                caller = caller.with("Token", token.at("/Token/0/Token").asString(""));
            } else if (family == Family.PROTO) {
                JsonNode tokens =
                        caller.post("/api/v1/auth/login", "{\"password\":\"proto\"}").json();
                caller =
                        caller.with(
                                "Authorization",
                                "Bearer " + tokens.path("access_token").asString(""));
            }
            JsonNode given = caller.get(path).json();
            JsonNode wanted = JsonMapper.shared().readTree(Files.readString(file));

            Map<String, String> form = form(given);
            // Newer than the recording.
            form.remove("/miningPaused");
            assertThat(form).isEqualTo(form(wanted));
        }
    }

    private static Path recordings() {
        Path here = Path.of("").toAbsolutePath();
        for (Path at = here; at != null; at = at.getParent()) {
            Path found = at.resolve("shared/data/miner-recordings");
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
            node.propertyNames().forEach(name -> walk(path + "/" + name, node.get(name), form));
        } else if (node.isArray()) {
            node.forEach(item -> walk(path + "[]", item, form));
        } else {
            form.put(path, node.isNumber() ? "number" : node.getNodeType().toString());
        }
    }
}
