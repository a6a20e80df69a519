package org.trimtab.virtual;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.trimtab.quantity.Share;
import org.trimtab.resource.Endpoint;
import org.trimtab.virtual.FleetGroup.Placement;
import org.trimtab.virtual.machine.Family;
import org.trimtab.virtual.machine.Fault;
import org.trimtab.virtual.machine.Firmware;
import org.trimtab.virtual.machine.Manners;
import org.trimtab.virtual.machine.Physics.Errors;
import org.trimtab.virtual.machine.Physics.Times;
import org.trimtab.virtual.machine.WorkMode;

class FaultsTest {
    private static final int FULL_WATTS = 3_500;

    private final TestClock clock = new TestClock();

    private VirtualFleet one(Family family, Fault fault) throws IOException {
        return one(Firmware.oldest(family), fault);
    }

    private VirtualFleet one(Firmware firmware, Fault fault) throws IOException {
        FleetGroup group =
                FleetGroup.of(
                                "g",
                                firmware.family(),
                                "Antminer S21",
                                new Placement(1, "127.5.0.1", 0))
                        .withFirmware(firmware);
        group =
                group.withManners(Manners.INSTANT.withLogin(Manners.Login.of(firmware.family())))
                        .withPhysics(
                                group.traits()
                                        .physics()
                                        .withErrors(Errors.NONE)
                                        .withTimes(Times.ofSeconds(5, 5, 10)));
        return VirtualFleet.start(
                FleetSpec.of(3, group).withFaults(new Faults(Map.of(fault, Share.ALL))), clock);
    }

    static List<Family> commandable() {
        return Arrays.stream(Family.values()).filter(f -> !AnyMiner.readOnly(f)).toList();
    }

    private static Endpoint endpoint(VirtualFleet fleet) {
        return fleet.devices().getFirst().endpoint();
    }

    private static boolean asleep(VirtualFleet fleet) {
        return fleet.truth().getFirst().asleep();
    }

    private static long watts(VirtualFleet fleet) {
        return fleet.truth().getFirst().power().watts();
    }

    private static long standby(VirtualFleet fleet) {
        return fleet.devices().getFirst().standby().watts();
    }

    @ParameterizedTest
    @MethodSource("commandable")
    void shouldSayYesAndWorkOnWhenDeaf(Family family) throws IOException {
        try (VirtualFleet fleet = one(family, Fault.DEAF)) {
            assertThat(new AnyMiner(fleet).turn(true)).isTrue();
            clock.advanceSeconds(30);

            assertThat(watts(fleet)).isEqualTo(FULL_WATTS);
            assertThat(asleep(fleet)).isFalse();
            assertThat(fleet.truth().getFirst().commandsReceived()).isEqualTo(1);
        }
    }

    @Test
    void shouldShowItsWishAndItsPowerInTruthWhenDeaf() throws IOException {
        try (VirtualFleet fleet = one(Family.LUXOS, Fault.DEAF)) {
            new AnyMiner(fleet).turn(true);
            clock.advanceSeconds(30);

            assertThat(Wire.ask(endpoint(fleet), "config").at("/CONFIG/0/CurtailMode").asString())
                    .isEqualTo("Sleep");
            assertThat(Wire.ask(endpoint(fleet), "power").at("/POWER/0/Watts").asInt())
                    .isEqualTo(FULL_WATTS);
        }
        try (VirtualFleet fleet = one(Family.AVALON, Fault.DEAF)) {
            new AnyMiner(fleet).turn(true);
            clock.advanceSeconds(30);

            assertThat(Wire.ask(endpoint(fleet), "litestats").at("/STATS/0").toString())
                    .contains("In Idle", " " + FULL_WATTS + "]");
        }
        try (VirtualFleet fleet = one(Family.WHATSMINER, Fault.DEAF)) {
            new AnyMiner(fleet).turn(true);
            clock.advanceSeconds(30);

            assertThat(
                            Whatsminer.ask3(endpoint(fleet), "{\"cmd\":\"get.device.info\"}")
                                    .at("/msg/miner/working")
                                    .asString())
                    .isEqualTo("false");
            assertThat(
                            Whatsminer.ask3(
                                            endpoint(fleet),
                                            "{\"cmd\":\"get.miner.status\","
                                                    + "\"param\":\"summary\"}")
                                    .at("/msg/summary/power-realtime")
                                    .asInt())
                    .isEqualTo(FULL_WATTS);
        }
    }

    @Test
    void shouldWriteTheWishDownAndHashOnWhenADeafAntminerIsToldToSleep() throws IOException {
        try (VirtualFleet fleet = one(Family.ANTMINER, Fault.DEAF)) {
            new AnyMiner(fleet).turn(true);
            clock.advanceSeconds(30);

            Browser browser = new Browser(endpoint(fleet), "root");
            assertThat(browser.get("get_miner_conf").get("bitmain-work-mode").asString())
                    .isEqualTo("1");
            assertThat(browser.get("summary").get("SUMMARY")).hasSize(1);
        }
    }

    @ParameterizedTest
    @EnumSource(Family.class)
    void shouldNeverAnswerWhenSilent(Family family) throws IOException {
        try (VirtualFleet fleet = one(family, Fault.SILENT);
                Socket socket = Wire.dial(endpoint(fleet))) {
            socket.setSoTimeout(300);
            socket.getOutputStream().write(AnyMiner.question(family).getBytes());
            assertThat(catchThrowable(() -> socket.getInputStream().read()))
                    .isInstanceOf(SocketTimeoutException.class);
        }
    }

    @ParameterizedTest
    @EnumSource(Family.class)
    void shouldResetEveryConnectionWhenItRefuses(Family family) throws IOException {
        try (VirtualFleet fleet = one(family, Fault.REFUSES)) {
            Wire.Heard heard = Wire.tell(endpoint(fleet), AnyMiner.question(family));
            assertThat(heard.reset()).isTrue();
            assertThat(heard.bytes()).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource(Family.class)
    void shouldBreakOffWhenItResetsMidReply(Family family) throws IOException {
        try (VirtualFleet fleet = one(family, Fault.RESETS_MID_REPLY)) {
            Wire.Heard heard = Wire.tell(endpoint(fleet), AnyMiner.question(family));
            assertThat(heard.reset()).isTrue();
            assertThat(heard.text()).doesNotEndWith("}\0").doesNotEndWith("}");
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"BRAIINS", "AVALON", "SEALMINER", "EPIC", "AXEOS"})
    void shouldObeyAllTheSameWhenItResetsMidReply(Family family) throws IOException {
        try (VirtualFleet fleet = one(family, Fault.RESETS_MID_REPLY)) {
            new AnyMiner(fleet).turn(true);
            clock.advanceSeconds(30);
            assertThat(asleep(fleet)).isTrue();
        }
    }

    @ParameterizedTest
    @EnumSource(Family.class)
    void shouldLeaveOutTheEndMarkAndClose(Family family) throws IOException {
        try (VirtualFleet fleet = one(family, Fault.NO_END_MARK)) {
            Wire.Heard heard = Wire.tell(endpoint(fleet), AnyMiner.question(family));
            assertThat(heard.reset()).isFalse();
            assertThat(heard.bytes()).isNotEmpty();
            assertThat(heard.text()).doesNotContain("\0", "Content-Length");
            if (!AnyMiner.web(family)) {
                assertThat(heard.text()).startsWith("{").endsWith("}");
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Family.class)
    void shouldTalkNonsenseAndDoNothingWhenGarbled(Family family) throws IOException {
        try (VirtualFleet fleet = one(family, Fault.GARBAGE)) {
            assertThat(Wire.tell(endpoint(fleet), AnyMiner.question(family)).text())
                    .isNotEmpty()
                    .doesNotContain("VERSION", "HTTP/", "SUMMARY", "get.device.info");
            assertThat(new AnyMiner(fleet).turn(true)).isFalse();
            clock.advanceSeconds(30);
            assertThat(watts(fleet)).isEqualTo(FULL_WATTS);
        }
    }

    @ParameterizedTest
    @EnumSource(Family.class)
    void shouldObeyNobodyWhenLocked(Family family) throws IOException {
        try (VirtualFleet fleet = one(family, Fault.LOCKED)) {
            assertThat(new AnyMiner(fleet).turn(true)).isFalse();
            clock.advanceSeconds(30);
            assertThat(watts(fleet)).isEqualTo(FULL_WATTS);
        }
    }

    @Test
    void shouldAlwaysHaveAnotherHolderOfTheSessionWhenLocked() throws IOException {
        try (VirtualFleet fleet = one(Family.LUXOS, Fault.LOCKED)) {
            assertThat(Wire.letter(Wire.ask(endpoint(fleet), "logon"))).isEqualTo("E");
            clock.advance(Duration.ofHours(1));
            assertThat(Wire.letter(Wire.ask(endpoint(fleet), "logon"))).isEqualTo("E");
            Wire.ask(endpoint(fleet), "kill");
            assertThat(Wire.letter(Wire.ask(endpoint(fleet), "logon"))).isEqualTo("E");
        }
    }

    @Test
    void shouldRefuseTheRightPasswordWhenAnAntminerIsLocked() throws IOException {
        try (VirtualFleet fleet = one(Family.ANTMINER, Fault.LOCKED)) {
            assertThat(new Browser(endpoint(fleet), "root").page("GET", "/cgi-bin/summary.cgi", ""))
                    .startsWith("HTTP/1.1 401 ");
        }
    }

    @ParameterizedTest
    @MethodSource("commandable")
    void shouldSleepOnWhenItNeverWakes(Family family) throws IOException {
        try (VirtualFleet fleet = one(family, Fault.NEVER_WAKES)) {
            assertThat(new AnyMiner(fleet).turn(true)).isTrue();
            clock.advanceSeconds(70);
            assertThat(asleep(fleet)).isTrue();
            assertThat(new AnyMiner(fleet).turn(false)).isTrue();
            clock.advanceSeconds(600);
            assertThat(asleep(fleet)).isTrue();
            assertThat(watts(fleet)).isEqualTo(standby(fleet));
        }
    }

    @ParameterizedTest
    @MethodSource("commandable")
    void shouldTakeFourTimesAsLongWhenItWakesLate(Family family) throws IOException {
        try (VirtualFleet fleet = one(family, Fault.WAKES_LATE)) {
            new AnyMiner(fleet).turn(true);
            clock.advanceSeconds(70);
            assertThat(watts(fleet)).isEqualTo(standby(fleet));
            new AnyMiner(fleet).turn(false);
            clock.advanceSeconds(25);
            assertThat(watts(fleet)).isLessThan(FULL_WATTS);
            clock.advanceSeconds(60);
            assertThat(watts(fleet)).isEqualTo(FULL_WATTS);
        }
    }

    @Test
    void shouldTakeANonceForOneRequestOnlyWhenItIsStale() throws IOException {
        try (VirtualFleet fleet = one(Family.ANTMINER, Fault.NONCE_STALE)) {
            Browser browser = new Browser(endpoint(fleet), "root");
            String challenge = browser.challenge();
            String path = "/cgi-bin/stats.cgi";
            assertThat(browser.raw("GET", path, "", browser.authorization(challenge, "GET", path)))
                    .startsWith("HTTP/1.1 200 ");
            assertThat(browser.raw("GET", path, "", browser.authorization(challenge, "GET", path)))
                    .startsWith("HTTP/1.1 401 ")
                    .contains("stale=true");
            assertThat(new AnyMiner(fleet).turn(true)).isTrue();
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"STOCK_2022", "STOCK_2023"})
    void shouldSayYesToEitherKeyAndObeyOneWhenItIgnoresAKey(Firmware firmware) throws IOException {
        try (VirtualFleet fleet = one(firmware, Fault.IGNORES_A_KEY)) {
            Browser browser = new Browser(endpoint(fleet), "root");
            assertThat(browser.set("{\"miner-mode\":1}").path("code").asString()).isEqualTo("M000");
            clock.advanceSeconds(30);
            assertThat(asleep(fleet)).isFalse();

            assertThat(new AnyMiner(fleet).turn(true)).isTrue();
            clock.advanceSeconds(30);
            assertThat(asleep(fleet)).isTrue();
            assertThat(fleet.truth().getFirst().poolsChanged()).isFalse();
        }
    }

    @Test
    void shouldGiveTheSharesAskedForAndTheSameMachinesEachTime() {
        Map<Integer, Fault> drawn = Faults.spread(new Share(50_000)).draw(machines(1_000), 7);

        assertThat(drawn).hasSize(50);
        for (Fault fault : Fault.values()) {
            assertThat(drawn.values().stream().filter(fault::equals))
                    .hasSize(fault.befallsAll() ? 5 : 0);
        }
        assertThat(Faults.spread(new Share(50_000)).draw(machines(1_000), 7)).isEqualTo(drawn);
        assertThat(Faults.spread(new Share(50_000)).draw(machines(1_000), 8)).isNotEqualTo(drawn);
        assertThat(Faults.spread(new Share(50_000)).draw(machines(60), 7)).hasSize(3);
    }

    @Test
    void shouldRefuseMoreFaultsThanMachines() {
        Map<Fault, Share> shares =
                Map.of(Fault.DEAF, new Share(600_000), Fault.SILENT, new Share(600_000));
        assertThatThrownBy(() -> new Faults(shares)).hasMessageContaining("120 %");
    }

    @Test
    void shouldStartInTheModeItIsGiven() throws IOException {
        FleetGroup group =
                FleetGroup.of("g", Family.LUXOS, "Antminer S21", new Placement(1, "127.5.0.1", 0))
                        .withWorkMode(WorkMode.SLEEP);
        try (VirtualFleet fleet = VirtualFleet.start(FleetSpec.of(1, group), clock)) {
            assertThat(asleep(fleet)).isTrue();
        }
    }

    private static List<Family> machines(int count) {
        return java.util.Collections.nCopies(count, Family.LUXOS);
    }
}
