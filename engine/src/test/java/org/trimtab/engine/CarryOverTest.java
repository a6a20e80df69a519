package org.trimtab.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.trimtab.dispatch.Failure;
import org.trimtab.dispatch.FrequencyState;
import org.trimtab.dispatch.LeftOut;
import org.trimtab.program.Instruction;
import org.trimtab.program.InstructionId;
import org.trimtab.quantity.Power;
import org.trimtab.quantity.Reduction;
import org.trimtab.resource.Device;
import org.trimtab.resource.DeviceId;
import org.trimtab.resource.Envelope;
import org.trimtab.resource.PowerCurve;
import org.trimtab.resource.SiteLimits;

/** A journal ends and another begins; the engine of the new one must know what the old one knew. */
class CarryOverTest {
    /** Sixteen steps below are enough for anything that was sent to be answered and seen. */
    private static final String[] ALL = {"m1", "m2", "m3", "m4"};

    private static Timeline four() {
        Device[] devices = new Device[ALL.length];
        for (int i = 0; i < devices.length; i++) {
            Device plain = StackedSite.throttling(ALL[i], null);
            devices[i] =
                    new Device(
                            plain.id(),
                            plain.family(),
                            plain.model(),
                            plain.endpoint(),
                            plain.feeder(),
                            plain.running(),
                            plain.standby(),
                            plain.hashRate(),
                            new Envelope(
                                    Duration.ofSeconds(10),
                                    Duration.ofHours(2),
                                    false,
                                    3,
                                    null,
                                    null),
                            plain.timing(),
                            plain.capabilities(),
                            plain.labels(),
                            null);
        }
        return StackedSite.timeline(SiteLimits.NONE, List.of(), devices);
    }

    /** An event, a device that stays deaf three times, a curve, an arming; then nothing is owed any more. */
    private static Timeline lived() {
        Timeline site = StackedSite.ready(four(), "12 kW");
        site.step(new Input.FrequencyArmed(true, "ana"));
        site.instructLimit("e1", "0 W", "1h");
        site.at("62 s").accepts("m2", "m3", "m4").fails("m1", Failure.CONNECTION_REFUSED);
        site.at("64 s").asleep("m2", "m3", "m4").meterReads("3 kW");
        for (int second : new int[] {130, 200}) {
            site.at(second + " s").hashing("m1").asleep("m2", "m3", "m4").meterReads("3 kW");
            site.fails("m1", Failure.CONNECTION_REFUSED);
        }
        site.at("210 s").cancel("e1");
        for (int second = 211; second < 240; second++) {
            site.at(second + " s").meterReads("3 kW");
        }
        site.acceptsAll().at("250 s").allHash().meterReads("12 kW");
        site.at("260 s").allHash().meterReads("12 kW");
        site.step(
                new Input.CurveKnown(
                        new DeviceId("m2"),
                        new PowerCurve(
                                List.of(StackedSite.level("1800 W", "70 TH/s")),
                                PowerCurve.Origin.PROFILES)));
        return site;
    }

    private static Engine next(Timeline site, Instant now, List<Input> told) {
        Engine fresh = new Engine(site.definition);
        fresh.step(now, told);
        return fresh;
    }

    private static List<DeviceReason> reasons(Engine engine) {
        return IntStream.range(0, ALL.length).mapToObj(engine::reason).toList();
    }

    @Test
    void shouldKnowWhoObeyedWhoIsQuarantinedAndWhoSleptWhenAJournalRollsOver() {
        Timeline site = lived();
        assertThat(site.engine.isQuiet()).isTrue();
        assertThat(site.engine.isQuarantined(0)).isTrue();
        assertThat(site.engine.reason(2).obstacle()).isEqualTo(LeftOut.MIN_ON_TIME);

        Engine fresh = next(site, site.now(), site.engine.carryOver());

        assertThat(fresh.isQuiet()).isTrue();
        assertThat(fresh.isQuarantined(0)).isTrue();
        assertThat(fresh.offers()).isEqualTo(site.engine.offers());
        assertThat(fresh.offersAhead()).isEqualTo(site.engine.offersAhead());
        assertThat(reasons(fresh).stream().map(DeviceReason::obstacle))
                .isEqualTo(reasons(site.engine).stream().map(DeviceReason::obstacle).toList());
    }

    @Test
    void shouldStayArmedWhenAJournalRollsOver() {
        Timeline site = lived();

        Engine fresh = next(site, site.now(), site.engine.carryOver());

        Instruction award =
                new Instruction.HoldReserve(
                        site.notice("r1", site.now(), "1h", "ffr"), Reduction.ofWatts(3_000));
        fresh.step(site.now(), List.of(new Input.InstructionArrived(award, "as received")));
        assertThat(fresh.frequencyState()).isEqualTo(FrequencyState.BLIND);
    }

    @Test
    void shouldDecideAsTheOldEngineWouldHaveWhenItGoesOn() {
        Timeline site = lived();
        Engine fresh = next(site, site.now(), site.engine.carryOver());
        Instant later = site.now().plus(Duration.ofHours(3));
        List<Input> inputs = new ArrayList<>();
        inputs.addAll(
                site.at("11060 s").allHash().meterReads("12 kW").steps.stream()
                        .skip(site.steps.size() - 2L)
                        .flatMap(step -> step.inputs().stream())
                        .toList());
        fresh.step(site.now(), inputs);
        Instruction limit =
                new Instruction.LimitTo(site.notice("e2", site.now(), "1h"), Power.ofWatts(9_000));
        assertThat(later).isBefore(site.now().plusSeconds(1_000));

        Preview old = site.engine.preview(limit);
        assertThat(fresh.preview(limit)).isEqualTo(old);
        assertThat(old.plan()).isNotNull();
        assertThat(old.plan().chosen())
                .as("m2 is held at the level that became known")
                .anyMatch(c -> c.device().value().equals("m2") && !c.action().isSleep());
    }

    @Test
    void shouldKnowAnInstructionAgainThatWasTakenBackBeforeTheJournalEnded() {
        Timeline site = lived();
        Engine fresh = next(site, site.now(), site.engine.carryOver());

        assertThat(fresh.obligation(new InstructionId("e1")))
                .isEqualTo(site.engine.obligation(new InstructionId("e1")));
    }

    @Test
    void shouldTellTheSameAgainWhenAskedOfTheNextEngine() {
        Timeline site = lived();
        List<Input> told = site.engine.carryOver();

        Engine fresh = next(site, site.now(), told);

        assertThat(Set.copyOf(fresh.carryOver())).isEqualTo(Set.copyOf(told));
    }
}
