package org.trimtab.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.trimtab.engine.DispatchPolicy;
import org.trimtab.engine.Input;
import org.trimtab.engine.SiteDefinition;
import org.trimtab.engine.Step;
import org.trimtab.interval.MarketInterval;
import org.trimtab.market.MiningTerms;
import org.trimtab.program.Instruction;
import org.trimtab.program.InstructionId;
import org.trimtab.program.Notice;
import org.trimtab.program.ProgramTerms;
import org.trimtab.quantity.EnergyPrice;
import org.trimtab.quantity.HashPrice;
import org.trimtab.quantity.HashRate;
import org.trimtab.quantity.Power;
import org.trimtab.quantity.Share;
import org.trimtab.resource.Capability;
import org.trimtab.resource.Device;
import org.trimtab.resource.DeviceId;
import org.trimtab.resource.Endpoint;
import org.trimtab.resource.Envelope;
import org.trimtab.resource.Site;
import org.trimtab.resource.SiteId;
import org.trimtab.resource.Timing;
import org.trimtab.store.evidence.SigningKey;
import org.trimtab.store.readings.ReadingStore;
import org.trimtab.telemetry.Activity;
import org.trimtab.telemetry.DeviceReading;
import org.trimtab.telemetry.PowerSource;
import org.trimtab.telemetry.Quality;

class RecoveryTest {
    private static final Instant NOW = Instant.parse("2026-07-01T18:00:00Z");
    private static final InstructionId EVENT = new InstructionId("event-1");

    @TempDir Path root;
    private DataFolder data;
    private EvidenceClerk clerk;

    @BeforeEach
    void prepare() throws IOException {
        data = new DataFolder(root);
        clerk =
                new EvidenceClerk(
                        data, SigningKey.loadOrCreate(data.signingKey()), "test", "test build");
    }

    private Recovery start(SiteDefinition definition) throws IOException {
        return Recovery.from(
                new Recovery.Start(data, definition, "test build", InstantSource.fixed(NOW)),
                clerk);
    }

    /** One step in which an instruction is taken on, and, when it shall be over, one long after its end. */
    private Path play(SiteDefinition definition, boolean over) throws IOException {
        Recovery recovery = start(definition);
        Notice notice =
                new Notice(
                        EVENT,
                        "operator",
                        NOW,
                        MarketInterval.starting(NOW, Duration.ofMinutes(10)));
        List<Input> inputs =
                List.of(
                        new Input.InstructionArrived(
                                new Instruction.LimitTo(notice, Power.ofWatts(1_000)), "{}"));
        keep(recovery, NOW, inputs);
        if (over) {
            keep(recovery, NOW.plus(Duration.ofHours(1)), List.of());
        }
        recovery.journal().close();
        return recovery.place();
    }

    private static void keep(Recovery recovery, Instant at, List<Input> inputs) throws IOException {
        long number = recovery.journal().lastStep() + 1;
        Step step = new Step(number, at, inputs, recovery.engine().step(at, inputs));
        recovery.journal().append(step, true);
    }

    @Test
    void shouldGoOnWithWhatIsOwedEvenWhenTheSiteFileChanged() throws IOException {
        Path journal = play(definition("60"), false);

        Recovery again = start(definition("55"));

        assertThat(again.place()).isEqualTo(journal);
        assertThat(again.resumed()).isTrue();
        assertThat(again.definition()).isEqualTo(definition("60"));
        assertThat(again.engine().ruling()).isNotNull();
        assertThat(again.note()).contains("changed site file");
        again.journal().close();
    }

    @Test
    void shouldKnowAFinishedEventAndItsInstructionAgain() throws IOException {
        Path journal = play(definition("60"), true);

        Recovery again = start(definition("60"));

        assertThat(again.place()).isEqualTo(journal);
        assertThat(again.engine().isQuiet()).isTrue();
        assertThat(again.engine().obligation(EVENT)).isNotNull();
        assertThat(again.memory().events().find(EVENT.value())).isNotNull();
        again.journal().close();
    }

    @Test
    void shouldBeginAfreshWhenNothingIsOwedAndTheSiteFileChanged() throws IOException {
        Path journal = play(definition("60"), true);

        Recovery again = start(definition("55"));

        assertThat(again.place()).isNotEqualTo(journal);
        assertThat(again.resumed()).isFalse();
        assertThat(again.definition()).isEqualTo(definition("55"));
        again.journal().close();
    }

    @Test
    void shouldStayArmedWhenItBeginsAfresh() throws IOException {
        Recovery first = start(watching(definition("60")));
        keep(first, NOW, List.of(new Input.FrequencyArmed(true, "ana")));
        first.journal().close();

        Recovery again = start(watching(definition("55")));
        again.journal().close();

        assertThat(again.resumed()).isFalse();
        assertThat(again.engine().carryOver()).contains(new Input.FrequencyArmed(true, "ana"));
        Recovery third = start(watching(definition("55")));
        assertThat(third.resumed()).isTrue();
        assertThat(third.engine().carryOver()).contains(new Input.FrequencyArmed(true, "ana"));
        third.journal().close();
    }

    private static SiteDefinition watching(SiteDefinition plain) {
        return new SiteDefinition(
                plain.site(),
                plain.mining(),
                plain.program(),
                plain.policy(),
                plain.programs(),
                new Script().definition.frequency());
    }

    @Test
    void shouldBindTheEvidenceOfAFinishedEventBeforeItBeginsAfresh() throws IOException {
        play(definition("60"), true);

        start(definition("55")).journal().close();

        assertThat(clerk.troubles()).isEmpty();
        assertThat(data.evidence(EVENT.value())).isRegularFile();
    }

    @Test
    void shouldPassOverAJournalThatWasNeverBegunInFull() throws IOException {
        Path journal = play(definition("60"), false);
        Path empty = root.resolve("journal").resolve("29990101T000000Z");
        Files.createDirectories(empty);
        Files.writeString(empty.resolve("journal.lock"), "1\n");
        Files.writeString(empty.resolve("journal-00000001.ttj.new"), "trimtab");

        Recovery again = start(definition("60"));

        assertThat(again.place()).isEqualTo(journal);
        again.journal().close();
    }

    @Test
    void shouldBuildADeletedReadingsStoreFromEveryJournalThatCanBeRead() throws IOException {
        Recovery first = start(definition("60"));
        keep(first, NOW, List.of(read(3_000)));
        first.journal().close();
        Recovery second = start(definition("55"));
        keep(second, NOW.plusSeconds(5), List.of(read(2_900)));
        second.journal().close();
        Path broken = root.resolve("journal").resolve("20200101T000000Z");
        Files.createDirectories(broken);
        Files.writeString(broken.resolve("journal-00000001.ttj"), "not a journal");

        ReadingKeeper keeper = ReadingKeeper.open(data.readings(), data.journals(), second.place());

        assertThat(keeper.trouble()).contains("20200101T000000Z");
        keeper.close();
        try (ReadingStore store = ReadingStore.open(data.readings())) {
            assertThat(store.count()).isEqualTo(2);
        }
    }

    private static Input read(long watts) {
        return new Input.DevicesRead(
                List.of(
                        new DeviceReading(
                                new DeviceId("m1"),
                                NOW,
                                Activity.HASHING,
                                Power.ofWatts(watts),
                                PowerSource.MEASURED,
                                HashRate.ofTerahashes(100),
                                Quality.GOOD)));
    }

    private static SiteDefinition definition(String hashPrice) {
        Device device =
                new Device(
                        new DeviceId("m1"),
                        "luxos",
                        "Antminer",
                        new Endpoint("127.1.0.1", 4028),
                        null,
                        Power.ofWatts(3_000),
                        Power.ofWatts(25),
                        HashRate.ofTerahashes(100),
                        new Envelope(Duration.ofSeconds(30), Duration.ofSeconds(60), false),
                        new Timing(
                                Duration.ofSeconds(5),
                                Duration.ofSeconds(10),
                                Duration.ofSeconds(60)),
                        Set.of(Capability.CURTAIL));
        return new SiteDefinition(
                new Site(new SiteId("test"), List.of(), List.of(), List.of(device)),
                new MiningTerms(
                        HashPrice.ofDollars(new BigDecimal(hashPrice)),
                        Share.NONE,
                        BigDecimal.ONE,
                        EnergyPrice.ZERO,
                        EnergyPrice.ZERO,
                        Duration.ofMinutes(10),
                        Duration.ofMinutes(20)),
                new ProgramTerms(
                        "Test program",
                        ProgramTerms.BaselineMethod.METER_BEFORE_METER_AFTER,
                        Duration.ofMinutes(1),
                        null,
                        Duration.ofSeconds(10),
                        Duration.ofSeconds(10),
                        new BigDecimal("10"),
                        EnergyPrice.ZERO,
                        new BigDecimal("0.95")),
                DispatchPolicy.DEFAULT);
    }
}
