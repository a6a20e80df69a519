package org.trimtab.drivers.tck;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.trimtab.dispatch.Action;
import org.trimtab.dispatch.Command;
import org.trimtab.dispatch.CommandId;
import org.trimtab.dispatch.CommandOutcome;
import org.trimtab.dispatch.Failure;
import org.trimtab.drivers.api.DeviceReport;
import org.trimtab.drivers.api.Driver;
import org.trimtab.drivers.api.Exchange;
import org.trimtab.drivers.api.FamilyDescriptor;
import org.trimtab.drivers.api.Finding;
import org.trimtab.drivers.api.Fingerprint;
import org.trimtab.drivers.api.Identity;
import org.trimtab.drivers.api.Inspection;
import org.trimtab.drivers.transport.ProbeRequest;
import org.trimtab.quantity.Power;
import org.trimtab.resource.Capability;
import org.trimtab.resource.Device;
import org.trimtab.resource.DeviceId;
import org.trimtab.telemetry.Activity;
import org.trimtab.telemetry.DeviceReading;

/** What every driver has to keep to. A family's test names its recorded device and inherits the rest. */
public abstract class DriverContract {
    private static final int PORT = 4_242;
    private static final Instant LATER = Run.BEGAN.plusSeconds(30);

    /** A storm of mutations sets it higher. */
    private static final int DISTORTED_RUNS = Integer.getInteger("trimtab.distorted-runs", 2_500);

    private final KeptStates kept = new KeptStates();

    /** A fresh device, awake and sound. */
    protected abstract RecordedDevice recorded();

    @Test
    void shouldReadTheDeviceWhenItIsAwake() {
        RecordedDevice recorded = recorded();
        DeviceReport report = poll(recorded, true);
        assertThat(report.failure()).isNull();
        DeviceReading reading = report.reading();
        assertThat(reading.activity()).isEqualTo(Activity.HASHING);
        assertThat(reading.observedAt()).isEqualTo(Run.BEGAN);
        double joulesPerTerahash =
                reading.power().watts() * 1e6 / reading.hashRate().megahashesPerSecond();
        assertThat(joulesPerTerahash).isBetween(5.0, 200.0);
        assertThat(report.poolsDigest()).matches("[0-9a-f]{64}");
        assertThat(poll(recorded, false).poolsDigest()).isNull();
    }

    @Test
    void shouldSleepAndWakeWhenAskedTo() {
        RecordedDevice recorded = recorded();
        String mode = recorded.workMode();
        String pools = recorded.pools();
        Run<CommandOutcome> slept = perform(recorded, Action.SLEEP);
        assertThat(slept.result()).isInstanceOf(CommandOutcome.Accepted.class);
        assertThat(slept.result().writtenAt()).isNotNull();
        assertThat(slept.acts()).isEqualTo(1);
        assertThat(slept.asked().getLast().acts()).isTrue();
        assertThat(recorded.asleep()).isTrue();

        DeviceReading sleeping = poll(recorded, false).reading();
        assertThat(sleeping.activity()).isEqualTo(Activity.ASLEEP);
        assertThat(sleeping.hashRate().isZero()).isTrue();
        assertThat(sleeping.power().watts()).isBetween(1L, 100L);

        assertThat(perform(recorded, Action.WAKE).result())
                .isInstanceOf(CommandOutcome.Accepted.class);
        assertThat(recorded.asleep()).isFalse();
        assertThat(recorded.workMode()).isEqualTo(mode);
        assertThat(recorded.pools()).isEqualTo(pools);
        assertThat(poll(recorded, false).reading().activity()).isEqualTo(Activity.HASHING);
    }

    @Test
    void shouldComeBackAsItWasWhenItIsPutToSleepTwice() {
        RecordedDevice recorded = recorded();
        String mode = recorded.workMode();
        perform(recorded, Action.SLEEP);
        assertThat(perform(recorded, Action.SLEEP).result())
                .isInstanceOfAny(CommandOutcome.Accepted.class, CommandOutcome.Confirmed.class);
        assertThat(recorded.asleep()).isTrue();
        perform(recorded, Action.WAKE);
        assertThat(recorded.asleep()).isFalse();
        assertThat(recorded.workMode()).isEqualTo(mode);
    }

    @Test
    void shouldNotCallItAsleepWhenItIsDeaf() {
        RecordedDevice recorded = recorded();
        recorded.turnDeaf();
        assertThat(perform(recorded, Action.SLEEP).result())
                .isInstanceOf(CommandOutcome.Accepted.class);
        assertThat(poll(recorded, false).reading().activity()).isEqualTo(Activity.HASHING);
        assertThat(perform(recorded, Action.SLEEP).result())
                .isNotInstanceOf(CommandOutcome.Confirmed.class);
    }

    @ParameterizedTest
    @EnumSource(Fault.class)
    void shouldTellTheTruthWhenASleepMeetsAFault(Fault fault) {
        shouldTellTheTruth(fault, Action.SLEEP);
    }

    @ParameterizedTest
    @EnumSource(Fault.class)
    void shouldTellTheTruthWhenAWakeMeetsAFault(Fault fault) {
        shouldTellTheTruth(fault, Action.WAKE);
    }

    private void shouldTellTheTruth(Fault fault, Action action) {
        int exchanges = perform(prepared(action), action).asked().size();
        for (int at = 0; at < exchanges; at++) {
            RecordedDevice recorded = prepared(action);
            String pools = recorded.pools();
            int actsBefore = recorded.acts();
            Run<CommandOutcome> run =
                    Run.with(
                            recorded,
                            driver(recorded).perform(device(recorded), command(action, LATER)),
                            at,
                            fault);
            Exchange last = run.asked().getLast();
            boolean actWritten = last.acts() && fault.written();
            CommandOutcome outcome = run.result();
            String where = fault + " in exchange " + at + ": " + outcome;
            assertThat(run.asked()).as(where).hasSize(at + 1);
            assertThat(recorded.acts() - actsBefore).as(where).isEqualTo(actWritten ? 1 : 0);
            assertThat(recorded.pools()).as(where).isEqualTo(pools);
            if (actWritten) {
                assertThat(outcome).as(where).isInstanceOf(CommandOutcome.Uncertain.class);
                assertThat(outcome.writtenAt()).as(where).isNotNull();
                assertThat(failure(outcome)).as(where).isEqualTo(fault.failure());
            } else {
                assertThat(outcome)
                        .as(where)
                        .isInstanceOfAny(
                                CommandOutcome.Unreachable.class, CommandOutcome.Rejected.class);
                assertThat(outcome.writtenAt()).as(where).isNull();
                assertThat(failure(outcome))
                        .as(where)
                        .isIn(
                                fault.answered()
                                        ? List.of(Failure.GARBLED, Failure.SETTINGS_UNREADABLE)
                                        : List.of(fault.failure()));
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Fault.class)
    void shouldGiveNoReadingWhenAPollMeetsAFault(Fault fault) {
        for (Action state : Action.State.values()) {
            int exchanges = pollRun(prepared(state), -1, null).asked().size();
            for (int at = 0; at < exchanges; at++) {
                RecordedDevice recorded = prepared(state);
                Run<DeviceReport> run = pollRun(recorded, at, fault);
                DeviceReport report = run.result();
                if (recorded.spares(run.asked().get(at), fault)) {
                    assertThat(report.reading().activity())
                            .as(fault + " in exchange " + at)
                            .isEqualTo(recorded.asleep() ? Activity.ASLEEP : Activity.HASHING);
                    continue;
                }
                assertThat(report.reading()).as(fault + " in exchange " + at).isNull();
                assertThat(report.failure())
                        .as(fault + " in exchange " + at)
                        .isEqualTo(fault.failure());
                assertThat(report.detail()).isNotBlank();
            }
        }
    }

    @Test
    void shouldNotActWhenTheCommandExpiresOnTheWay() {
        if (perform(recorded(), Action.SLEEP).asked().size() == 1) {
            return; // The loop looks at the time before it writes a first request.
        }
        RecordedDevice recorded = recorded();
        Run<CommandOutcome> run =
                Run.with(
                        recorded,
                        driver(recorded)
                                .perform(
                                        device(recorded),
                                        command(Action.SLEEP, Run.BEGAN.plusMillis(1))));
        assertThat(run.acts()).isZero();
        assertThat(recorded.acts()).isZero();
        assertThat(run.result()).isInstanceOf(CommandOutcome.Unreachable.class);
        assertThat(failure(run.result())).isEqualTo(Failure.EXPIRED);
    }

    @Test
    void shouldAskAtTheDevicesOwnPortWhenItHasAnother() {
        RecordedDevice recorded = recorded();
        List<Exchange> asked = new ArrayList<>(perform(recorded, Action.SLEEP).asked());
        asked.addAll(pollRun(recorded, -1, null).asked());
        assertThat(asked)
                .isNotEmpty()
                .allMatch(exchange -> recorded.ports(PORT).contains(exchange.port()));
    }

    @Test
    void shouldKnowItByItsFingerprint() {
        RecordedDevice recorded = recorded();
        Fingerprint fingerprint = driver(recorded).fingerprint();
        Identity identity = null;
        for (Fingerprint.Question question : fingerprint.questions()) {
            byte[] request = ProbeRequest.bytes(question, "127.0.0.1");
            byte[] answer =
                    recorded.answer(
                            new Exchange(
                                    question.port(),
                                    request,
                                    question.framing(),
                                    Duration.ofSeconds(1),
                                    false));
            Identity told = fingerprint.recognise(question, answer);
            identity = identity == null ? told : identity;
        }
        assertThat(identity).isNotNull();
        assertThat(identity.family()).isEqualTo(driver(recorded).descriptor().family());
        assertThat(identity.model()).isEqualTo(recorded.fingerprintModel());
        assertThat(recorded.acts()).isZero();
    }

    @Test
    void shouldTellTheSameSettingsBeforeASleepAndAfterTheWake() {
        RecordedDevice recorded = recorded();
        Inspection before = inspect(recorded);
        assertThat(recorded.acts()).isZero();
        assertThat(before.report().reading()).isNotNull();
        assertThat(before.settings()).containsKey("pools_sha256");
        assertThat(before.findings()).noneMatch(f -> f.weight() == Finding.Weight.FAULT);
        perform(recorded, Action.SLEEP);
        perform(recorded, Action.WAKE);
        assertThat(inspect(recorded).settings()).isEqualTo(before.settings());
    }

    @Test
    void shouldHoldALowerPowerWhenItCanAndGiveItBackOnAWake() {
        RecordedDevice recorded = recorded();
        FamilyDescriptor family = driver(recorded).descriptor();
        long full = device(recorded).running().watts();
        CommandOutcome capped =
                perform(recorded, new Action.CapAt(Power.ofWatts(full * 3 / 4))).result();
        if (!device(recorded).can(Capability.CAP)) {
            assertThat(family.cap()).isNull();
            assertThat(capped).isInstanceOf(CommandOutcome.Unsupported.class);
            assertThat(recorded.acts()).isZero();
            return;
        }
        RecordedDevice fresh = recorded();
        Inspection before = inspect(fresh);
        assertThat(perform(fresh, new Action.CapAt(Power.ofWatts(full * 3 / 4))).result())
                .isInstanceOfAny(CommandOutcome.Accepted.class, CommandOutcome.Confirmed.class);
        assertThat(fresh.acts()).isPositive();
        assertThat(inspect(fresh).settings()).isNotEqualTo(before.settings());
        perform(fresh, Action.WAKE);
        assertThat(inspect(fresh).settings()).isEqualTo(before.settings());
    }

    @Test
    void shouldRefuseACapBelowWhatItCanHold() {
        RecordedDevice recorded = recorded();
        if (!device(recorded).can(Capability.CAP)) {
            return;
        }
        CommandOutcome refused =
                perform(
                                recorded,
                                new Action.CapAt(
                                        Power.ofWatts(device(recorded).standby().watts() + 1)))
                        .result();
        assertThat(refused).isInstanceOf(CommandOutcome.Rejected.class);
        assertThat(((CommandOutcome.Rejected) refused).detail()).contains(" W");
        assertThat(recorded.acts()).isZero();
    }

    @Test
    void shouldEndInAValueWhenAnswersAreDistorted() {
        Random random = new Random(20260105);
        for (int i = 0; i < DISTORTED_RUNS; i++) {
            RecordedDevice recorded = recorded();
            String pools = recorded.pools();
            DeviceReport report =
                    Run.distorted(
                                    recorded,
                                    driver(recorded).poll(device(recorded), true, Run.BEGAN),
                                    bytes -> distorted(bytes, random))
                            .result();
            assertThat((report.reading() == null) == (report.failure() != null)).isTrue();
            CommandOutcome outcome =
                    Run.distorted(
                                    recorded,
                                    driver(recorded)
                                            .perform(
                                                    device(recorded), command(Action.SLEEP, LATER)),
                                    bytes -> distorted(bytes, random))
                            .result();
            if (outcome instanceof CommandOutcome.Accepted) {
                assertThat(recorded.acts()).isPositive();
            }
            assertThat(pools).isNotEmpty();
            Inspection inspection =
                    Run.distorted(
                                    recorded,
                                    driver(recorded).inspect(device(recorded), Run.BEGAN),
                                    bytes -> distorted(bytes, random))
                            .result();
            assertThat(inspection.report()).isNotNull();
            for (Fingerprint.Question question : driver(recorded).fingerprint().questions()) {
                byte[] answer = recorded.answer(ProbeRequest.bytes(question, "127.0.0.1"));
                driver(recorded).fingerprint().recognise(question, distorted(answer, random));
            }
        }
    }

    private Inspection inspect(RecordedDevice recorded) {
        return Run.with(recorded, driver(recorded).inspect(device(recorded), Run.BEGAN)).result();
    }

    private static byte[] distorted(byte[] bytes, Random random) {
        byte[] changed = bytes.clone();
        for (int i = random.nextInt(4); i > 0 && changed.length > 0; i--) {
            int at = random.nextInt(changed.length);
            switch (random.nextInt(4)) {
                case 0 -> changed[at] = (byte) random.nextInt(256);
                case 1 -> changed[at] = (byte) "{}[],:\"\\ 0e-".charAt(random.nextInt(12));
                case 2 -> changed = Arrays.copyOf(changed, at);
                default -> {
                    int length = Math.min(random.nextInt(30), changed.length - at);
                    System.arraycopy(
                            changed,
                            random.nextInt(changed.length - length + 1),
                            changed,
                            at,
                            length);
                }
            }
        }
        return changed;
    }

    /** A device in the state from which the action leads away. */
    private RecordedDevice prepared(Action action) {
        RecordedDevice recorded = recorded();
        if (action.isWake()) {
            perform(recorded, Action.SLEEP);
        }
        return recorded;
    }

    private Run<CommandOutcome> perform(RecordedDevice recorded, Action action) {
        return Run.with(
                recorded, driver(recorded).perform(device(recorded), command(action, LATER)));
    }

    private DeviceReport poll(RecordedDevice recorded, boolean withPools) {
        return Run.with(recorded, driver(recorded).poll(device(recorded), withPools, Run.BEGAN))
                .result();
    }

    private Run<DeviceReport> pollRun(RecordedDevice recorded, int faultAt, Fault fault) {
        return Run.with(
                recorded,
                driver(recorded).poll(device(recorded), false, Run.BEGAN),
                faultAt,
                fault);
    }

    private Driver driver(RecordedDevice recorded) {
        return recorded.driver(kept);
    }

    private static Device device(RecordedDevice recorded) {
        return recorded.device(PORT);
    }

    private static Command command(Action action, Instant expiresAt) {
        return new Command(new CommandId("c-1"), recordedId(), action, Run.BEGAN, expiresAt, "i-1");
    }

    private static DeviceId recordedId() {
        return new DeviceId("dev-1");
    }

    static Failure failure(CommandOutcome outcome) {
        return switch (outcome) {
            case CommandOutcome.Rejected rejected -> rejected.failure();
            case CommandOutcome.Unreachable unreachable -> unreachable.failure();
            case CommandOutcome.Uncertain uncertain -> uncertain.failure();
            default -> null;
        };
    }
}
