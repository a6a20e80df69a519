package org.trimtab.virtual;

import static org.assertj.core.api.Assertions.assertThat;
import static org.trimtab.virtual.Whatsminer.ask2;
import static org.trimtab.virtual.Whatsminer.ask3;
import static org.trimtab.virtual.Whatsminer.command3;
import static org.trimtab.virtual.Whatsminer.salt3;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.trimtab.quantity.Share;
import org.trimtab.resource.Endpoint;
import org.trimtab.virtual.FleetGroup.Placement;
import org.trimtab.virtual.machine.Family;
import org.trimtab.virtual.machine.Fault;
import org.trimtab.virtual.machine.Manners;
import org.trimtab.virtual.machine.Physics.Errors;
import org.trimtab.virtual.machine.Physics.Times;
import tools.jackson.databind.JsonNode;

class WhatsminerFleetTest {
    private static final int FULL_WATTS = 3_404;
    private static final int STANDBY_WATTS = 30;
    private static final String OFF = "\"cmd\":\"power_off\",\"respbefore\":\"true\"";
    private static final String ON = "\"cmd\":\"power_on\"";

    private final TestClock clock = new TestClock();
    private VirtualFleet fleet;

    @AfterEach
    void stop() {
        if (fleet != null) {
            fleet.close();
        }
    }

    private Endpoint one(Family family, Fault... faults) throws IOException {
        FleetGroup group =
                FleetGroup.of("g", family, "WhatsMiner M60S", new Placement(1, "127.8.0.1", 0));
        group =
                group.withManners(
                                Manners.INSTANT
                                        .withLogin(Manners.Login.of(family))
                                        .withRestart(Duration.ofSeconds(20)))
                        .withPhysics(
                                group.traits()
                                        .physics()
                                        .withErrors(Errors.NONE)
                                        .withTimes(Times.ofSeconds(2, 5, 5)));
        FleetSpec spec = FleetSpec.of(3, group);
        if (faults.length > 0) {
            spec = spec.withFaults(new Faults(Map.of(faults[0], Share.ALL)));
        }
        fleet = VirtualFleet.start(spec, clock);
        return fleet.devices().getFirst().endpoint();
    }

    private long watts() {
        return fleet.truth().getFirst().power().watts();
    }

    private long now() {
        return clock.instant().getEpochSecond();
    }

    @Test
    void shouldAnswerSeveralFramesOnOneConnection() throws IOException {
        Endpoint miner = one(Family.WHATSMINER);
        ByteArrayOutputStream frames = new ByteArrayOutputStream();
        frames.writeBytes(Whatsminer.frame("{\"cmd\":\"get.device.info\",\"param\":\"miner\"}"));
        frames.writeBytes(
                Whatsminer.frame("{\"cmd\":\"get.miner.status\",\"param\":\"edevs+summary\"}"));
        try (Socket socket = Wire.dial(miner)) {
            socket.getOutputStream().write(frames.toByteArray(), 0, 10);
            socket.getOutputStream().flush();
            socket.getOutputStream().write(frames.toByteArray(), 10, frames.size() - 10);

            JsonNode first = Whatsminer.hear(socket);
            assertThat(first.at("/msg/miner/working").asString()).isEqualTo("true");
            assertThat(first.at("/msg/miner/type").asString()).startsWith("M60S");
            assertThat(first.path("msg").propertyNames()).containsExactly("miner");
            JsonNode second = Whatsminer.hear(socket);
            assertThat(second.at("/msg/edevs")).hasSize(3);
            assertThat(second.at("/msg/summary/power-realtime").asInt()).isEqualTo(FULL_WATTS);
            assertThat(second.at("/msg/summary/hash-realtime").asDouble()).isBetween(182.0, 186.0);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"cmd\":\"get.miner.status\"} | -3",
                "{\"cmd\":\"get.miner.status\",\"param\":\"weather\"} | -2",
                "{\"cmd\":\"get.weather\"} | -2",
                "{\"cmd\":\"set.weather\",\"param\":\"fair\"} | -2",
                "nonsense | -2",
                "{\"cmd\":\"set.miner.service\",\"param\":\"stop\"} | -4"
            })
    void shouldAnswerWithACodeWhenItDoesNotObey(String request, int code) throws IOException {
        assertThat(ask3(one(Family.WHATSMINER), request).path("code").asInt()).isEqualTo(code);
        clock.advanceSeconds(10);
        assertThat(watts()).isEqualTo(FULL_WATTS);
    }

    @Test
    void shouldStopAndStartWhenToldWithATokenOfTheThirdInterface() throws IOException {
        Endpoint miner = one(Family.WHATSMINER);
        String salt = salt3(miner);

        JsonNode reply = command3(miner, "set.miner.service", "\"stop\"", salt, now());
        assertThat(reply.path("code").asInt()).isZero();
        assertThat(reply.path("msg").asString()).isEqualTo("ok");
        assertThat(reply.path("desc").asString()).isEqualTo("set.miner.service");
        clock.advanceSeconds(5);
        assertThat(watts()).isEqualTo(STANDBY_WATTS);
        assertThat(ask3(miner, "{\"cmd\":\"get.device.info\"}").at("/msg/miner/working").asString())
                .isEqualTo("false");

        command3(miner, "set.miner.service", "\"start\"", salt, now());
        clock.advanceSeconds(20);
        assertThat(watts()).isEqualTo(FULL_WATTS);
        assertThat(fleet.truth().getFirst().commandsReceived()).isEqualTo(2);
    }

    @Test
    void shouldRefuseATokenOfAnotherTimeSaltOrPassword() throws IOException {
        Endpoint miner = one(Family.WHATSMINER);
        String salt = salt3(miner);

        assertThat(code(command3(miner, "set.miner.service", "\"stop\"", "otherone", now())))
                .isEqualTo(-4);
        assertThat(code(command3(miner, "set.miner.service", "\"stop\"", salt, now() - 600)))
                .isEqualTo(-4);
        assertThat(
                        code(
                                ask3(
                                        miner,
                                        Whatsminer.signed3(
                                                "set.miner.service",
                                                "\"stop\"",
                                                "guess",
                                                salt,
                                                now()))))
                .isEqualTo(-4);
        assertThat(code(command3(miner, "set.miner.service", "\"nap\"", salt, now())))
                .isEqualTo(-1);
    }

    private static int code(JsonNode reply) {
        return reply.path("code").asInt(99);
    }

    @Test
    void shouldHoldAPercentAndALimitWhenTold() throws IOException {
        Endpoint miner = one(Family.WHATSMINER);
        String salt = salt3(miner);

        command3(miner, "set.miner.power_percent", "50", salt, now());
        clock.advanceSeconds(200);
        assertThat(watts()).isEqualTo(FULL_WATTS / 2);
        assertThat(setting(miner, "power-percent")).isEqualTo("50");
        command3(miner, "set.miner.power_percent", "100", salt, now());
        clock.advanceSeconds(200);

        command3(miner, "set.miner.power_limit", "3000", salt, now());
        assertThat(Wire.tell(miner, "").reset()).as("restarts").isTrue();
        clock.advanceSeconds(40);
        assertThat(watts()).isEqualTo(3_000);
        assertThat(setting(miner, "power-limit")).isEqualTo("3000");
        command3(miner, "set.miner.power_mode", "\"low\"", salt, now());
        clock.advanceSeconds(40);
        assertThat(setting(miner, "power-mode")).isEqualTo("low");
    }

    private static String setting(Endpoint miner, String name) throws IOException {
        return ask3(miner, "{\"cmd\":\"get.miner.setting\"}").path("msg").path(name).asString();
    }

    @Test
    void shouldRefuseWhatWasSignedUnderTheSaltBefore() throws IOException {
        Endpoint miner = one(Family.WHATSMINER, Fault.SALT_CHANGES);
        String salt = salt3(miner);
        assertThat(code(command3(miner, "set.miner.service", "\"stop\"", salt, now()))).isZero();

        assertThat(code(command3(miner, "set.miner.service", "\"start\"", salt, now())))
                .isEqualTo(-4);
        assertThat(code(command3(miner, "set.miner.service", "\"start\"", salt3(miner), now())))
                .isZero();
    }

    @Test
    void shouldGoByItsOwnClockWhenThatIsWrong() throws IOException {
        Endpoint miner = one(Family.WHATSMINER, Fault.CLOCK_WRONG);
        String salt = salt3(miner);
        long its = ask3(miner, "{\"cmd\":\"get.miner.setting\"}").path("when").asLong();

        assertThat(Math.abs(its - now())).isEqualTo(7_200);
        assertThat(code(command3(miner, "set.miner.service", "\"stop\"", salt, now())))
                .isEqualTo(-4);
        assertThat(code(command3(miner, "set.miner.service", "\"stop\"", salt, its))).isZero();
    }

    @Test
    void shouldAnswerTheSecondInterfaceWithGapsBesideTheThird() throws IOException {
        one(Family.WHATSMINER);
        Endpoint beside = fleet.endpoint(fleet.devices().getFirst(), 4028).orElseThrow();

        JsonNode row = ask2(beside, "{\"command\":\"summary\"}").at("/SUMMARY/0");
        assertThat(row.has("MHS av")).isTrue();
        assertThat(row.has("Power")).isFalse();
        assertThat(ask2(beside, "{\"cmd\":\"get_version\"}").at("/Msg/api_ver").asString())
                .startsWith("3.");
    }

    @Test
    void shouldTurnOffAndOnWhenToldWithATokenOfTheSecondInterface() throws IOException {
        Endpoint miner = one(Family.WHATSMINER_V2);
        Whatsminer.Token token = Whatsminer.Token.of(miner, "admin");

        JsonNode reply = ask2(miner, token.seal(OFF, false));
        assertThat(reply.propertyNames()).containsExactly("enc");
        assertThat(token.open(reply).path("Code").asInt()).isEqualTo(131);
        clock.advanceSeconds(5);
        assertThat(watts()).isEqualTo(STANDBY_WATTS);
        assertThat(ask2(miner, "{\"cmd\":\"status\"}").at("/Msg/mineroff").asString())
                .isEqualTo("true");

        assertThat(token.open(ask2(miner, token.seal(ON, true))).path("Code").asInt())
                .isEqualTo(131);
        clock.advanceSeconds(20);
        assertThat(watts()).isEqualTo(FULL_WATTS);
        assertThat(ask2(miner, "{\"cmd\":\"get_psu\"}").at("/Msg/iin").asInt())
                .isEqualTo(Math.round(FULL_WATTS * 1e5 / 39_600));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"cmd\":\"weather\"} | 14",
                "{\"cmd\" | 23",
                "nonsense | 23",
                "{\"cmd\":\"power_off\",\"respbefore\":\"true\"} | 45",
                "{\"enc\":1,\"data\":\"!!!\"} | 137",
                "{\"enc\":1,\"data\":\"AAAAAAAAAAAAAAAAAAAAAA==\"} | 23",
                "{\"cmd\":\"get_token\"} | 134"
            })
    void shouldAnswerPlainlyWithACodeWhenItDoesNotObey(String request, int code)
            throws IOException {
        Endpoint miner = one(Family.WHATSMINER_V2);
        try (Socket socket = Wire.dial(miner)) {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
            socket.shutdownOutput();
            String heard =
                    new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(heard).contains("\"Code\":" + code + ",");
        }
        clock.advanceSeconds(10);
        assertThat(watts()).isEqualTo(FULL_WATTS);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"cmd\":\"power_off\",\"respbefore\":true",
                "\"cmd\":\"set_power_pct\",\"percent\":\"101\"",
                "\"cmd\":\"adjust_power_limit\",\"power_limit\":\"much\""
            })
    void shouldNotDoWhatItDoesNotUnderstand(String fields) throws IOException {
        Endpoint miner = one(Family.WHATSMINER_V2);
        assertThat(Whatsminer.Token.of(miner, "admin").command(miner, fields).path("Code").asInt())
                .isEqualTo(132);
        clock.advanceSeconds(10);
        assertThat(watts()).isEqualTo(FULL_WATTS);
    }

    @Test
    void shouldHoldAPercentAtOnceOrSlowlyAndALimitAfterARestart() throws IOException {
        Endpoint miner = one(Family.WHATSMINER_V2);
        Whatsminer.Token token = Whatsminer.Token.of(miner, "admin");

        token.command(miner, "\"cmd\":\"set_power_pct\",\"percent\":\"50\"");
        clock.advanceSeconds(2);
        assertThat(watts()).isEqualTo(FULL_WATTS / 2);
        token.command(miner, "\"cmd\":\"set_power_pct_v2\",\"percent\":\"100\"");
        clock.advanceSeconds(60);
        assertThat(watts()).isBetween(FULL_WATTS / 2 + 1L, FULL_WATTS - 1L);
        clock.advanceSeconds(130);
        assertThat(watts()).isEqualTo(FULL_WATTS);

        token.command(miner, "\"cmd\":\"adjust_power_limit\",\"power_limit\":\"3000\"");
        assertThat(Wire.tell(miner, "").reset()).as("restarts").isTrue();
        clock.advanceSeconds(40);
        assertThat(watts()).isEqualTo(3_000);
        token.command(miner, "\"cmd\":\"adjust_power_limit\",\"power_limit\":\"99999\"");
        clock.advanceSeconds(40);
        assertThat(watts()).isEqualTo(FULL_WATTS);
    }

    @Test
    void shouldGiveThirtyTwoTokensToACallerAndKnowSixteenCallers() throws IOException {
        Endpoint miner = one(Family.WHATSMINER_V2);
        Whatsminer.Token first = Whatsminer.Token.of(miner, "admin");
        for (int i = 1; i < 32; i++) {
            assertThat(token(miner, "127.0.0.1")).isEqualTo(134);
        }
        assertThat(token(miner, "127.0.0.1")).isEqualTo(136);
        for (int i = 2; i <= 16; i++) {
            assertThat(token(miner, "127.0.0." + i)).isEqualTo(134);
        }
        assertThat(token(miner, "127.0.0.17")).isEqualTo(136);
        assertThat(first.command(miner, OFF).path("Code").asInt()).isEqualTo(131);

        clock.advance(Duration.ofMinutes(30));
        assertThat(first.command(miner, ON).path("Code").asInt()).isEqualTo(135);
        assertThat(token(miner, "127.0.0.17")).isEqualTo(134);
    }

    private static int token(Endpoint miner, String from) throws IOException {
        try (Socket socket = new Socket()) {
            socket.bind(new InetSocketAddress(InetAddress.getByName(from), 0));
            socket.connect(new InetSocketAddress(miner.host(), miner.port()), 5_000);
            socket.getOutputStream().write("{\"cmd\":\"get_token\"}".getBytes());
            String heard = new String(socket.getInputStream().readAllBytes());
            int at = heard.indexOf("\"Code\":") + 7;
            return Integer.parseInt(heard.substring(at, at + 3));
        }
    }

    @Test
    void shouldTakeATokenOnlyFromTheCallerItWasGivenTo() throws IOException {
        Endpoint miner = one(Family.WHATSMINER_V2);
        Whatsminer.Token token = Whatsminer.Token.of(miner, "admin");
        try (Socket socket = new Socket()) {
            socket.bind(new InetSocketAddress(InetAddress.getByName("127.0.0.9"), 0));
            socket.connect(new InetSocketAddress(miner.host(), miner.port()), 5_000);
            socket.getOutputStream().write(token.seal(OFF, false).getBytes());
            assertThat(new String(socket.getInputStream().readAllBytes())).contains("\"Code\":135");
        }
    }

    @Test
    void shouldGiveNoTokenWhenAllAreGone() throws IOException {
        Endpoint miner = one(Family.WHATSMINER_V2, Fault.TOKENS_GONE);
        assertThat(ask2(miner, "{\"cmd\":\"get_token\"}").path("Code").asInt()).isEqualTo(136);
    }

    @Test
    void shouldVoidItsTokensWhenTheSaltChanges() throws IOException {
        Endpoint miner = one(Family.WHATSMINER_V2, Fault.SALT_CHANGES);
        Whatsminer.Token token = Whatsminer.Token.of(miner, "admin");
        assertThat(token.command(miner, OFF).path("Code").asInt()).isEqualTo(131);

        assertThat(token.command(miner, ON).path("Code").asInt()).isNotEqualTo(131);
        assertThat(Whatsminer.Token.of(miner, "admin").command(miner, ON).path("Code").asInt())
                .isEqualTo(131);
    }

    @Test
    void shouldCloseAnIdleConnectionAfterTenSeconds() throws IOException {
        Endpoint miner = one(Family.WHATSMINER_V2);
        long before = System.nanoTime();
        try (Socket socket = Wire.dial(miner)) {
            assertThat(socket.getInputStream().read()).isEqualTo(-1);
        }
        assertThat(Duration.ofNanos(System.nanoTime() - before).toSeconds()).isBetween(9L, 14L);
    }
}
