package org.trimtab.virtual;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.trimtab.virtual.FleetGroup.Placement;
import org.trimtab.virtual.machine.Family;
import org.trimtab.virtual.machine.Firmware;
import org.trimtab.virtual.machine.Manners;
import org.trimtab.virtual.machine.Physics.Errors;
import org.trimtab.virtual.machine.Physics.Times;
import org.trimtab.virtual.machine.WorkMode;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

class AntminerFleetTest {
    private static final int RUNNING_WATTS = 3_010;
    private static final int OLD = 0;
    private static final int NEW = 1;

    private final TestClock clock = new TestClock();
    private VirtualFleet fleet;

    @BeforeEach
    void startOneOfEachGeneration() throws IOException {
        fleet =
                VirtualFleet.start(
                        FleetSpec.of(
                                1,
                                group("old", Firmware.STOCK_2022, "127.4.0.1"),
                                group("new", Firmware.STOCK_2023, "127.4.1.1")
                                        .withWorkMode(WorkMode.LOW)),
                        clock);
    }

    private static FleetGroup group(String name, Firmware firmware, String first) {
        FleetGroup group =
                FleetGroup.of(name, Family.ANTMINER, "Antminer S19 XP", new Placement(1, first, 0));
        return group.withFirmware(firmware)
                .withManners(Manners.INSTANT.withRestart(Duration.ofSeconds(20)))
                .withPhysics(
                        group.traits()
                                .physics()
                                .withErrors(Errors.NONE)
                                .withTimes(Times.ofSeconds(5, 90, 150)));
    }

    @AfterEach
    void stop() {
        fleet.close();
    }

    private Browser browser(int device) {
        return new Browser(fleet.devices().get(device).endpoint(), "root");
    }

    private DeviceTruth truth(int device) {
        return fleet.truth().get(device);
    }

    /** The payload a browser sends: all of it, read just before. */
    private String payload(int device, int mode) throws IOException {
        JsonNode conf = browser(device).get("get_miner_conf");
        ObjectNode payload = JsonMapper.shared().createObjectNode();
        payload.set("pools", conf.get("pools"));
        return payload.put("bitmain-fan-ctrl", false)
                .put("bitmain-fan-pwm", "100")
                .put("freq-level", "100")
                .put("miner-mode", mode)
                .put("bitmain-work-mode", mode)
                .toString();
    }

    @Test
    void shouldAskForADigestLogin() throws IOException {
        assertThat(browser(OLD).challenge())
                .startsWith("HTTP/1.1 401 ")
                .contains("WWW-Authenticate: Digest realm=\"antMiner Configuration\"")
                .contains("qop=\"auth\"");
    }

    @Test
    void shouldLetInWhoKnowsThePasswordOnly() throws IOException {
        Browser stranger = new Browser(fleet.devices().getFirst().endpoint(), "guess");

        assertThat(stranger.page("GET", "/cgi-bin/summary.cgi", "")).startsWith("HTTP/1.1 401 ");
        assertThat(browser(OLD).page("GET", "/cgi-bin/summary.cgi", ""))
                .startsWith("HTTP/1.1 200 ");
    }

    @Test
    void shouldTakeANonceAgainUntilItLapses() throws IOException {
        Browser browser = browser(OLD);
        String challenge = browser.challenge();
        String path = "/cgi-bin/stats.cgi";
        clock.advanceSeconds(299);
        assertThat(browser.raw("GET", path, "", browser.authorization(challenge, "GET", path)))
                .startsWith("HTTP/1.1 200 ");
        clock.advanceSeconds(2);

        assertThat(browser.raw("GET", path, "", browser.authorization(challenge, "GET", path)))
                .startsWith("HTTP/1.1 401 ")
                .contains("stale=true");
    }

    @Test
    void shouldKeepTheConnectionWhenNotToldToClose() throws IOException {
        String request = "GET /cgi-bin/summary.cgi HTTP/1.1\r\nHost: x\r\n\r\n";
        try (Socket socket = Wire.dial(fleet.devices().getFirst().endpoint())) {
            for (int i = 0; i < 2; i++) {
                socket.getOutputStream().write(request.getBytes());
                assertThat(new String(socket.getInputStream().readNBytes(12)))
                        .isEqualTo("HTTP/1.1 401");
                String rest = "";
                while (!rest.endsWith("401 - Unauthorized")) {
                    rest += (char) socket.getInputStream().read();
                }
                assertThat(rest).contains("Connection: keep-alive");
            }
        }
    }

    @Test
    void shouldShowModesAsTextOrNumberByGeneration() throws IOException {
        assertThat(browser(OLD).get("get_miner_conf").get("bitmain-work-mode").isString()).isTrue();
        assertThat(browser(NEW).get("get_miner_conf").get("bitmain-work-mode").intValue())
                .isEqualTo(3);
    }

    @Test
    void shouldSleepAfterItsAnswerAndShowEmptyLists() throws IOException {
        JsonNode answer = browser(OLD).set(payload(OLD, 1));

        assertThat(answer).hasToString("{\"stats\":\"success\",\"code\":\"M000\",\"msg\":\"OK!\"}");
        assertThat(browser(OLD).challenge()).as("away while it restarts").isEmpty();
        clock.advanceSeconds(21);
        assertThat(truth(OLD).asleep()).isTrue();
        assertThat(truth(OLD).power().watts()).isEqualTo(30);
        assertThat(truth(OLD).poolsChanged()).isFalse();
        assertThat(browser(OLD).get("summary").get("SUMMARY")).isEmpty();
        assertThat(browser(OLD).get("stats").get("STATS")).isEmpty();
    }

    @Test
    void shouldTakeMinutesToBeBackAtFullWork() throws IOException {
        browser(OLD).set(payload(OLD, 1));
        clock.advanceSeconds(30);
        browser(OLD).set(payload(OLD, 0));
        clock.advanceSeconds(60);
        assertThat(truth(OLD).power().watts()).isEqualTo(30);
        JsonNode booting = browser(OLD).get("summary").get("SUMMARY").get(0);
        assertThat(booting.get("rate_5s").doubleValue()).isZero();
        clock.advanceSeconds(200);

        assertThat(truth(OLD).power().watts()).isEqualTo(RUNNING_WATTS);
        JsonNode working = browser(OLD).get("summary").get("SUMMARY").get(0);
        assertThat(working.get("rate_5s").doubleValue()).isBetween(139_000.0, 143_000.0);
    }

    @Test
    void shouldSayYesAndDoNothingWhenTheOldGenerationGetsTheNewKeyAlone() throws IOException {
        JsonNode answer = browser(OLD).set("{\"bitmain-work-mode\":1}");

        assertThat(answer.get("code").asString()).isEqualTo("M000");
        clock.advanceSeconds(30);
        assertThat(truth(OLD).asleep()).isFalse();
        assertThat(truth(OLD).power().watts()).isEqualTo(RUNNING_WATTS);
        assertThat(truth(OLD).poolsChanged()).isFalse();
    }

    @Test
    void shouldLoseItsPoolsWhenAPayloadLeavesThemOut() throws IOException {
        browser(NEW).set("{\"miner-mode\":1,\"bitmain-work-mode\":1}");
        clock.advanceSeconds(30);

        assertThat(truth(NEW).poolsChanged()).isTrue();
        JsonNode pools = browser(NEW).get("get_miner_conf").get("pools");
        assertThat(pools.get(0).get("url").asString()).isEmpty();
    }

    @Test
    void shouldRefuseWhatIsNoConfiguration() throws IOException {
        assertThat(browser(NEW).set("pools=none").get("code").asString()).isEqualTo("M001");
        assertThat(truth(NEW).poolsChanged()).isFalse();
        assertThat(truth(NEW).mode()).isEqualTo(WorkMode.LOW);
    }
}
