package org.trimtab.drivers.vnish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.trimtab.dispatch.Action;
import org.trimtab.dispatch.Command;
import org.trimtab.dispatch.CommandId;
import org.trimtab.dispatch.CommandOutcome;
import org.trimtab.dispatch.Failure;
import org.trimtab.drivers.api.Conversation;
import org.trimtab.drivers.api.Credentials;
import org.trimtab.drivers.api.DeviceReport;
import org.trimtab.drivers.api.Driver;
import org.trimtab.drivers.api.FamilyDescriptor;
import org.trimtab.drivers.api.Finding;
import org.trimtab.drivers.api.Inspection;
import org.trimtab.drivers.api.Readiness;
import org.trimtab.drivers.api.Turn;
import org.trimtab.drivers.tck.Devices;
import org.trimtab.drivers.tck.Fault;
import org.trimtab.drivers.tck.KeptStates;
import org.trimtab.drivers.tck.RecordedVnish;
import org.trimtab.drivers.tck.Run;
import org.trimtab.quantity.HashRate;
import org.trimtab.quantity.Power;
import org.trimtab.quantity.Temperature;
import org.trimtab.resource.Capability;
import org.trimtab.resource.Device;
import org.trimtab.resource.DeviceId;
import org.trimtab.resource.PowerCurve;
import org.trimtab.telemetry.Activity;
import org.trimtab.telemetry.DeviceReading;
import org.trimtab.telemetry.PowerSource;

class VnishDriverTest {
    private static final String UNLOCK = "POST /api/v1/unlock {\"pw\":\"admin\"}";
    private static final String PAUSE = "POST /api/v1/mining/pause ";

    private final KeptStates kept = new KeptStates();
    private RecordedVnish recorded = new RecordedVnish();
    private final Device device = recorded.device(80);

    @Test
    void shouldReadTheRecordedFiguresWithoutALogin() {
        DeviceReading reading = poll().reading();
        assertThat(reading.power().watts()).isEqualTo(2_583);
        assertThat(reading.hashRate().megahashesPerSecond()).isEqualTo(173_870_940);
        assertThat(reading.temperature()).isEqualTo(new Temperature(65_000));
        assertThat(reading.source()).isEqualTo(PowerSource.MODELLED);
        assertThat(recorded.asked()).containsExactly("GET /api/v1/summary ");
    }

    @ParameterizedTest
    @CsvSource({
        "stopped, ASLEEP",
        "paused, ASLEEP",
        "starting, STARTING",
        "auto-tuning, STARTING",
        "shutting-down, UNKNOWN",
        "failure, UNKNOWN",
        "some-new-word, UNKNOWN"
    })
    void shouldTellItsStateByItsOwnWordWhenItDoesNotHash(String state, Activity activity) {
        DeviceReport report =
                Run.distorted(
                                recorded,
                                driver().poll(device, false, Run.BEGAN),
                                bytes ->
                                        new String(bytes, StandardCharsets.UTF_8)
                                                .replaceAll("Content-Length: \\d+\r\n", "")
                                                .replace("173870.94", "0.0")
                                                .replace("auto-tuning", state)
                                                .getBytes(StandardCharsets.UTF_8))
                        .result();
        assertThat(report.reading().activity()).isEqualTo(activity);
    }

    @Test
    void shouldSleepInOneTripWhenItIsReady() {
        assertThat(asking(() -> run(Action.SLEEP))).containsExactly(UNLOCK, PAUSE);
        run(Action.WAKE);
        assertThat(prepare()).isEqualTo(Readiness.READY);
        assertThat(asking(() -> run(Action.SLEEP))).containsExactly(PAUSE);
    }

    @Test
    void shouldLogInOnceMoreWhenItsTokenLapsed() {
        prepare();
        recorded.dropToken();
        assertThat(asking(() -> run(Action.SLEEP))).containsExactly(PAUSE, UNLOCK, PAUSE);
        assertThat(recorded.asleep()).isTrue();
        assertThat(recorded.acts()).isEqualTo(1);
    }

    @Test
    void shouldSayWrongPasswordAfterOneTry() {
        recorded.changePassword();
        CommandOutcome outcome = run(Action.SLEEP);
        assertThat(((CommandOutcome.Rejected) outcome).failure()).isEqualTo(Failure.WRONG_PASSWORD);
        assertThat(outcome.writtenAt()).isNull();
        assertThat(recorded.asked()).containsExactly(UNLOCK);
        assertThat(prepare().failure()).isEqualTo(Failure.WRONG_PASSWORD);
    }

    @Test
    void shouldNotHammerWhenItIsAskedTooOften() {
        prepare();
        recorded.sayTooMany();
        for (Action action : new Action[] {Action.SLEEP, Action.WAKE}) {
            CommandOutcome outcome = run(action);
            assertThat(outcome).isInstanceOf(CommandOutcome.Rejected.class);
            assertThat(((CommandOutcome.Rejected) outcome).detail()).contains("too many requests");
            assertThat(outcome.writtenAt()).isNull();
        }
        assertThat(recorded.asked()).hasSize(4);
        assertThat(poll().detail()).contains("too many requests");
    }

    @Test
    void shouldSayRejectedWhenItSaysThatItFailed() {
        Run<CommandOutcome> run =
                Run.distorted(
                        recorded,
                        driver().perform(device, command(Action.SLEEP)),
                        bytes ->
                                recorded.acts() == 0
                                        ? bytes
                                        : "HTTP/1.1 200 OK\r\n\r\n{\"success\":false}"
                                                .getBytes(StandardCharsets.UTF_8));
        assertThat(run.result()).isInstanceOf(CommandOutcome.Rejected.class);
    }

    @Test
    void shouldThrottleBelowWhatItsTopPresetWouldDrawAndTakeItOffAgain() {
        assertThat(cap(2_814)).isInstanceOf(CommandOutcome.Accepted.class);
        assertThat(recorded.throttle()).isEqualTo(60);
        assertThat(cap(1_876)).isInstanceOf(CommandOutcome.Accepted.class);
        assertThat(recorded.throttle()).isEqualTo(40);
        assertThat(kept.recall(device.id())).isEqualTo("{\"throttle_percent\":100}");
        assertThat(run(Action.WAKE)).isInstanceOf(CommandOutcome.Accepted.class);
        assertThat(recorded.throttle()).isEqualTo(100);
        assertThat(kept.recall(device.id())).isEqualTo("{}");
    }

    @Test
    void shouldReckonFromItsPresetWhenItDoesNotSwitchAndNeverGoAboveItsOwnThrottle() {
        recorded.switcher(false);
        recorded.throttle(80);
        assertThat(cap(1_400)).isInstanceOf(CommandOutcome.Accepted.class);
        assertThat(recorded.throttle()).isEqualTo(50);
        assertThat(cap(2_800)).isInstanceOf(CommandOutcome.Accepted.class);
        assertThat(recorded.throttle()).isEqualTo(80);
        cap(1_400);
        run(Action.WAKE);
        assertThat(recorded.throttle()).isEqualTo(80);
    }

    @Test
    void shouldRefuseAThrottleBelowTwentyPercent() {
        CommandOutcome outcome = cap(900);
        assertThat(((CommandOutcome.Rejected) outcome).detail()).contains("938 W", "900 W");
        assertThat(recorded.acts()).isZero();
        assertThat(cap(938)).isInstanceOf(CommandOutcome.Accepted.class);
        assertThat(recorded.throttle()).isEqualTo(20);
    }

    @Test
    void shouldNotCallItCappedWhenItAnswered200AndDidNothing() {
        recorded.turnDeafToCaps();
        CommandOutcome outcome = cap(2_000);
        assertThat(((CommandOutcome.Rejected) outcome).detail()).contains("still 100 %");
        older("2550|2800|3160");
        recorded.turnDeafToCaps();
        assertThat(((CommandOutcome.Rejected) cap(2_900)).detail()).contains("still \"3160\"");
    }

    @Test
    void shouldStayUncertainWhenItWakesWithoutItsOwnThrottle() {
        cap(2_000);
        recorded.turnDeafToCaps();
        CommandOutcome outcome = run(Action.WAKE);
        assertThat(outcome).isInstanceOf(CommandOutcome.Uncertain.class);
        assertThat(((CommandOutcome.Uncertain) outcome).detail()).contains("not back at 100 %");
        assertThat(standDown().failure()).isEqualTo(Failure.DEVICE_ERROR);
    }

    @Test
    void shouldChooseTheHighestTunedPresetOnOlderFirmwareAndPutItsOwnBack() {
        older("2550|2800|3160|4690");
        assertThat(cap(3_000)).isInstanceOf(CommandOutcome.Accepted.class);
        assertThat(recorded.preset()).isEqualTo("2800");
        assertThat(cap(2_600)).isInstanceOf(CommandOutcome.Accepted.class);
        assertThat(recorded.preset()).isEqualTo("2550");
        assertThat(cap(9_000)).isInstanceOf(CommandOutcome.Accepted.class);
        assertThat(recorded.preset()).as("never above its own").isEqualTo("3160");
        cap(2_600);
        assertThat(run(Action.WAKE)).isInstanceOf(CommandOutcome.Accepted.class);
        assertThat(recorded.preset()).isEqualTo("3160");
        CommandOutcome low = cap(2_500);
        assertThat(((CommandOutcome.Rejected) low).detail()).contains("2550 W", "2500 W");
    }

    @Test
    void shouldChooseNoPresetThatIsNotTunedOrWouldBeUndone() {
        older("");
        assertThat(cap(3_000)).isInstanceOf(CommandOutcome.Unsupported.class);
        older("2550|2800");
        assertThat(cap(3_000)).as("its own").isInstanceOf(CommandOutcome.Unsupported.class);
        older("2550|2800|3160");
        recorded.switcher(true);
        CommandOutcome switched = cap(3_000);
        assertThat(((CommandOutcome.Unsupported) switched).detail()).contains("switcher");
        assertThat(recorded.acts()).isZero();
    }

    @Test
    void shouldTakeAPresetBackThatAsksForARestart() {
        older("2550|2800|3160");
        recorded.needRestart();
        CommandOutcome outcome = cap(3_000);
        assertThat(((CommandOutcome.Rejected) outcome).detail()).contains("restart", "put back");
        assertThat(recorded.preset()).isEqualTo("3160");
        assertThat(kept.recall(device.id())).isEqualTo("{}");
    }

    @ParameterizedTest
    @EnumSource(Fault.class)
    void shouldNeverLoseItsThrottleWhateverBefallsACapOrItsEnd(Fault fault) {
        for (int at = 0; at < 6; at++) {
            recorded = new RecordedVnish();
            KeptStates states = new KeptStates();
            Driver driver = recorded.driver(states);
            CommandOutcome capped =
                    Run.with(
                                    recorded,
                                    driver.perform(
                                            device,
                                            command(new Action.CapAt(Power.ofWatts(2_000)))),
                                    at,
                                    fault)
                            .result();
            String where = fault + " in exchange " + at + ": " + capped;
            assertThat(capped).as(where).isNotInstanceOf(CommandOutcome.Accepted.class);
            assertThat(capped instanceof CommandOutcome.Uncertain)
                    .as(where)
                    .isEqualTo(recorded.acts() > 0);
            Run.with(
                    recorded,
                    driver.perform(device, command(new Action.CapAt(Power.ofWatts(2_000)))));
            Conversation<CommandOutcome> wake = driver.perform(device, command(Action.WAKE));
            CommandOutcome woken =
                    Run.with(recorded, wake, at == 5 ? -1 : Math.min(at, 2), fault).result();
            if (woken instanceof CommandOutcome.Accepted) {
                assertThat(recorded.throttle()).as(where).isEqualTo(100);
            }
            Run.with(recorded, driver.perform(device, command(Action.WAKE)));
            assertThat(recorded.throttle()).as(where).isEqualTo(100);
            assertThat(states.recall(device.id())).as(where).isIn("{}", null);
        }
    }

    @Test
    void shouldTellWhoItIsAndHowItIsSet() {
        recorded.tune("2550|3160");
        Inspection inspection = inspect();
        assertThat(inspection.identity().model()).isEqualTo("Antminer S21 Pro");
        assertThat(inspection.identity().firmware()).isEqualTo("1.3.4");
        assertThat(inspection.identity().serial()).isEqualTo("02:95:23:B3:E0:79");
        assertThat(inspection.settings())
                .containsEntry("preset", "3160")
                .containsEntry("preset_switcher", "on")
                .containsEntry("throttle_percent", "100")
                .containsEntry("fan", "auto");
        assertThat(inspection.curve().origin()).isEqualTo(PowerCurve.Origin.PROFILES);
        assertThat(inspection.curve().levels())
                .containsExactly(
                        new PowerCurve.Level(
                                "2550", Power.ofWatts(2_550), new HashRate(170_000_000)),
                        new PowerCurve.Level(
                                "3160", Power.ofWatts(3_160), new HashRate(212_000_000)));
        assertThat(inspection.findings())
                .anyMatch(f -> f.what().contains("switcher"))
                .anyMatch(f -> f.what().contains("delivered with"));
    }

    @Test
    void shouldOfferNoCapAndNoCurveWhenOlderFirmwareIsNotTuned() {
        recorded = new RecordedVnish(true);
        Inspection inspection = inspect();
        assertThat(inspection.capabilities()).doesNotContain(Capability.CAP);
        assertThat(inspection.curve()).isNull();
        assertThat(inspection.findings()).anyMatch(f -> f.mend().contains("1.3.4"));
        older("2550|3160");
        assertThat(inspect().capabilities()).contains(Capability.CAP);
    }

    @Test
    void shouldSayThatItCannotBeCommandedWithoutItsPassword() {
        recorded.login(new Credentials("", "wrong"));
        assertThat(inspect().findings())
                .anyMatch(f ->
                        f.weight() == Finding.Weight.FAULT
                                && f.what().contains("password")
                                && !f.what().contains("wrong"));
    }

    @Test
    void shouldStopAndStartItWhenItsDescriptorSaysSo() {
        Driver driver = new VnishDriver(with("sleep-by", "stop"), Devices.surroundings(kept));
        assertThat(first(driver, Action.SLEEP)).contains("POST /api/v1/unlock");
        Run.with(recorded, driver.perform(device, command(Action.SLEEP)));
        Run.with(recorded, driver.perform(device, command(Action.WAKE)));
        assertThat(recorded.asked())
                .contains("POST /api/v1/mining/stop ", "POST /api/v1/mining/start ");
        assertThatThrownBy(() ->
                        new VnishDriver(with("sleep-by", "magic"), Devices.surroundings(kept)))
                .hasMessageContaining("sleep-by")
                .hasMessageContaining("magic");
    }

    private static FamilyDescriptor with(String setting, String value) {
        FamilyDescriptor shipped = Devices.family(VnishDriver.FAMILY);
        Map<String, String> settings = new HashMap<>(shipped.settings());
        settings.put(setting, value);
        return new FamilyDescriptor(
                shipped.family(),
                shipped.title(),
                shipped.make(),
                shipped.firmware(),
                shipped.port(),
                shipped.capabilities(),
                shipped.cap(),
                shipped.timing(),
                shipped.standby(),
                shipped.commandsAtOnceMax(),
                shipped.proof(),
                shipped.evidence(),
                settings,
                shipped.models());
    }

    private String first(Driver driver, Action action) {
        Turn<CommandOutcome> turn = driver.perform(device, command(action)).open();
        return new String(
                ((Turn.Ask<CommandOutcome>) turn).exchange().request(),
                StandardCharsets.ISO_8859_1);
    }

    private void older(String tuned) {
        recorded = new RecordedVnish(true);
        recorded.tune(tuned);
        recorded.switcher(false);
        kept.remember(device.id(), "{}");
    }

    private Driver driver() {
        return recorded.driver(kept);
    }

    private DeviceReport poll() {
        return Run.with(recorded, driver().poll(device, false, Run.BEGAN)).result();
    }

    private Inspection inspect() {
        return Run.with(recorded, driver().inspect(device, Run.BEGAN)).result();
    }

    private Readiness prepare() {
        return Run.with(recorded, driver().prepare(device, Run.BEGAN)).result();
    }

    private Readiness standDown() {
        return Run.with(recorded, driver().standDown(device, Run.BEGAN)).result();
    }

    private CommandOutcome cap(long watts) {
        return run(new Action.CapAt(Power.ofWatts(watts)));
    }

    private CommandOutcome run(Action action) {
        return Run.with(recorded, driver().perform(device, command(action))).result();
    }

    private List<String> asking(Runnable what) {
        int before = recorded.asked().size();
        what.run();
        return recorded.asked().subList(before, recorded.asked().size());
    }

    private static Command command(Action action) {
        return new Command(
                new CommandId("c-1"),
                new DeviceId("vni-1"),
                action,
                Run.BEGAN,
                Run.BEGAN.plusSeconds(30),
                "i-1");
    }
}
