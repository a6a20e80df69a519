package org.trimtab.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.trimtab.engine.StackedSite.ready;
import static org.trimtab.engine.StackedSite.tenThatThrottle;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.trimtab.program.Instruction;
import org.trimtab.program.ObligationState;
import org.trimtab.quantity.Power;
import org.trimtab.resource.SiteLimits;

/** Signals that are sent before the track they belong to begins. */
class EarlySignalsTimelineTest {
    @Test
    void shouldMoveToABasePointThatWasSentBeforeItsTrackBegins() {
        Timeline site = ready(tenThatThrottle(SiteLimits.NONE), "30 kW");
        Instant begins = site.now().plusSeconds(120);
        site.instruct(
                new Instruction.Track(
                        site.notice("t1", begins, "1h", "clr"), Power.ofWatts(30_000)));
        Instant sent = site.at("90 s").now();
        site.basePointSentAt("t1", "18 kW", sent).expectQuiet();
        site.basePointSentAt("t1", "25 kW", sent.minusSeconds(10)).expectQuiet();
        site.at("120 s").allHash().meterReads("30 kW");

        site.at("180 s").meterReads("30 kW").expectState("t1", ObligationState.ACTIVE);
        assertThat(site.engine.band().ceiling()).isEqualTo(Power.ofWatts(30_000));
        site.at("300 s").allHash().meterReads("30 kW");

        assertThat(site.engine.band().ceiling()).isEqualTo(Power.ofWatts(24_000));
    }

    @Test
    void shouldTakeABasePointThatComesAfterTheBeginWithAStampFromBefore() {
        Timeline site = ready(tenThatThrottle(SiteLimits.NONE), "30 kW");
        site.instruct(
                new Instruction.Track(
                        site.notice("t1", site.now(), "1h", "clr"), Power.ofWatts(30_000)));
        Instant begun = site.now();
        site.at("61 s").basePointSentAt("t1", "18 kW", begun.minusSeconds(2));
        site.basePointSentAt("t1", "25 kW", begun.minusSeconds(3));
        site.at("180 s").allHash().meterReads("30 kW");
        assertThat(site.engine.band().ceiling()).isEqualTo(Power.ofWatts(24_000));
    }

    @Test
    void shouldForgetABasePointWhoseTrackIsTakenBack() {
        Timeline site = ready(tenThatThrottle(SiteLimits.NONE), "30 kW");
        site.instruct(
                new Instruction.Track(
                        site.notice("t1", site.now().plusSeconds(60), "1h", "clr"),
                        Power.ofWatts(30_000)));
        site.basePointSentAt("t1", "18 kW", site.now());
        site.basePointSentAt("t9", "18 kW", site.now());
        assertThat(site.engine.isWaitingForTracks()).isTrue();
        site.cancel("t1");
        assertThat(site.engine.isWaitingForTracks()).isFalse();
    }
}
