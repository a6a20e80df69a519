package org.trimtab.drivers.axeos;

import static org.assertj.core.api.Assertions.assertThat;

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
import org.trimtab.drivers.rest.RestTalk;
import org.trimtab.drivers.tck.KeptStates;
import org.trimtab.drivers.tck.RecordedAxeos;
import org.trimtab.drivers.tck.Run;
import org.trimtab.quantity.Temperature;
import org.trimtab.resource.Capability;
import org.trimtab.resource.Device;
import org.trimtab.telemetry.Activity;
import org.trimtab.telemetry.DeviceReading;
import org.trimtab.telemetry.PowerSource;
import org.trimtab.telemetry.Quality;

class AxeosDriverTest {
    private final RecordedAxeos recorded = new RecordedAxeos();
    private final KeptStates kept = new KeptStates();
    private final Device device = recorded.device(80);

    @Test
    void shouldReadFractionsOfWattsAndOfTerahashes() {
        DeviceReading reading = poll().reading();
        assertThat(reading.hashRate().megahashesPerSecond()).isEqualTo(702_400);
        assertThat(reading.temperature()).isEqualTo(new Temperature(59_875));
        assertThat(reading.power().watts()).isEqualTo(15);
        assertThat(reading.source()).isEqualTo(PowerSource.MODELLED);
        assertThat(reading.quality()).isEqualTo(Quality.ESTIMATED);
    }

    @ParameterizedTest
    @CsvSource({"2.65000009536743, 3", "0.4, 1", "0.6, 1", "1e-9, 1", "1.5, 2", "0, 5", "-1, 5"})
    void shouldDrawSomethingHoweverLittleItSays(String watts, long expected) {
        recorded.drawWhilePaused(watts);
        run(Action.SLEEP);
        DeviceReading reading = poll().reading();
        assertThat(reading.activity()).isEqualTo(Activity.ASLEEP);
        assertThat(reading.power().watts()).isEqualTo(expected);
        boolean told = !watts.equals("0") && !watts.startsWith("-");
        assertThat(reading.source()).isEqualTo(told ? PowerSource.MODELLED : PowerSource.NAMEPLATE);
    }

    @ParameterizedTest
    @CsvSource({
        "0, true, ASLEEP",
        "0, false, STARTING",
        "0, '', STARTING",
        "0, 1, ASLEEP",
        "0, maybe, STARTING",
        "3.2, true, HASHING",
        "3.2, '', HASHING",
    })
    void shouldCallItAsleepOnlyWhenItIsPausedAndDoesNotHash(
            String rate, String paused, Activity activity) {
        String page =
                "{\"hashRate\":"
                        + rate
                        + (paused.isEmpty() ? "" : ",\"miningPaused\":\"" + paused + "\"")
                        + "}";
        AxeosProtocol.About info = AxeosProtocol.info(RestTalk.json(page.getBytes()));
        assertThat(AxeosMapping.reading(device, Run.BEGAN, info).activity()).isEqualTo(activity);
    }

    @Test
    void shouldSayUnsupportedWhenItsFirmwareIsOlderThanThePause() {
        recorded.ageBeforePause();
        CommandOutcome outcome = run(Action.SLEEP).result();
        assertThat(outcome).isInstanceOf(CommandOutcome.Unsupported.class);
        assertThat(((CommandOutcome.Unsupported) outcome).detail()).contains("2.14");
        assertThat(recorded.asleep()).isFalse();
        assertThat(poll().reading().activity()).isEqualTo(Activity.HASHING);
        Inspection inspection = inspect();
        assertThat(inspection.capabilities()).containsExactly(Capability.METERED);
        assertThat(inspection.findings())
                .anyMatch(f ->
                        f.weight() == Finding.Weight.WARNING
                                && f.what().contains("v2.4.5")
                                && f.mend().contains("2.14"));
    }

    @ParameterizedTest
    @CsvSource({
        "401 Unauthorized, Rejected, DEVICE_ERROR, own network",
        "429 Too Many Requests, Rejected, DEVICE_ERROR, too many",
        "500 Internal Server Error, Uncertain, DEVICE_ERROR, HTTP 500",
        "400 Bad Request, Rejected, DEVICE_ERROR, HTTP 400",
    })
    void shouldTellApartWhatItsServerAnswers(
            String status, String outcome, Failure failure, String words) {
        recorded.answerWith(status);
        CommandOutcome ended = run(Action.SLEEP).result();
        assertThat(ended.getClass().getSimpleName()).isEqualTo(outcome);
        assertThat(ended.toString()).contains(failure.name(), words);
        assertThat(poll().failure()).isEqualTo(failure);
    }

    @Test
    void shouldOfferNoCapSinceThatWouldTakeItsVoltage() {
        CommandOutcome outcome =
                run(new Action.CapAt(org.trimtab.quantity.Power.ofWatts(10))).result();
        assertThat(outcome).isInstanceOf(CommandOutcome.Unsupported.class);
        assertThat(recorded.acts()).isZero();
    }

    @Test
    void shouldTellItsBoardItsFirmwareAndItsSettings() {
        Inspection inspection = inspect();
        assertThat(inspection.identity().model()).isEqualTo("Bitaxe Supra");
        assertThat(inspection.identity().firmware()).startsWith("v2.4.5");
        assertThat(inspection.identity().serial()).isEqualTo("AA:BB:CC:DD:EE:FF");
        assertThat(inspection.settings())
                .containsEntry("frequency_mhz", "490")
                .containsEntry("core_voltage_mv", "1166")
                .containsEntry("fan", "automatic");
        assertThat(inspection.findings()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "102, Bitaxe Max",
        "204, Bitaxe Ultra",
        "601, Bitaxe Gamma",
        "650, Bitaxe Gamma Duo",
        "801, Bitaxe GT",
        "302, ",
        "2.2, ",
        "NerdQAxe, ",
        "-5, ",
        "99999999999999999, ",
    })
    void shouldKnowTheMachineByItsBoard(String board, String model) {
        byte[] page = ("{\"boardVersion\":\"" + board + "\"}").getBytes();
        assertThat(AxeosProtocol.model(RestTalk.json(page))).isEqualTo(model);
    }

    private Inspection inspect() {
        return Run.with(recorded, recorded.driver(kept).inspect(device, Run.BEGAN)).result();
    }

    private Run<CommandOutcome> run(Action action) {
        Command command =
                new Command(
                        new CommandId("c-1"),
                        device.id(),
                        action,
                        Run.BEGAN,
                        Run.BEGAN.plusSeconds(30),
                        "i-1");
        return Run.with(recorded, recorded.driver(kept).perform(device, command));
    }

    private DeviceReport poll() {
        return Run.with(recorded, recorded.driver(kept).poll(device, false, Run.BEGAN)).result();
    }
}
