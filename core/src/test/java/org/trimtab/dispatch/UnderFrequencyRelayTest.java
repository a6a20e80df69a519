package org.trimtab.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.trimtab.dispatch.FrequencyState.ARMED;
import static org.trimtab.dispatch.FrequencyState.BLIND;
import static org.trimtab.dispatch.FrequencyState.DISARMED;
import static org.trimtab.dispatch.FrequencyState.REARMING;
import static org.trimtab.dispatch.FrequencyState.TRIPPED;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.trimtab.dispatch.UnderFrequencyRelay.Change;
import org.trimtab.program.FrequencyDuty;
import org.trimtab.quantity.Frequency;
import org.trimtab.telemetry.FrequencySample;
import org.trimtab.telemetry.Quality;

class UnderFrequencyRelayTest {
    static final Instant NOON = Instant.parse("2026-07-01T12:00:00Z");
    static final Duration STALE = Duration.ofSeconds(2);
    static final Duration HOLD = Duration.ofMinutes(15);
    private static final Duration RECOVERY = Duration.ofMinutes(1);
    static final FrequencyDuty DUTY =
            new FrequencyDuty(
                    Frequency.ofMillihertz(60_000),
                    new FrequencyDuty.UnderFrequency(
                            "RRS-FFR",
                            Frequency.ofMillihertz(59_850),
                            Duration.ofMillis(250),
                            HOLD,
                            Frequency.ofMillihertz(59_980),
                            RECOVERY),
                    null,
                    STALE,
                    Duration.ofSeconds(30));

    private final UnderFrequencyRelay relay = new UnderFrequencyRelay(DUTY);
    private final List<String> log = new ArrayList<>();
    private Instant now = NOON;
    private long wiggle;

    private void told(List<Change> changes) {
        changes.forEach(change -> log.add(change.state() + ": " + change.because()));
    }

    private void read(@Nullable Long millihertz) {
        // Every figure differs by some µHz from the one before, as those of a live instrument do.
        Frequency figure =
                millihertz == null ? null : new Frequency(millihertz * 1_000 + wiggle++ % 7);
        told(relay.sample(new FrequencySample(now, figure, Quality.GOOD), now));
    }

    private void frequency(long millihertz, Duration lasts) {
        Instant until = now.plus(lasts);
        while (now.isBefore(until)) {
            now = now.plusMillis(100);
            read(millihertz);
        }
    }

    private void silence(Duration lasts) {
        Instant until = now.plus(lasts);
        while (now.isBefore(until)) {
            now = now.plusSeconds(1);
            told(relay.tick(now));
        }
    }

    private void armAndAward() {
        frequency(60_000, Duration.ofSeconds(1));
        told(relay.arm(true, "ann"));
        told(relay.award(true));
        assertThat(relay.state()).isEqualTo(ARMED);
    }

    private void trip() {
        armAndAward();
        frequency(59_800, Duration.ofMillis(400));
        assertThat(relay.state()).isEqualTo(TRIPPED);
    }

    @Test
    void shouldTellTheWholeStoryWhenFrequencyFallsAndRecovers() {
        armAndAward();
        frequency(59_990, Duration.ofMinutes(1));
        frequency(59_849, Duration.ofMillis(400));
        assertThat(relay.tripped()).isTrue();
        frequency(59_900, Duration.ofMinutes(14));
        assertThat(relay.tripped()).as("within the hold time").isTrue();
        frequency(59_900, Duration.ofMinutes(2));
        assertThat(relay.tripped()).as("hold over, not recovered").isTrue();
        frequency(60_000, Duration.ofSeconds(59));
        assertThat(relay.tripped()).as("recovered for 59 s of 60").isTrue();
        frequency(60_000, Duration.ofSeconds(2));
        assertThat(relay.state()).isEqualTo(REARMING);
        told(relay.restored());

        assertThat(relay.state()).isEqualTo(ARMED);
        assertThat(log)
                .containsExactly(
                        "DISARMED: armed by ann, but RRS-FFR is not awarded; it sheds nothing",
                        "ARMED: RRS-FFR is awarded; it sheds at or below 59.850 Hz",
                        "TRIPPED: frequency is 59.849 Hz, at or below 59.850 Hz for 300 ms of the"
                                + " 250 ms asked; the load is shed and stays off for at least"
                                + " 15 min",
                        "TRIPPED: the hold time of 15 min is over; the load comes back when"
                                + " frequency has been at or above 59.980 Hz for 60 s",
                        "REARMING: frequency is 60.000 Hz, at or above 59.980 Hz for 60 s; the"
                                + " load comes back, then it arms again",
                        "ARMED: the load is back; armed again");
    }

    @Test
    void shouldRideThroughWhenNobodyArmedIt() {
        told(relay.award(true));
        frequency(59_200, Duration.ofMinutes(1));

        assertThat(relay.state()).isEqualTo(DISARMED);
        assertThat(log)
                .containsExactly(
                        "DISARMED: RRS-FFR is awarded, but nobody has armed it; it sheds nothing");
    }

    @Test
    void shouldRideThroughWhenNothingIsAwarded() {
        told(relay.arm(true, "ann"));
        frequency(59_200, Duration.ofMinutes(1));

        assertThat(relay.state()).isEqualTo(DISARMED);
    }

    @Test
    void shouldRideThroughWhenTheDipIsShorterThanTheDelay() {
        armAndAward();
        frequency(59_700, Duration.ofMillis(300));
        frequency(59_900, Duration.ofMillis(100));
        frequency(59_700, Duration.ofMillis(300));

        assertThat(relay.state()).isEqualTo(ARMED);
    }

    @Test
    void shouldSplitAtTheMicrohertzWhenFrequencyIsAtTheThreshold() {
        armAndAward();
        for (int i = 0; i < 20; i++) {
            now = now.plusMillis(100);
            Frequency above = new Frequency(59_850_001 + i % 2);
            told(relay.sample(new FrequencySample(now, above, Quality.GOOD), now));
        }
        assertThat(relay.state()).as("a µHz above").isEqualTo(ARMED);
        for (int i = 0; i < 4; i++) {
            now = now.plusMillis(100);
            Frequency at = new Frequency(59_850_000 - i % 2);
            told(relay.sample(new FrequencySample(now, at, Quality.GOOD), now));
        }
        assertThat(relay.state()).as("at it").isEqualTo(TRIPPED);
    }

    @Test
    void shouldCountTheDelayFromArmingWhenFrequencyWasLowBefore() {
        frequency(59_700, Duration.ofSeconds(5));
        now = now.plusMillis(400);
        told(relay.tick(now));
        told(relay.award(true));
        told(relay.arm(true, "ann"));
        // Samples of before the arming that come in late belong to before.
        for (long ago = 300; ago > 0; ago -= 100) {
            Frequency low = new Frequency(59_700_000 + ago);
            Instant at = now.minusMillis(ago);
            told(relay.sample(new FrequencySample(at, low, Quality.GOOD), now));
        }
        assertThat(relay.state()).isEqualTo(ARMED);
        now = now.plusMillis(100);
        read(59_700L);
        now = now.plusMillis(200);
        read(59_700L);
        assertThat(relay.state()).isEqualTo(ARMED);
        now = now.plusMillis(100);
        read(59_700L);
        assertThat(relay.state()).isEqualTo(TRIPPED);
    }

    @Test
    void shouldStartTheDelayAnewWhenSamplesWereMissing() {
        armAndAward();
        now = now.plusMillis(100);
        read(59_700L);
        now = now.plus(STALE).plusMillis(100);
        read(59_700L);
        assertThat(relay.state()).as("a gap proves nothing").isEqualTo(ARMED);
        frequency(59_700, Duration.ofMillis(300));
        assertThat(relay.state()).isEqualTo(TRIPPED);
    }

    @Test
    void shouldKeepCountingWhenOneSampleIsBad() {
        armAndAward();
        frequency(59_700, Duration.ofMillis(200));
        now = now.plusMillis(100);
        read(null);
        assertThat(relay.state()).as("a bad sample never trips").isEqualTo(ARMED);
        now = now.plusMillis(100);
        read(59_700L);
        assertThat(relay.state()).isEqualTo(TRIPPED);
    }

    @Test
    void shouldGoBlindAndShedNothingWhenSamplesStayAway() {
        armAndAward();
        silence(Duration.ofMinutes(10));
        assertThat(relay.state()).isEqualTo(BLIND);
        assertThat(relay.sheds()).isFalse();
        frequency(60_000, Duration.ofMillis(100));

        assertThat(relay.state()).isEqualTo(ARMED);
        assertThat(log.subList(2, log.size()))
                .containsExactly(
                        "BLIND: frequency is not known: the last good sample of the frequency,"
                                + " 60.000 Hz, is 3 s old; check the instrument; it sheds nothing"
                                + " until it is",
                        "ARMED: frequency is known again, 60.000 Hz");
    }

    @Test
    void shouldGoBlindWhenTheInstrumentGivesNoFigure() {
        armAndAward();
        for (int i = 0; i < 40; i++) {
            now = now.plusMillis(100);
            read(null);
        }
        assertThat(relay.state()).isEqualTo(BLIND);
        assertThat(log.getLast()).contains("the instrument gives no figure");
        frequency(59_700, Duration.ofMillis(300));
        assertThat(relay.state())
                .as("the delay counts from the first good sample")
                .isEqualTo(ARMED);
        frequency(59_700, Duration.ofMillis(100));
        assertThat(relay.state()).isEqualTo(TRIPPED);
    }

    @Test
    void shouldGoBlindWhenTheInstrumentIsStuck() {
        armAndAward();
        Frequency same = Frequency.ofMillihertz(60_000);
        for (int i = 0; i < 400; i++) {
            now = now.plusMillis(100);
            told(relay.sample(new FrequencySample(now, same, Quality.GOOD), now));
        }
        assertThat(relay.state()).isEqualTo(BLIND);
        assertThat(log.getLast())
                .contains("60.000000 Hz without any change for 30.1 s; it is stuck");
        frequency(60_001, Duration.ofMillis(100));
        assertThat(relay.state()).isEqualTo(ARMED);
    }

    @Test
    void shouldStartBlindWhenNoSampleHasEverCome() {
        told(relay.award(true));
        told(relay.arm(true, "ann"));

        assertThat(relay.state()).isEqualTo(BLIND);
        assertThat(log.getLast())
                .isEqualTo(
                        "BLIND: armed by ann; it sheds at or below 59.850 Hz; but frequency is not"
                                + " known, and it sheds nothing until it is: no sample of the"
                                + " frequency has come yet");
    }

    @Test
    void shouldHoldTheLoadOffWhenTheAwardEndsAfterATrip() {
        trip();
        told(relay.award(false));
        assertThat(relay.tripped()).isTrue();
        assertThat(log.getLast())
                .isEqualTo(
                        "TRIPPED: the award of RRS-FFR is over; the load stays off until hold time"
                                + " and recovery are over");
        frequency(60_000, HOLD);
        frequency(60_000, Duration.ofSeconds(1));

        assertThat(relay.state()).isEqualTo(DISARMED);
        assertThat(log.getLast()).endsWith("the load may come back; RRS-FFR is no longer awarded");
    }

    @Test
    void shouldHoldTheLoadOffWhenAPersonDisarmsAfterATrip() {
        trip();
        told(relay.arm(false, "bob"));
        frequency(60_000, HOLD.minusSeconds(1));
        assertThat(relay.tripped()).isTrue();
        frequency(60_000, Duration.ofSeconds(2));

        assertThat(relay.state()).isEqualTo(DISARMED);
        assertThat(log.getLast()).endsWith("the load may come back; disarmed by bob");
    }

    @Test
    void shouldLetAPersonOutWhenTheInstrumentDiedAfterATrip() {
        trip();
        silence(Duration.ofHours(2));
        assertThat(relay.tripped()).as("recovery cannot be seen").isTrue();
        told(relay.arm(false, "bob"));

        assertThat(relay.state()).isEqualTo(DISARMED);
        assertThat(log.getLast()).contains("disarmed by bob").contains("may come back");
    }

    @Test
    void shouldStayOffWhenAPersonDisarmsBlindWithinTheHoldTime() {
        trip();
        silence(Duration.ofMinutes(5));
        told(relay.arm(false, "bob"));
        assertThat(relay.tripped()).isTrue();
        silence(Duration.ofMinutes(11));

        assertThat(relay.state()).isEqualTo(DISARMED);
    }

    @Test
    void shouldNotChatterWhenFrequencySwingsAboutBothThresholds() {
        armAndAward();
        Instant began = now;
        while (now.isBefore(began.plus(HOLD))) {
            frequency(59_700, Duration.ofMillis(400));
            frequency(60_000, Duration.ofMillis(400));
        }
        long trips = log.stream().filter(line -> line.contains("the load is shed")).count();

        assertThat(trips).isEqualTo(1);
        assertThat(relay.tripped()).isTrue();
    }

    @Test
    void shouldShedAndHoldAgainWhenFrequencyFallsWhileTheLoadComesBack() {
        trip();
        frequency(60_000, HOLD.plus(RECOVERY));
        assertThat(relay.state()).isEqualTo(REARMING);
        frequency(59_800, Duration.ofMillis(400));
        assertThat(relay.state()).isEqualTo(TRIPPED);
        assertThat(log.getLast()).contains("while the load was coming back");
        frequency(60_000, HOLD.minusSeconds(1));

        assertThat(relay.tripped()).isTrue();
    }

    @Test
    void shouldDisarmAtOnceWhenTheAwardEndsWhileTheLoadComesBack() {
        trip();
        frequency(60_000, HOLD.plus(RECOVERY));
        told(relay.award(false));
        frequency(59_500, Duration.ofSeconds(5));

        assertThat(relay.state()).isEqualTo(DISARMED);
    }

    @Test
    void shouldIgnoreTheWordThatLoadIsBackWhenNothingWasShed() {
        assertThat(relay.restored()).isEmpty();
        trip();
        assertThat(relay.restored()).isEmpty();
        assertThat(relay.tripped()).isTrue();
    }

    @Test
    void shouldGoOnWhenTheClockIsSetBackAnHour() {
        armAndAward();
        frequency(59_700, Duration.ofMillis(300));
        now = now.minus(Duration.ofHours(1));
        told(relay.tick(now));
        assertThat(relay.state()).as("not blind").isEqualTo(ARMED);
        frequency(59_700, Duration.ofMillis(300));
        assertThat(relay.state()).as("the delay starts anew").isEqualTo(ARMED);
        frequency(59_700, Duration.ofMillis(100));
        assertThat(relay.state()).isEqualTo(TRIPPED);
    }

    @Test
    void shouldHoldNoLongerWhenTheClockIsSetBackAnHourAfterATrip() {
        trip();
        frequency(60_000, Duration.ofMinutes(7));
        now = now.minus(Duration.ofHours(1));
        frequency(60_000, Duration.ofMinutes(7));
        assertThat(relay.tripped()).isTrue();
        frequency(60_000, Duration.ofSeconds(61));

        assertThat(relay.state()).isEqualTo(REARMING);
    }

    @Test
    void shouldRefuseADutyWithoutAPlan() {
        FrequencyDuty none =
                new FrequencyDuty(DUTY.nominal(), null, null, STALE, Duration.ofSeconds(30));
        assertThatThrownBy(() -> new UnderFrequencyRelay(none))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("no under-frequency plan");
    }
}
