package org.trimtab.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.trimtab.live.Script.START;

import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.trimtab.dispatch.Band;
import org.trimtab.dispatch.Conflict;
import org.trimtab.dispatch.Failure;
import org.trimtab.dispatch.FrequencyState;
import org.trimtab.engine.Input;
import org.trimtab.engine.Output;
import org.trimtab.program.Hold;
import org.trimtab.quantity.Frequency;
import org.trimtab.quantity.Power;
import org.trimtab.quantity.Reduction;
import org.trimtab.resource.DeviceId;
import org.trimtab.telemetry.FrequencySample;
import org.trimtab.telemetry.Quality;

class BoardTest {
    private final Script script = new Script();

    private Board board() {
        return script.memory().board();
    }

    private static Output conflict(long watts) {
        return new Output.BandChanged(
                new Band(
                        Power.ZERO,
                        Power.ofWatts(watts),
                        null,
                        "e-1",
                        List.of(
                                new Conflict(
                                        "clr-1",
                                        "e-1",
                                        Reduction.ofWatts(2_000),
                                        Conflict.Reason.CAME_FIRST))));
    }

    private static Hold hold(String id, String... devices) {
        return new Hold(
                id,
                Set.of(devices).stream()
                        .map(DeviceId::new)
                        .collect(java.util.stream.Collectors.toSet()),
                Hold.Kind.ASLEEP,
                null,
                "jo");
    }

    @Test
    void shouldCallAConflictOutOnceHoweverOftenTheBandMoves() {
        script.step(0, conflict(14_000));
        script.step(4_000, conflict(13_900));

        assertThat(board().band().ceiling()).isEqualTo(Power.ofWatts(13_900));
        assertThat(board().alarms())
                .containsExactly(
                        START
                                + " clr-1 falls short by 2000 W: e-1 goes first, because it came"
                                + " first and both have the same rank");
    }

    @Test
    void shouldShowHoldsInSiteOrderAndForgetThemWhenLifted() {
        script.step(0, new Output.HoldChanged(hold("fans", "d4", "d2"), true));
        script.step(1_000, new Output.HoldChanged(hold("rack", "d5"), true));

        assertThat(board().holds()).extracting(Hands.HoldView::id).containsExactly("fans", "rack");
        assertThat(board().holds().getFirst().devices()).containsExactly("d2", "d4");
        assertThat(board().heldBy(new DeviceId("d5"))).isEqualTo("rack");

        script.step(2_000, new Output.HoldChanged(hold("fans", "d4", "d2"), false));

        assertThat(board().held()).isEqualTo(1);
        assertThat(board().hold("fans")).isNull();
    }

    @Test
    void shouldCallDevicesThatLeaveTheOfferedCapacityOutTogether() {
        script.step(
                0,
                new Output.QuarantineChanged(new DeviceId("d1"), Failure.STAYED_AWAKE),
                new Output.QuarantineChanged(new DeviceId("d2"), Failure.NO_ANSWER));
        script.step(1_000, new Output.QuarantineChanged(new DeviceId("d1"), null));

        assertThat(board().quarantined()).isEqualTo(1);
        assertThat(board().quarantine(new DeviceId("d2"))).isEqualTo(Failure.NO_ANSWER);
        assertThat(board().alarms()).hasSize(1);
        assertThat(board().alarms().getFirst())
                .contains("2 devices", "d1 (accepted, but kept drawing power)");
    }

    @Test
    void shouldShowAnUnknownFrequencyAsUnknown() {
        Hands.FrequencyView before = Objects.requireNonNull(board().frequency());
        script.step(
                0,
                List.of(
                        new Input.FrequencyRead(
                                List.of(
                                        new FrequencySample(
                                                START,
                                                Frequency.ofMillihertz(59_982),
                                                Quality.GOOD)))),
                new Output.FrequencyStateChanged(FrequencyState.ARMED, "armed by jo"));
        Hands.FrequencyView armed = Objects.requireNonNull(board().frequency());
        script.step(
                1_000,
                List.of(
                        new Input.FrequencyRead(
                                List.of(new FrequencySample(START, null, Quality.SUSPECT)))));
        Hands.FrequencyView blind = Objects.requireNonNull(board().frequency());

        assertThat(before.state()).isEqualTo("DISARMED");
        assertThat(before.hz()).isNull();
        assertThat(armed.hz()).isEqualTo(59.982);
        assertThat(armed.thresholdHz()).isEqualTo(59.85);
        assertThat(armed.since()).isEqualTo(START);
        assertThat(blind.hz()).isNull();
        assertThat(blind.quality()).isEqualTo("SUSPECT");
    }

    @Test
    void shouldPickDevicesByKindsThatNarrowEachOther() {
        var devices = script.definition.site().devices();
        DevicePick rack =
                new DevicePick(false, List.of(), List.of("VIRTUAL"), List.of("r1"), List.of());
        DevicePick none = new DevicePick(false, List.of("d5"), List.of(), List.of("r1"), List.of());
        DevicePick unknown = new DevicePick(false, List.of("d9"), List.of(), List.of(), List.of());
        DevicePick empty = new DevicePick(false, List.of(), List.of(), List.of(), List.of());

        assertThat(rack.of(devices)).containsExactly(new DeviceId("d1"), new DeviceId("d2"));
        assertThatThrownBy(() -> none.of(devices)).hasMessageContaining("narrow each other");
        assertThatThrownBy(() -> unknown.of(devices)).hasMessageContaining("no device \"d9\"");
        assertThatThrownBy(() -> empty.of(devices)).hasMessageContaining("say which devices");
    }
}
