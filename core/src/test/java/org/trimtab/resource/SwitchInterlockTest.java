package org.trimtab.resource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.trimtab.resource.SwitchInterlock.Reason;
import org.trimtab.resource.SwitchInterlock.Verdict;

/** One day of a switch: 5 min off, 10 min on, at most 3 openings a day. */
class SwitchInterlockTest {
    private static final Instant START = Instant.parse("2026-08-20T06:00:00Z");
    private static final DeviceId FIRST = new DeviceId("lux-0001");
    private static final DeviceId SECOND = new DeviceId("lux-0002");
    private static final Set<DeviceId> BEHIND = Set.of(FIRST, SECOND);

    private final Switch which = with(true, false);
    private SwitchHistory history = SwitchHistory.unknown(START);
    private Instant now = START;

    private static Switch with(boolean enabled, boolean shedsLive) {
        return new Switch(
                new SwitchId("feeder-a"),
                new SwitchLine.ModbusCoil(1, 0, null, true),
                new Endpoint("10.0.0.9", 502),
                null,
                BEHIND,
                new Switch.Rules(
                        Duration.ofMinutes(5), Duration.ofMinutes(10), 3, enabled, shedsLive));
    }

    private void at(Duration sinceStart) {
        now = START.plus(sinceStart);
    }

    private Verdict open() {
        return SwitchInterlock.mayOpen(which, history, BEHIND, BEHIND, now);
    }

    private Verdict close() {
        return SwitchInterlock.mayClose(which, history, now);
    }

    private static Reason reason(Verdict verdict) {
        return verdict instanceof Verdict.Refused refused ? refused.reason() : null;
    }

    private static Instant until(Verdict verdict) {
        return verdict instanceof Verdict.Refused refused ? refused.until() : null;
    }

    private void seenClosed() {
        history = history.seen(SwitchPosition.CLOSED, now);
    }

    @Test
    void shouldNeverMoveWhatIsNotEnabled() {
        assertThat(Switch.Rules.OFF.enabled()).isFalse();
        seenClosed();
        at(Duration.ofDays(1));

        Verdict verdict = SwitchInterlock.mayOpen(with(false, true), history, BEHIND, BEHIND, now);

        assertThat(reason(verdict)).isEqualTo(Reason.NOT_ENABLED);
        assertThat(until(verdict)).isNull();
    }

    @Test
    void shouldMoveNothingBeforeItWasSeen() {
        at(Duration.ofDays(1));
        assertThat(reason(open())).isEqualTo(Reason.POSITION_UNKNOWN);
        assertThat(reason(close())).isEqualTo(Reason.POSITION_UNKNOWN);
    }

    @Test
    void shouldKeepItClosedForItsTimeAndOpenForItsTime() {
        seenClosed();
        at(Duration.ofMinutes(10).minusMillis(1));
        assertThat(reason(open())).isEqualTo(Reason.MIN_ON);
        assertThat(until(open())).isEqualTo(START.plus(Duration.ofMinutes(10)));
        at(Duration.ofMinutes(10));
        assertThat(open()).isEqualTo(new Verdict.Allowed());

        history = history.opened(now);
        assertThat(reason(open())).isEqualTo(Reason.ALREADY_THERE);
        at(Duration.ofMinutes(15).minusMillis(1));
        assertThat(reason(close())).isEqualTo(Reason.MIN_OFF);
        at(Duration.ofMinutes(15));
        assertThat(close()).isEqualTo(new Verdict.Allowed());

        history = history.closed(now);
        assertThat(reason(close())).isEqualTo(Reason.ALREADY_THERE);
        at(Duration.ofMinutes(20));
        assertThat(reason(open())).isEqualTo(Reason.MIN_ON);
    }

    @Test
    void shouldCountOpeningsWithinADayAndLetThemLapse() {
        seenClosed();
        for (int hour = 1; hour <= 3; hour++) {
            at(Duration.ofHours(hour));
            assertThat(open()).isEqualTo(new Verdict.Allowed());
            history = history.opened(now);
            at(Duration.ofHours(hour).plusMinutes(10));
            assertThat(close()).isEqualTo(new Verdict.Allowed());
            history = history.closed(now);
        }
        at(Duration.ofHours(4));
        assertThat(reason(open())).isEqualTo(Reason.OPERATIONS_EXHAUSTED);
        assertThat(until(open())).isEqualTo(START.plus(Duration.ofHours(25)));
        at(Duration.ofHours(25).minusMillis(1));
        assertThat(reason(open())).isEqualTo(Reason.OPERATIONS_EXHAUSTED);
        at(Duration.ofHours(25));
        assertThat(open()).isEqualTo(new Verdict.Allowed());
    }

    @Test
    void shouldStillCloseWhenItsOpeningsAreUsedUp() {
        seenClosed();
        for (int i = 0; i < 3; i++) {
            history = history.opened(now);
        }
        at(Duration.ofMinutes(5));
        assertThat(close()).isEqualTo(new Verdict.Allowed());
    }

    @Test
    void shouldNameWhatIsNotSeenToSleepUnlessItMayShedLive() {
        seenClosed();
        at(Duration.ofHours(1));

        Verdict verdict = SwitchInterlock.mayOpen(which, history, BEHIND, Set.of(FIRST), now);

        assertThat(reason(verdict)).isEqualTo(Reason.DEVICES_AWAKE);
        assertThat(((Verdict.Refused) verdict).says())
                .contains("switch feeder-a", "lux-0002")
                .doesNotContain("lux-0001");
        assertThat(SwitchInterlock.mayOpen(with(true, true), history, BEHIND, Set.of(), now))
                .isEqualTo(new Verdict.Allowed());
    }

    @Test
    void shouldNotCloseWhatSomebodyElseOpened() {
        seenClosed();
        at(Duration.ofHours(1));
        history = history.seen(SwitchPosition.OPEN, now);
        at(Duration.ofHours(2));
        assertThat(reason(close())).isEqualTo(Reason.NOT_OPENED_BY_US);
    }

    @Test
    void shouldForgetThatItWasOursWhenSomebodyClosedItMeanwhile() {
        seenClosed();
        at(Duration.ofHours(1));
        history = history.opened(now);
        assertThat(history.seen(SwitchPosition.OPEN, now.plusSeconds(1))).isEqualTo(history);
        at(Duration.ofHours(2));
        seenClosed();
        at(Duration.ofHours(3));
        history = history.seen(SwitchPosition.OPEN, now);
        at(Duration.ofHours(4));
        assertThat(reason(close())).isEqualTo(Reason.NOT_OPENED_BY_US);
    }

    @Test
    void shouldRememberADayOfOpeningsAtMost() {
        for (int i = 0; i < 1_000; i++) {
            history = history.opened(START.plusSeconds(i));
        }
        assertThat(history.openedAt()).hasSize(2 * Switch.OPERATIONS_PER_DAY_MAX);
        assertThat(history.opened(START.plus(Duration.ofDays(2))).openedAt()).hasSize(1);
    }

    @Test
    void shouldRefuseASwitchOfNothingOrOfBoth() {
        assertThatThrownBy(() ->
                        new Switch(
                                new SwitchId("x"),
                                new SwitchLine.ModbusCoil(1, 0, null, true),
                                new Endpoint("h", 1),
                                new FeederId("a"),
                                BEHIND,
                                Switch.Rules.OFF))
                .hasMessageContaining("either its feeder or the devices");
        assertThatThrownBy(() -> new SwitchLine.ModbusCoil(0, 0, null, true))
                .hasMessageContaining("unit 0");
        assertThatThrownBy(() -> new SwitchLine.SnmpOutlet("1.3.x", "1.3.6", 1, 2))
                .hasMessageContaining("1.3.x");
    }
}
