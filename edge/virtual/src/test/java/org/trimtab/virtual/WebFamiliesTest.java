package org.trimtab.virtual;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.trimtab.virtual.machine.Family;
import org.trimtab.virtual.machine.Fault;
import org.trimtab.virtual.machine.Firmware;

/** The families that speak REST: each can be read, put to sleep and woken, and can be at fault. */
class WebFamiliesTest {
    private final WebMachine machine = new WebMachine();

    @AfterEach
    void stop() {
        machine.close();
    }

    private static Firmware firmware(Family family) {
        return Firmware.oldest(family);
    }

    @ParameterizedTest
    @EnumSource(names = {"VNISH", "EPIC", "AURADINE", "PROTO", "AXEOS"})
    void shouldSleepAndWakeAndSaySo(Family family) throws IOException {
        WebCaller caller = machine.login(machine.one(firmware(family)), family);
        Map<Family, String> awake =
                Map.of(
                        Family.VNISH, "mining",
                        Family.EPIC, "Mining",
                        Family.AURADINE, "off",
                        Family.PROTO, "Mining",
                        Family.AXEOS, "false");
        Map<Family, String> asleep =
                Map.of(
                        Family.VNISH, "stopped",
                        Family.EPIC, "Idling",
                        Family.AURADINE, "on",
                        Family.PROTO, "Stopped",
                        Family.AXEOS, "true");
        String pools = machine.truth().pools();
        assertThat(WebMachine.state(caller, family)).isEqualTo(awake.get(family));
        assertThat(machine.watts()).isEqualTo(WebMachine.FULL_WATTS);

        assertThat(WebMachine.turn(caller, family, true).status()).isBetween(200, 202);
        machine.clock.advanceSeconds(5);
        assertThat(WebMachine.state(caller, family)).isEqualTo(asleep.get(family));
        assertThat(machine.watts()).isEqualTo(machine.device().standby().watts());

        WebMachine.turn(caller, family, false);
        machine.clock.advanceSeconds(15);
        assertThat(WebMachine.state(caller, family)).isEqualTo(awake.get(family));
        assertThat(machine.watts()).isEqualTo(WebMachine.FULL_WATTS);
        assertThat(machine.truth().commandsReceived()).isEqualTo(2);
        assertThat(machine.truth().pools()).isEqualTo(pools);
    }

    @ParameterizedTest
    @EnumSource(names = {"VNISH", "EPIC", "AURADINE", "PROTO", "AXEOS"})
    void shouldSaySoAndWorkOnWhenDeaf(Family family) throws IOException {
        WebCaller caller = machine.login(machine.one(firmware(family), Fault.DEAF), family);
        String before = WebMachine.state(caller, family);
        WebMachine.turn(caller, family, true);
        machine.clock.advanceSeconds(5);

        assertThat(WebMachine.state(caller, family)).isNotEqualTo(before);
        assertThat(machine.watts()).isEqualTo(WebMachine.FULL_WATTS);
    }

    @ParameterizedTest
    @EnumSource(names = {"VNISH", "EPIC", "AURADINE", "PROTO", "AXEOS"})
    void shouldSleepOnWhenItNeverWakes(Family family) throws IOException {
        WebCaller caller = machine.login(machine.one(firmware(family), Fault.NEVER_WAKES), family);
        WebMachine.turn(caller, family, true);
        machine.clock.advanceSeconds(5);
        assertThat(WebMachine.turn(caller, family, false).status()).isBetween(200, 202);
        machine.clock.advanceSeconds(60);

        assertThat(machine.watts()).isEqualTo(machine.device().standby().watts());
    }

    @ParameterizedTest
    @EnumSource(names = {"VNISH", "EPIC", "AURADINE", "PROTO", "AXEOS"})
    void shouldTakeNoCommandWhenItsPasswordWasChanged(Family family) throws IOException {
        WebCaller caller = machine.one(firmware(family), Fault.LOCKED);
        if (family == Family.EPIC || family == Family.AXEOS) {
            WebCaller.Heard heard = WebMachine.turn(caller, family, true);
            assertThat(heard.body()).containsAnyOf("BadPassword", "Unauthorized");
        } else {
            assertThat(WebMachine.turn(machine.login(caller, family), family, true).status())
                    .isEqualTo(401);
        }
        machine.clock.advanceSeconds(5);
        assertThat(machine.watts()).isEqualTo(WebMachine.FULL_WATTS);
        assertThat(machine.truth().commandsReceived()).isZero();
    }

    @ParameterizedTest
    @EnumSource(names = {"VNISH", "EPIC", "AURADINE", "PROTO", "AXEOS"})
    void shouldTalkNonsenseAndCountTheCommandWhenGarbled(Family family) throws IOException {
        machine.one(firmware(family), Fault.GARBAGE);
        String path =
                switch (family) {
                    case VNISH -> "/api/v1/mining/pause";
                    case PROTO -> "/api/v1/mining/stop";
                    case AXEOS -> "/api/system/pause";
                    default -> "/mode";
                };
        String heard =
                Wire.tell(machine.device().endpoint(), WebCaller.request("POST", path, "", "{}"))
                        .text();

        assertThat(heard).isNotEmpty().doesNotContain("HTTP/");
        assertThat(machine.truth().commandsReceived()).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource(names = {"VNISH", "PROTO"})
    void shouldRefuseEverySecondRequestWhenItHasTooMany(Family family) throws IOException {
        WebCaller caller = machine.one(firmware(family), Fault.TOO_MANY_REQUESTS);
        String path = family == Family.VNISH ? "/api/v1/info" : "/api/v1/system";

        assertThat(caller.get(path).status()).isEqualTo(200);
        assertThat(caller.get(path).status()).isEqualTo(429);
        assertThat(caller.get(path).status()).isEqualTo(200);
    }
}
