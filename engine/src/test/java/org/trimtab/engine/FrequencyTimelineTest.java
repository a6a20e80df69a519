package org.trimtab.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.trimtab.engine.StackedSite.expected;
import static org.trimtab.engine.StackedSite.ready;
import static org.trimtab.engine.StackedSite.tenThatThrottle;

import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.trimtab.dispatch.FrequencyState;
import org.trimtab.dispatch.Plan;
import org.trimtab.engine.Standing.Phase;
import org.trimtab.evidence.CanonicalJson;
import org.trimtab.evidence.EvidenceKind;
import org.trimtab.evidence.EvidenceRecord;
import org.trimtab.program.Instruction;
import org.trimtab.program.InstructionId;
import org.trimtab.quantity.Power;
import org.trimtab.quantity.Reduction;
import org.trimtab.resource.SiteLimits;

/** The frequency falls, as a control room would log it. */
class FrequencyTimelineTest {
    @Test
    void shouldShedForFrequencyOnlyWhenArmedAndAwarded() {
        Timeline site = ready(tenThatThrottle(SiteLimits.NONE), "30 kW");
        site.frequency("59.7 Hz", 10).expectQuiet();
        site.step(new Input.FrequencyArmed(true, "ana"));
        site.at("70 s").frequency("60 Hz", 2).at("72 s").frequency("59.7 Hz", 10).expectQuiet();
        site.at("80 s")
                .instruct(
                        new Instruction.HoldReserve(
                                site.notice("r1", site.now(), "1h", "ffr"),
                                Reduction.ofWatts(15_000)));
        site.at("81 s").frequency("60.01 Hz", 3);
        assertThat(site.engine.frequencyState()).isEqualTo(FrequencyState.ARMED);
        site.at("84 s").frequency("59.7 Hz", 10);
        assertThat(site.engine.frequencyState()).isEqualTo(FrequencyState.TRIPPED);
        Plan plan =
                site.steps.stream()
                        .flatMap(step -> step.outputs().stream())
                        .filter(Output.PlanMade.class::isInstance)
                        .map(o -> ((Output.PlanMade) o).plan())
                        .filter(p -> p.kind() == Plan.Kind.TRIP)
                        .findFirst()
                        .orElseThrow();
        assertThat(expected(plan)).isGreaterThanOrEqualTo(15_000);
    }

    @Test
    void shouldBringTrippedLoadBackOnceFrequencyHasRecovered() {
        Timeline site = ready(tenThatThrottle(SiteLimits.NONE), "30 kW");
        site.instruct(
                new Instruction.HoldReserve(
                        site.notice("r1", site.now(), "1h", "ffr"), Reduction.ofWatts(15_000)));
        site.step(new Input.FrequencyArmed(true, "ana"));
        site.at("61 s").frequency("60.01 Hz", 3).at("62 s").frequency("59.7 Hz", 10);
        site.at("64 s").acceptsAll().at("66 s").drawAsAsked().meterReads("15 kW");
        site.at("70 s").frequency("60.0 Hz", 5).expectNoCommands();
        for (int second = 130; second < 140; second++) {
            site.at(second + " s").frequency("60.0 Hz", 9);
        }
        site.at("145 s").acceptsAll().at("155 s").allHash().meterReads("30 kW");
        site.at("171 s").frequency("60.0 Hz", 2);
        assertThat(site.engine.frequencyState()).isEqualTo(FrequencyState.ARMED);
        assertThat(site.engine.standing(0).phase()).isEqualTo(Phase.FREE);
    }

    @Test
    void shouldGoOnWatchingFrequencyWhileATrackRunsAndTheClockIsSetBackAnHour() {
        Timeline site = ready(tenThatThrottle(SiteLimits.NONE), "30 kW").at("3660 s").allHash();
        site.meterHasRead("30 kW", 60);
        site.instruct(
                new Instruction.HoldReserve(
                        site.notice("r1", site.now(), "2h", "ffr"), Reduction.ofWatts(10_000)));
        site.instruct(
                new Instruction.Track(
                        site.notice("t1", site.now(), "2h", "clr"), Power.ofWatts(30_000)));
        site.step(new Input.FrequencyArmed(true, "ana"));
        site.at("3661 s").frequency("60 Hz", 5).at("3661.1 s").meterReads("30 kW");
        assertThat(site.engine.frequencyState()).isEqualTo(FrequencyState.ARMED);

        for (int second = 62; second < 66; second++) {
            site.at(second + " s").frequency("59.91 Hz", 9).meterReads("30 kW");
            assertThat(site.engine.frequencyState()).isEqualTo(FrequencyState.ARMED);
        }
        assertThat(site.engine.band().ceiling())
                .as("droop still answers")
                .isLessThan(Power.ofWatts(28_000));
        site.at("66 s").frequency("59.7 Hz", 10);
        assertThat(site.engine.frequencyState()).isEqualTo(FrequencyState.TRIPPED);
        site.expectCommanded();
    }

    @Test
    void shouldAnswerALowFrequencyByDroopWhileItFollows() {
        Timeline site = ready(tenThatThrottle(SiteLimits.NONE), "30 kW");
        site.instruct(
                new Instruction.HoldReserve(
                        site.notice("r1", site.now(), "1h", "ffr"), Reduction.ofWatts(10_000)));
        site.instruct(
                new Instruction.Track(
                        site.notice("t1", site.now(), "1h", "clr"), Power.ofWatts(30_000)));
        site.at("61 s").frequency("59.91 Hz", 2);
        assertThat(site.engine.band().floor().watts()).isGreaterThan(10_000);
        assertThat(site.commands()).isNotEmpty();
    }

    @Test
    void shouldKeepTheFrequencyAroundATripInTheReservesDossier() {
        Timeline site = ready(tenThatThrottle(SiteLimits.NONE), "30 kW");
        site.step(new Input.FrequencyArmed(true, "ana"));
        site.at("70 s").frequency("60 Hz", 2);
        site.at("80 s")
                .instruct(
                        new Instruction.HoldReserve(
                                site.notice("r1", site.now(), "1h", "ffr"),
                                Reduction.ofWatts(15_000)));
        site.at("130 s").frequency("60.01 Hz", 3);
        site.at("133 s").frequency("59.7 Hz", 10);
        site.at("140 s").frequency("59.8 Hz", 1);
        EventDossier dossier = new EventDossier(site.definition);
        site.steps.forEach(dossier::observe);

        List<EvidenceRecord> records = dossier.records(new InstructionId("r1"));
        assertThat(records).extracting(EvidenceRecord::at).isSorted();
        String frequency = told(records, EvidenceKind.FREQUENCY);
        assertThat(frequency)
                .contains("59700000", "60010000", "59800000", "\"good\"")
                .doesNotContain("60000000");
        assertThat(told(records, EvidenceKind.FREQUENCY_STATE)).contains("\"state\":\"tripped\"");
        assertThat(told(records, EvidenceKind.PLAN)).contains("\"made_because\":\"trip\"");
        assertThat(told(records, EvidenceKind.COMMAND)).contains("\"command_id\"");
    }

    private static String told(List<EvidenceRecord> records, EvidenceKind kind) {
        return records.stream()
                .filter(r -> r.kind() == kind)
                .map(r -> CanonicalJson.text(r.body()))
                .collect(Collectors.joining("\n"));
    }
}
