package org.trimtab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.trimtab.virtual.DeviceTruth;
import org.trimtab.virtual.FleetGroup;
import org.trimtab.virtual.FleetGroup.Placement;
import org.trimtab.virtual.FleetSpec;
import org.trimtab.virtual.VirtualFleet;
import org.trimtab.virtual.VirtualSwitch;
import org.trimtab.virtual.machine.Family;
import org.trimtab.virtual.machine.Manners;
import org.trimtab.virtual.machine.Physics.Times;
import tools.jackson.databind.JsonNode;

/** The whole way of a person who sheds a row by its breaker. */
class FleetSwitchVerbTest {
    @TempDir Path folder;
    private VirtualFleet fleet;
    private VirtualSwitch breakers;
    private String site;

    @BeforeEach
    void start() throws IOException {
        FleetGroup group =
                FleetGroup.of("a", Family.LUXOS, "Antminer S21", new Placement(2, "127.91.0.1", 0));
        group =
                group.withManners(Manners.INSTANT.withRestart(Duration.ofMillis(200)))
                        .withPhysics(group.traits().physics().withTimes(Times.ofSeconds(1, 0, 1)));
        fleet = VirtualFleet.start(FleetSpec.of(3, group));
        breakers =
                VirtualSwitch.start(
                        fleet,
                        List.of(Set.of("a-0001", "a-0002"), Set.of()),
                        "127.0.0.1",
                        "private");
        List<String> addresses =
                fleet.devices().stream().map(device -> "" + device.endpoint()).toList();
        site =
                Files.writeString(
                                folder.resolve("site.yaml"),
                                BadInputTest.SITE.replace(
                                                "addresses: [127.90.0.1]",
                                                "addresses: "
                                                        + addresses
                                                        + "\n    falls-within: 4 s")
                                        + """
                                        switches:
                                          - id: on
                                            kind: modbus-coil
                                            address: %s
                                            unit: 1
                                            coil: 0
                                            contact: 0
                                            devices: [a-0001, a-0002]
                                            min-on: 0 s
                                            enabled: true
                                          - {id: "off", kind: modbus-coil, address: "%s", unit: 1, coil: 1, devices: [a-0001]}
                                        """
                                                .formatted(breakers.coils(), breakers.coils()))
                        .toString();
    }

    @AfterEach
    void stop() {
        breakers.close();
        fleet.close();
    }

    private Shell.Ended run(String... args) {
        String[] all = new String[args.length + 3];
        all[0] = "fleet";
        System.arraycopy(args, 0, all, 1, args.length);
        all[args.length + 1] = "--site";
        all[args.length + 2] = site;
        return Shell.run(all);
    }

    private static JsonNode json(Shell.Ended ended) {
        return Json.MAPPER.readTree(ended.out());
    }

    @Test
    void shouldCurtailThenOpenThenRefuseToCloseTooEarly() {
        Shell.Ended awake = run("switch", "open", "on", "--yes", "--json");
        assertThat(awake.exit()).as("%s", awake).isEqualTo(3);
        assertThat(json(awake).at("/interlock/reason").asString()).isEqualTo("DEVICES_AWAKE");
        assertThat(json(awake).path("operation").isNull()).isTrue();

        assertThat(run("curtail", "--all", "--yes").exit()).isZero();
        Shell.Ended planned = run("switch", "open", "on", "--dry-run", "--json");
        assertThat(planned.exit()).isZero();
        assertThat(json(planned).at("/interlock/allowed").asBoolean()).isTrue();
        assertThat(json(planned).path("asleep").asInt()).isEqualTo(2);
        assertThat(breakers.closed(0)).isTrue();

        Shell.Ended opened = run("switch", "open", "on", "--yes", "--json");
        assertThat(opened.exit()).as("%s", opened).isZero();
        assertThat(json(opened).at("/operation/outcome").asString()).isEqualTo("confirmed");
        assertThat(json(opened).path("position").asString()).isEqualTo("OPEN");
        assertThat(fleet.truth()).allMatch(DeviceTruth::unplugged);
        assertThat(fleet.truth()).allMatch(truth -> truth.power().watts() == 0);
        assertThat(TruthFile.line(fleet.truth().getFirst(), Instant.EPOCH))
                .contains("\"power_w\":0,", "\"unplugged\":true");

        Shell.Ended early = run("switch", "close", "on", "--yes");
        assertThat(early.exit()).isEqualTo(3);
        assertThat(early.out()).contains("not sent, MIN_OFF", "must stay open until");
        assertThat(breakers.closed(0)).isFalse();

        Shell.Ended status = run("switch", "status", "on");
        assertThat(status.exit()).as("%s", status).isZero();
        assertThat(status.out())
                .contains("OPEN", "1 of 4", "open confirmed", "may not close: MIN_OFF until");
    }

    @Test
    void shouldRefuseWhatIsNotEnabledNotThereOrNotAgreed() {
        Shell.Ended off = run("switch", "open", "off", "--yes");
        Shell.Ended unknown = run("switch", "open", "offf", "--yes");
        Shell.Ended unasked = run("switch", "open", "on");
        Shell.Ended nameless = run("switch", "close", "--yes");
        Shell.Ended closed = run("switch", "close", "on", "--yes");

        assertThat(off.exit()).isEqualTo(3);
        assertThat(off.out()).contains("NOT_ENABLED");
        assertThat(unknown.exit()).isEqualTo(2);
        assertThat(unknown.err()).contains("did you mean \"off\"");
        assertThat(unasked.exit()).isEqualTo(2);
        assertThat(unasked.err()).contains("--yes", "--dry-run");
        assertThat(nameless.exit()).isEqualTo(2);
        assertThat(closed.exit()).isZero();
        assertThat(closed.out()).contains("ALREADY_THERE");
        assertThat(breakers.closed(0)).isTrue();
    }

    @Test
    void shouldEndWithFourWhenNoSwitchCanBeReached() {
        breakers.close();

        Shell.Ended status = run("switch", "status", "--json");
        Shell.Ended open = run("switch", "open", "on", "--yes");

        assertThat(status.exit()).isEqualTo(4);
        assertThat(json(status).path("switches")).hasSize(2);
        assertThat(json(status).at("/switches/0/position").isNull()).isTrue();
        assertThat(open.exit()).isEqualTo(4);
        assertThat(open.out()).contains("POSITION_UNKNOWN", "no connection");
    }
}
