package org.trimtab.desk;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;
import org.trimtab.program.RuleValue;
import org.trimtab.quantity.Money;
import org.trimtab.quantity.Power;
import org.trimtab.quantity.Reduction;
import org.trimtab.settlement.ProgramStatement;
import org.trimtab.settlement.ProgramStatement.Event;
import org.trimtab.settlement.ProgramStatement.Figure;
import org.trimtab.settlement.ProgramStatement.Interval;
import org.trimtab.settlement.ProgramStatement.Line;

/** A statement as tables: exact figures, times in UTC, levels in kW to the watt, unknown is empty. */
public final class StatementCsv {
    private StatementCsv() {}

    /** Payments and charges, and their sum. */
    public static String lines(ProgramStatement statement) {
        Csv csv =
                new Csv(
                        "line,kind,quantity,quantity_unit,rate,rate_unit,amount,currency,explanation");
        String currency = Shown.currency(statement);
        for (Line line : statement.lines()) {
            csv.row(
                    line.name(),
                    line.kind().name(),
                    line.quantity(),
                    line.quantityUnit(),
                    line.rate(),
                    line.rateUnit(),
                    amount(line.amount()),
                    line.amount() == null ? currency : line.amount().currency(),
                    line.explanation());
        }
        return csv.row(
                        "total",
                        "TOTAL",
                        null,
                        "",
                        null,
                        "",
                        amount(statement.total()),
                        currency,
                        statement.rounding())
                .toString();
    }

    /** Every settlement interval of every event. */
    public static String intervals(ProgramStatement statement) {
        Csv csv =
                new Csv(
                        "event,interval_start_utc,interval_end_utc,baseline_kw,metered_kw,target_kw,"
                                + "owed_kw,reduction_kw,score,verdict,reason");
        for (Event event : statement.events()) {
            for (Interval interval : event.intervals()) {
                csv.row(
                        event.id(),
                        interval.interval().from(),
                        interval.interval().until(),
                        kilowatts(interval.baseline()),
                        kilowatts(interval.metered()),
                        kilowatts(interval.target()),
                        kilowatts(interval.owed()),
                        kilowatts(interval.delivered()),
                        interval.score(),
                        interval.verdict().name(),
                        interval.reason());
            }
        }
        return csv.toString();
    }

    /** Performance figures, those of each event after those of the period. */
    public static String figures(ProgramStatement statement) {
        Csv csv = new Csv("event,figure,value,unit,passed,explanation");
        for (Figure figure : statement.figures()) {
            csv.row(
                    "",
                    figure.name(),
                    figure.value(),
                    figure.unit(),
                    figure.passed(),
                    figure.explanation());
        }
        for (Event event : statement.events()) {
            csv.row(event.id(), "score", event.score(), "", event.passed(), event.explanation());
        }
        return csv.toString();
    }

    /** Every rule that was used, with where it stands and how far it was verified. */
    public static String rules(ProgramStatement statement) {
        Csv csv = new Csv("rule,value,unit,evidence,verified,document,section,dated");
        for (RuleValue value : statement.used()) {
            csv.row(
                    value.key(),
                    value.text(),
                    value.unit().symbol(),
                    value.source().evidence().name(),
                    value.source().evidence().isVerified(),
                    value.source().document(),
                    value.source().section(),
                    value.source().dated());
        }
        return csv.toString();
    }

    static @Nullable BigDecimal kilowatts(@Nullable Power power) {
        return power == null ? null : BigDecimal.valueOf(power.watts(), 3);
    }

    static @Nullable BigDecimal kilowatts(@Nullable Reduction reduction) {
        return reduction == null ? null : BigDecimal.valueOf(reduction.watts(), 3);
    }

    private static @Nullable BigDecimal amount(@Nullable Money money) {
        return money == null ? null : money.amount();
    }
}
