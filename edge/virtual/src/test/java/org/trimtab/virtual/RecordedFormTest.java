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
import org.junit.jupiter.params.provider.CsvSource;
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
        Path recording = recordings().resolve("luxminer/v1/" + command + ".json");
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

    /** The rest may tell more than was recorded: what was recorded is there, in the same form. */
    @ParameterizedTest
    @CsvSource({
        "version, avalonminer/version",
        "summary, avalonminer/summary",
        "pools, avalonminer/pools",
        "stats, avalonminer/stats",
        "litestats, avalonminer/litestats"
    })
    void shouldAnswerInTheFormOfTheRecordingWhenAvalon(String command, String recording)
            throws IOException {
        try (VirtualFleet fleet = one(Family.AVALON, "Avalon Q")) {
            JsonNode given = Wire.ask(fleet.devices().getFirst().endpoint(), command);
            assertHolds(given, recording);
            assertThat(given.at("/STATUS/0/Code")).isEqualTo(read(recording).at("/STATUS/0/Code"));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "help, ascset_help",
        "'softoff,1:1', ascset_softoff",
        "'softon,1:1', ascset_softon",
        "'workmode,set,1', ascset_workmode"
    })
    void shouldAnswerACommandAsRecordedWhenAvalon(String option, String recording)
            throws IOException {
        try (VirtualFleet fleet = one(Family.AVALON, "Avalon Q")) {
            JsonNode given =
                    Wire.ask(fleet.devices().getFirst().endpoint(), "ascset", "0," + option);
            JsonNode wanted = read("avalonminer/" + recording);
            assertHolds(given, "avalonminer/" + recording);
            assertThat(given.at("/STATUS/0/STATUS")).isEqualTo(wanted.at("/STATUS/0/STATUS"));
            assertThat(given.at("/STATUS/0/Code")).isEqualTo(wanted.at("/STATUS/0/Code"));
            assertThat(given.at("/STATUS/0/Msg").asString())
                    .startsWith(wanted.at("/STATUS/0/Msg").asString().split("[|:]")[0]);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "summary",
                "devs",
                "pools",
                "status",
                "get_version",
                "get_miner_info",
                "get_psu",
                "get_error_code"
            })
    void shouldAnswerInTheFormOfTheRecordingWhenWhatsminerV2(String command) throws IOException {
        try (VirtualFleet fleet = one(Family.WHATSMINER_V2, "WhatsMiner M50S")) {
            JsonNode given =
                    Whatsminer.ask2(
                            fleet.devices().getFirst().endpoint(), "{\"cmd\":\"" + command + "\"}");
            assertHolds(given, "whatsminer/v2/" + command);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"cmd\":\"get.device.info\"} | get_device_info",
                "{\"cmd\":\"get.miner.status\",\"param\":\"summary\"} | get_miner_status_summary"
            })
    void shouldAnswerInTheFormOfTheRecordingWhenWhatsminer(String request, String recording)
            throws IOException {
        try (VirtualFleet fleet = one(Family.WHATSMINER, "WhatsMiner M60S")) {
            JsonNode given = Whatsminer.ask3(fleet.devices().getFirst().endpoint(), request);
            assertHolds(given, "whatsminer/v3/" + recording);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "configuration/miner, configuration_miner",
        "cooling/state, cooling_state",
        "miner/details, miner_details",
        "miner/stats, miner_stats",
        "miner/hw/hashboards, miner_hw_hashboards",
        "network, network",
        "performance/tuner-state, performance_tuner_state",
        "pools, pools",
        "version, version"
    })
    void shouldAnswerInTheFormOfTheRecordingWhenBraiins(String path, String recording)
            throws IOException {
        try (VirtualFleet fleet = one(Family.BRAIINS, "Antminer S19 XP")) {
            WebCaller caller =
                    new WebCaller(fleet.endpoint(fleet.devices().getFirst(), 80).orElseThrow());
            String token =
                    caller.post(
                                    "/api/v1/auth/login",
                                    "{\"username\":\"root\",\"password\":\"root\"}")
                            .json()
                            .path("token")
                            .asString();
            JsonNode given = caller.with("Authorization", token).get("/api/v1/" + path).json();
            assertHolds(given, "braiins/v25_07/" + recording);
        }
    }

    private static VirtualFleet one(Family family, String model) throws IOException {
        FleetGroup group =
                FleetGroup.of("g", family, model, new Placement(1, "127.3.0.1", 0))
                        .withManners(Manners.INSTANT);
        return VirtualFleet.start(FleetSpec.of(1, group));
    }

    private static void assertHolds(JsonNode given, String recording) throws IOException {
        assertThat(form(given)).containsAllEntriesOf(form(read(recording)));
    }

    private static JsonNode read(String recording) throws IOException {
        return JsonMapper.shared()
                .readTree(Files.readString(recordings().resolve(recording + ".json")));
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
            List<String> names = new ArrayList<>(node.propertyNames());
            names.forEach(name -> walk(path + "/" + name, node.get(name), form));
        } else if (node.isArray()) {
            node.forEach(item -> walk(path + "[]", item, form));
        } else {
            form.put(path, node.isNumber() ? "number" : node.getNodeType().toString());
        }
    }
}
