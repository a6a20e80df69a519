package org.trimtab.virtual;

import static org.assertj.core.api.Assertions.assertThat;
import static org.trimtab.virtual.Wire.ask;
import static org.trimtab.virtual.Wire.letter;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.trimtab.quantity.Share;
import org.trimtab.resource.Endpoint;
import org.trimtab.virtual.FleetGroup.Placement;
import org.trimtab.virtual.machine.Family;
import org.trimtab.virtual.machine.Fault;
import org.trimtab.virtual.machine.Habits;
import org.trimtab.virtual.machine.Manners;
import org.trimtab.virtual.machine.Physics.Errors;
import org.trimtab.virtual.machine.Physics.Times;
import tools.jackson.databind.JsonNode;

/** The families with cgminer's interface: Avalon, SealMiner, Braiins OS with its REST, and a plain cgminer. */
class ConsoleFamiliesTest {
    private static final int FULL_WATTS = 3_500;
    private static final int STANDBY_WATTS = 30;

    private final TestClock clock = new TestClock();
    private VirtualFleet fleet;

    @AfterEach
    void stop() {
        if (fleet != null) {
            fleet.close();
        }
    }

    private Endpoint one(Family family, Fault... faults) throws IOException {
        return some(family, 1, faults);
    }

    private Endpoint some(Family family, int count, Fault... faults) throws IOException {
        FleetGroup group =
                FleetGroup.of("g", family, "Antminer S21", new Placement(count, "127.9.0.1", 0));
        group =
                group.withManners(
                                Manners.INSTANT
                                        .withRestart(Duration.ofSeconds(20))
                                        .withHabits(Habits.USUAL))
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

    private static String message(JsonNode reply) {
        return reply.at("/STATUS/0/Msg").asString();
    }

    private static String words(Endpoint miner) throws IOException {
        return ask(miner, "litestats").at("/STATS/0").toString();
    }

    @Test
    void shouldSleepAndWakeAtTheTimeSetWhenAvalon() throws IOException {
        Endpoint miner = one(Family.AVALON);
        long at = now() + 5;

        JsonNode reply = ask(miner, "ascset", "0,softoff,1:" + at);
        assertThat(letter(reply)).isEqualTo("I");
        assertThat(reply.at("/STATUS/0/Code").asInt()).isEqualTo(118);
        assertThat(message(reply)).isEqualTo("ASC 0 set info: success softoff:" + at);
        clock.advanceSeconds(4);
        assertThat(watts()).isEqualTo(FULL_WATTS);
        assertThat(words(miner)).contains("In Work", "SoftOFF[0]");
        clock.advanceSeconds(5);
        assertThat(watts()).isEqualTo(STANDBY_WATTS);
        assertThat(words(miner)).contains("In Idle").doesNotContain("SoftOFF[0]");

        ask(miner, "ascset", "0,softon,1:" + (now() + 5));
        clock.advanceSeconds(4);
        assertThat(words(miner)).contains("In Idle");
        clock.advanceSeconds(20);
        assertThat(watts()).isEqualTo(FULL_WATTS);
        assertThat(words(miner)).contains("In Work");
        assertThat(ask(miner, "summary").at("/SUMMARY/0/MHS 5s").asDouble())
                .isBetween(1.9e8, 2.1e8);
    }

    @Test
    void shouldSleepAtOnceByTheTextFormWhenAvalon() throws IOException {
        Endpoint miner = one(Family.AVALON);

        assertThat(Wire.tell(miner, "ascset|0,softoff").text())
                .startsWith("STATUS=I,When=")
                .contains("success softoff:")
                .endsWith("|\0");
        clock.advanceSeconds(3);
        assertThat(watts()).isEqualTo(STANDBY_WATTS);
        Wire.tell(miner, "ascset|0,reboot,0");
        clock.advanceSeconds(40);
        assertThat(watts()).isEqualTo(FULL_WATTS);
    }

    @Test
    void shouldGoByItsOwnClockWhenThatIsWrong() throws IOException {
        Endpoint miner = one(Family.AVALON, Fault.CLOCK_WRONG);
        long its = ask(miner, "version").at("/STATUS/0/When").asLong();
        assertThat(Math.abs(its - now())).isEqualTo(7_200);
        boolean behind = its < now();

        ask(miner, "ascset", "0,softoff,1:" + (now() + 5));
        clock.advanceSeconds(60);

        assertThat(watts()).isEqualTo(behind ? FULL_WATTS : STANDBY_WATTS);
        clock.advanceSeconds(7_200);
        assertThat(watts()).isEqualTo(STANDBY_WATTS);
    }

    @Test
    void shouldWakeAndCloseWithoutAnAnswer() throws IOException {
        Endpoint miner = one(Family.AVALON, Fault.WAKES_SILENTLY);
        ask(miner, "ascset", "0,softoff,1:" + now());
        clock.advanceSeconds(5);
        assertThat(watts()).isEqualTo(STANDBY_WATTS);

        Wire.Heard heard =
                Wire.tell(
                        miner,
                        "{\"command\":\"ascset\",\"parameter\":\"0,softon,1:" + now() + "\"}");
        assertThat(heard.bytes()).isEmpty();
        assertThat(heard.reset()).isFalse();
        clock.advanceSeconds(20);
        assertThat(watts()).isEqualTo(FULL_WATTS);
    }

    @Test
    void shouldChangeItsWorkModeWhenAvalon() throws IOException {
        Endpoint miner = one(Family.AVALON);

        assertThat(message(ask(miner, "ascset", "0,workmode,set,0"))).isEqualTo("ASC 0 set OK");
        clock.advanceSeconds(30);

        assertThat(watts()).isEqualTo(Math.round(FULL_WATTS * 0.72));
        assertThat(message(ask(miner, "ascset", "0,workmode,255"))).endsWith("workmode 0");
        assertThat(fleet.truth().getFirst().commandsReceived()).isEqualTo(1);
        assertThat(letter(ask(miner, "ascset", "0,workmode,set,9"))).isEqualTo("E");
    }

    @Test
    void shouldBeSuspendedAndWakeByARestartWhenSealMiner() throws IOException {
        Endpoint miner = one(Family.SEALMINER);

        assertThat(message(ask(miner, "ascset", "0,suspend"))).isEqualTo("ASC 0 set OK");
        clock.advanceSeconds(3);
        assertThat(watts()).isEqualTo(STANDBY_WATTS);
        assertThat(ask(miner, "stats").at("/STATS/0/PSU Input Power").asInt())
                .isEqualTo(STANDBY_WATTS);

        ask(miner, "restart");
        assertThat(Wire.tell(miner, "version").reset()).as("restarts").isTrue();
        clock.advanceSeconds(40);
        assertThat(watts()).isEqualTo(FULL_WATTS);

        ask(miner, "ascset", "0,powerlimit,{\\\"value\\\":\\\"2800\\\"}");
        clock.advanceSeconds(40);
        assertThat(watts()).isEqualTo(FULL_WATTS);
        ask(miner, "restart");
        clock.advanceSeconds(40);
        assertThat(watts()).isEqualTo(2_800);
    }

    @Test
    void shouldOnlyBeReadWhenPlainCgminer() throws IOException {
        Endpoint miner = one(Family.CGMINER);

        assertThat(ask(miner, "version").at("/VERSION/0/CGMiner").asString()).isNotEmpty();
        JsonNode joined = ask(miner, "summary+pools");
        assertThat(joined.at("/summary/0/SUMMARY/0/MHS av").asDouble()).isPositive();
        assertThat(joined.at("/pools/0/POOLS")).hasSize(3);
        for (String command : new String[] {"quit", "restart", "ascdisable", "switchpool"}) {
            JsonNode reply = ask(miner, command, "0");
            assertThat(letter(reply)).isEqualTo("E");
            assertThat(reply.at("/STATUS/0/Code").asInt()).isEqualTo(45);
        }
        clock.advanceSeconds(30);
        assertThat(watts()).isEqualTo(FULL_WATTS);
    }

    @Test
    void shouldPauseAndResumeWithoutALoginWhenBraiins() throws IOException {
        Endpoint miner = one(Family.BRAIINS);

        JsonNode reply = ask(miner, "pause");
        assertThat(letter(reply)).isEqualTo("S");
        assertThat(reply.at("/PAUSE/0").asBoolean()).isTrue();
        clock.advanceSeconds(3);
        assertThat(watts()).isEqualTo(STANDBY_WATTS);
        assertThat(
                        ask(miner, "tunerstatus")
                                .at("/TUNERSTATUS/0/ApproximateMinerPowerConsumption")
                                .asInt())
                .isEqualTo(STANDBY_WATTS);

        assertThat(ask(miner, "resume").at("/RESUME/0").asBoolean()).isTrue();
        clock.advanceSeconds(15);
        assertThat(watts()).isEqualTo(FULL_WATTS);
    }

    private WebCaller rest(int device) throws IOException {
        WebCaller caller = door(device);
        JsonNode given =
                caller.post("/api/v1/auth/login", "{\"username\":\"root\",\"password\":\"root\"}")
                        .json();
        assertThat(given.path("timeout_s").asInt()).isEqualTo(3_600);
        return caller.with("Authorization", given.path("token").asString());
    }

    private WebCaller door(int device) {
        return new WebCaller(fleet.endpoint(fleet.devices().get(device), 80).orElseThrow());
    }

    @Test
    void shouldLetInWhoLoggedInUntilAnHourAfterTheLastUseWhenBraiins() throws IOException {
        one(Family.BRAIINS);
        assertThat(door(0).get("/api/v1/version").status()).isEqualTo(200);
        assertThat(door(0).get("/api/v1/miner/stats").status()).isEqualTo(401);
        assertThat(door(0).call("PUT", "/api/v1/actions/pause", "").status()).isEqualTo(401);
        assertThat(
                        door(0).post(
                                        "/api/v1/auth/login",
                                        "{\"username\":\"root\",\"password\":\"guess\"}")
                                .status())
                .isEqualTo(401);
        WebCaller caller = rest(0);
        for (int i = 0; i < 3; i++) {
            clock.advanceSeconds(3_599);
            assertThat(caller.get("/api/v1/miner/stats").status()).isEqualTo(200);
        }
        clock.advanceSeconds(3_600);
        assertThat(caller.get("/api/v1/miner/stats").status()).isEqualTo(401);
    }

    @Test
    void shouldSayWhetherItWasPausedBeforeWhenBraiins() throws IOException {
        one(Family.BRAIINS);
        WebCaller caller = rest(0);

        assertThat(caller.call("PUT", "/api/v1/actions/pause", "").body()).isEqualTo("false");
        assertThat(caller.call("PUT", "/api/v1/actions/pause", "").body()).isEqualTo("true");
        clock.advanceSeconds(3);
        assertThat(watts()).isEqualTo(STANDBY_WATTS);
        assertThat(caller.get("/api/v1/miner/details").json().path("status").asInt()).isEqualTo(3);
        assertThat(caller.call("PUT", "/api/v1/actions/resume", "").body()).isEqualTo("false");
        assertThat(caller.get("/api/v1/miner/details").json().path("status").asInt()).isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "PUT | power-target | {\"watt\":2800} | 200 | 2800",
                "PATCH | power-target/decrement | {\"watt\":500} | 200 | 3000",
                "PATCH | power-target/increment | {\"watt\":100} | 200 | 3600",
                "PATCH | power-target/relative | {\"percentage\":70,\"reference\":1} | 200 | 2450",
                "PATCH | power-target/relative | {\"percentage\":150,\"reference\":2} | 200 | 2625",
                "PUT | power-target | {\"watt\":100} | 400 | 3500",
                "PUT | power-target | {\"watt\":\"much\"} | 400 | 3500",
                "PUT | power-target | nonsense | 400 | 3500"
            })
    void shouldRetuneToAPowerTargetWithinItsLimitsWhenBraiins(
            String method, String path, String body, int status, int watts) throws IOException {
        one(Family.BRAIINS);
        WebCaller caller = rest(0);
        caller.call("PUT", "/api/v1/performance/dps", "{\"enable\":false}");

        WebCaller.Heard heard = caller.call(method, "/api/v1/performance/" + path, body);

        assertThat(heard.status()).isEqualTo(status);
        if (status == 200 && watts < FULL_WATTS) {
            clock.advanceSeconds(60);
            assertThat(watts()).as("it takes its time").isStrictlyBetween((long) watts, 3_500L);
        }
        clock.advanceSeconds(180);
        assertThat(watts()).isEqualTo(watts);
        assertThat(caller.get("/api/v1/performance/power-target").json().path("watt").asInt())
                .isEqualTo(watts);
        clock.advanceSeconds(7_200);
        assertThat(watts()).as("it stays").isEqualTo(watts);
    }

    @Test
    void shouldClimbBackByAndByUnlessScalingIsOffWhenBraiins() throws IOException {
        some(Family.BRAIINS, 1);
        WebCaller caller = rest(0);
        caller.call("PUT", "/api/v1/performance/dps", "{\"enable\":true}");
        assertThat(caller.get("/api/v1/performance/dps").json().path("enable").asBoolean())
                .isTrue();
        caller.call("PUT", "/api/v1/performance/power-target", "{\"watt\":2500}");
        clock.advanceSeconds(600);
        assertThat(watts()).isEqualTo(2_500);
        clock.advanceSeconds(600);
        assertThat(watts()).isEqualTo(3_000);
        assertThat(caller.get("/api/v1/performance/power-target").json().path("watt").asInt())
                .isEqualTo(3_000);

        caller.call("PUT", "/api/v1/performance/dps", "{\"enable\":false}");
        clock.advanceSeconds(3_000);
        assertThat(watts()).isEqualTo(3_000);
    }

    @Test
    void shouldRampAsFastAsToldWhenBraiins() throws IOException {
        Endpoint miner = one(Family.BRAIINS);
        WebCaller caller = rest(0);
        assertThat(
                        caller.call(
                                        "PUT",
                                        "/api/v1/performance/quick-ramping",
                                        "{\"up_s\":100,\"down_s\":50}")
                                .status())
                .isEqualTo(200);

        ask(miner, "pause");
        clock.advanceSeconds(25);
        assertThat(watts()).isGreaterThan(500);
        clock.advanceSeconds(30);
        assertThat(watts()).isEqualTo(STANDBY_WATTS);
    }

    @Test
    void shouldRefuseEverySecondRequestWhenItHasTooMany() throws IOException {
        one(Family.BRAIINS, Fault.TOO_MANY_REQUESTS);

        assertThat(door(0).get("/api/v1/version").status()).isEqualTo(200);
        assertThat(door(0).get("/api/v1/version").status()).isEqualTo(429);
        assertThat(door(0).get("/api/v1/version").status()).isEqualTo(200);
    }
}
