package org.trimtab.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.trimtab.dispatch.Plan;
import org.trimtab.quantity.Reduction;
import org.trimtab.resource.Device;
import org.trimtab.resource.DeviceId;
import org.trimtab.resource.PowerCurve;
import org.trimtab.resource.SiteLimits;

/** Levels of a device become known while the site runs. */
class LearnedCurveTimelineTest {
    private static Timeline twoThatLearn() {
        Device[] devices = new Device[2];
        for (int i = 0; i < devices.length; i++) {
            Device plain = StackedSite.throttling("m" + (i + 1), null);
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
                            plain.envelope(),
                            plain.timing(),
                            plain.capabilities(),
                            plain.labels(),
                            null);
        }
        return StackedSite.timeline(SiteLimits.NONE, List.of(), devices);
    }

    private static Input learned(String device) {
        return new Input.CurveKnown(
                new DeviceId(device),
                new PowerCurve(
                        List.of(StackedSite.level("1800 W", "70 TH/s")),
                        PowerCurve.Origin.PROFILES));
    }

    @Test
    void shouldStillCountOnWhatADeviceDrawsWhenItsLevelsBecomeKnown() {
        Timeline site = StackedSite.ready(twoThatLearn(), "6 kW");
        site.step(learned("m1"), learned("m2"));

        site.instructLimit("e1", "0 W", "10m");

        Plan plan = site.expectPlan();
        assertThat(plan.chosen()).hasSize(2);
        assertThat(plan.expected()).isEqualTo(Reduction.ofWatts(5_950));
    }
}
