package org.trimtab.drivers.cgminer;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.trimtab.dispatch.Action;
import org.trimtab.dispatch.CommandOutcome;
import org.trimtab.drivers.api.DeviceReport;
import org.trimtab.drivers.api.Driver;
import org.trimtab.drivers.api.Fingerprint;
import org.trimtab.drivers.api.PriorState;
import org.trimtab.drivers.tck.Commands;
import org.trimtab.drivers.tck.Devices;
import org.trimtab.drivers.tck.Fault;
import org.trimtab.drivers.tck.RecordedDevice;
import org.trimtab.drivers.tck.Run;
import org.trimtab.quantity.HashRate;
import org.trimtab.quantity.Power;
import org.trimtab.resource.Device;
import org.trimtab.resource.DeviceId;
import org.trimtab.resource.Endpoint;
import org.trimtab.resource.Envelope;
import org.trimtab.telemetry.Activity;
import org.trimtab.telemetry.PowerSource;

class CgminerDriverTest {
    private final CgminerDriver driver = new CgminerDriver(Devices.family(CgminerDriver.FAMILY));
    private final Device device =
            new Device(
                    new DeviceId("any-1"),
                    CgminerDriver.FAMILY,
                    "unknown",
                    new Endpoint("127.0.0.1", 4028),
                    null,
                    Power.ofWatts(3_000),
                    Power.ofWatts(30),
                    HashRate.ofTerahashes(100),
                    new Envelope(Duration.ZERO, Duration.ZERO, false),
                    driver.descriptor().timing(),
                    Set.of());

    @ParameterizedTest
    @CsvSource({
        "cgminer/ghs-summary.json, 173870940, HASHING",
        "cgminer/gcminer-summary.json, 20599767, HASHING",
        "cgminer/mhs-summary.json, 0, UNKNOWN"
    })
    void shouldReadTheHashRateInWhateverUnitItIsGiven(
            String recording, long megahashes, Activity activity) {
        DeviceReport report = poll(recording, true);
        assertThat(report.reading().hashRate().megahashesPerSecond()).isEqualTo(megahashes);
        assertThat(report.reading().activity()).isEqualTo(activity);
        assertThat(report.reading().source()).isEqualTo(PowerSource.NAMEPLATE);
        assertThat(report.poolsDigest()).matches("[0-9a-f]{64}");
    }

    @Test
    void shouldTakeTheShortestWindowSinceALongOneRemembersStoppedWork() {
        assertThat(rate("{\"MHS av\":5,\"GHS 1m\":2,\"THS 5s\":1}")).isEqualTo(1_000_000);
        assertThat(rate("{\"MHS av\":5,\"GHS 5s\":\"nan\"}")).isEqualTo(5);
        assertThat(rate("{\"KHS 5s\":2500}")).isEqualTo(2);
        assertThat(rate("{\"MHS 5s\":-1}")).isNull();
        assertThat(rate("{}")).isNull();
    }

    @Test
    void shouldCommandNothing() {
        for (Action action :
                new Action[] {Action.SLEEP, Action.WAKE, new Action.CapAt(Power.ofWatts(500))}) {
            Run<CommandOutcome> run =
                    Run.with(
                            answering("cgminer/ghs-summary.json"),
                            driver.perform(device, Commands.of(device, action)));
            assertThat(run.result()).isInstanceOf(CommandOutcome.Unsupported.class);
            assertThat(run.asked()).isEmpty();
        }
        assertThat(driver.descriptor().capabilities()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(Fault.class)
    void shouldGiveNoReadingWhenAPollMeetsAFault(Fault fault) {
        DeviceReport report =
                Run.with(
                                answering("cgminer/ghs-summary.json"),
                                driver.poll(device, false, Run.BEGAN),
                                0,
                                fault)
                        .result();
        assertThat(report.reading()).isNull();
        assertThat(report.failure()).isEqualTo(fault.failure());
    }

    @Test
    void shouldEndInAValueWhenAnswersAreDistorted() {
        Random random = new Random(4);
        for (int i = 0; i < 5_000; i++) {
            DeviceReport report =
                    Run.distorted(
                                    answering("cgminer/mhs-summary.json"),
                                    driver.poll(device, true, Run.BEGAN),
                                    bytes -> {
                                        bytes[random.nextInt(bytes.length)] =
                                                (byte) random.nextInt(256);
                                        return bytes;
                                    })
                            .result();
            assertThat((report.reading() == null) == (report.failure() != null)).isTrue();
        }
    }

    @Test
    void shouldKnowAnythingThatTellsAVersion() {
        Fingerprint fingerprint = driver.fingerprint();
        Fingerprint.Question question = fingerprint.questions().getFirst();
        byte[] antminer = RecordedDevice.recording("cgminer/antminer-version.json");
        assertThat(fingerprint.recognise(question, antminer).model()).isEqualTo("Antminer S19 Pro");
        assertThat(fingerprint.recognise(question, antminer).firmware()).isEqualTo("BMMiner 1.0.0");
        assertThat(fingerprint.recognise(question, "{}".getBytes(StandardCharsets.UTF_8))).isNull();
    }

    @Test
    void shouldTellTheOwnerThatItIsOnlyRead() {
        var inspection =
                Run.with(answering("cgminer/ghs-summary.json"), driver.inspect(device, Run.BEGAN))
                        .result();
        assertThat(inspection.findings()).singleElement().asString().contains("never commanded");
        assertThat(inspection.settings()).containsKey("pools_sha256");
    }

    private DeviceReport poll(String recording, boolean withPools) {
        return Run.with(answering(recording), driver.poll(device, withPools, Run.BEGAN)).result();
    }

    private static Long rate(String summary) {
        HashRate rate =
                SummaryHashRate.of(
                        CgminerJson.parse(summary.getBytes(StandardCharsets.UTF_8)).root());
        return rate == null ? null : rate.megahashesPerSecond();
    }

    private RecordedDevice answering(String summary) {
        return new RecordedDevice() {
            @Override
            public Driver driver(PriorState priorState) {
                return driver;
            }

            @Override
            public Device device(int port) {
                return device;
            }

            @Override
            public byte[] answer(byte[] request) {
                String text = new String(request, StandardCharsets.UTF_8);
                return RecordedDevice.recording(
                        text.contains("summary")
                                ? summary
                                : text.contains("pools")
                                        ? "cgminer/pools.json"
                                        : "cgminer/antminer-version.json");
            }

            @Override
            public boolean asleep() {
                return false;
            }

            @Override
            public String workMode() {
                return "";
            }

            @Override
            public String pools() {
                return "";
            }

            @Override
            public int acts() {
                return 0;
            }

            @Override
            public void turnDeaf() {}
        };
    }
}
