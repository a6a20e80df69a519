package org.trimtab.drivers.antminer;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.trimtab.dispatch.Action;
import org.trimtab.dispatch.Command;
import org.trimtab.dispatch.CommandId;
import org.trimtab.dispatch.CommandOutcome;
import org.trimtab.dispatch.Failure;
import org.trimtab.drivers.api.Conversation;
import org.trimtab.drivers.api.DeviceReport;
import org.trimtab.drivers.api.Finding;
import org.trimtab.drivers.api.Identity;
import org.trimtab.drivers.api.Inspection;
import org.trimtab.drivers.tck.KeptStates;
import org.trimtab.drivers.tck.RecordedAntminer;
import org.trimtab.drivers.tck.Run;
import org.trimtab.quantity.Power;
import org.trimtab.quantity.Temperature;
import org.trimtab.resource.Device;
import org.trimtab.telemetry.Activity;
import org.trimtab.telemetry.DeviceReading;
import org.trimtab.telemetry.PowerSource;
import org.trimtab.telemetry.Quality;

class AntminerDriverTest {
    private final RecordedAntminer recorded = new RecordedAntminer();
    private final KeptStates kept = new KeptStates();
    private final Device device = recorded.device(80);

    @Test
    void shouldReadTheRecordedFiguresAndTheNameplatesPower() {
        DeviceReading reading = poll(UnaryOperator.identity()).reading();
        assertThat(reading.hashRate().megahashesPerSecond()).isEqualTo(110_566_890);
        assertThat(reading.power()).isEqualTo(device.running());
        assertThat(reading.source()).isEqualTo(PowerSource.NAMEPLATE);
        assertThat(reading.quality()).isEqualTo(Quality.ESTIMATED);
        assertThat(reading.temperature()).isEqualTo(new Temperature(78_000));
    }

    @ParameterizedTest
    @CsvSource({
        "0-0-0-0, 0-0-0-0,",
        "61-0-70-58, 71-64-0-0, 71000",
        "61-0-70-58, 255-255-255-255, 70000",
        "-5--3-1-2, 12, 12000",
        "61.5-70, warm,",
        "'', -,"
    })
    void shouldTellTheHottestChipOnlyWhenItCanBeRead(String one, String two, Long expected) {
        String stats =
                "{\"STATS\":[{\"GHS 5s\":9000},{\"temp_chip1\":\"%s\",\"temp_chip2\":\"%s\"}]}"
                        .formatted(one, two);
        assertThat(poll(body("\"STATS\"", stats)).reading().temperature())
                .isEqualTo(expected == null ? null : new Temperature(expected));
    }

    @Test
    void shouldReadRateAndPowerAsNewerFirmwareGivesThem() {
        String stats = "{\"STATS\":[{\"rate_5s\":111.5,\"rate_unit\":\"TH/s\",\"watt\":3301}]}";
        DeviceReading reading = poll(body("\"STATS\"", stats)).reading();
        assertThat(reading.hashRate().megahashesPerSecond()).isEqualTo(111_500_000);
        assertThat(reading.power().watts()).isEqualTo(3_301);
        assertThat(reading.source()).isEqualTo(PowerSource.MODELLED);
    }

    @Test
    void shouldLookIntoTheSummaryWhenTheStatsGiveNoHashRate() {
        DeviceReport report = poll(body("\"STATS\"", "{\"STATS\":[{\"watt\":3301}]}"));
        assertThat(report.reading().hashRate().megahashesPerSecond()).isEqualTo(110_566_890);
        assertThat(report.reading().power().watts()).isEqualTo(3_301);
    }

    @Test
    void shouldTellStartingFromSleepingByTheModeWhenNothingRuns() {
        UnaryOperator<byte[]> idle = body("\"STATS\"", "{\"STATS\":[]}");
        assertThat(poll(idle).reading().activity()).isEqualTo(Activity.STARTING);
        assertThat(poll(idle).reading().power()).isEqualTo(device.standby());
        recorded.hold(recorded.settings().replace("-mode\" : \"2\"", "-mode\" : \"1\""));
        assertThat(poll(idle).reading().activity()).isEqualTo(Activity.ASLEEP);
        recorded.hold(recorded.settings().replace("work-mode", "w-m"));
        assertThat(poll(idle).reading().activity()).isEqualTo(Activity.UNKNOWN);
        assertThat(poll(idle).reading().quality()).isEqualTo(Quality.SUSPECT);
    }

    @Test
    void shouldWriteTheWholeSettingsBackWithBothModes() {
        String before = recorded.settings().strip();
        assertThat(run(Action.SLEEP)).isInstanceOf(CommandOutcome.Accepted.class);
        assertThat(recorded.lastPosted())
                .startsWith(before.substring(0, before.indexOf("\"bitmain-work-mode\"")))
                .contains("\"bitmain-work-mode\" : \"1\"", "\"miner-mode\":\"1\"")
                .contains("\"some-later-key\" : { \"kept\" : [ 1.0, 1e2, null ] }");
    }

    @Test
    void shouldGoBackToTheModeItWorkedInAndNotToTheOrdinaryOne() {
        run(Action.SLEEP);
        assertThat(kept.recall(device.id())).isEqualTo("2");
        run(Action.SLEEP);
        assertThat(kept.recall(device.id())).isEqualTo("2");
        run(Action.WAKE);
        assertThat(recorded.workMode()).isEqualTo("2");
        recorded.hold(recorded.settings().replace("\"2\"", "\"3\""));
        run(Action.SLEEP);
        run(Action.WAKE);
        assertThat(recorded.workMode()).isEqualTo("3");
    }

    @Test
    void shouldKeepTheModeBeforeAnythingIsWritten() {
        Conversation<CommandOutcome> sleep = conversation(Action.SLEEP);
        Run<CommandOutcome> run =
                Run.distorted(
                        recorded,
                        sleep,
                        bytes -> {
                            assertThat(recorded.acts() == 0 || kept.kept() == 1).isTrue();
                            return bytes;
                        });
        assertThat(run.acts()).isEqualTo(1);
    }

    @Test
    void shouldConfirmAndNotRememberAsModeWhenItSleptBeforeUs() {
        recorded.hold(recorded.settings().replace("-mode\" : \"2\"", "-mode\" : \"1\""));
        assertThat(run(Action.SLEEP)).isInstanceOf(CommandOutcome.Confirmed.class);
        assertThat(recorded.acts()).isZero();
        assertThat(kept.recall(device.id())).isEqualTo("asleep");
        run(Action.WAKE);
        assertThat(recorded.workMode()).isEqualTo("0");
    }

    @Test
    void shouldNotRestartItWhenItIsAwakeAlready() {
        assertThat(run(Action.WAKE)).isInstanceOf(CommandOutcome.Confirmed.class);
        assertThat(recorded.acts()).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"pools\":[{\"url\":\"stratum+tcp://a\"",
                "{\"bitmain-work-mode\":\"0\",\"pools\":[]}",
                "{\"bitmain-work-mode\":\"0\",\"pools\":[{\"url\":\"\",\"user\":\"u\"}]}",
                "{\"bitmain-work-mode\":\"0\"}",
                "<html>starting</html>",
                ""
            })
    void shouldWriteNothingWhenTheSettingsCannotBeTrusted(String settings) {
        recorded.hold(settings);
        CommandOutcome outcome = run(Action.SLEEP);
        assertThat(outcome).isInstanceOf(CommandOutcome.Rejected.class);
        assertThat(((CommandOutcome.Rejected) outcome).failure())
                .isEqualTo(Failure.SETTINGS_UNREADABLE);
        assertThat(recorded.acts()).isZero();
        assertThat(recorded.settings()).isEqualTo(settings);
        assertThat(kept.kept()).isZero();
    }

    @Test
    void shouldSayUnsupportedWhenThereIsNoWorkMode() {
        recorded.hold("{\"pools\":[{\"url\":\"a\"}]}");
        assertThat(run(Action.SLEEP)).isInstanceOf(CommandOutcome.Unsupported.class);
        assertThat(recorded.acts()).isZero();
    }

    @Test
    void shouldSayRejectedWhenTheDeviceRefusesTheSettings() {
        Run<CommandOutcome> run =
                Run.distorted(recorded, conversation(Action.SLEEP), text("M000", "M001"));
        assertThat(run.result()).isInstanceOf(CommandOutcome.Rejected.class);
        assertThat(((CommandOutcome.Rejected) run.result()).failure())
                .isEqualTo(Failure.DEVICE_ERROR);
    }

    @Test
    void shouldStayUncertainWhenItsServerBreaksWhileWriting() {
        UnaryOperator<byte[]> broken =
                bytes ->
                        recorded.acts() == 0
                                ? bytes
                                : text("200 OK", "500 Internal Server Error").apply(bytes);
        Run<CommandOutcome> run = Run.distorted(recorded, conversation(Action.SLEEP), broken);
        assertThat(run.result()).isInstanceOf(CommandOutcome.Uncertain.class);
    }

    @Test
    void shouldSayWrongPasswordAfterOneTryWhenItIsNotAccepted() {
        recorded.changePassword();
        CommandOutcome outcome = run(Action.SLEEP);
        assertThat(((CommandOutcome.Rejected) outcome).failure()).isEqualTo(Failure.WRONG_PASSWORD);
        assertThat(((CommandOutcome.Rejected) outcome).detail()).contains("\"root\"");
        assertThat(recorded.requests()).isEqualTo(2);
        assertThat(poll(UnaryOperator.identity()).failure()).isEqualTo(Failure.WRONG_PASSWORD);
    }

    @Test
    void shouldNeedOneTripPerRequestOnceItHasLoggedIn() {
        poll(UnaryOperator.identity());
        int before = recorded.requests();
        run(Action.SLEEP);
        assertThat(recorded.requests() - before).isEqualTo(2);
    }

    @Test
    void shouldLogInAgainOnceWhenTheServersNumberIsStale() {
        poll(UnaryOperator.identity());
        recorded.renewNonce();
        int before = recorded.requests();
        assertThat(run(Action.SLEEP)).isInstanceOf(CommandOutcome.Accepted.class);
        assertThat(recorded.requests() - before).isEqualTo(3);
        assertThat(recorded.acts()).isEqualTo(1);
    }

    @Test
    void shouldSendTheCommandOnceMoreWhenOnlyItsLoginWasStale() {
        UnaryOperator<byte[]> staleAfterReading =
                bytes -> {
                    if (new String(bytes, StandardCharsets.ISO_8859_1).contains("api-listen")) {
                        recorded.renewNonce();
                    }
                    return bytes;
                };
        Run<CommandOutcome> run =
                Run.distorted(recorded, conversation(Action.SLEEP), staleAfterReading);
        assertThat(run.result()).isInstanceOf(CommandOutcome.Accepted.class);
        assertThat(recorded.acts()).isEqualTo(1);
    }

    @Test
    void shouldNotCallThePasswordWrongWhenOnlyTheLoginNumberWasTooOld() {
        run(Action.SLEEP);
        UnaryOperator<byte[]> tiring =
                bytes -> {
                    if (recorded.requests() == 4) {
                        recorded.tireOfNonces();
                    }
                    return bytes;
                };
        // Its number lapses between the challenge and the answer to it, and it says so.
        recorded.renewNonce();
        Run<CommandOutcome> woken = Run.distorted(recorded, conversation(Action.WAKE), tiring);
        assertThat(woken.result()).isInstanceOf(CommandOutcome.Accepted.class);
        assertThat(woken.asked()).hasSize(4);
        assertThat(recorded.workMode()).isEqualTo("2");
    }

    @Test
    void shouldGiveUpWhenEveryLoginIsTooOldForIt() {
        UnaryOperator<byte[]> alwaysTired =
                bytes -> {
                    recorded.tireOfNonces();
                    return bytes;
                };
        Run<CommandOutcome> run = Run.distorted(recorded, conversation(Action.SLEEP), alwaysTired);
        assertThat(((CommandOutcome.Rejected) run.result()).failure())
                .isEqualTo(Failure.DEVICE_ERROR);
        assertThat(run.asked()).hasSize(3);
        assertThat(recorded.acts()).isZero();
    }

    @Test
    void shouldBeObeyedByBothGenerationsThoughEachIgnoresOneKey() {
        for (RecordedAntminer.Generation generation : RecordedAntminer.Generation.values()) {
            RecordedAntminer one = new RecordedAntminer(generation);
            KeptStates states = new KeptStates();
            for (Action action : new Action[] {Action.SLEEP, Action.WAKE}) {
                Run.with(one, one.driver(states).perform(device, command(action)));
                assertThat(one.asleep()).as(generation.name()).isEqualTo(action.isSleep());
            }
            assertThat(one.workMode()).isEqualTo("2");
            String number =
                    generation == RecordedAntminer.Generation.OBEYS_WORK_MODE ? "2" : "\"2\"";
            assertThat(one.lastPosted())
                    .contains("\"bitmain-work-mode\" : " + number, "\"miner-mode\":" + number);
        }
    }

    @Test
    void shouldSayWhyItIsNotCapped() {
        CommandOutcome outcome = run(new Action.CapAt(Power.ofWatts(2_000)));
        assertThat(((CommandOutcome.Unsupported) outcome).detail()).contains("no power limit");
        assertThat(recorded.requests()).isZero();
    }

    @Test
    void shouldTellWhoItIsHowItIsSetAndWhatIsWrong() {
        Inspection inspection = inspect();
        assertThat(inspection.identity())
                .isEqualTo(
                        new Identity(
                                "antminer",
                                "Bitmain",
                                "Antminer S19 Pro",
                                "Tue Dec  6 16:12:30 CST 2022",
                                "02:00:00:00:00:01"));
        assertThat(inspection.settings())
                .containsEntry("mode", "2")
                .containsEntry("freq_level", "100")
                .containsEntry("fan", "auto")
                .containsKey("pools_sha256");
        assertThat(inspection.findings())
                .anyMatch(f -> f.what().contains("delivered with"))
                .anyMatch(f -> f.what().contains("no power figure"));
        recorded.hold("{\"pools\":[]}");
        Inspection bare = inspect();
        assertThat(bare.capabilities()).isEmpty();
        assertThat(bare.findings()).anyMatch(f -> f.what().contains("no work mode"));
        recorded.hold("<html>");
        assertThat(inspect().findings()).anyMatch(f -> f.what().contains("not be commanded"));
        recorded.changePassword();
        assertThat(inspect().findings()).anyMatch(f -> f.weight() == Finding.Weight.FAULT);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            value = {
                "\"BMMiner\":\"1.0.0\",\"Type\":\"Antminer S19 Pro\" ~ Antminer S19 Pro",
                "\"CGMiner\":\"4.11.1\",\"Type\":\"Antminer S21+ Hyd.\" ~ Antminer S21+ Hyd.",
                "\"CGMiner\":\"4.11.1\",\"Type\":\"Antminer S19 (Vnish 1.2.6)\" ~ ",
                "\"CGMiner\":\"1\",\"LUXminer\":\"2025\",\"Type\":\"Antminer S21\" ~ ",
                "\"CGMiner\":\"1\",\"BOSer\":\"0.1\",\"Type\":\"Antminer S21\" ~ ",
                "\"CGMiner\":\"4.9.2\",\"Type\":\"Avalon 1246\" ~ ",
                "\"Type\":\"Antminer S21\" ~ ",
            })
    void shouldKnowItsModelWithoutALoginAndOnlyItsOwn(String version, String model) {
        String answer = "{\"STATUS\":[{\"STATUS\":\"S\"}],\"VERSION\":[{" + version + "}]}";
        AntminerFingerprint fingerprint = new AntminerFingerprint();
        Identity told =
                fingerprint.recognise(
                        fingerprint.questions().getFirst(),
                        answer.getBytes(StandardCharsets.UTF_8));
        assertThat(told == null ? null : told.model()).isEqualTo(model);
    }

    @Test
    void shouldShowNoPasswordInAnyText() {
        assertThat(AntminerDriver.AS_DELIVERED.toString()).isEqualTo("Credentials[root]");
    }

    private CommandOutcome run(Action action) {
        return Run.with(recorded, conversation(action)).result();
    }

    private Conversation<CommandOutcome> conversation(Action action) {
        return recorded.driver(kept).perform(device, command(action));
    }

    private Command command(Action action) {
        return new Command(
                new CommandId("c-1"),
                device.id(),
                action,
                Run.BEGAN,
                Run.BEGAN.plusSeconds(30),
                "i-1");
    }

    private Inspection inspect() {
        return Run.with(recorded, recorded.driver(kept).inspect(device, Run.BEGAN)).result();
    }

    private DeviceReport poll(UnaryOperator<byte[]> change) {
        return Run.distorted(recorded, recorded.driver(kept).poll(device, false, Run.BEGAN), change)
                .result();
    }

    /** Another body for the page whose answer holds the mark. */
    private static UnaryOperator<byte[]> body(String mark, String body) {
        return bytes ->
                new String(bytes, StandardCharsets.ISO_8859_1).contains(mark)
                        ? ("HTTP/1.1 200 OK\r\nContent-Length: "
                                        + body.length()
                                        + "\r\n\r\n"
                                        + body)
                                .getBytes(StandardCharsets.ISO_8859_1)
                        : bytes;
    }

    private static UnaryOperator<byte[]> text(String from, String to) {
        return bytes ->
                new String(bytes, StandardCharsets.ISO_8859_1)
                        .replace(from, to)
                        .getBytes(StandardCharsets.ISO_8859_1);
    }
}
