package org.trimtab.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.trimtab.engine.StackedSite.ready;
import static org.trimtab.engine.StackedSite.timeline;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.trimtab.program.Instruction;
import org.trimtab.quantity.Power;
import org.trimtab.quantity.RampRate;
import org.trimtab.resource.Device;
import org.trimtab.resource.Envelope;
import org.trimtab.resource.Site;
import org.trimtab.resource.SiteLimits;

/** Steps that are told nothing and decide nothing are in no journal; an engine that never had them decides the same. */
class SilentStepsTest {
    @Test
    void shouldReplayTheSameWavesWhenStepsThatSaidNothingAreLeftOut() {
        Timeline site =
                new Timeline(
                        oneByOne(
                                Timeline.miner("m1", "7000 W", "700 TH/s"),
                                Timeline.miner("m2", "1000 W", "50 TH/s"),
                                Timeline.miner("m3", "1000 W", "50 TH/s"),
                                Timeline.miner("m4", "1000 W", "50 TH/s")));
        ready(site, "10 kW").instructLimit("e1", "0 W", "1m").acceptsAll();
        site.at("70 s").drawAsAsked().meterReads("100 W");

        tick(site, 71, 160, "100 W");

        assertThat(site.sent().size()).isGreaterThan(8);
        expectReplayed(site);
    }

    @Test
    void shouldReplayTheSameWhenAShortfallIsOverForAWhile() {
        Duration tenMinutes = Duration.ofMinutes(10);
        Device plain = Timeline.miner("m1", "3000 W", "100 TH/s");
        Device slow =
                new Device(
                        plain.id(),
                        plain.family(),
                        plain.model(),
                        plain.endpoint(),
                        null,
                        plain.running(),
                        plain.standby(),
                        plain.hashRate(),
                        new Envelope(tenMinutes, Duration.ZERO, false),
                        plain.timing(),
                        plain.capabilities());
        Timeline site = ready(timeline(SiteLimits.NONE, List.of(), slow), "3 kW");
        site.instruct(
                new Instruction.Track(
                        site.notice("t1", site.now(), "1h", "clr"), Power.ofWatts(3_000)));
        site.at("64 s").setPoint("t1", "10 W").acceptsAll().at("68 s").drawAsAsked();

        for (int second = 69; second < 130; second++) {
            site.at(second + " s");
        }
        site.at("130 s").setPoint("t1", "10 W");

        expectReplayed(site);
    }

    private static SiteDefinition oneByOne(Device... devices) {
        SiteDefinition usual = Timeline.site(devices);
        Site site = usual.site();
        DispatchPolicy policy = usual.policy();
        return new SiteDefinition(
                new Site(
                        site.id(),
                        site.meters(),
                        site.feeders(),
                        site.devices(),
                        new SiteLimits(null, Power.ZERO, new RampRate(60_000), null)),
                usual.mining(),
                usual.program(),
                new DispatchPolicy(
                        policy.margin(),
                        policy.meterStaleAfter(),
                        policy.deviceStaleAfter(),
                        policy.commandLife(),
                        policy.attemptsMax(),
                        policy.trimAfter(),
                        1,
                        Duration.ofSeconds(5),
                        policy.obligationLongest(),
                        policy.obligationAhead(),
                        policy.following(),
                        policy.trust(),
                        policy.wearPerSleepUsd()));
    }

    /** Ten steps a second; the meter is read in every seventh, the others are told nothing. */
    private static void tick(Timeline site, int fromSeconds, int untilSeconds, String level) {
        for (int tenth = fromSeconds * 10; tenth < untilSeconds * 10; tenth++) {
            site.at(tenth / 10 + "." + tenth % 10 + " s");
            if (tenth % 7 == 0) {
                site.meterReads(level);
            }
        }
    }

    private static void expectReplayed(Timeline site) {
        Engine fresh = new Engine(site.definition);
        for (Step step : site.steps) {
            if (!step.inputs().isEmpty() || !step.outputs().isEmpty()) {
                List<Output> again = fresh.step(step.now(), step.inputs());
                assertThat(again)
                        .as("step %d at %s", step.number(), step.now())
                        .isEqualTo(step.outputs());
            }
        }
    }
}
