package org.trimtab.virtual;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.util.Map;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.trimtab.quantity.Share;
import org.trimtab.resource.Endpoint;
import org.trimtab.virtual.FleetGroup.Placement;
import org.trimtab.virtual.machine.Family;
import org.trimtab.virtual.machine.Fault;
import org.trimtab.virtual.machine.Firmware;
import org.trimtab.virtual.machine.Manners;
import org.trimtab.virtual.machine.Physics.Errors;
import org.trimtab.virtual.machine.Physics.Times;
import tools.jackson.databind.JsonNode;

/** The families that speak REST: each can be read, put to sleep, woken, and held back. */
class WebFamiliesTest {
    private static final int FULL_WATTS = 3_500;

    private final TestClock clock = new TestClock();
    private VirtualFleet fleet;

    @AfterEach
    void stop() {
        if (fleet != null) {
            fleet.close();
        }
    }

    /** One machine of 3,500 W that falls and rises within a second or so. */
    private WebCaller one(Firmware firmware, Fault... faults) throws IOException {
        FleetGroup group =
                FleetGroup.of(
                                "g",
                                firmware.family(),
                                "Antminer S21",
                                new Placement(1, "127.6.0.1", 0))
                        .withFirmware(firmware);
        group =
                group.withManners(
                                Manners.INSTANT.withLogin(Manners.Login.of(firmware.family())))
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
        return new WebCaller(device().endpoint());
    }

    private VirtualDevice device() {
        return fleet.devices().getFirst();
    }

    private long watts() {
        return fleet.truth().getFirst().power().watts();
    }

    private WebCaller login(WebCaller caller, Family family) throws IOException {
        return switch (family) {
            case VNISH -> {
                String token =
                        caller.post("/api/v1/unlock", "{\"pw\":\"admin\"}")
                                .json()
                                .path("token")
                                .asString("");
                yield caller.with("Authorization", "Bearer " + token);
            }
            case AURADINE -> {
                String token =
                        caller.post(
                                        "/token",
                                        "{\"command\":\"token\",\"user\":\"admin\","
                                                + "\"password\":\"admin\"}")
                                .json()
                                .path("Token")
                                .path(0)
                                .path("Token")
                                .asString("");
                yield caller.with("Token", token);
            }
            case PROTO -> {
                String token =
                        caller.post("/api/v1/auth/login", "{\"password\":\"admin\"}")
                                .json()
                                .path("access_token")
                                .asString("");
                yield caller.with("Authorization", "Bearer " + token);
            }
            default -> caller;
        };
    }

    private static WebCaller.Heard turn(WebCaller caller, Family family, boolean sleep)
            throws IOException {
        return switch (family) {
            case VNISH -> caller.post("/api/v1/mining/" + (sleep ? "pause" : "resume"), "");
            case EPIC ->
                    caller.post(
                            "/miner",
                            "{\"param\":\""
                                    + (sleep ? "Stop" : "Autostart")
                                    + "\",\"password\":\"letmein\"}");
            case AURADINE ->
                    caller.post(
                            "/mode",
                            "{\"command\":\"mode\",\"sleep\":\"" + (sleep ? "on" : "off") + "\"}");
            case PROTO -> caller.post("/api/v1/mining/" + (sleep ? "stop" : "start"), "");
            case AXEOS -> caller.post("/api/system/" + (sleep ? "pause" : "resume"), "");
            default -> throw new AssertionError(family);
        };
    }

    /** What the machine says of itself. */
    private static String state(WebCaller caller, Family family) throws IOException {
        return switch (family) {
            case VNISH -> caller.get("/api/v1/status").json().path("miner_state").asString("");
            case EPIC ->
                    caller.get("/summary")
                            .json()
                            .path("Status")
                            .path("Operating State")
                            .asString("");
            case AURADINE ->
                    caller.get("/mode").json().path("Mode").path(0).path("Sleep").asString("");
            case PROTO ->
                    caller.get("/api/v1/mining")
                            .json()
                            .path("mining-status")
                            .path("status")
                            .asString("");
            case AXEOS ->
                    String.valueOf(
                            caller.get("/api/system/info")
                                    .json()
                                    .path("miningPaused")
                                    .booleanValue());
            default -> throw new AssertionError(family);
        };
    }

    private static Firmware firmware(Family family) {
        return Firmware.oldest(family);
    }


    @ParameterizedTest
    @EnumSource(names = {"VNISH", "EPIC", "AURADINE", "PROTO", "AXEOS"})
    void shouldSleepAndWakeAndSaySo(Family family) throws IOException {
        WebCaller caller = login(one(firmware(family)), family);
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
        String pools = fleet.truth().getFirst().pools();
        assertThat(state(caller, family)).isEqualTo(awake.get(family));
        assertThat(watts()).isEqualTo(FULL_WATTS);

        assertThat(turn(caller, family, true).status()).isBetween(200, 202);
        clock.advanceSeconds(5);
        assertThat(state(caller, family)).isEqualTo(asleep.get(family));
        assertThat(watts()).isEqualTo(device().standby().watts());

        turn(caller, family, false);
        clock.advanceSeconds(15);
        assertThat(state(caller, family)).isEqualTo(awake.get(family));
        assertThat(watts()).isEqualTo(FULL_WATTS);
        assertThat(fleet.truth().getFirst().commandsReceived()).isEqualTo(2);
        assertThat(fleet.truth().getFirst().pools()).isEqualTo(pools);
    }

    @ParameterizedTest
    @EnumSource(names = {"VNISH", "EPIC", "AURADINE", "PROTO", "AXEOS"})
    void shouldSaySoAndWorkOnWhenDeaf(Family family) throws IOException {
        WebCaller caller = login(one(firmware(family), Fault.DEAF), family);
        String before = state(caller, family);
        turn(caller, family, true);
        clock.advanceSeconds(5);

        assertThat(state(caller, family)).isNotEqualTo(before);
        assertThat(watts()).isEqualTo(FULL_WATTS);
    }

    @ParameterizedTest
    @EnumSource(names = {"VNISH", "EPIC", "AURADINE", "PROTO", "AXEOS"})
    void shouldSleepOnWhenItNeverWakes(Family family) throws IOException {
        WebCaller caller = login(one(firmware(family), Fault.NEVER_WAKES), family);
        turn(caller, family, true);
        clock.advanceSeconds(5);
        assertThat(turn(caller, family, false).status()).isBetween(200, 202);
        clock.advanceSeconds(60);

        assertThat(watts()).isEqualTo(device().standby().watts());
    }

    @ParameterizedTest
    @EnumSource(names = {"VNISH", "EPIC", "AURADINE", "PROTO", "AXEOS"})
    void shouldTakeNoCommandWhenItsPasswordWasChanged(Family family) throws IOException {
        WebCaller caller = one(firmware(family), Fault.LOCKED);
        if (family == Family.EPIC || family == Family.AXEOS) {
            WebCaller.Heard heard = turn(caller, family, true);
            assertThat(heard.body()).containsAnyOf("BadPassword", "Unauthorized");
        } else {
            assertThat(turn(login(caller, family), family, true).status()).isEqualTo(401);
        }
        clock.advanceSeconds(5);
        assertThat(watts()).isEqualTo(FULL_WATTS);
        assertThat(fleet.truth().getFirst().commandsReceived()).isZero();
    }

    @ParameterizedTest
    @EnumSource(names = {"VNISH", "EPIC", "AURADINE", "PROTO", "AXEOS"})
    void shouldTalkNonsenseAndCountTheCommandWhenGarbled(Family family) throws IOException {
        one(firmware(family), Fault.GARBAGE);
        String path =
                switch (family) {
                    case VNISH -> "/api/v1/mining/pause";
                    case PROTO -> "/api/v1/mining/stop";
                    case AXEOS -> "/api/system/pause";
                    default -> "/mode";
                };
        String heard =
                Wire.tell(device().endpoint(), WebCaller.request("POST", path, "", "{}")).text();

        assertThat(heard).isNotEmpty().doesNotContain("HTTP/");
        assertThat(fleet.truth().getFirst().commandsReceived()).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource(names = {"VNISH", "PROTO"})
    void shouldRefuseEverySecondRequestWhenItHasTooMany(Family family) throws IOException {
        WebCaller caller = one(firmware(family), Fault.TOO_MANY_REQUESTS);
        String path = family == Family.VNISH ? "/api/v1/info" : "/api/v1/system";

        assertThat(caller.get(path).status()).isEqualTo(200);
        assertThat(caller.get(path).status()).isEqualTo(429);
        assertThat(caller.get(path).status()).isEqualTo(200);
    }

    @Test
    void shouldAnswerACommandWithNothingAndShowTheFallWhenVnish() throws IOException {
        WebCaller caller = login(one(Firmware.VNISH_126), Family.VNISH);

        WebCaller.Heard heard = turn(caller, Family.VNISH, true);

        assertThat(heard.body()).isEmpty();
        clock.advanceSeconds(1);
        assertThat(state(caller, Family.VNISH)).isEqualTo("shutting-down");
    }

    @Test
    void shouldHoldBackByPercentOnTheNewerVnishOnly() throws IOException {
        WebCaller old = login(one(Firmware.VNISH_126), Family.VNISH);
        assertThat(old.post("/api/v1/mining/throttle", "{\"percent\":50}").status())
                .isEqualTo(404);
        fleet.close();

        WebCaller caller = login(one(Firmware.VNISH_134), Family.VNISH);
        assertThat(caller.post("/api/v1/mining/throttle", "{\"percent\":50}").status())
                .isEqualTo(200);
        clock.advanceSeconds(5);
        assertThat(watts()).isEqualTo(FULL_WATTS / 2);
        assertThat(caller.get("/api/v1/status").json().path("throttled").intValue()).isEqualTo(50);
        assertThat(caller.post("/api/v1/mining/throttle", "{\"percent\":10}").status())
                .isEqualTo(422);
        caller.post("/api/v1/mining/throttle", "{\"percent\":100}");
        clock.advanceSeconds(5);
        assertThat(watts()).isEqualTo(FULL_WATTS);
    }

    @Test
    void shouldTakeATunedPresetAndPassOverOneItDoesNotHaveWhenVnish() throws IOException {
        WebCaller caller = login(one(Firmware.VNISH_134), Family.VNISH);
        JsonNode presets = caller.get("/api/v1/autotune/presets").json();
        assertThat(presets.get(1).path("name").asString("")).isEqualTo("1930");
        assertThat(presets.get(1).path("status").asString("")).isEqualTo("tuned");

        set(caller, "1930");
        clock.advanceSeconds(5);
        assertThat(watts()).isEqualTo(1_925);
        assertThat(
                        caller.get("/api/v1/perf-summary")
                                .json()
                                .path("current_preset")
                                .path("name")
                                .asString(""))
                .isEqualTo("1930");

        assertThat(set(caller, "1234").path("restart_required").isBoolean()).isTrue();
        clock.advanceSeconds(5);
        assertThat(watts()).isEqualTo(1_925);
        JsonNode settings = caller.get("/api/v1/settings").json().path("miner");
        assertThat(settings.path("overclock").path("preset").asString("")).isEqualTo("1930");
        assertThat(settings.path("misc").path("quiet_mode").booleanValue()).isTrue();
        assertThat(fleet.truth().getFirst().poolsChanged()).isFalse();
    }

    private static JsonNode set(WebCaller caller, String preset) throws IOException {
        return caller.post(
                        "/api/v1/settings",
                        "{\"miner\":{\"overclock\":{\"preset\":\""
                                + preset
                                + "\"},\"misc\":{\"quiet_mode\":true}}}")
                .json();
    }

    @Test
    void shouldLoseItsPoolsWhenTheSettingsLeaveThemOutOfTheListWhenVnish() throws IOException {
        WebCaller caller = login(one(Firmware.VNISH_134), Family.VNISH);

        caller.post("/api/v1/settings", "{\"miner\":{\"pools\":[]}}");

        assertThat(fleet.truth().getFirst().poolsChanged()).isTrue();
    }

    @Test
    void shouldLockOutAfterFiveWrongPasswordsWhenVnish() throws IOException {
        WebCaller caller = one(Firmware.VNISH_134);
        for (int i = 0; i < 5; i++) {
            assertThat(caller.post("/api/v1/unlock", "{\"pw\":\"guess\"}").status())
                    .isEqualTo(403);
        }
        assertThat(caller.post("/api/v1/unlock", "{\"pw\":\"admin\"}").status()).isEqualTo(429);
        clock.advanceSeconds(61);
        assertThat(caller.post("/api/v1/unlock", "{\"pw\":\"admin\"}").status()).isEqualTo(200);
    }

    @Test
    void shouldAimAtAHashRateWhenEpic() throws IOException {
        WebCaller caller = one(Firmware.EPIC_1);
        int full = caller.get("/capabilities").json().path("Default Hashrate").intValue();
        assertThat(full).isEqualTo(200);

        WebCaller.Heard heard =
                caller.post(
                        "/perpetualtune/algo",
                        "{\"param\":{\"algo\":\"BoardTune\",\"target\":150},"
                                + "\"password\":\"letmein\"}");
        clock.advanceSeconds(5);

        assertThat(heard.json().path("result").booleanValue()).isTrue();
        assertThat(watts()).isBetween(2_200L, 2_400L);
        JsonNode tune = caller.get("/summary").json().path("PerpetualTune").path("Algorithm");
        assertThat(tune.path("BoardTune").path("Target").intValue()).isEqualTo(150);
        assertThat(
                        caller.post(
                                        "/perpetualtune/algo",
                                        "{\"param\":{\"algo\":\"BoardTune\",\"target\":1},"
                                                + "\"password\":\"letmein\"}")
                                .json()
                                .path("result")
                                .booleanValue())
                .isFalse();
    }

    @Test
    void shouldHoldAPowerInWattsAndMeasureItAtTheSupplyWhenAuradine() throws IOException {
        WebCaller caller = login(one(Firmware.AURADINE_1), Family.AURADINE);

        caller.post(
                "/mode",
                "{\"command\":\"mode\",\"mode\":\"custom\",\"tune\":\"power\",\"power\":2100}");
        clock.advanceSeconds(5);

        assertThat(watts()).isEqualTo(2_100);
        assertThat(caller.get("/psu").json().path("PSU").path(0).path("PowerIn").asString(""))
                .isEqualTo("2100.00W");
        assertThat(caller.get("/mode").json().path("Mode").path(0).path("Power").intValue())
                .isEqualTo(2_100);
    }

    @Test
    void shouldReadAsCgminerBesideWhenAuradine() throws IOException {
        one(Firmware.AURADINE_1);
        Endpoint console = fleet.endpoint(device(), 4028).orElseThrow();

        String heard = Wire.tell(console, "{\"command\":\"version\"}").text();

        assertThat(heard).contains("GCMiner").endsWith("\0");
        assertThat(Wire.letter(Wire.ask(console, "mode"))).isEqualTo("S");
        assertThat(Wire.letter(Wire.ask(console, "nonsense"))).isEqualTo("E");
    }

    @Test
    void shouldTellCurtailedFromStoppedAndHoldATargetWhenProto() throws IOException {
        WebCaller caller = login(one(Firmware.PROTO_1), Family.PROTO);
        JsonNode target = caller.get("/api/v1/mining/target").json();
        assertThat(target.path("power_target_watts").intValue()).isEqualTo(FULL_WATTS);
        assertThat(target.path("power_target_min_watts").intValue()).isEqualTo(1_400);

        assertThat(
                        caller.call("PUT", "/api/v1/mining/target", "{\"power_target_watts\":2000}")
                                .status())
                .isEqualTo(200);
        clock.advanceSeconds(5);
        assertThat(watts()).isEqualTo(2_000);
        assertThat(
                        caller.call("PUT", "/api/v1/mining/target", "{\"power_target_watts\":20}")
                                .status())
                .isEqualTo(422);

        assertThat(
                        caller.with("X-Proto-Fleet-Curtailment", "full")
                                .post("/api/v1/mining/stop", "")
                                .status())
                .isEqualTo(202);
        clock.advanceSeconds(1);
        assertThat(state(caller, Family.PROTO)).isEqualTo("PoweringOff");
        clock.advanceSeconds(3);
        assertThat(state(caller, Family.PROTO)).isEqualTo("Curtailed");
        assertThat(new WebCaller(device().endpoint()).get("/api/v1/mining").status())
                .isEqualTo(401);
    }

    @Test
    void shouldSpeakTlsUnderACertificateOfItsOwnWhenProto()
            throws IOException, GeneralSecurityException {
        one(Firmware.PROTO_1);
        Endpoint secure = fleet.endpoint(device(), 443).orElseThrow();
        TrustAll trust = new TrustAll();
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, new TrustManager[] {trust}, new SecureRandom());
        for (int round = 0; round < 3; round++) {
            try (SSLSocket socket = (SSLSocket) context.getSocketFactory().createSocket()) {
                socket.setSoTimeout(10_000);
                socket.connect(new InetSocketAddress(secure.host(), secure.port()), 5_000);
                socket.getOutputStream()
                        .write(
                                WebCaller.request("GET", "/api/v1/hardware", "", "")
                                        .getBytes(StandardCharsets.US_ASCII));
                InputStream in = socket.getInputStream();
                String reply = new String(in.readAllBytes(), StandardCharsets.UTF_8);
                assertThat(WebCaller.heard(reply).json().path("hardware-info").isObject()).isTrue();
            }
        }
        assertThat(trust.seen).contains("CN=miner");
    }

    @Test
    void shouldEndTheCallWhenNoTlsIsSpokenOnTheSecurePort() throws IOException {
        one(Firmware.PROTO_1);
        Endpoint secure = fleet.endpoint(device(), 443).orElseThrow();
        try (Socket socket = Wire.dial(secure)) {
            socket.setSoTimeout(5_000);
            socket.getOutputStream()
                    .write("GET / HTTP/1.1\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            Throwable end = null;
            int read = 0;
            try {
                while (read >= 0) {
                    read = socket.getInputStream().read();
                }
            } catch (IOException e) {
                end = e;
            }
            assertThat(end).isNotInstanceOf(java.net.SocketTimeoutException.class);
        }
    }

    @Test
    void shouldMeasureItsOwnPowerAndFollowTheClockWhenAxeos() throws IOException {
        WebCaller caller = one(Firmware.AXEOS_2);
        assertThat(caller.get("/api/system/info").json().path("power").doubleValue())
                .isEqualTo(FULL_WATTS);

        assertThat(caller.call("PATCH", "/api/system", "{\"frequency\":245}").status())
                .isEqualTo(200);
        clock.advanceSeconds(5);

        assertThat(watts()).isEqualTo(FULL_WATTS / 2);
        assertThat(fleet.truth().getFirst().poolsChanged()).isFalse();
    }

    @Test
    void shouldBeGoneWithoutPowerAndBootAsItWasToldWhenItComesBack() throws IOException {
        WebCaller caller = one(Firmware.EPIC_1);
        fleet.unplug(java.util.Set.of(device().name()));
        clock.advanceSeconds(1);
        assertThat(watts()).isZero();
        assertThat(Wire.tell(device().endpoint(), "GET / HTTP/1.1\r\n\r\n").reset()).isTrue();

        clock.advanceSeconds(60);
        fleet.plug(java.util.Set.of(device().name()));
        clock.advanceSeconds(1);
        assertThat(watts()).isEqualTo(device().standby().watts());
        clock.advanceSeconds(15);
        assertThat(watts()).isEqualTo(FULL_WATTS);
        assertThat(state(caller, Family.EPIC)).isEqualTo("Mining");

        turn(caller, Family.EPIC, true);
        fleet.unplug(java.util.Set.of(device().name()));
        clock.advanceSeconds(60);
        fleet.plug(java.util.Set.of(device().name()));
        clock.advanceSeconds(60);
        assertThat(watts()).isEqualTo(device().standby().watts());
    }

    private static final class TrustAll implements X509TrustManager {
        private String seen = "";

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {
            seen = chain[0].getSubjectX500Principal().getName();
        }

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
