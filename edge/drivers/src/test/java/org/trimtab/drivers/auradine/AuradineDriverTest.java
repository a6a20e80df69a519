package org.trimtab.drivers.auradine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.trimtab.dispatch.Action;
import org.trimtab.dispatch.Command;
import org.trimtab.dispatch.CommandId;
import org.trimtab.dispatch.CommandOutcome;
import org.trimtab.dispatch.Failure;
import org.trimtab.drivers.api.DeviceReport;
import org.trimtab.drivers.api.Exchange;
import org.trimtab.drivers.api.Finding;
import org.trimtab.drivers.api.Inspection;
import org.trimtab.drivers.api.Readiness;
import org.trimtab.drivers.tck.Fault;
import org.trimtab.drivers.tck.KeptStates;
import org.trimtab.drivers.tck.RecordedAuradine;
import org.trimtab.drivers.tck.Run;
import org.trimtab.quantity.Power;
import org.trimtab.resource.Capability;
import org.trimtab.resource.Device;
import org.trimtab.telemetry.Activity;
import org.trimtab.telemetry.DeviceReading;
import org.trimtab.telemetry.PowerSource;
import org.trimtab.telemetry.Quality;

class AuradineDriverTest {
    private static final String BOTH_TARGETS = "\"Mode\":\"custom\",\"Power\":2000,\"Ths\":160";

    private final RecordedAuradine recorded = new RecordedAuradine();
    private final KeptStates kept = new KeptStates();
    private final Device device = recorded.device(8080);

    @Test
    void shouldReadThePowerItsSupplyMeasures() {
        DeviceReading reading = poll().reading();
        assertThat(reading.hashRate().megahashesPerSecond()).isEqualTo(20_599_767);
        assertThat(reading.power().watts()).isEqualTo(403);
        assertThat(reading.source()).isEqualTo(PowerSource.MEASURED);
        assertThat(reading.quality()).isEqualTo(Quality.GOOD);
        run(Action.SLEEP);
        assertThat(poll().reading().power().watts()).isEqualTo(59);
        assertThat(poll().reading().source()).isEqualTo(PowerSource.MEASURED);
    }

    @Test
    void shouldCallItAsleepWhenItsMiningProcessIsGoneAndItsSupplyMeasuresNextToNothing() {
        recorded.loseSummary();
        run(Action.SLEEP);
        DeviceReading reading = poll().reading();
        assertThat(reading.activity()).isEqualTo(Activity.ASLEEP);
        assertThat(reading.hashRate().isZero()).isTrue();
    }

    @Test
    void shouldNotCallItAsleepWhenItDoesNotSaySo() {
        run(Action.SLEEP);
        recorded.keepQuietOfSleep();
        assertThat(poll().reading().activity()).isEqualTo(Activity.UNKNOWN);
    }

    @Test
    void shouldLogInOnceAndThenNeedOneTrip() {
        assertThat(run(Action.SLEEP).asked()).hasSize(2);
        assertThat(run(Action.WAKE).asked()).hasSize(1);
        assertThat(recorded.logins()).isEqualTo(1);
    }

    @Test
    void shouldNeedOneTripWhenItHasBeenMadeReady() {
        Readiness ready =
                Run.with(recorded, recorded.driver(kept).prepare(device, Run.BEGAN)).result();
        assertThat(ready).isEqualTo(Readiness.READY);
        assertThat(run(Action.SLEEP).asked()).hasSize(1);
    }

    @Test
    void shouldSendTheCommandOnceMoreWhenOnlyItsTokenWasOld() {
        poll();
        recorded.renewToken();
        Run<CommandOutcome> run = run(Action.SLEEP);
        assertThat(run.result()).isInstanceOf(CommandOutcome.Accepted.class);
        assertThat(run.asked()).hasSize(3);
        assertThat(recorded.acts()).isEqualTo(1);
    }

    @Test
    void shouldReadOnWhenItsTokenExpiresMidway() {
        poll();
        DeviceReport report =
                Run.distorted(
                                recorded,
                                recorded.driver(kept).poll(device, true, Run.BEGAN),
                                bytes -> {
                                    if (new String(bytes).contains("Operating mode")) {
                                        recorded.renewToken();
                                    }
                                    return bytes;
                                })
                        .result();
        assertThat(report.reading().activity()).isEqualTo(Activity.HASHING);
        assertThat(report.poolsDigest()).isNotNull();
        assertThat(recorded.logins()).isEqualTo(2);
    }

    @Test
    void shouldSayWrongPasswordAfterOneTryWhenItIsNotAccepted() {
        recorded.changePassword();
        CommandOutcome.Rejected rejected = (CommandOutcome.Rejected) run(Action.SLEEP).result();
        assertThat(rejected.failure()).isEqualTo(Failure.WRONG_PASSWORD);
        assertThat(rejected.detail()).contains("\"admin\"");
        assertThat(rejected.writtenAt()).isNull();
        assertThat(recorded.logins()).isEqualTo(1);
        assertThat(recorded.acts()).isZero();
        assertThat(poll().failure()).isEqualTo(Failure.WRONG_PASSWORD);
        assertThat(inspect().findings().getFirst().weight()).isEqualTo(Finding.Weight.FAULT);
        assertThat(inspect().findings().getFirst().mend()).contains("password");
    }

    @ParameterizedTest
    @CsvSource({
        "429 Too Many Requests, Rejected",
        "500 Internal Server Error, Uncertain",
        "400 Bad Request, Rejected"
    })
    void shouldTellApartWhatItsServerAnswers(String status, String outcome) {
        poll();
        recorded.answerWith(status);
        assertThat(run(Action.SLEEP).result().getClass().getSimpleName()).isEqualTo(outcome);
        assertThat(poll().failure()).isEqualTo(Failure.DEVICE_ERROR);
    }

    @Test
    void shouldHoldAPowerAndPutTheFormerModeBack() {
        assertThat(run(cap(3_000)).result()).isInstanceOf(CommandOutcome.Accepted.class);
        assertThat(recorded.workMode()).isEqualTo("\"Mode\":\"custom\",\"Power\":3000,\"Ths\":0");
        assertThat(kept.recall(device.id())).isEqualTo("{\"mode\":\"normal\"}");
        run(cap(2_500));
        run(Action.SLEEP);
        assertThat(kept.recall(device.id())).isEqualTo("{\"mode\":\"normal\"}");
        run(Action.WAKE);
        assertThat(recorded.workMode()).contains("\"Mode\":\"normal\"");
        assertThat(recorded.asleep()).isFalse();
        assertThat(kept.recall(device.id())).isEqualTo("{}");
        assertThat(run(Action.WAKE).asked()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"Mode\":\"custom\",\"Power\":3500,\"Ths\":0",
                "\"Mode\":\"custom\",\"Power\":0,\"Ths\":160",
                "\"Mode\":\"turbo\",\"Power\":0,\"Ths\":0"
            })
    void shouldPutBackEveryModeItCanTell(String mode) {
        recorded.hold(mode);
        run(cap(3_000));
        assertThat(recorded.workMode()).isNotEqualTo(mode);
        run(Action.WAKE);
        assertThat(recorded.workMode()).isEqualTo(mode);
    }

    @Test
    void shouldNeverRaiseItsTargetByACap() {
        recorded.hold("\"Mode\":\"custom\",\"Power\":2600,\"Ths\":0");
        run(cap(3_000));
        assertThat(recorded.workMode()).contains("\"Power\":2600");
    }

    @Test
    void shouldWriteNothingWhenTheModeCouldNotBePutBack() {
        recorded.hold(BOTH_TARGETS);
        CommandOutcome.Rejected rejected = (CommandOutcome.Rejected) run(cap(3_000)).result();
        assertThat(rejected.failure()).isEqualTo(Failure.SETTINGS_UNREADABLE);
        assertThat(recorded.acts()).isZero();
        assertThat(kept.kept()).isZero();
        Inspection inspection = inspect();
        assertThat(inspection.capabilities()).doesNotContain(Capability.CAP);
        assertThat(inspection.findings())
                .anyMatch(f -> f.weight() == Finding.Weight.WARNING && f.what().contains("no cap"));
    }

    @Test
    void shouldWakeItToTheCapWhenItSleeps() {
        run(Action.SLEEP);
        assertThat(run(cap(3_000)).result()).isInstanceOf(CommandOutcome.Accepted.class);
        assertThat(recorded.asleep()).isFalse();
        assertThat(recorded.workMode()).contains("\"Power\":3000");
    }

    @Test
    void shouldKeepTheModeBeforeAnythingIsWritten() {
        Run.distorted(
                recorded,
                recorded.driver(kept).perform(device, command(cap(3_000))),
                bytes -> {
                    assertThat(recorded.acts() == 0 || kept.kept() == 1).isTrue();
                    return bytes;
                });
        assertThat(recorded.acts()).isEqualTo(1);
    }

    @Test
    void shouldWakeItAndSaySoWhenItDoesNotTakeItsModeBack() {
        run(cap(3_000));
        run(Action.SLEEP);
        recorded.refuse("\"mode\":\"normal\"", "Busy tuning");
        CommandOutcome.Rejected rejected = (CommandOutcome.Rejected) run(Action.WAKE).result();
        assertThat(rejected.detail()).contains("woken", "Busy tuning");
        assertThat(recorded.asleep()).isFalse();
        assertThat(kept.recall(device.id())).isEqualTo("{\"mode\":\"normal\"}");
        recorded.refuse("nothing", "");
        run(Action.WAKE);
        assertThat(recorded.workMode()).contains("\"Mode\":\"normal\"");
    }

    @ParameterizedTest
    @CsvSource({
        "SILENT, Uncertain",
        "GARBAGE, Uncertain",
        "CUT_IN_THE_MIDDLE, Uncertain",
        "HALF_AS_IF_WHOLE, Uncertain"
    })
    void shouldStillOweTheModeWhenTheAnswerToItsReturnIsLost(Fault fault, String outcome) {
        run(cap(3_000));
        Run<CommandOutcome> run =
                Run.with(
                        recorded,
                        recorded.driver(kept).perform(device, command(Action.WAKE)),
                        0,
                        fault);
        assertThat(run.result().getClass().getSimpleName()).isEqualTo(outcome);
        assertThat(kept.recall(device.id())).isEqualTo("{\"mode\":\"normal\"}");
    }

    @Test
    void shouldTellWhoItIsAfterALogin() {
        Inspection inspection = inspect();
        assertThat(inspection.identity().model()).isEqualTo("Teraflux AT2880");
        assertThat(inspection.identity().serial()).isEqualTo("AU1");
        assertThat(inspection.settings()).containsEntry("mode", "normal");
        assertThat(inspection.findings()).allMatch(f -> f.weight() == Finding.Weight.NOTE);
    }

    @Test
    void shouldShowTheTokenInItsOwnFieldAndThePasswordNowhereElse() {
        run(Action.SLEEP);
        Exchange change = run(Action.WAKE).asked().getFirst();
        String request = new String(change.request());
        assertThat(request).contains("\r\nToken: t1\r\n").doesNotContain("\"password\"");
    }

    private static Action cap(long watts) {
        return new Action.CapAt(Power.ofWatts(watts));
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

    private DeviceReport poll() {
        return Run.with(recorded, recorded.driver(kept).poll(device, false, Run.BEGAN)).result();
    }
}
