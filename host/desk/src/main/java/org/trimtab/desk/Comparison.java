package org.trimtab.desk;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.trimtab.quantity.Money;
import org.trimtab.settlement.ProgramStatement;
import org.trimtab.settlement.ProgramStatement.Event;
import org.trimtab.settlement.ProgramStatement.Line;

/**
 * Shadow settlement: our figures beside another's, line by line and interval by interval. Amounts are equal within a
 * cent; a level is equal within half of the last digit they gave, a score within 0.005 or finer.
 *
 * @param file whose figures they are
 * @param currency of the amounts
 * @param lines amounts, those of ours first
 * @param intervals figures of intervals that both or either have
 */
public record Comparison(String file, String currency, List<Amount> lines, List<Figure> intervals) {
    private static final BigDecimal CENT = new BigDecimal("0.01");
    private static final BigDecimal HALF = new BigDecimal("0.5");
    private static final int SCORE_DECIMALS_MIN = 2;
    private static final String TOTAL = "total";

    public Comparison {
        lines = List.copyOf(lines);
        intervals = List.copyOf(intervals);
    }

    /** How two figures stand to each other. */
    public enum Standing {
        EQUAL,
        DIFFERS,
        ONLY_OURS,
        ONLY_THEIRS,
        /** We could not settle it; they give a figure. */
        NOT_SETTLED
    }

    /**
     * An amount of ours and theirs.
     *
     * @param name what for
     * @param ours null when we have none
     * @param theirs null when they have none
     * @param standing how they stand to each other
     */
    public record Amount(
            String name,
            @Nullable BigDecimal ours,
            @Nullable BigDecimal theirs,
            Standing standing) {
        /** Ours less theirs, what is missing taken as nothing; null when ours could not be settled. */
        public @Nullable BigDecimal difference() {
            return standing.equals(Standing.NOT_SETTLED)
                    ? null
                    : zeroIfNull(ours).subtract(zeroIfNull(theirs));
        }

        /** True for the sum of all others. */
        public boolean isTotal() {
            return key(name).equals(TOTAL);
        }
    }

    /** What is told of an interval. */
    public enum Measure {
        BASELINE("baseline_kw"),
        METERED("metered_kw"),
        REDUCTION("reduction_kw"),
        SCORE("score");

        private final String column;

        Measure(String column) {
            this.column = column;
        }

        /** Name of its column, with its unit. */
        public String column() {
            return column;
        }
    }

    /**
     * A figure of an interval.
     *
     * @param event our event; empty when only they have the interval
     * @param from start of the interval
     * @param measure what is told
     * @param ours null when we have none
     * @param theirs null when they have none
     * @param standing how they stand to each other
     */
    public record Figure(
            String event,
            Instant from,
            Measure measure,
            @Nullable BigDecimal ours,
            @Nullable BigDecimal theirs,
            Standing standing) {
        /** Ours less theirs; null unless both are known. */
        public @Nullable BigDecimal difference() {
            return ours == null || theirs == null ? null : ours.subtract(theirs);
        }
    }

    /** Lines up a statement with another's figures. */
    public static Comparison of(ProgramStatement statement, OperatorFigures theirs) {
        return new Comparison(
                theirs.file(),
                Shown.currency(statement),
                amounts(statement, theirs.lines()),
                figures(statement, theirs.intervals()));
    }

    /** True when every figure both sides give is equal and neither side has one the other lacks. */
    public boolean agrees() {
        return count(Standing.EQUAL) == lines.size()
                && intervals.stream().allMatch(f -> f.standing().equals(Standing.EQUAL));
    }

    /** How many lines stand so. */
    public long count(Standing standing) {
        return lines.stream().filter(line -> line.standing().equals(standing)).count();
    }

    /** How many figures of a measure stand so. */
    public long count(Measure measure, Standing standing) {
        return intervals.stream()
                .filter(f -> f.measure().equals(measure) && f.standing().equals(standing))
                .count();
    }

    /** Names that differ only in case, blanks and punctuation are the same. */
    static String key(String name) {
        return name.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}]+", " ").strip();
    }

    private static List<Amount> amounts(
            ProgramStatement statement, List<OperatorFigures.Line> theirs) {
        if (theirs.isEmpty()) {
            return List.of();
        }
        Map<String, OperatorFigures.Line> left = new LinkedHashMap<>();
        theirs.forEach(line -> left.put(key(line.name()), line));
        List<Amount> amounts = new ArrayList<>();
        for (Line line : statement.lines()) {
            OperatorFigures.Line other = left.remove(key(line.name()));
            boolean told = line.kind().equals(Line.Kind.TOLD);
            if (other != null || !told) {
                amounts.add(amount(line.name(), line.amount(), other));
            }
        }
        OperatorFigures.Line total = left.remove(TOTAL);
        left.values().forEach(other -> amounts.add(onlyTheirs(other)));
        if (total == null) {
            BigDecimal sum =
                    theirs.stream()
                            .map(OperatorFigures.Line::amount)
                            .reduce(BigDecimal.ZERO, BigDecimal::add);
            total = new OperatorFigures.Line(TOTAL, sum);
        }
        amounts.add(amount(TOTAL, statement.total(), total));
        return amounts;
    }

    private static Amount onlyTheirs(OperatorFigures.Line other) {
        return new Amount(other.name(), null, other.amount(), Standing.ONLY_THEIRS);
    }

    private static Amount amount(
            String name, @Nullable Money ours, OperatorFigures.@Nullable Line other) {
        BigDecimal theirs = other == null ? null : other.amount();
        BigDecimal mine = ours == null ? null : ours.amount().setScale(2, RoundingMode.HALF_EVEN);
        return new Amount(name, mine, theirs, standing(mine, theirs));
    }

    private static Standing standing(@Nullable BigDecimal ours, @Nullable BigDecimal theirs) {
        if (ours == null) {
            return Standing.NOT_SETTLED;
        }
        if (theirs == null) {
            return ours.signum() == 0 ? Standing.EQUAL : Standing.ONLY_OURS;
        }
        boolean equal = ours.subtract(theirs).abs().compareTo(CENT) <= 0;
        return equal ? Standing.EQUAL : Standing.DIFFERS;
    }

    private static List<Figure> figures(
            ProgramStatement statement, List<OperatorFigures.Interval> theirs) {
        if (theirs.isEmpty()) {
            return List.of();
        }
        Map<Instant, OperatorFigures.Interval> left = new LinkedHashMap<>();
        theirs.forEach(interval -> left.put(interval.from(), interval));
        List<Figure> figures = new ArrayList<>();
        for (Event event : statement.events()) {
            for (ProgramStatement.Interval ours : event.intervals()) {
                OperatorFigures.Interval other = left.remove(ours.interval().from());
                for (Measure measure : Measure.values()) {
                    if (told(theirs, measure)) {
                        add(figures, event.id(), ours, measure, other);
                    }
                }
            }
        }
        for (OperatorFigures.Interval other : left.values()) {
            for (Measure measure : Measure.values()) {
                BigDecimal value = theirs(other, measure);
                if (value != null) {
                    figures.add(
                            new Figure(
                                    "", other.from(), measure, null, value, Standing.ONLY_THEIRS));
                }
            }
        }
        return figures;
    }

    /** True when their file speaks of a measure at all. */
    private static boolean told(List<OperatorFigures.Interval> theirs, Measure measure) {
        return theirs.stream().anyMatch(interval -> theirs(interval, measure) != null);
    }

    private static void add(
            List<Figure> figures,
            String event,
            ProgramStatement.Interval interval,
            Measure measure,
            OperatorFigures.@Nullable Interval other) {
        BigDecimal ours = ours(interval, measure);
        BigDecimal theirs = other == null ? null : theirs(other, measure);
        if (ours == null && theirs == null) {
            return;
        }
        Standing standing =
                ours == null
                        ? Standing.ONLY_THEIRS
                        : theirs == null
                                ? Standing.ONLY_OURS
                                : isEqual(measure, ours, theirs)
                                        ? Standing.EQUAL
                                        : Standing.DIFFERS;
        figures.add(new Figure(event, interval.interval().from(), measure, ours, theirs, standing));
    }

    /** Equal within half of the last digit they gave. */
    private static boolean isEqual(Measure measure, BigDecimal ours, BigDecimal theirs) {
        int coarsest = measure.equals(Measure.SCORE) ? SCORE_DECIMALS_MIN : 0;
        BigDecimal half = HALF.movePointLeft(Math.max(coarsest, theirs.scale()));
        return ours.subtract(theirs).abs().compareTo(half) <= 0;
    }

    private static @Nullable BigDecimal ours(ProgramStatement.Interval interval, Measure measure) {
        return switch (measure) {
            case BASELINE -> StatementCsv.kilowatts(interval.baseline());
            case METERED -> StatementCsv.kilowatts(interval.metered());
            case REDUCTION -> StatementCsv.kilowatts(interval.delivered());
            case SCORE -> interval.score();
        };
    }

    private static @Nullable BigDecimal theirs(OperatorFigures.Interval interval, Measure measure) {
        return switch (measure) {
            case BASELINE -> interval.baselineKw();
            case METERED -> interval.meteredKw();
            case REDUCTION -> interval.reductionKw();
            case SCORE -> interval.score();
        };
    }

    private static BigDecimal zeroIfNull(@Nullable BigDecimal number) {
        return number == null ? BigDecimal.ZERO : number;
    }
}
