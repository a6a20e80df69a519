package org.trimtab.settlement;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.trimtab.baseline.BaselineCase;
import org.trimtab.baseline.BaselineMethod;
import org.trimtab.baseline.Estimate;
import org.trimtab.baseline.LoadSeries;
import org.trimtab.interval.MarketCalendar;
import org.trimtab.interval.MarketInterval;
import org.trimtab.market.PriceSeries;
import org.trimtab.program.RulePack;
import org.trimtab.program.RuleSource;
import org.trimtab.program.RuleSource.Evidence;
import org.trimtab.program.RuleUnit;
import org.trimtab.program.RuleValue;
import org.trimtab.quantity.EnergyPrice;
import org.trimtab.quantity.Power;
import org.trimtab.quantity.Reduction;

/** Small cases for tests of settlement. */
final class Cases {
    static final MarketCalendar CHICAGO =
            new MarketCalendar("ERCOT", ZoneId.of("America/Chicago"), Set.of());
    static final RuleSource SOURCE =
            new RuleSource("a rule of the test", "§1", null, Evidence.RECALLED);

    private Cases() {}

    /** Rules of lines such as {@code deliver_within: 10 min}; a value without a unit of ours is a text. */
    static RulePack rules(String kind, String... lines) {
        Map<String, RuleValue> values = new LinkedHashMap<>();
        for (String line : lines) {
            String key = line.substring(0, line.indexOf(": "));
            String rest = line.substring(line.indexOf(": ") + 2);
            int space = rest.lastIndexOf(' ');
            RuleUnit unit = RuleUnit.TEXT;
            for (RuleUnit each : RuleUnit.values()) {
                if (space > 0 && each.symbol().equals(rest.substring(space + 1))) {
                    unit = each;
                }
            }
            String text = unit.equals(RuleUnit.TEXT) ? rest : rest.substring(0, space);
            if (text.equals("true") || text.equals("false")) {
                unit = RuleUnit.FLAG;
            }
            values.put(key, new RuleValue(key, text, unit, SOURCE));
        }
        return new RulePack(
                "test/" + kind, "A test", "TEST", kind, LocalDate.of(2026, 1, 1), null, values);
    }

    static Instant at(String text) {
        return Instant.parse(text);
    }

    static MarketInterval between(String from, String until) {
        return new MarketInterval(at(from), at(until));
    }

    static LoadSeries load(String from, Duration step, double... megawatts) {
        int[] watts = new int[megawatts.length];
        for (int i = 0; i < watts.length; i++) {
            watts[i] =
                    Double.isNaN(megawatts[i])
                            ? LoadSeries.UNKNOWN
                            : (int) Math.round(megawatts[i] * 1_000_000);
        }
        return LoadSeries.of(at(from), step, watts);
    }

    static LoadSeries constant(MarketInterval over, Duration step, double megawatts) {
        int[] watts = new int[Math.toIntExact(over.length().dividedBy(step))];
        Arrays.fill(watts, (int) Math.round(megawatts * 1_000_000));
        return LoadSeries.of(over.from(), step, watts);
    }

    /** The same series with another level over a stretch; null for unknown. */
    static LoadSeries with(LoadSeries load, MarketInterval over, @Nullable Double megawatts) {
        int[] watts = new int[load.size()];
        for (int i = 0; i < watts.length; i++) {
            watts[i] = load.watts(i);
            if (over.contains(load.interval(i).from())) {
                watts[i] =
                        megawatts == null
                                ? LoadSeries.UNKNOWN
                                : (int) Math.round(megawatts * 1_000_000);
            }
        }
        return LoadSeries.of(load.from(), load.step(), watts);
    }

    static Power mw(double megawatts) {
        return Power.ofWatts(Math.round(megawatts * 1_000_000));
    }

    static Reduction less(double megawatts) {
        return Reduction.ofWatts(Math.round(megawatts * 1_000_000));
    }

    static PriceSeries price(MarketInterval over, double dollars) {
        return new PriceSeries(
                "HERE",
                Duration.ofHours(1),
                List.of(
                        new PriceSeries.Priced(
                                over, EnergyPrice.ofDollars(BigDecimal.valueOf(dollars)))));
    }

    /** Methods {@code level:22.5} for a constant in MW, {@code before:5} for the mean of minutes before the notice. */
    static @Nullable BaselineMethod method(String id) {
        String[] parts = id.split(":");
        return switch (parts[0]) {
            case "level", "before", "maximum-base-load" -> new TestMethod(id);
            default -> null;
        };
    }

    private record TestMethod(String id) implements BaselineMethod {
        @Override
        public String title() {
            return id;
        }

        @Override
        public String formula() {
            return id;
        }

        @Override
        public RuleSource source() {
            return SOURCE;
        }

        @Override
        public Estimate find(BaselineCase given) {
            Power level = level(given);
            if (level == null) {
                return Estimate.refused(id, List.of(), "not enough days");
            }
            List<Estimate.Interval> intervals = new ArrayList<>();
            MeteredLoad meter = new MeteredLoad(given.load(), true);
            for (MarketInterval piece : Stretch.pieces(given.event(), given.load().step())) {
                intervals.add(new Estimate.Interval(piece, level, meter.mean(piece)));
            }
            return new Estimate(id, intervals, List.of(), null, null, List.of());
        }

        private @Nullable Power level(BaselineCase given) {
            if (id.equals("maximum-base-load")) {
                return given.beside().contracted();
            }
            double number = Double.parseDouble(id.substring(id.indexOf(':') + 1));
            if (id.startsWith("level:")) {
                return mw(number);
            }
            Duration window = Duration.ofMinutes((long) number);
            return new MeteredLoad(given.load(), true)
                    .mean(MarketInterval.starting(given.noticeAt().minus(window), window));
        }
    }

    static SettlementCase of(RulePack rules, MarketInterval period, LoadSeries load) {
        return SettlementCase.of(rules, period, load, CHICAGO, Cases::method);
    }

    static ProgramStatement.Line line(ProgramStatement statement, String name) {
        return statement.lines().stream()
                .filter(line -> line.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no line " + name + " in " + statement));
    }

    static ProgramStatement.Figure figure(ProgramStatement statement, String name) {
        return statement.figures().stream()
                .filter(figure -> figure.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no figure " + name + " in " + statement));
    }
}
