package org.trimtab.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.trimtab.engine.StackedSite.expected;
import static org.trimtab.engine.StackedSite.ready;
import static org.trimtab.engine.StackedSite.tenThatThrottle;

import java.util.Set;
import org.junit.jupiter.api.Test;
import org.trimtab.dispatch.LeftOut;
import org.trimtab.dispatch.Plan;
import org.trimtab.program.Hold;
import org.trimtab.program.Instruction;
import org.trimtab.quantity.Power;
import org.trimtab.quantity.RampRate;
import org.trimtab.quantity.Reduction;
import org.trimtab.resource.DeviceId;
import org.trimtab.resource.Feeder;
import org.trimtab.resource.FeederId;
import org.trimtab.resource.SiteLimits;

/** How fast load falls, and what is said when a feeder has not enough of it. */
class FallRampTimelineTest {
    private static Timeline thatFallsSlowly() {
        return ready(
                tenThatThrottle(new SiteLimits(null, Power.ZERO, null, new RampRate(6_000))),
                "30 kW");
    }

    @Test
    void shouldFollowASetPointDownNoFasterThanTheSitesRampWhenNobodysSafetyAsksForMore() {
        Timeline site = thatFallsSlowly();
        site.instruct(
                new Instruction.Track(
                        site.notice("t1", site.now(), "1h", "clr"), Power.ofWatts(30_000)));
        site.at("64 s").meterReads("30 kW").setPoint("t1", "16 kW");
        long first = site.commands().size();
        assertThat(first).isBetween(1L, 6L);
        site.at("65 s").setPoint("t1", "16 kW").expectQuiet();
        site.at("95 s").setPoint("t1", "16 kW").expectCommanded();
    }

    @Test
    void shouldLetPowerForAPriceGoNoFasterThanTheSitesRamp() {
        Timeline site = thatFallsSlowly();
        site.price("500 $/MWh", "1h");
        assertThat(site.commands()).hasSize(1);
        site.at("70 s").expectQuiet();
        site.at("91 s").expectCommanded();
    }

    @Test
    void shouldNotSlowAnEmergencyOrADeadlineByTheSitesRamp() {
        Timeline emergency = thatFallsSlowly();
        emergency.instruct(
                new Instruction.LimitTo(
                        emergency.notice("e1", emergency.now(), "1h", "ers"),
                        Power.ofWatts(10_000)));
        assertThat(emergency.engine.band().ceilingBy()).isEqualTo("e1");
        assertThat(expected(emergency.expectPlan())).isGreaterThanOrEqualTo(18_000);

        Timeline event = thatFallsSlowly();
        event.instruct(
                new Instruction.LimitTo(
                        event.notice("e1", event.now(), "1h", "ecrs"), Power.ofWatts(10_000)));
        assertThat(expected(event.expectPlan())).isBetween(1L, 6_000L);
        event.at("655 s").allHash();
        assertThat(event.commands()).as("soon due, and far from done").hasSizeGreaterThan(3);
    }

    @Test
    void shouldSayWhatAFeederIsShortOfAsTheFeedersAndNotAsTheSites() {
        Timeline site =
                tenThatThrottle(
                        SiteLimits.NONE, new Feeder(new FeederId("f1"), Power.ofWatts(13_000)));
        ready(site, "30 kW");
        site.at("61 s").acceptsAll();
        site.at("64 s").drawAsAsked().meterReads("27 kW");
        for (int i = 1; i <= 5; i++) {
            site.step(new Input.HoldPlaced(held("m" + i)));
        }
        site.draws("3000 W", "m1", "m2", "m3", "m4", "m5").meterReads("30 kW");

        site.at("70 s").instructLimit("e1", "28 kW", "1h");

        Plan plan = plans(site, "e1");
        assertThat(plan.shortfall()).isEqualTo(Reduction.NONE);
        assertThat(plan.required().watts()).isLessThan(3_000);
        Plan feeder = plans(site, "feeder:f1");
        assertThat(feeder.shortfall()).isEqualTo(Reduction.ofWatts(460));
        assertThat(feeder.madeAt()).isEqualTo(site.now());
        assertThat(
                        site.steps.stream()
                                .flatMap(step -> step.outputs().stream())
                                .filter(Output.PlanMade.class::isInstance)
                                .map(o -> ((Output.PlanMade) o).plan())
                                .filter(other -> !other.shortfall().isNone()))
                .as("whoever is short has asked everybody who could help")
                .allMatch(other -> !other.leftOut().containsKey(LeftOut.NOT_NEEDED));
    }

    private static Hold held(String device) {
        return new Hold("h-" + device, Set.of(new DeviceId(device)), Hold.Kind.AWAKE, null, "ana");
    }

    private static Plan plans(Timeline site, String cause) {
        return site.steps.reversed().stream()
                .flatMap(step -> step.outputs().stream())
                .filter(Output.PlanMade.class::isInstance)
                .map(o -> ((Output.PlanMade) o).plan())
                .filter(plan -> plan.causedBy().value().equals(cause))
                .findFirst()
                .orElseThrow();
    }
}
