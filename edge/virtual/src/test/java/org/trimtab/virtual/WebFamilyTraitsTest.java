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
import java.util.Set;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.trimtab.resource.Endpoint;
import org.trimtab.virtual.machine.Family;
import org.trimtab.virtual.machine.Firmware;
import tools.jackson.databind.JsonNode;

/** What sets each of the families that speak REST apart. */
class WebFamilyTraitsTest {
    private final WebMachine machine = new WebMachine();

    @AfterEach
    void stop() {
        machine.close();
    }

    @Test
    void shouldAnswerACommandWithNothingAndShowTheFallWhenVnish() throws IOException {
        WebCaller caller = machine.login(machine.one(Firmware.VNISH_126), Family.VNISH);

        WebCaller.Heard heard = WebMachine.turn(caller, Family.VNISH, true);

        assertThat(heard.body()).isEmpty();
        machine.clock.advanceSeconds(1);
        assertThat(WebMachine.state(caller, Family.VNISH)).isEqualTo("shutting-down");
    }

    @Test
    void shouldHoldBackByPercentOnTheNewerVnishOnly() throws IOException {
        WebCaller old = machine.login(machine.one(Firmware.VNISH_126), Family.VNISH);
        assertThat(old.post("/api/v1/mining/throttle", "{\"percent\":50}").status()).isEqualTo(404);
        machine.close();

        WebCaller caller = machine.login(machine.one(Firmware.VNISH_134), Family.VNISH);
        assertThat(caller.post("/api/v1/mining/throttle", "{\"percent\":50}").status())
                .isEqualTo(200);
        machine.clock.advanceSeconds(5);
        assertThat(machine.watts()).isEqualTo(WebMachine.FULL_WATTS / 2);
        assertThat(caller.get("/api/v1/status").json().path("throttled").intValue()).isEqualTo(50);
        assertThat(caller.post("/api/v1/mining/throttle", "{\"percent\":10}").status())
                .isEqualTo(422);
        caller.post("/api/v1/mining/throttle", "{\"percent\":100}");
        machine.clock.advanceSeconds(5);
        assertThat(machine.watts()).isEqualTo(WebMachine.FULL_WATTS);
    }

    @Test
    void shouldTakeATunedPresetAndPassOverOneItDoesNotHaveWhenVnish() throws IOException {
        WebCaller caller = machine.login(machine.one(Firmware.VNISH_134), Family.VNISH);
        JsonNode presets = caller.get("/api/v1/autotune/presets").json();
        assertThat(presets.get(1).path("name").asString("")).isEqualTo("1930");
        assertThat(presets.get(1).path("status").asString("")).isEqualTo("tuned");

        set(caller, "1930");
        machine.clock.advanceSeconds(5);
        assertThat(machine.watts()).isEqualTo(1_925);
        assertThat(
                        caller.get("/api/v1/perf-summary")
                                .json()
                                .path("current_preset")
                                .path("name")
                                .asString(""))
                .isEqualTo("1930");

        assertThat(set(caller, "1234").path("restart_required").isBoolean()).isTrue();
        machine.clock.advanceSeconds(5);
        assertThat(machine.watts()).isEqualTo(1_925);
        JsonNode settings = caller.get("/api/v1/settings").json().path("miner");
        assertThat(settings.path("overclock").path("preset").asString("")).isEqualTo("1930");
        assertThat(settings.path("misc").path("quiet_mode").booleanValue()).isTrue();
        assertThat(machine.truth().poolsChanged()).isFalse();
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
        WebCaller caller = machine.login(machine.one(Firmware.VNISH_134), Family.VNISH);

        caller.post("/api/v1/settings", "{\"miner\":{\"pools\":[]}}");

        assertThat(machine.truth().poolsChanged()).isTrue();
    }

    @Test
    void shouldLockOutAfterFiveWrongPasswordsWhenVnish() throws IOException {
        WebCaller caller = machine.one(Firmware.VNISH_134);
        for (int i = 0; i < 5; i++) {
            assertThat(caller.post("/api/v1/unlock", "{\"pw\":\"guess\"}").status()).isEqualTo(403);
        }
        assertThat(caller.post("/api/v1/unlock", "{\"pw\":\"admin\"}").status()).isEqualTo(429);
        machine.clock.advanceSeconds(61);
        assertThat(caller.post("/api/v1/unlock", "{\"pw\":\"admin\"}").status()).isEqualTo(200);
    }

    @Test
    void shouldAimAtAHashRateWhenEpic() throws IOException {
        WebCaller caller = machine.one(Firmware.EPIC_1);
        int full = caller.get("/capabilities").json().path("Default Hashrate").intValue();
        assertThat(full).isEqualTo(200);

        WebCaller.Heard heard =
                caller.post(
                        "/perpetualtune/algo",
                        "{\"param\":{\"algo\":\"BoardTune\",\"target\":150},"
                                + "\"password\":\"letmein\"}");
        machine.clock.advanceSeconds(5);

        assertThat(heard.json().path("result").booleanValue()).isTrue();
        assertThat(machine.watts()).isBetween(2_200L, 2_400L);
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
        WebCaller caller = machine.login(machine.one(Firmware.AURADINE_1), Family.AURADINE);

        caller.post(
                "/mode",
                "{\"command\":\"mode\",\"mode\":\"custom\",\"tune\":\"power\",\"power\":2100}");
        machine.clock.advanceSeconds(5);

        assertThat(machine.watts()).isEqualTo(2_100);
        assertThat(caller.get("/psu").json().path("PSU").path(0).path("PowerIn").asString(""))
                .isEqualTo("2100.00W");
        assertThat(caller.get("/mode").json().path("Mode").path(0).path("Power").intValue())
                .isEqualTo(2_100);
    }

    @Test
    void shouldHoldAHashRateToo() throws IOException {
        WebCaller caller = machine.login(machine.one(Firmware.AURADINE_1), Family.AURADINE);

        String body = "{\"command\":\"mode\",\"mode\":\"custom\",\"tune\":\"ths\",\"ths\":150}";
        assertThat(caller.post("/mode", body).json().at("/Mode/0/Ths").intValue()).isEqualTo(150);
        machine.clock.advanceSeconds(5);

        assertThat(machine.watts()).isBetween(2_200L, 2_400L);
    }

    @Test
    void shouldReadAsCgminerBesideWhenAuradine() throws IOException {
        machine.one(Firmware.AURADINE_1);
        Endpoint console = machine.fleet().endpoint(machine.device(), 4028).orElseThrow();

        String heard = Wire.tell(console, "{\"command\":\"version\"}").text();

        assertThat(heard).contains("GCMiner").endsWith("\0");
        assertThat(Wire.letter(Wire.ask(console, "mode"))).isEqualTo("S");
        assertThat(Wire.letter(Wire.ask(console, "nonsense"))).isEqualTo("E");
    }

    @Test
    void shouldTellCurtailedFromStoppedAndHoldATargetWhenProto() throws IOException {
        WebCaller caller = machine.login(machine.one(Firmware.PROTO_1), Family.PROTO);
        JsonNode target = caller.get("/api/v1/mining/target").json();
        assertThat(target.path("power_target_watts").intValue()).isEqualTo(WebMachine.FULL_WATTS);
        assertThat(target.path("power_target_min_watts").intValue()).isEqualTo(1_400);

        assertThat(
                        caller.call("PUT", "/api/v1/mining/target", "{\"power_target_watts\":2000}")
                                .status())
                .isEqualTo(200);
        machine.clock.advanceSeconds(5);
        assertThat(machine.watts()).isEqualTo(2_000);
        assertThat(
                        caller.call("PUT", "/api/v1/mining/target", "{\"power_target_watts\":20}")
                                .status())
                .isEqualTo(422);

        assertThat(
                        caller.with("X-Proto-Fleet-Curtailment", "full")
                                .post("/api/v1/mining/stop", "")
                                .status())
                .isEqualTo(202);
        machine.clock.advanceSeconds(1);
        assertThat(WebMachine.state(caller, Family.PROTO)).isEqualTo("PoweringOff");
        machine.clock.advanceSeconds(3);
        assertThat(WebMachine.state(caller, Family.PROTO)).isEqualTo("Curtailed");
        assertThat(new WebCaller(machine.device().endpoint()).get("/api/v1/mining").status())
                .isEqualTo(401);
    }

    @Test
    void shouldSpeakTlsUnderACertificateOfItsOwnWhenProto()
            throws IOException, GeneralSecurityException {
        machine.one(Firmware.PROTO_1);
        Endpoint secure = machine.fleet().endpoint(machine.device(), 443).orElseThrow();
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
        machine.one(Firmware.PROTO_1);
        Endpoint secure = machine.fleet().endpoint(machine.device(), 443).orElseThrow();
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
        WebCaller caller = machine.one(Firmware.AXEOS_2);
        assertThat(caller.get("/api/system/info").json().path("power").doubleValue())
                .isEqualTo(WebMachine.FULL_WATTS);

        assertThat(caller.call("PATCH", "/api/system", "{\"frequency\":245}").status())
                .isEqualTo(200);
        machine.clock.advanceSeconds(5);

        assertThat(machine.watts()).isEqualTo(WebMachine.FULL_WATTS / 2);
        assertThat(machine.truth().poolsChanged()).isFalse();
    }

    @Test
    void shouldBeGoneWithoutPowerAndBootAsItWasToldWhenItComesBack() throws IOException {
        WebCaller caller = machine.one(Firmware.EPIC_1);
        machine.fleet().unplug(Set.of(machine.device().name()));
        machine.clock.advanceSeconds(1);
        assertThat(machine.watts()).isZero();
        assertThat(Wire.tell(machine.device().endpoint(), "GET / HTTP/1.1\r\n\r\n").reset())
                .isTrue();

        machine.clock.advanceSeconds(60);
        machine.fleet().plug(Set.of(machine.device().name()));
        machine.clock.advanceSeconds(1);
        assertThat(machine.watts()).isEqualTo(machine.device().standby().watts());
        machine.clock.advanceSeconds(15);
        assertThat(machine.watts()).isEqualTo(WebMachine.FULL_WATTS);
        assertThat(WebMachine.state(caller, Family.EPIC)).isEqualTo("Mining");

        WebMachine.turn(caller, Family.EPIC, true);
        machine.fleet().unplug(Set.of(machine.device().name()));
        machine.clock.advanceSeconds(60);
        machine.fleet().plug(Set.of(machine.device().name()));
        machine.clock.advanceSeconds(60);
        assertThat(machine.watts()).isEqualTo(machine.device().standby().watts());
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
