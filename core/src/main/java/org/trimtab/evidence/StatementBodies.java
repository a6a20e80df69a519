package org.trimtab.evidence;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.trimtab.baseline.Estimate;
import org.trimtab.interval.MarketInterval;
import org.trimtab.quantity.Money;
import org.trimtab.quantity.Power;
import org.trimtab.quantity.Reduction;
import org.trimtab.settlement.ProgramStatement;

/** How the results of a program's settlement are told in evidence. */
final class StatementBodies {
    private StatementBodies() {}

    static Json.Fields baseline(String event, Estimate estimate) {
        return Json.fields()
                .with("event_id", event)
                .with("method", estimate.method())
                .with("intervals", items(estimate.intervals(), StatementBodies::interval))
                .with("days", items(estimate.days(), StatementBodies::day))
                .with("adjustment", adjustment(estimate.adjustment()))
                .with("refusal", estimate.refusal())
                .with("warnings", items(estimate.warnings(), Json::of))
                .build();
    }

    private static Json.Fields interval(Estimate.Interval interval) {
        return span(interval.interval())
                .with("baseline_w", watts(interval.baseline()))
                .with("metered_w", watts(interval.metered()))
                .build();
    }

    private static Json.Fields day(Estimate.Day day) {
        return Json.fields()
                .with("date", day.date())
                .with("type", day.type())
                .with("choice", day.choice())
                .with("rank_w", day.rankWatts())
                .build();
    }

    private static Json adjustment(Estimate.@Nullable Adjustment adjustment) {
        return adjustment == null
                ? Json.NOTHING
                : Json.fields()
                        .with("kind", adjustment.kind())
                        .with("windows", items(adjustment.windows(), w -> span(w).build()))
                        .with("actual_w", adjustment.actualWatts())
                        .with("baseline_w", adjustment.baselineWatts())
                        .with("value", adjustment.value())
                        .with("capped", adjustment.capped())
                        .build();
    }

    static Json.Fields performance(ProgramStatement.Event event) {
        return span(event.interval())
                .with("event_id", event.id())
                .with("score", event.score())
                .with("passed", flag(event.passed()))
                .with("explanation", event.explanation())
                .with("intervals", items(event.intervals(), StatementBodies::interval))
                .build();
    }

    private static Json.Fields interval(ProgramStatement.Interval interval) {
        return span(interval.interval())
                .with("baseline_w", watts(interval.baseline()))
                .with("metered_w", watts(interval.metered()))
                .with("target_w", watts(interval.target()))
                .with("owed_w", watts(interval.owed()))
                .with("delivered_w", watts(interval.delivered()))
                .with("score", interval.score())
                .with("verdict", interval.verdict())
                .with("reason", interval.reason())
                .build();
    }

    static Json.Fields statement(ProgramStatement statement) {
        return Json.fields()
                .with("program", statement.program())
                .with("rules", statement.rules())
                .with("period", span(statement.period()).build())
                .with("zone", statement.zone())
                .with("figures", items(statement.figures(), StatementBodies::figure))
                .with("lines", items(statement.lines(), StatementBodies::line))
                .with("events", items(statement.events(), StatementBodies::event))
                .with("rounding", statement.rounding())
                .with("rules_used", items(statement.used(), RuleBodies::value))
                .with("notes", items(statement.notes(), Json::of))
                .with("total", money(statement.total()))
                .build();
    }

    private static Json.Fields event(ProgramStatement.Event event) {
        return Json.fields()
                .with("event_id", event.id())
                .with("score", event.score())
                .with("passed", flag(event.passed()))
                .build();
    }

    private static Json.Fields figure(ProgramStatement.Figure figure) {
        return Json.fields()
                .with("name", figure.name())
                .with("value", figure.value())
                .with("unit", figure.unit())
                .with("passed", flag(figure.passed()))
                .with("explanation", figure.explanation())
                .build();
    }

    private static Json.Fields line(ProgramStatement.Line line) {
        return Json.fields()
                .with("name", line.name())
                .with("kind", line.kind())
                .with("quantity", line.quantity())
                .with("quantity_unit", line.quantityUnit())
                .with("rate", line.rate())
                .with("rate_unit", line.rateUnit())
                .with("amount", money(line.amount()))
                .with("explanation", line.explanation())
                .build();
    }

    /** Starts an object with the two ends of an interval. */
    static Json.Builder span(MarketInterval interval) {
        return Json.fields().with("from", interval.from()).with("until", interval.until());
    }

    @FunctionalInterface
    interface Telling<T> {
        Json tell(T value);
    }

    static <T> Json items(List<T> values, Telling<? super T> telling) {
        return Json.items(values.stream().map(telling::tell).toList());
    }

    static Json flag(@Nullable Boolean flag) {
        return flag == null ? Json.NOTHING : Json.of(flag.booleanValue());
    }

    static @Nullable Long watts(@Nullable Power power) {
        return power == null ? null : power.watts();
    }

    static @Nullable Long watts(@Nullable Reduction reduction) {
        return reduction == null ? null : reduction.watts();
    }

    private static Json money(@Nullable Money money) {
        return money == null
                ? Json.NOTHING
                : Json.fields()
                        .with("amount", money.amount())
                        .with("currency", money.currency())
                        .build();
    }
}
