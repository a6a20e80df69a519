package org.trimtab.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.trimtab.quantity.HashRate;
import org.trimtab.quantity.Power;
import org.trimtab.resource.Capability;
import org.trimtab.resource.Device;
import org.trimtab.resource.DeviceId;
import org.trimtab.resource.Endpoint;
import org.trimtab.resource.Envelope;
import org.trimtab.resource.Timing;
import org.trimtab.telemetry.Activity;
import org.trimtab.telemetry.DeviceReading;
import org.trimtab.telemetry.PowerSource;
import org.trimtab.telemetry.Quality;

class ConfirmationTest {
    private static final Instant ASKED = Instant.parse("2026-07-01T18:00:00Z");
    private static final Device DEVICE =
            new Device(
                    new DeviceId("m-1"),
                    "luxos",
                    "Antminer S21",
                    new Endpoint("127.0.0.1", 4028),
                    null,
                    Power.ofWatts(3_500),
                    Power.ofWatts(100),
                    new HashRate(200_000_000),
                    new Envelope(Duration.ZERO, Duration.ZERO, false),
                    new Timing(Duration.ofSeconds(5), Duration.ofSeconds(5), Duration.ofSeconds(9)),
                    Set.of(Capability.CURTAIL));

    private static DeviceReading reading(
            Activity activity, long watts, PowerSource source, long megahashes) {
        return new DeviceReading(
                DEVICE.id(),
                ASKED.plusMillis(1),
                activity,
                Power.ofWatts(watts),
                source,
                new HashRate(megahashes),
                Quality.GOOD);
    }

    @ParameterizedTest
    @CsvSource({
        "ASLEEP, 100, MEASURED, 0, MEASURED",
        "ASLEEP, 440, MEASURED, 0, MEASURED",
        "ASLEEP, 441, MEASURED, 0,",
        "ASLEEP, 1700, MODELLED, 0,",
        "ASLEEP, 120, MODELLED, 0, MODELLED",
        "ASLEEP, 3500, NAMEPLATE, 0, STATE",
        "ASLEEP, 100, MEASURED, 1,",
        "STARTING, 100, MEASURED, 0,",
        "UNKNOWN, 100, MEASURED, 0,",
        "HASHING, 100, MEASURED, 0,"
    })
    void shouldProveSleepOnlyWhenStateWorkAndPowerAgree(
            Activity activity,
            long watts,
            PowerSource source,
            long megahashes,
            Confirmation grade) {
        assertThat(
                        Confirmation.of(
                                Action.SLEEP,
                                DEVICE,
                                reading(activity, watts, source, megahashes),
                                ASKED))
                .isEqualTo(grade);
    }

    @ParameterizedTest
    @CsvSource({
        "HASHING, 2100, MEASURED, MEASURED",
        "HASHING, 2101, MEASURED,",
        "HASHING, 1500, MODELLED, MODELLED",
        "HASHING, 1500, NAMEPLATE,",
        "ASLEEP, 100, MEASURED,",
        "STARTING, 900, MEASURED,"
    })
    void shouldProveACapOnlyByAFigureOfTheDevicesOwnWhileItWorks(
            Activity activity, long watts, PowerSource source, Confirmation grade) {
        Action cap = new Action.CapAt(Power.ofWatts(2_000));

        assertThat(Confirmation.of(cap, DEVICE, reading(activity, watts, source, 1), ASKED))
                .isEqualTo(grade);
    }

    @Test
    void shouldProveAWakeByWork() {
        assertThat(
                        Confirmation.of(
                                Action.WAKE,
                                DEVICE,
                                reading(Activity.HASHING, 3_000, PowerSource.MODELLED, 9),
                                ASKED))
                .isEqualTo(Confirmation.MODELLED);
        assertThat(
                        Confirmation.of(
                                Action.WAKE,
                                DEVICE,
                                reading(Activity.STARTING, 900, PowerSource.MODELLED, 0),
                                ASKED))
                .isNull();
    }

    @Test
    void shouldProveNothingByAReadingFromBeforeTheCommand() {
        DeviceReading before = reading(Activity.ASLEEP, 100, PowerSource.MEASURED, 0);

        assertThat(Confirmation.of(Action.SLEEP, DEVICE, before, before.observedAt())).isNull();
    }

    @Test
    void shouldProveNothingByASuspectReading() {
        DeviceReading good = reading(Activity.ASLEEP, 100, PowerSource.MEASURED, 0);
        DeviceReading suspect =
                new DeviceReading(
                        good.device(),
                        good.observedAt(),
                        good.activity(),
                        good.power(),
                        good.source(),
                        good.hashRate(),
                        Quality.SUSPECT);

        assertThat(Confirmation.of(Action.SLEEP, DEVICE, suspect, ASKED)).isNull();
    }
}
