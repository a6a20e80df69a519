package org.trimtab.operators.prices;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.trimtab.interval.MarketCalendar;
import org.trimtab.interval.MarketCalendars;
import org.trimtab.market.CoincidentPeakCharge;
import org.trimtab.market.LoadProfile;
import org.trimtab.market.LoadProfile.Level;
import org.trimtab.market.NaivePeakRules;
import org.trimtab.market.PeakRule;
import org.trimtab.market.PeakTrial;
import org.trimtab.market.PeakWatch;
import org.trimtab.quantity.EnergyPrice;
import org.trimtab.quantity.Power;

/** Three summers of ERCOT's load, each hour decided on what was known before it. */
class CoincidentPeakTest {
    private static final MarketCalendar ERCOT = MarketCalendars.of("ERCOT");
    private static final Set<Integer> MONTHS = Set.of(6, 7, 8, 9);
    private static final int[] YEARS = {2020, 2022, 2023};
    private static LoadProfile load;

    @BeforeAll
    static void shouldFindTheLoad() {
        load =
                LoadFile.read(
                        SharedData.file("ercot_native_load_hourly_zones_2020_2022_2023.csv.gz"),
                        "ERCOT",
                        PriceFile.TIME_COLUMN);
    }

    @Test
    void shouldMeetAllTwelvePeaksWithinSixtyHoursEachSummer() {
        TreeMap<Integer, Integer> hours = new TreeMap<>();
        int met = 0;
        for (int year : YEARS) {
            PeakTrial trial = PeakTrial.of(watch(60), load, ERCOT, MONTHS, year);
            hours.put(year, trial.hours());
            met += trial.met();
        }

        assertThat(met).isEqualTo(12);
        assertThat(hours).containsEntry(2020, 33).containsEntry(2022, 46).containsEntry(2023, 56);
    }

    @Test
    void shouldShowWhatPlainRulesDoWhenTriedOnTheSameSummers() {
        assertThat(fared(() -> NaivePeakRules.morning(ERCOT, MONTHS)))
                .containsExactly(11, 124, 196, 204);
        assertThat(fared(() -> NaivePeakRules.shape(ERCOT, MONTHS)))
                .containsExactly(10, 57, 79, 72);
    }

    @Test
    void shouldDecideTheSameUpToACutWhenAllAfterItIsNoise() {
        List<Instant> whole = curtailed(PeakTrial.of(watch(60), load, ERCOT, MONTHS, 2020));
        Random random = new Random(4);
        Instant june = Instant.parse("2020-06-01T05:00:00Z");
        for (int i = 0; i < 4; i++) {
            Instant cut = june.plus(Duration.ofHours(random.nextInt(122 * 24)));
            List<Level> levels = new ArrayList<>();
            for (Level level : load.levels()) {
                boolean after = !level.interval().from().isBefore(cut);
                levels.add(
                        after
                                ? new Level(
                                        level.interval(),
                                        Power.ofWatts(1 + random.nextLong(100_000_000_000L)))
                                : level);
            }
            List<Instant> noisy =
                    curtailed(
                            PeakTrial.of(watch(60), new LoadProfile(levels), ERCOT, MONTHS, 2020));

            assertThat(until(noisy, cut)).as("cut at %s", cut).isEqualTo(until(whole, cut));
        }
    }

    @Test
    void shouldNeverSpendMoreThanTheBudget() {
        PeakTrial trial = PeakTrial.of(watch(20), load, ERCOT, MONTHS, 2023);

        assertThat(trial.hours()).isLessThanOrEqualTo(20);
    }

    /** Decisions up to and for the hour that begins at the cut: its own load is not known yet. */
    private static List<Instant> until(List<Instant> hours, Instant cut) {
        return hours.stream().filter(hour -> !hour.isAfter(cut)).toList();
    }

    private static List<Integer> fared(java.util.function.Supplier<PeakRule> rule) {
        List<Integer> figures = new ArrayList<>(List.of(0));
        for (int year : YEARS) {
            PeakTrial trial = PeakTrial.of(rule.get(), load, ERCOT, MONTHS, year);
            figures.set(0, figures.getFirst() + trial.met());
            figures.add(trial.hours());
        }
        return figures;
    }

    private static List<Instant> curtailed(PeakTrial trial) {
        return trial.months().stream().flatMap(month -> month.curtailed().stream()).toList();
    }

    private static PeakWatch watch(int hours) {
        PeakOutlookFile.Outlook outlook = PeakOutlookFile.ercot();
        CoincidentPeakCharge charge =
                new CoincidentPeakCharge(
                        "4CP",
                        MONTHS,
                        4,
                        CoincidentPeakCharge.Choice.ONE_PER_MONTH,
                        Duration.ofMinutes(15),
                        new BigDecimal("38"),
                        1);
        return new PeakWatch(
                ERCOT,
                outlook.terms(),
                charge,
                EnergyPrice.ofDollars(new BigDecimal("60")),
                new PeakWatch.Budget(hours, outlook.leastChance().doubleValue()));
    }
}
