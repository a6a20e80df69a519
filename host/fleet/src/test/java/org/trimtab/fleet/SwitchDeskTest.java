package org.trimtab.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.trimtab.resource.SwitchInterlock.Reason;
import org.trimtab.resource.SwitchPosition;
import org.trimtab.virtual.FleetSpec;
import org.trimtab.virtual.VirtualSwitch;
import org.trimtab.virtual.machine.Family;

/** Machines behind breakers, moved by hand; each look and each movement is a process of its own as far as it knows. */
class SwitchDeskTest {
    private static final FleetSpec SPEC =
            FleetSpec.of(
                    5,
                    VirtualSite.quick("lux", Family.LUXOS, "Antminer S21", "127.74.0.1", 3),
                    VirtualSite.quick("ant", Family.ANTMINER, "Antminer S19 XP", "127.74.1.1", 2));

    private static final Selector LUX =
            new Selector(
                    false, List.of("luxos"), List.of(), List.of(), List.of(), List.of(), List.of());

    @TempDir private Path folder;
    private VirtualSite site;
    private VirtualSwitch breakers;
    private Duration later = Duration.ZERO;

    @BeforeEach
    void start() throws IOException {
        site = VirtualSite.start(SPEC, folder, Map.of());
        breakers =
                VirtualSwitch.start(
                        site.fleet,
                        List.of(
                                Set.of("lux-0001", "lux-0002", "lux-0003"),
                                Set.of("ant-0001", "ant-0002")),
                        "127.0.0.1",
                        "private");
        Files.writeString(
                site.siteFile,
                """
                switches:
                  - id: row-a
                    kind: modbus-coil
                    address: %s
                    unit: 1
                    coil: 0
                    contact: 0
                    devices: [lux-0001, lux-0002, lux-0003]
                    min-off: 5 m
                    min-on: 0 s
                    operations-per-day: 2
                    enabled: true
                  - id: row-b
                    kind: snmp-outlet
                    address: %s
                    control: 1.3.6.1.4.1.318.1.1.4.4.2.1.3.2
                    closed-value: 1
                    open-value: 2
                    devices: [ant-0001, ant-0002]
                    min-on: 10 m
                    sheds-live: true
                    login: {password-file: community}
                    enabled: true
                  - id: row-c
                    kind: modbus-coil
                    address: %s
                    unit: 1
                    coil: 1
                    devices: [ant-0001]
                """
                        .formatted(breakers.coils(), breakers.outlets(), breakers.coils()),
                StandardOpenOption.APPEND);
        Files.writeString(folder.resolve("community"), "private\n");
    }

    @AfterEach
    void stop() {
        breakers.close();
        site.close();
    }

    private interface Work<R> {
        R at(SwitchDesk desk);
    }

    private <R> R atDesk(Work<R> work) throws IOException {
        try (FleetSession session = site.open();
                SwitchDesk desk =
                        new SwitchDesk(
                                session,
                                SwitchMemory.open(session.data()),
                                "tester",
                                () -> Instant.now().plus(later),
                                Duration.ofMillis(300))) {
            return work.at(desk);
        }
    }

    private SwitchMove move(String name, SwitchPosition wish) throws IOException {
        return atDesk(desk -> desk.move(desk.named(name), wish, Progress.SILENT, () -> false));
    }

    private SwitchState look(String name) throws IOException {
        return atDesk(desk ->
                desk.look(List.of(desk.named(name)), Progress.SILENT, () -> false).getFirst());
    }

    private static @Nullable Reason reason(SwitchMove move) {
        return move.refusal() == null ? null : move.refusal().reason();
    }

    private LongStream watts(String group) {
        return site.fleet.truth().stream()
                .filter(truth -> truth.device().group().equals(group))
                .mapToLong(truth -> truth.power().watts());
    }

    @Test
    void shouldOpenOnlyWhatSleepsAndCloseOnlyAfterTheShortestTimeOpen() throws IOException {
        SwitchMove awake = move("row-a", SwitchPosition.OPEN);
        assertThat(reason(awake)).isEqualTo(Reason.DEVICES_AWAKE);
        assertThat(awake.before().awake()).isEqualTo(3);
        assertThat(breakers.closed(0)).isTrue();

        assertThat(site.act(new Wish.Curtail(), LUX).isWhole()).isTrue();
        SwitchMove opened = move("row-a", SwitchPosition.OPEN);

        assertThat(opened.operation()).isNotNull();
        assertThat(opened.operation().ending()).as("%s", opened).isEqualTo(SwitchEnding.CONFIRMED);
        assertThat(breakers.closed(0)).isFalse();
        assertThat(watts("lux")).containsOnly(0L);
        assertThat(watts("ant")).allMatch(each -> each > 1_000);
        assertThat(site.fleet.truth()).filteredOn(t -> t.unplugged()).hasSize(3);

        SwitchState open = look("row-a");
        assertThat(open.position()).isEqualTo(SwitchPosition.OPEN);
        assertThat(open.history().ours()).isTrue();
        assertThat(open.openingsToday()).isEqualTo(1);
        assertThat(open.unread()).hasSize(3);
        assertThat(open.operations()).singleElement().returns("tester", SwitchOperation::by);

        SwitchMove early = move("row-a", SwitchPosition.CLOSED);
        assertThat(reason(early)).isEqualTo(Reason.MIN_OFF);
        assertThat(early.refusal().until())
                .isEqualTo(open.history().since().plus(Duration.ofMinutes(5)));
        assertThat(breakers.closed(0)).isFalse();

        later = Duration.ofMinutes(5);
        SwitchMove closed = move("row-a", SwitchPosition.CLOSED);
        assertThat(closed.operation().ending()).isEqualTo(SwitchEnding.CONFIRMED);
        assertThat(breakers.closed(0)).isTrue();
        assertThat(site.fleet.truth()).noneMatch(t -> t.unplugged());
        assertThat(reason(move("row-a", SwitchPosition.CLOSED))).isEqualTo(Reason.ALREADY_THERE);
    }

    @Test
    void shouldCountOpeningsOverADayAndOverProcesses() throws IOException {
        assertThat(site.act(new Wish.Curtail(), LUX).isWhole()).isTrue();
        SwitchMove first = move("row-a", SwitchPosition.OPEN);
        later = Duration.ofMinutes(6);
        move("row-a", SwitchPosition.CLOSED);
        breakers.jam(0, true);
        waitUntilAsleep();
        SwitchMove jammed = move("row-a", SwitchPosition.OPEN);

        assertThat(jammed.operation().ending()).isEqualTo(SwitchEnding.ACCEPTED);
        assertThat(jammed.seen()).isEqualTo(SwitchPosition.CLOSED);
        breakers.jam(0, false);
        SwitchMove third = move("row-a", SwitchPosition.OPEN);
        assertThat(reason(third)).isEqualTo(Reason.OPERATIONS_EXHAUSTED);
        assertThat(third.refusal().until())
                .isBetween(
                        first.operation().at().plus(Duration.ofHours(24)),
                        first.operation().at().plus(Duration.ofHours(24)).plusSeconds(20));
    }

    /** Machines boot after their breaker was closed, as they were last told to be. */
    private void waitUntilAsleep() throws IOException {
        Instant until = Instant.now().plusSeconds(20);
        while (look("row-a").asleep().size() < 3) {
            assertThat(Instant.now()).isBefore(until);
        }
    }

    @Test
    void shouldCloseNothingThatSomebodyElseOpenedAndWhatWasNeverSeenOpenIsNotOurs()
            throws IOException {
        later = Duration.ofMinutes(-20);
        assertThat(look("row-b").position()).isEqualTo(SwitchPosition.CLOSED);
        later = Duration.ZERO;
        breakers.jam(1, true);
        SwitchMove jammed = move("row-b", SwitchPosition.OPEN);
        assertThat(jammed.operation().ending()).isNotEqualTo(SwitchEnding.CONFIRMED);
        breakers.jam(1, false);
        breakers.move(1, false);

        later = Duration.ofHours(1);
        assertThat(look("row-b").position()).isEqualTo(SwitchPosition.OPEN);
        assertThat(reason(move("row-b", SwitchPosition.CLOSED))).isEqualTo(Reason.NOT_OPENED_BY_US);
        assertThat(breakers.closed(1)).isFalse();
    }

    @Test
    void shouldShedAtWorkOnlyWhereTheSiteFileSaysSoAndAfterTheShortestTimeClosed()
            throws IOException {
        SwitchMove early = move("row-b", SwitchPosition.OPEN);
        assertThat(reason(early)).isEqualTo(Reason.MIN_ON);
        later = Duration.ofMinutes(11);

        SwitchMove opened = move("row-b", SwitchPosition.OPEN);

        assertThat(opened.operation().ending()).isEqualTo(SwitchEnding.CONFIRMED);
        assertThat(watts("ant")).containsOnly(0L);
    }

    @Test
    void shouldMoveNothingThatIsNotEnabled() throws IOException {
        assertThat(reason(move("row-c", SwitchPosition.OPEN))).isEqualTo(Reason.NOT_ENABLED);
        assertThat(reason(move("row-c", SwitchPosition.CLOSED))).isEqualTo(Reason.NOT_ENABLED);
    }

    @Test
    void shouldSayWhereItStandsIsNotKnownWhenNobodyAnswers() throws IOException {
        breakers.close();

        SwitchMove move = move("row-a", SwitchPosition.OPEN);

        assertThat(reason(move)).isEqualTo(Reason.POSITION_UNKNOWN);
        assertThat(move.before().trouble()).contains("row-a", "check");
    }

    @Test
    void shouldCountWhatCannotBeReadAsAwake() throws IOException {
        site.fleet.close();

        SwitchMove move = move("row-a", SwitchPosition.OPEN);

        assertThat(reason(move)).isEqualTo(Reason.DEVICES_AWAKE);
        assertThat(move.before().unread()).hasSize(3);
    }

    @Test
    void shouldMoveNothingWhenItsMemoryIsDamaged() throws IOException {
        look("row-a");
        Path kept = site.place().data().resolve("switches.jsonl");
        byte[] bytes = Files.readAllBytes(kept);
        bytes[bytes.length / 2] ^= 1;
        Files.write(kept, bytes);

        assertThatThrownBy(() -> move("row-a", SwitchPosition.OPEN))
                .isInstanceOf(IOException.class)
                .hasMessageContainingAll("none is moved", "switches.jsonl", "damaged");
        assertThat(breakers.closed(0)).isTrue();
    }

    @Test
    void shouldNameTheNearestSwitch() {
        assertThatThrownBy(() -> move("row-d", SwitchPosition.OPEN))
                .isInstanceOf(FleetFailure.class)
                .hasMessageContainingAll("row-d", "Known here: row-a, row-b, row-c");
    }
}
