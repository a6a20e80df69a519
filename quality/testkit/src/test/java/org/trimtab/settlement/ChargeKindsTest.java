package org.trimtab.settlement;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.trimtab.baseline.BaselineCase.Beside;
import org.trimtab.baseline.LoadSeries;
import org.trimtab.interval.MarketInterval;
import org.trimtab.program.RulePack;
import org.trimtab.quantity.Money;

class ChargeKindsTest {
    private static final Duration QUARTER = Duration.ofMinutes(15);
    private static final MarketInterval SUMMER =
            Cases.between("2026-06-01T05:00:00Z", "2026-10-01T05:00:00Z");
    private static final List<Instant> PEAKS =
            List.of(
                    Cases.at("2026-06-28T23:00:00Z"),
                    Cases.at("2026-07-22T21:45:00Z"),
                    Cases.at("2026-08-14T22:07:00Z"),
                    Cases.at("2026-09-03T21:30:00Z"));

    private static RulePack fourPeaks(String... more) {
        String[] lines = {
            "months: 6, 7, 8, 9",
            "peaks: 4 count",
            "peak_choice: one-per-month",
            "peak_interval: 15 min",
            "lag_years: 1 count",
            "rate: 50 USD/kW-year"
        };
        String[] all = java.util.Arrays.copyOf(lines, lines.length + more.length);
        System.arraycopy(more, 0, all, lines.length, more.length);
        return Cases.rules("coincident-peak", all);
    }

    private static LoadSeries atPeaks(double... megawatts) {
        LoadSeries load = Cases.constant(SUMMER, QUARTER, 75);
        for (int i = 0; i < megawatts.length; i++) {
            Instant from = Stretch.floor(PEAKS.get(i), QUARTER);
            load = Cases.with(load, MarketInterval.starting(from, QUARTER), megawatts[i]);
        }
        return load;
    }

    private static SettlementCase peaks(LoadSeries load, List<Instant> peaks) {
        return Cases.of(fourPeaks(), SUMMER, load)
                .withBeside(new Beside(null, null, null, null, null, peaks));
    }

    @Test
    void shouldChargeTheMeanOfFourPeaks() {
        ProgramStatement statement =
                ProgramSettlement.settle(peaks(atPeaks(0.5, 3, 60, 0.4), PEAKS));

        assertThat(Cases.figure(statement, "mean load in peaks").value())
                .isEqualByComparingTo("15975");
        assertThat(statement.total()).isEqualTo(Money.usd("-798750.00"));
        assertThat(ProgramSettlement.settle(peaks(atPeaks(), PEAKS)).total())
                .as("unmanaged")
                .isEqualTo(Money.usd("-3750000.00"));
    }

    @Test
    void shouldNotChargeWhenAPeakIsMissingOrWasNotRead() {
        LoadSeries load = atPeaks(0.5, 3, 60, 0.4);
        LoadSeries unread =
                Cases.with(
                        load,
                        MarketInterval.starting(Stretch.floor(PEAKS.get(1), QUARTER), QUARTER),
                        null);

        assertThat(ProgramSettlement.settle(peaks(unread, PEAKS)).total()).isNull();
        ProgramStatement three = ProgramSettlement.settle(peaks(load, PEAKS.subList(0, 3)));
        assertThat(three.total()).isNull();
        assertThat(Cases.line(three, "coincident peaks").explanation())
                .contains("3 of 4 peak intervals");
    }

    @Test
    void shouldCountOnePeakAMonthAndSayWhichItLeftOut() {
        List<Instant> more =
                List.of(
                        PEAKS.get(0),
                        PEAKS.get(1),
                        Cases.at("2026-07-23T21:45:00Z"),
                        PEAKS.get(2),
                        PEAKS.get(3));
        ProgramStatement statement =
                ProgramSettlement.settle(peaks(atPeaks(0.5, 3, 60, 0.4), more));

        assertThat(statement.total()).isEqualTo(Money.usd("-798750.00"));
        assertThat(statement.notes()).anySatisfy(n -> assertThat(n).contains("2026-07-23"));
    }

    @Test
    void shouldChargeCapacityByTheDayForFivePeaks() {
        RulePack rules =
                Cases.rules(
                        "coincident-peak",
                        "months: 6, 7, 8, 9",
                        "peaks: 5 count",
                        "peak_choice: highest-days",
                        "peak_interval: 60 min",
                        "lag_years: 1 count",
                        "loss_factor: 1 1",
                        "capacity_price: 329.17 USD/MW-day");
        List<Instant> peaks =
                List.of(
                        PEAKS.get(0),
                        PEAKS.get(1),
                        Cases.at("2026-07-23T21:00:00Z"),
                        PEAKS.get(2),
                        PEAKS.get(3));
        ProgramStatement statement =
                ProgramSettlement.settle(
                        Cases.of(rules, SUMMER, Cases.constant(SUMMER, QUARTER, 1))
                                .withBeside(new Beside(null, null, null, null, null, peaks)));

        // 1 MW · 366 days from June 2027 to June 2028 · 329.17
        assertThat(statement.total()).isEqualTo(Money.usd("-120476.22"));
    }

    private static RulePack demand(String... more) {
        String[] lines = {
            "settlement_interval: 15 min", "billing_period: P1M", "rate: 12 USD/kW-month"
        };
        String[] all = java.util.Arrays.copyOf(lines, lines.length + more.length);
        System.arraycopy(more, 0, all, lines.length, more.length);
        return Cases.rules("demand-charge", all);
    }

    @Test
    void shouldChargeEachMonthsGreatestQuarterAndHoldItByTheRatchet() {
        MarketInterval period = Cases.between("2026-10-01T05:00:00Z", "2026-12-01T06:00:00Z");
        LoadSeries load = Cases.constant(period, QUARTER, 4);
        load =
                Cases.with(
                        load,
                        MarketInterval.starting(Cases.at("2026-10-15T12:00:00Z"), QUARTER),
                        10.0);

        ProgramStatement plain = ProgramSettlement.settle(Cases.of(demand(), period, load));
        ProgramStatement held =
                ProgramSettlement.settle(Cases.of(demand("ratchet_ratio: 80 %"), period, load));

        assertThat(Cases.line(plain, "demand of 2026-10").amount())
                .isEqualTo(Money.usd("-120000.00"));
        assertThat(Cases.line(plain, "demand of 2026-11").amount())
                .isEqualTo(Money.usd("-48000.00"));
        assertThat(Cases.line(held, "demand of 2026-11").amount())
                .isEqualTo(Money.usd("-96000.00"));
    }

    @Test
    void shouldLeaveAMonthOpenThatWasNotReadWhole() {
        MarketInterval period = Cases.between("2026-10-01T05:00:00Z", "2026-11-01T05:00:00Z");
        LoadSeries load =
                Cases.with(
                        Cases.constant(period, QUARTER, 4),
                        MarketInterval.starting(Cases.at("2026-10-15T12:00:00Z"), QUARTER),
                        null);

        ProgramStatement statement = ProgramSettlement.settle(Cases.of(demand(), period, load));

        assertThat(statement.total()).isNull();
        assertThat(Cases.line(statement, "demand of 2026-10").explanation())
                .contains("1 intervals were not read")
                .contains("at least 4.000 MW");
    }

    @Test
    void shouldCostEnergyAtTheSettlementPointOver25Hours() {
        MarketInterval day = Cases.CHICAGO.day(java.time.LocalDate.of(2026, 11, 1));
        LoadSeries load = Cases.constant(day, QUARTER, 2);
        EnergyCost whole =
                EnergyCost.of(load, Cases.price(day, -3.335), day, null, RoundingMode.HALF_UP);
        EnergyCost ahead =
                EnergyCost.of(
                        load,
                        Cases.price(day, 40),
                        day,
                        Cases.constant(day, Duration.ofHours(1), 1.5),
                        RoundingMode.HALF_UP);

        assertThat(whole.drawnMwh()).isEqualByComparingTo("50");
        assertThat(whole.cost()).isEqualTo(Money.usd("-166.75"));
        assertThat(ahead.cost()).isEqualTo(Money.usd("500.00"));
    }

    @Test
    void shouldSayWhichEnergyCouldNotBeCosted() {
        MarketInterval day = Cases.CHICAGO.day(java.time.LocalDate.of(2026, 11, 2));
        MarketInterval night = MarketInterval.starting(day.from(), Duration.ofHours(2));
        MarketInterval priced = new MarketInterval(day.from(), day.until().minusSeconds(3_600));
        LoadSeries load = Cases.with(Cases.constant(day, QUARTER, 2), night, null);

        EnergyCost cost =
                EnergyCost.of(load, Cases.price(priced, 10), day, null, RoundingMode.HALF_UP);

        assertThat(cost.cost()).isNull();
        assertThat(cost.known()).isEqualTo(Money.usd("420.00"));
        assertThat(cost.unread()).containsExactly(night);
        assertThat(cost.unpriced())
                .containsExactly(new MarketInterval(priced.until(), day.until()));
    }
}
