package org.trimtab.virtual;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.trimtab.quantity.Share;
import org.trimtab.resource.Endpoint;
import org.trimtab.virtual.FleetGroup.Placement;
import org.trimtab.virtual.machine.Family;
import org.trimtab.virtual.machine.Fault;
import org.trimtab.virtual.machine.Manners;
import org.trimtab.virtual.machine.Physics.Errors;
import org.trimtab.virtual.machine.WorkMode;

class FaultsTest {
    private final TestClock clock = new TestClock();

    private VirtualFleet one(Family family, Fault fault) throws IOException {
        FleetGroup group =
                FleetGroup.of("g", family, "Antminer S21", new Placement(1, "127.5.0.1", 0));
        group =
                group.withManners(Manners.INSTANT)
                        .withPhysics(group.traits().physics().withErrors(Errors.NONE));
        return VirtualFleet.start(
                FleetSpec.of(3, group).withFaults(new Faults(Map.of(fault, Share.ALL))), clock);
    }

    private static Endpoint endpoint(VirtualFleet fleet) {
        return fleet.devices().getFirst().endpoint();
    }

    private static String curtail(VirtualFleet fleet, String action) throws IOException {
        String session =
                Wire.ask(endpoint(fleet), "logon")
                        .path("SESSION")
                        .path(0)
                        .path("SessionID")
                        .asString();
        return Wire.letter(Wire.ask(endpoint(fleet), "curtail", session + "," + action));
    }

    private static boolean asleep(VirtualFleet fleet) {
        return fleet.truth().getFirst().asleep();
    }

    @Test
    void shouldSayYesAndWorkOnWhenDeaf() throws IOException {
        try (VirtualFleet fleet = one(Family.LUXOS, Fault.DEAF)) {
            assertThat(curtail(fleet, "sleep")).isEqualTo("S");
            clock.advanceSeconds(30);

            assertThat(fleet.truth().getFirst().power().watts()).isEqualTo(3_500);
            assertThat(fleet.truth().getFirst().commandsReceived()).isEqualTo(1);
            assertThat(
                            Wire.ask(endpoint(fleet), "config")
                                    .path("CONFIG")
                                    .path(0)
                                    .path("CurtailMode")
                                    .asString())
                    .isEqualTo("Sleep");
            assertThat(
                            Wire.ask(endpoint(fleet), "power")
                                    .path("POWER")
                                    .path(0)
                                    .path("Watts")
                                    .asInt())
                    .isEqualTo(3_500);
        }
    }

    @Test
    void shouldWriteTheWishDownAndHashOnWhenADeafAntminerIsToldToSleep() throws IOException {
        try (VirtualFleet fleet = one(Family.ANTMINER, Fault.DEAF)) {
            Browser browser = new Browser(endpoint(fleet), "root");
            String pools = browser.get("get_miner_conf").get("pools").toString();
            browser.set("{\"miner-mode\":1,\"pools\":" + pools + "}");
            clock.advanceSeconds(30);

            assertThat(browser.get("get_miner_conf").get("bitmain-work-mode").asString())
                    .isEqualTo("1");
            assertThat(browser.get("summary").get("SUMMARY")).hasSize(1);
            assertThat(asleep(fleet)).isFalse();
        }
    }

    @ParameterizedTest
    @EnumSource(Family.class)
    void shouldNeverAnswerWhenSilent(Family family) throws IOException {
        try (VirtualFleet fleet = one(family, Fault.SILENT);
                Socket socket = Wire.dial(endpoint(fleet))) {
            socket.setSoTimeout(300);
            socket.getOutputStream()
                    .write(
                            (family == Family.LUXOS
                                            ? "{\"command\":\"version\"}"
                                            : "GET / HTTP/1.1\r\n\r\n")
                                    .getBytes());
            assertThat(catchThrowable(() -> socket.getInputStream().read()))
                    .isInstanceOf(SocketTimeoutException.class);
        }
    }

    @ParameterizedTest
    @EnumSource(Family.class)
    void shouldResetEveryConnectionWhenItRefuses(Family family) throws IOException {
        try (VirtualFleet fleet = one(family, Fault.REFUSES)) {
            Wire.Heard heard = Wire.tell(endpoint(fleet), "{\"command\":\"version\"}");
            assertThat(heard.reset()).isTrue();
            assertThat(heard.bytes()).isEmpty();
        }
    }

    @Test
    void shouldObeyAndBreakOffWhenItResetsMidReply() throws IOException {
        try (VirtualFleet fleet = one(Family.LUXOS, Fault.RESETS_MID_REPLY)) {
            Wire.Heard heard = Wire.tell(endpoint(fleet), "{\"command\":\"version\"}");
            assertThat(heard.reset()).isTrue();
            assertThat(heard.text()).startsWith("{\"VERSION\"").doesNotContain("}]", "\0");
        }
    }

    @ParameterizedTest
    @EnumSource(Family.class)
    void shouldLeaveOutTheEndMarkAndClose(Family family) throws IOException {
        try (VirtualFleet fleet = one(family, Fault.NO_END_MARK)) {
            boolean luxos = family == Family.LUXOS;
            String request =
                    luxos ? "{\"command\":\"version\"}" : "GET / HTTP/1.1\r\nHost: x\r\n\r\n";
            Wire.Heard heard = Wire.tell(endpoint(fleet), request);
            assertThat(heard.reset()).isFalse();
            assertThat(heard.text())
                    .doesNotContain("\0", "Content-Length")
                    .endsWith(luxos ? "\"id\":1}" : "401 - Unauthorized");
        }
    }

    @ParameterizedTest
    @EnumSource(Family.class)
    void shouldTalkNonsenseWhenGarbled(Family family) throws IOException {
        try (VirtualFleet fleet = one(family, Fault.GARBAGE)) {
            String request =
                    family == Family.LUXOS ? "{\"command\":\"version\"}" : "GET / HTTP/1.1\r\n\r\n";
            assertThat(Wire.tell(endpoint(fleet), request).text())
                    .isNotEmpty()
                    .doesNotContain("VERSION", "HTTP/");
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

    @Test
    void shouldSleepOnWhenItNeverWakes() throws IOException {
        try (VirtualFleet fleet = one(Family.LUXOS, Fault.NEVER_WAKES)) {
            curtail(fleet, "sleep");
            clock.advanceSeconds(70);
            assertThat(asleep(fleet)).isTrue();
            assertThat(curtail(fleet, "wakeup")).isEqualTo("S");
            clock.advanceSeconds(600);
            assertThat(asleep(fleet)).isTrue();
            assertThat(fleet.truth().getFirst().power().watts()).isEqualTo(25);
        }
    }

    @Test
    void shouldTakeFourTimesAsLongWhenItWakesLate() throws IOException {
        try (VirtualFleet fleet = one(Family.LUXOS, Fault.WAKES_LATE)) {
            curtail(fleet, "sleep");
            clock.advanceSeconds(70);
            curtail(fleet, "wakeup");
            clock.advanceSeconds(15);
            assertThat(fleet.truth().getFirst().power().watts()).isLessThan(3_500);
            clock.advanceSeconds(30);
            assertThat(fleet.truth().getFirst().power().watts()).isEqualTo(3_500);
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

    private static java.util.List<Family> machines(int count) {
        return java.util.Collections.nCopies(count, Family.LUXOS);
    }
}
