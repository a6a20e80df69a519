package org.trimtab.drivers.epic;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.trimtab.dispatch.Action;
import org.trimtab.dispatch.Command;
import org.trimtab.dispatch.CommandId;
import org.trimtab.dispatch.CommandOutcome;
import org.trimtab.dispatch.Failure;
import org.trimtab.drivers.api.DeviceReport;
import org.trimtab.drivers.api.Finding;
import org.trimtab.drivers.api.Inspection;
import org.trimtab.drivers.tck.KeptStates;
import org.trimtab.drivers.tck.RecordedEpic;
import org.trimtab.drivers.tck.Run;
import org.trimtab.quantity.HashRate;
import org.trimtab.quantity.Power;
import org.trimtab.quantity.Temperature;
import org.trimtab.resource.Device;
import org.trimtab.resource.PowerCurve;
import org.trimtab.telemetry.Activity;
import org.trimtab.telemetry.DeviceReading;
import org.trimtab.telemetry.PowerSource;
import org.trimtab.telemetry.Quality;

class EpicDriverTest {
    private final RecordedEpic recorded = new RecordedEpic();
    private final KeptStates kept = new KeptStates();
    private final Device device = recorded.device(4028);

    @Test
    void shouldReadTheRecordedFigures() {
        DeviceReading reading = poll(UnaryOperator.identity()).reading();
        assertThat(reading.hashRate().megahashesPerSecond()).isEqualTo(99_365_848);
        assertThat(reading.temperature()).isEqualTo(new Temperature(67_000));
        assertThat(reading.power().watts()).isEqualTo(2_167);
        assertThat(reading.source()).isEqualTo(PowerSource.MODELLED);
        assertThat(reading.quality()).isEqualTo(Quality.ESTIMATED);
    }

    @Test
    void shouldCallItsPowerMeasuredWhenVoltageAndCurrentComeWithIt() {
        DeviceReading reading =
                poll(text(
                                "\"Input Current\": 0.0,\n    \"Input Power\": 2166.6174,\n"
                                        + "    \"Input Voltage\": 0.0",
                                "\"Input Current\":9.4,\"Input Power\":2166.6,"
                                        + "\"Input Voltage\":231.0"))
                        .reading();
        assertThat(reading.source()).isEqualTo(PowerSource.MEASURED);
        assertThat(reading.quality()).isEqualTo(Quality.GOOD);
    }

    @ParameterizedTest
    @CsvSource({
        "Idling, ASLEEP",
        "Initializing, STARTING",
        "PreInitCooldown, STARTING",
        "AdjustingClockVoltage, STARTING",
        "Stopping, UNKNOWN",
        "UpdatingFirmware, UNKNOWN",
        "Sleeping, UNKNOWN",
        "idling, UNKNOWN",
    })
    void shouldCallNothingAsleepButItsOwnWordForIt(String state, Activity activity) {
        recorded.be(state);
        DeviceReading reading = poll(UnaryOperator.identity()).reading();
        assertThat(reading.activity()).isEqualTo(activity);
        assertThat(reading.quality())
                .isEqualTo(activity == Activity.UNKNOWN ? Quality.SUSPECT : Quality.ESTIMATED);
    }

    @Test
    void shouldCallItHashingWhenItSaysItIdlesAndStillHashes() {
        DeviceReading reading = poll(text("\"Mining\",", "\"Idling\",")).reading();
        assertThat(
                        poll(text(
                                        "\"Operating State\": \"Mining\"",
                                        "\"Operating State\": \"Idling\""))
                                .reading()
                                .activity())
                .isEqualTo(Activity.HASHING);
        assertThat(reading.activity()).isEqualTo(Activity.HASHING);
    }

    @Test
    void shouldTakeTheNameplatesPowerWhenItGivesNone() {
        recorded.be("Idling");
        DeviceReading reading = poll(text("28.4", "0.0")).reading();
        assertThat(reading.power()).isEqualTo(device.standby());
        assertThat(reading.source()).isEqualTo(PowerSource.NAMEPLATE);
    }

    @Test
    void shouldNotTakeNoBoardsForNoWork() {
        DeviceReading reading = poll(text("\"HBs\"", "\"HBz\"")).reading();
        assertThat(reading.activity()).isEqualTo(Activity.UNKNOWN);
    }

    @Test
    void shouldSayWrongPasswordWhenItIsNotAccepted() {
        recorded.changePassword();
        CommandOutcome.Rejected rejected = (CommandOutcome.Rejected) run(Action.SLEEP).result();
        assertThat(rejected.failure()).isEqualTo(Failure.WRONG_PASSWORD);
        assertThat(rejected.detail()).doesNotContain("letmein");
        assertThat(recorded.asleep()).isFalse();
    }

    @Test
    void shouldSayRejectedWithItsWordsWhenItRefuses() {
        recorded.refuse("{\"LastCmdStillPending\":\"Stop\"}");
        CommandOutcome.Rejected rejected = (CommandOutcome.Rejected) run(Action.WAKE).result();
        assertThat(rejected.failure()).isEqualTo(Failure.DEVICE_ERROR);
        assertThat(rejected.detail()).contains("LastCmdStillPending");
    }

    @ParameterizedTest
    @CsvSource({
        "429 Too Many Requests, Rejected, DEVICE_ERROR",
        "404 Not Found, Rejected, DEVICE_ERROR",
        "500 Internal Server Error, Uncertain, DEVICE_ERROR",
        "401 Unauthorized, Rejected, WRONG_PASSWORD",
    })
    void shouldTellApartWhatItsServerAnswers(String status, String outcome, Failure failure) {
        CommandOutcome ended =
                Run.distorted(
                                recorded,
                                recorded.driver(kept).perform(device, command(Action.SLEEP)),
                                text("200 OK", status))
                        .result();
        assertThat(ended.getClass().getSimpleName()).isEqualTo(outcome);
        assertThat(ended.toString()).contains(failure.name());
    }

    @Test
    void shouldNeedOneTripForACommand() {
        assertThat(run(Action.SLEEP).asked()).hasSize(1);
        assertThat(run(Action.WAKE).asked()).hasSize(1);
    }

    @Test
    void shouldWriteAPasswordWithQuotesAsJson() {
        String body =
                new String(
                        EpicProtocol.change(
                                        Action.State.SLEEP,
                                        "a\"b\\c",
                                        device.timing().answersWithin())
                                .body(),
                        StandardCharsets.UTF_8);
        assertThat(body).isEqualTo("{\"param\":\"Stop\",\"password\":\"a\\\"b\\\\c\"}");
    }

    @Test
    void shouldTellItsPresetsAsACurveAndItsTuningAsSettings() {
        Inspection inspection = inspect();
        PowerCurve curve = inspection.curve();
        assertThat(curve.levels()).hasSize(6);
        assertThat(curve.least()).isEqualTo(Power.ofWatts(1_700));
        assertThat(curve.atMost(Power.ofWatts(2_699)).hashRate())
                .isEqualTo(HashRate.ofTerahashes(100));
        assertThat(inspection.settings())
                .containsEntry("mode", "VoltageOptimizer")
                .containsEntry("preset", "143 TH/s")
                .containsEntry("power_target_w", "3000")
                .containsEntry("idle_on_connection_lost", "true");
        assertThat(inspection.identity().model()).isEqualTo("Antminer S19 XP");
        assertThat(inspection.identity().firmware()).isEqualTo("PowerPlay-BMS v1.5.13");
        assertThat(inspection.findings())
                .extracting(Finding::what)
                .anyMatch(w -> w.contains("1 of"));
    }

    @Test
    void shouldWarnWhenItWouldDrawOnWithoutAPool() {
        assertThat(inspect().findings()).noneMatch(f -> f.what().contains("pool"));
        recorded.keepOnWithoutPool();
        Finding finding =
                inspect().findings().stream()
                        .filter(f -> f.what().contains("loses its pool"))
                        .findFirst()
                        .orElseThrow();
        assertThat(finding.weight()).isEqualTo(Finding.Weight.WARNING);
        assertThat(finding.mend()).contains("idle on connection lost");
    }

    @Test
    void shouldWarnWhenItKeepsAScheduleOfItsOwn() {
        recorded.tell("\"Scheduler\":{\"Enable\":true},");
        assertThat(inspect().findings()).anyMatch(f -> f.what().contains("schedule"));
    }

    private Inspection inspect() {
        return Run.with(recorded, recorded.driver(kept).inspect(device, Run.BEGAN)).result();
    }

    private Run<CommandOutcome> run(Action action) {
        return Run.with(recorded, recorded.driver(kept).perform(device, command(action)));
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

    private DeviceReport poll(UnaryOperator<byte[]> change) {
        return Run.distorted(recorded, recorded.driver(kept).poll(device, false, Run.BEGAN), change)
                .result();
    }

    /** Another text in an answer, with its length put right. */
    private static UnaryOperator<byte[]> text(String from, String to) {
        return bytes -> {
            String answer =
                    new String(bytes, StandardCharsets.UTF_8)
                            .replace(from, to)
                            .replaceFirst("Content-Length: \\d+\r\n", "");
            return answer.getBytes(StandardCharsets.UTF_8);
        };
    }
}
