package org.trimtab.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.trimtab.engine.StackedSite.expected;
import static org.trimtab.engine.StackedSite.ready;
import static org.trimtab.engine.StackedSite.tenThatThrottle;

import org.junit.jupiter.api.Test;
import org.trimtab.dispatch.Action;
import org.trimtab.dispatch.Failure;
import org.trimtab.dispatch.Plan;
import org.trimtab.engine.Standing.Phase;
import org.trimtab.quantity.Reduction;
import org.trimtab.resource.SiteLimits;

/** Devices held at partial power, as a control room would log them. */
class HeldLowerTimelineTest {
    @Test
    void shouldHoldDevicesAtPartialPowerWhenThatIsCheaperThanStoppingOne() {
        Timeline site = ready(tenThatThrottle(SiteLimits.NONE), "30 kW");
        site.instructLimit("e1", "28 kW", "10m");
        Plan plan = site.expectPlan();
        assertThat(plan.chosen()).allMatch(c -> c.action() instanceof Action.CapAt);
        assertThat(expected(plan)).isBetween(2_560L, 3_200L);
        assertThat(plan.shortfall()).isEqualTo(Reduction.NONE);
    }

    @Test
    void shouldCallACapHeldOnlyWhenAReadingShowsIt() {
        Timeline site = ready(tenThatThrottle(SiteLimits.NONE), "30 kW");
        site.instructLimit("e1", "29 kW", "10m");
        String first = site.expectPlan().chosen().getFirst().device().value();
        site.at("61 s").acceptsAll().expectPhase(first, Phase.CURTAIL_ACCEPTED);
        site.at("64 s").draws("2400 W", chosen(site, 1)).expectPhase(first, Phase.CURTAILED);
    }

    private static String[] chosen(Timeline site, int plansBack) {
        return site.steps.reversed().stream()
                .flatMap(step -> step.outputs().stream())
                .filter(Output.PlanMade.class::isInstance)
                .map(o -> ((Output.PlanMade) o).plan())
                .skip(plansBack - 1L)
                .findFirst()
                .orElseThrow()
                .chosen()
                .stream()
                .map(c -> c.device().value())
                .toArray(String[]::new);
    }

    @Test
    void shouldNotBelieveAHashingDeviceBackWhileItsCapMayStillCome() {
        Timeline site = ready(tenThatThrottle(SiteLimits.NONE), "30 kW");
        site.instructLimit("e1", "29.9 kW", "10m");
        String held = site.commands().getFirst().device().value();
        assertThat(site.commands().getFirst().action()).isInstanceOf(Action.CapAt.class);
        site.accepts(held).at("60.1 s").cancel("e1").expectWake(held);
        site.fails(held, Failure.SESSION_TAKEN).at("61 s").hashing(held);
        site.expectPhase(held, Phase.RESTORE_SENT);
        site.at("67 s").expectWake(held).draws("2400 W", held).accepts(held);
        site.at("75 s").hashing(held).expectPhase(held, Phase.FREE);
    }

    @Test
    void shouldBringBackADeviceThatWasHeldAndRefusedToGoLower() {
        Timeline site = ready(tenThatThrottle(SiteLimits.NONE), "30 kW");
        site.instructLimit("e1", "29.9 kW", "10m");
        String held = site.commands().getFirst().device().value();
        site.accepts(held).at("70 s").draws("2400 W", held).meterReads("29.4 kW");
        site.expectPhase(held, Phase.CURTAILED).instructLimit("e2", "2 kW", "10m");
        site.fails(held, Failure.SESSION_TAKEN).expectPhase(held, Phase.CURTAIL_FAILED);
        site.at("71 s").draws("2400 W", held).cancel("e1").cancel("e2");
        site.at("85 s").expectPhase(held, Phase.RESTORE_SENT);
    }
}
