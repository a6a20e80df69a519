package org.trimtab.engine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.trimtab.dispatch.CommandOutcome;
import org.trimtab.dispatch.Failure;
import org.trimtab.engine.Standing.Phase;
import org.trimtab.resource.Device;

/** A site of a hundred thousand devices that all answer at once. */
class CrowdTimelineTest {
    private static final int DEVICES = 100_000;

    @Test
    void shouldTakeAHundredThousandOutcomesInOneStepAndLoseNone() {
        Timeline site = crowd();
        site.instructLimit("e1", "1 MW", "10m");
        assertThat(site.commands().size()).isEqualTo(DEVICES);

        site.at("61 s").acceptsAll();

        assertThat(count(site, Phase.CURTAIL_ACCEPTED)).isEqualTo(DEVICES);
        site.at("64 s").drawAsAsked();
        assertThat(count(site, Phase.CURTAILED)).isEqualTo(DEVICES);
    }

    @Test
    void shouldSayWhatIsShortWhenAHundredThousandSayNoInOneStep() {
        Timeline site = crowd();
        site.instructLimit("e1", "1 MW", "10m").at("61 s");
        site.step(
                new Input.OutcomesKnown(
                        site.sent().stream()
                                .<CommandOutcome>map(command ->
                                        new CommandOutcome.Rejected(
                                                command.id(),
                                                command.device(),
                                                site.now(),
                                                site.now(),
                                                Failure.DEVICE_ERROR,
                                                "no"))
                                .toList()));

        assertThat(count(site, Phase.CURTAIL_FAILED)).isEqualTo(DEVICES);
        assertThat(site.expectPlan().chosen()).isEmpty();
        assertThat(site.expectPlan().shortfall().watts()).isGreaterThan(290_000_000L);
    }

    private static Timeline crowd() {
        Device[] devices = new Device[DEVICES];
        for (int i = 0; i < DEVICES; i++) {
            devices[i] = Timeline.miner("m" + (i + 1), "3000 W", "100 TH/s");
        }
        Timeline site = new Timeline(Timeline.site(devices));
        return site.at("60 s").allHash().meterHasRead("300 MW", 60);
    }

    private static long count(Timeline site, Phase phase) {
        long count = 0;
        for (int place = 0; place < DEVICES; place++) {
            count += site.engine.standing(place).phase() == phase ? 1 : 0;
        }
        return count;
    }
}
