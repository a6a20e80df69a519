package org.trimtab.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.trimtab.engine.StackedSite.ready;
import static org.trimtab.engine.StackedSite.tenThatThrottle;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.trimtab.dispatch.FrequencyState;
import org.trimtab.dispatch.LeftOut;
import org.trimtab.dispatch.Plan;
import org.trimtab.program.Instruction;
import org.trimtab.quantity.Power;
import org.trimtab.quantity.Reduction;
import org.trimtab.resource.Device;
import org.trimtab.resource.Feeder;
import org.trimtab.resource.FeederId;
import org.trimtab.resource.SiteLimits;
import org.trimtab.resource.Timing;

/** The under-frequency plan is made before it is needed, and is the one that would be made at the trip. */
class ArmedPlanTest {
    private static Timeline armed() {
        Timeline site =
                ready(
                        tenThatThrottle(
                                SiteLimits.NONE,
                                new Feeder(new FeederId("f1"), Power.ofWatts(16_000))),
                        "30 kW");
        arm(site);
        return site;
    }

    private static void arm(Timeline site) {
        site.instruct(
                new Instruction.HoldReserve(
                        site.notice("r1", site.now(), "1h", "ffr"), Reduction.ofWatts(11_000)));
        site.step(new Input.FrequencyArmed(true, "ana"));
        site.at("61 s").frequency("60.01 Hz", 3);
        assertThat(site.engine.frequencyState()).isEqualTo(FrequencyState.ARMED);
    }

    private static Plan trip(List<Output> outputs) {
        return outputs.stream()
                .filter(Output.PlanMade.class::isInstance)
                .map(o -> ((Output.PlanMade) o).plan())
                .filter(p -> p.kind() == Plan.Kind.TRIP)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void shouldFindItsPlanMadeAheadWhenFrequencyFalls() {
        Timeline site = armed();
        site.at("62 s").frequency("59.7 Hz", 10);
        assertThat(trip(site.outputs()).expected().watts()).isGreaterThanOrEqualTo(11_000);
        assertThat(site.engine.tripsAhead()).isEqualTo(1);
    }

    @Test
    void shouldTakeTheFastestThatGiveEnoughThoughOthersAreCheaper() {
        // s1 to s5 earn less for a megawatt-hour, but fall 40 s later.
        Device[] devices = new Device[10];
        for (int i = 0; i < devices.length; i++) {
            String id = "m" + (i + 1);
            devices[i] =
                    i < 5
                            ? falling(Timeline.miner(id, "3000 W", "60 TH/s"), 48)
                            : falling(Timeline.miner(id, "3000 W", "100 TH/s"), 8);
        }
        Timeline site = ready(StackedSite.timeline(SiteLimits.NONE, List.of(), devices), "30 kW");
        arm(site);
        site.at("62 s").frequency("59.7 Hz", 10);

        Plan plan = trip(site.outputs());
        assertThat(plan.chosen())
                .extracting(c -> c.device().value())
                .isSubsetOf("m6", "m7", "m8", "m9", "m10")
                .hasSize(4);
        assertThat(plan.leftOut().get(LeftOut.TOO_SLOW)).isNotEmpty();
        assertThat(site.engine.tripsAhead()).isEqualTo(1);
    }

    private static Device falling(Device device, long seconds) {
        Timing timing = device.timing();
        return new Device(
                device.id(),
                device.family(),
                device.model(),
                device.endpoint(),
                device.feeder(),
                device.running(),
                device.standby(),
                device.hashRate(),
                device.envelope(),
                new Timing(
                        timing.answersWithin(), Duration.ofSeconds(seconds), timing.wakesWithin()),
                device.capabilities());
    }

    @Test
    void shouldMakeItAnewWhenWhatItWasMadeFromChangesInTheStepOfTheTrip() {
        Timeline site = armed();
        Timeline other = armed();
        site.at("62 s").draws("2400 W", "m1", "m2", "m3");
        other.at("62 s");

        site.frequency("59.7 Hz", 10);
        Input reading = site.steps.get(site.steps.size() - 2).inputs().getFirst();
        Input fall = site.steps.getLast().inputs().getFirst();
        other.step(reading, fall);

        assertThat(site.engine.tripsAhead()).isEqualTo(1);
        assertThat(other.engine.tripsAhead()).isZero();
        assertThat(trip(other.outputs())).isEqualTo(trip(site.outputs()));
    }

    /** One engine steps ten times a second, the other only when something comes; both must trip alike. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void shouldTripAlikeHoweverOftenItIsMadeAhead(long seed) {
        Random random = new Random(seed);
        Timeline site = armed();
        Engine seldom = new Engine(site.definition);
        site.steps.forEach(step -> seldom.step(step.now(), step.inputs()));
        for (int second = 62; second < 70; second++) {
            for (int tenth = 0; tenth < 10; tenth++) {
                site.at(second + "." + tenth + " s");
            }
            site.draws((1_700 + random.nextInt(1_300)) + " W", "m" + (1 + random.nextInt(10)));
            site.frequency("60.01 Hz", 3);
            if (random.nextInt(3) == 0) {
                site.meterReads((28_000 + random.nextInt(3_000)) + " W");
            }
        }
        site.at("70.5 s").frequency("59.7 Hz", 10);
        List<Output> expected = site.outputs();

        List<Output> last = new ArrayList<>();
        Instant from = Timeline.START.plusSeconds(61);
        for (Step step : site.steps) {
            boolean isSilent = step.inputs().isEmpty() && step.outputs().isEmpty();
            if (step.now().isAfter(from) && !isSilent) {
                last = seldom.step(step.now(), step.inputs());
            }
        }
        assertThat(last).isEqualTo(expected);
        assertThat(trip(last).chosen()).isNotEmpty();
    }
}
