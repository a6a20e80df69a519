package org.trimtab.store.evidence;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.trimtab.baseline.BaselineCase.Beside;
import org.trimtab.baseline.BaselineMethod;
import org.trimtab.baseline.BaselineMethods;
import org.trimtab.baseline.DayMark;
import org.trimtab.baseline.LoadSeries;
import org.trimtab.evidence.SettlementEvidence;
import org.trimtab.interval.MarketCalendar;
import org.trimtab.interval.MarketInterval;
import org.trimtab.market.PriceSeries;
import org.trimtab.program.RulePack;
import org.trimtab.program.RuleSource;
import org.trimtab.program.RuleUnit;
import org.trimtab.program.RuleValue;
import org.trimtab.quantity.EnergyPrice;
import org.trimtab.quantity.Power;
import org.trimtab.quantity.Reduction;
import org.trimtab.settlement.Award;
import org.trimtab.settlement.GridEvent;
import org.trimtab.settlement.ProgramSettlement;
import org.trimtab.settlement.ProgramStatement;
import org.trimtab.settlement.RevenueSplit;
import org.trimtab.settlement.SettlementCase;
import org.trimtab.telemetry.Quality;

/** A settlement of two events with something in every input there is. */
final class SampleSettlement {
    static final String METHOD = "caiso-10-of-10";
    static final Instant FROM = Instant.parse("2026-06-01T05:00:00Z");
    static final Function<String, @Nullable BaselineMethod> METHODS = BaselineMethods::of;
    private static final Duration STEP = Duration.ofMinutes(15);

    private SampleSettlement() {}

    static SettlementEvidence.Origin origin() {
        return new SettlementEvidence.Origin(
                "west-1",
                "generic/program 2026-07",
                "main",
                Instant.parse("2026-08-01T08:00:00Z"),
                List.of(
                        new SettlementEvidence.InputFile(
                                "events", "events.csv", "start_utc,end_utc\n".getBytes(UTF_8)),
                        new SettlementEvidence.InputFile(
                                "meter",
                                "meter.csv",
                                new byte[SettlementEvidence.CONTENT_MAX + 1])),
                new SettlementEvidence.Reconciled(3_600_000, 3_590_000, "0.3 % apart: good"));
    }

    static RulePack rules() {
        return new RulePack(
                "generic/program",
                "A program of your own",
                "GENERIC",
                "generic",
                LocalDate.parse("2026-01-01"),
                null,
                Stream.of(
                                value("settlement_interval", "15", RuleUnit.MINUTE),
                                value("deliver_within", "10", RuleUnit.MINUTE),
                                value("pass_ratio", "0.95", RuleUnit.RATIO),
                                value("baseline", METHOD, RuleUnit.TEXT),
                                value("availability_price", "7.5", RuleUnit.USD_PER_MW_HOUR),
                                value("energy_price", "80", RuleUnit.USD_PER_MWH))
                        .collect(Collectors.toMap(RuleValue::key, Function.identity())));
    }

    private static RuleValue value(String key, String text, RuleUnit unit) {
        return new RuleValue(
                key,
                text,
                unit,
                new RuleSource(
                        "contract",
                        "§ 4",
                        LocalDate.parse("2025-12-01"),
                        RuleSource.Evidence.PRIMARY));
    }

    private static LoadSeries load(int days, int level, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int[] watts = random.ints(days * 96L, level - 40_000, level + 40_000).toArray();
        byte[] qualities = new byte[watts.length];
        watts[100] = LoadSeries.UNKNOWN;
        qualities[200] = (byte) Quality.ESTIMATED.ordinal();
        return LoadSeries.of(FROM, STEP, watts, qualities);
    }

    private static PriceSeries prices() {
        return PriceSeries.starting(
                "LZ_WEST",
                List.of(FROM, FROM.plusSeconds(900), FROM.plusSeconds(1_800)),
                Stream.of("31.25", "-4.1", "5000")
                        .map(p -> EnergyPrice.ofDollars(new BigDecimal(p)))
                        .toList());
    }

    static SettlementCase given() {
        MarketInterval month =
                new MarketInterval(FROM.plus(Duration.ofDays(30)), FROM.plus(Duration.ofDays(60)));
        MarketInterval one = event(35, 13);
        MarketInterval two = event(44, 15);
        int[] watts = new int[60 * 96];
        LoadSeries usual = load(60, 2_000_000, 5);
        for (int i = 0; i < watts.length; i++) {
            boolean down =
                    one.contains(usual.interval(i).from())
                            || two.contains(usual.interval(i).from());
            watts[i] = down ? 400_000 + i : usual.watts(i);
        }
        byte[] qualities = new byte[watts.length];
        qualities[300] = (byte) Quality.ESTIMATED.ordinal();
        int[] quiet = new int[96];
        Arrays.fill(quiet, 250);
        PriceSeries prices = prices();
        Award award =
                Award.of("TP1", month, Reduction.ofWatts(1_500_000), new BigDecimal("9.25"))
                        .at(Power.ofWatts(500_000), Power.ofWatts(2_100_000));
        return SettlementCase.of(
                        rules(),
                        month,
                        LoadSeries.of(FROM, STEP, watts, qualities),
                        new MarketCalendar(
                                "GENERIC",
                                ZoneId.of("America/Chicago"),
                                Set.of(LocalDate.parse("2026-07-03"))),
                        METHODS)
                .withEvents(
                        List.of(
                                GridEvent.deployment("e-1", one, Reduction.ofWatts(1_500_000)),
                                new GridEvent(
                                        "e-2",
                                        two,
                                        two.from().minusSeconds(600),
                                        Reduction.ofWatts(1_400_000),
                                        null,
                                        GridEvent.Kind.TEST)))
                .withAwards(List.of(award))
                .withPrices(new SettlementCase.Prices(prices, prices, null, prices))
                .withMarks(
                        List.of(
                                new DayMark(one, DayMark.Why.EVENT),
                                new DayMark(event(20, 9), DayMark.Why.OUTAGE)))
                .withBeside(
                        new Beside(
                                Power.ofWatts(450_000),
                                Power.ofWatts(2_200_000),
                                load(60, 1_900_000, 6),
                                LoadSeries.of(FROM, Duration.ofHours(1), quiet),
                                null,
                                List.of(FROM.plusSeconds(3_600))))
                .withFrequencyResponse(LoadSeries.of(FROM, Duration.ofHours(1), quiet))
                .withExcused(
                        List.of(
                                new SettlementCase.Excused(
                                        event(40, 11),
                                        SettlementCase.Excused.Why.OUTAGE,
                                        "line 7 was out")))
                .withPast(
                        List.of(
                                new SettlementCase.PastResult(
                                        "e-0", FROM, GridEvent.Kind.TEST, false)))
                .withShares(
                        List.of(
                                new RevenueSplit.Share("host", 300_000),
                                new RevenueSplit.Share("client", 700_000)));
    }

    private static MarketInterval event(int day, int hour) {
        return MarketInterval.starting(
                FROM.plus(Duration.ofDays(day)).plus(Duration.ofHours(hour)), Duration.ofHours(1));
    }

    static ProgramStatement statement() {
        return ProgramSettlement.settle(given());
    }
}
