package org.trimtab.virtual;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.trimtab.virtual.Wire.ask;
import static org.trimtab.virtual.Wire.letter;

import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.trimtab.resource.Endpoint;
import org.trimtab.virtual.FleetGroup.Placement;
import org.trimtab.virtual.machine.Family;
import org.trimtab.virtual.machine.Manners;
import org.trimtab.virtual.machine.Physics.Errors;
import tools.jackson.databind.JsonNode;

class LuxosFleetTest {
    private static final int RUNNING_WATTS = 3_500;

    private final TestClock clock = new TestClock();
    private VirtualFleet fleet;
    private Endpoint first;
    private Endpoint second;

    @BeforeEach
    void startTwo() throws IOException {
        FleetGroup group =
                FleetGroup.of(
                        "lux", Family.LUXOS, "Antminer S21", new Placement(2, "127.3.0.1", 0));
        group =
                group.withManners(Manners.INSTANT.withRestart(Duration.ofSeconds(30)))
                        .withPhysics(group.traits().physics().withErrors(Errors.NONE));
        fleet = VirtualFleet.start(FleetSpec.of(1, group), clock);
        first = fleet.devices().get(0).endpoint();
        second = fleet.devices().get(1).endpoint();
    }

    @AfterEach
    void stop() {
        fleet.close();
    }

    private String logon(Endpoint endpoint) throws IOException {
        return ask(endpoint, "logon").path("SESSION").path(0).path("SessionID").asString();
    }

    private String sessionOf(Endpoint endpoint) throws IOException {
        return ask(endpoint, "session").path("SESSION").path(0).path("SessionID").asString();
    }

    private JsonNode curtail(Endpoint endpoint, String action) throws IOException {
        return ask(endpoint, "curtail", logon(endpoint) + "," + action);
    }

    private long watts(int device) {
        return fleet.truth().get(device).power().watts();
    }

    @Test
    void shouldEndItsReplyWithOneZeroByteAndClose() throws IOException {
        Wire.Heard heard = Wire.tell(first, "{\"command\":\"version\"}");

        assertThat(heard.reset()).isFalse();
        assertThat(heard.text()).startsWith("{\"VERSION\":[{").endsWith(",\"id\":1}\0");
        assertThat(heard.text().chars().filter(c -> c == 0)).hasSize(1);
    }

    @Test
    void shouldTolerateANewlineAndASplitRequest() throws IOException {
        assertThat(Wire.tell(first, "{\"command\":\"version\"}\n").text()).contains("LUXminer");
        try (Socket socket = Wire.dial(first)) {
            socket.getOutputStream().write("{\"comm".getBytes());
            socket.getOutputStream().flush();
            socket.getOutputStream().write("and\":\"version\"}".getBytes());
            assertThat(new String(socket.getInputStream().readAllBytes())).contains("VERSION");
        }
    }

    @Test
    void shouldAnswerTextWithText() throws IOException {
        assertThat(Wire.tell(first, "version").text())
                .startsWith("STATUS=S,When=")
                .contains("|VERSION,API=3.7,")
                .endsWith("|\0");
    }

    @Test
    void shouldJoinCommandsUnderTheirNames() throws IOException {
        JsonNode reply = ask(first, "version+power");

        assertThat(reply.path("version").path(0).path("VERSION").path(0).path("Type").asString())
                .isEqualTo("Antminer S21");
        assertThat(reply.path("power").path(0).path("POWER").path(0).path("Watts").asInt())
                .isEqualTo(RUNNING_WATTS);
        assertThat(reply.path("id").asInt()).isEqualTo(1);
    }

    @Test
    void shouldRefuseAnUnknownCommandWithCode14() throws IOException {
        JsonNode reply = ask(first, "frobnicate");

        assertThat(letter(reply)).isEqualTo("E");
        assertThat(reply.path("STATUS").path(0).path("Code").asInt()).isEqualTo(14);
    }

    @Test
    void shouldLetOnlyOneHoldTheSession() throws IOException {
        assertThat(sessionOf(first)).isEmpty();
        String session = logon(first);

        assertThat(sessionOf(first)).isEqualTo(session).hasSize(8);
        assertThat(letter(ask(first, "logon"))).isEqualTo("E");
        assertThat(letter(ask(first, "curtail", "nobody12,sleep"))).isEqualTo("E");
        assertThat(letter(ask(first, "logoff", session))).isEqualTo("S");
        assertThat(sessionOf(first)).isEmpty();
    }

    @Test
    void shouldLetASessionLapseSixtySecondsAfterItsLastUse() throws IOException {
        String session = logon(first);
        clock.advanceSeconds(59);
        assertThat(letter(ask(first, "curtail", session + ",sleep"))).isEqualTo("S");
        clock.advanceSeconds(59);
        assertThat(sessionOf(first)).isEqualTo(session);
        clock.advanceSeconds(1);

        assertThat(sessionOf(first)).isEmpty();
        assertThat(letter(ask(first, "curtail", session + ",wakeup"))).isEqualTo("E");
    }

    @Test
    void shouldFallToStandbyWhenToldToSleep() throws IOException {
        JsonNode reply = curtail(first, "sleep");

        assertThat(reply.path("CURTAIL").path(0).path("Action").asString()).isEqualTo("sleep mode");
        assertThat(reply.path("STATUS").path(0).path("Code").asInt()).isEqualTo(335);
        long before = watts(0);
        assertThat(before).isEqualTo(RUNNING_WATTS);
        for (int i = 0; i < 50; i++) {
            clock.advance(Duration.ofMillis(100));
            assertThat(watts(0)).isLessThanOrEqualTo(before);
            before = watts(0);
        }
        assertThat(watts(0)).isEqualTo(25);
        assertThat(watts(1)).isEqualTo(RUNNING_WATTS);
        JsonNode config = ask(first, "config").path("CONFIG").path(0);
        assertThat(config.path("CurtailMode").asString()).isEqualTo("Sleep");
        assertThat(config.path("IsPowerSupplyOn").asBoolean()).isFalse();
        assertThat(ask(first, "summary").path("SUMMARY").path(0).path("GHS 5s").asDouble())
                .isZero();
    }

    @Test
    void shouldRiseAgainWhenWoken() throws IOException {
        curtail(first, "sleep");
        clock.advanceSeconds(61);
        curtail(first, "wakeup");
        long before = watts(0);
        for (int i = 0; i < 100; i++) {
            clock.advance(Duration.ofMillis(100));
            assertThat(watts(0)).isGreaterThanOrEqualTo(before);
            before = watts(0);
        }

        assertThat(watts(0)).isEqualTo(RUNNING_WATTS);
        assertThat(ask(first, "summary").path("SUMMARY").path(0).path("GHS 5s").asDouble())
                .isCloseTo(200_000, within(2_000.0));
    }

    @Test
    void shouldBeTwoMachinesAtTwoAddressesOfOnePort() throws IOException {
        assertThat(first.port()).isEqualTo(second.port());
        curtail(second, "sleep");
        clock.advanceSeconds(10);

        assertThat(fleet.truth()).extracting(DeviceTruth::asleep).containsExactly(false, true);
        assertThat(fleet.truth()).extracting(DeviceTruth::commandsReceived).containsExactly(0, 1);
        assertThat(fleet.totalTruePowerW(clock.instant())).isEqualTo(RUNNING_WATTS + 25);
    }

    @Test
    void shouldStayAsleepAcrossAReboot() throws IOException {
        curtail(first, "sleep");
        clock.advanceSeconds(61);
        ask(first, "rebootdevice", logon(first));
        assertThat(Wire.tell(first, "{\"command\":\"version\"}").reset()).isTrue();
        clock.advanceSeconds(31);

        assertThat(ask(first, "config").path("CONFIG").path(0).path("CurtailMode").asString())
                .isEqualTo("Sleep");
        assertThat(fleet.truth().getFirst().asleep()).isTrue();
    }

    @Test
    void shouldMakeOthersWaitBehindAnIdleConnection() throws IOException {
        Socket idle = Wire.dial(first);
        try (Socket waiting = Wire.dial(first)) {
            waiting.getOutputStream().write("{\"command\":\"version\"}".getBytes());
            waiting.setSoTimeout(200);
            assertThat(catchThrowable(() -> waiting.getInputStream().read()))
                    .isInstanceOf(SocketTimeoutException.class);
            idle.close();
            waiting.setSoTimeout(20_000);
            assertThat(new String(waiting.getInputStream().readAllBytes())).contains("VERSION");
        }
    }

    @Test
    void shouldTurnAwayCallersOfAnAddressNobodyHas() throws IOException {
        assertThat(Wire.tell(new Endpoint("127.3.0.99", first.port()), "x").reset()).isTrue();
    }

    @Test
    void shouldTurnAwayCallersThatComeInFromOutside() throws IOException {
        Optional<String> outside =
                NetworkInterface.networkInterfaces()
                        .flatMap(NetworkInterface::inetAddresses)
                        .filter(address ->
                                address instanceof Inet4Address && !address.isLoopbackAddress())
                        .map(InetAddress::getHostAddress)
                        .findFirst();
        assumeTrue(outside.isPresent(), "this machine has no address but loopback");

        Wire.Heard heard =
                Wire.tell(new Endpoint(outside.get(), first.port()), "{\"command\":\"version\"}");

        assertThat(heard.bytes()).isEmpty();
        assertThat(heard.reset()).isTrue();
    }

    @Test
    void shouldGiveEachAPortWhereOnlyOneAddressAnswers() throws IOException {
        FleetSpec spec = fleet.spec().withAddressing(FleetSpec.Addressing.PORT_PER_DEVICE);
        try (VirtualFleet byPort = VirtualFleet.start(spec, clock)) {
            List<Endpoint> endpoints =
                    byPort.devices().stream().map(VirtualDevice::endpoint).toList();
            assertThat(endpoints).extracting(Endpoint::host).containsOnly("127.0.0.1");
            assertThat(endpoints).extracting(Endpoint::port).doesNotHaveDuplicates();
            curtail(endpoints.get(1), "sleep");
            assertThat(byPort.truth())
                    .extracting(DeviceTruth::commandsReceived)
                    .containsExactly(0, 1);
        }
    }
}
