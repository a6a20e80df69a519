package org.trimtab.desk;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.trimtab.interval.MarketInterval;
import org.trimtab.program.RuleValue;
import org.trimtab.quantity.Power;
import org.trimtab.quantity.Reduction;
import org.trimtab.settlement.ProgramStatement;
import org.trimtab.settlement.ProgramStatement.Event;
import org.trimtab.settlement.ProgramStatement.Figure;
import org.trimtab.settlement.ProgramStatement.Interval;
import org.trimtab.settlement.ProgramStatement.Line;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * A statement as JSON: levels in whole W, decimals as texts so that no reader rounds them, times in UTC, unknown is
 * null.
 */
public final class StatementJson {
    private static final JsonMapper MAPPER =
            JsonMapper.builder()
                    .enable(SerializationFeature.INDENT_OUTPUT)
                    .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
                    .build();

    private StatementJson() {}

    /** The statement as JSON text. */
    public static String write(ProgramStatement statement, Heading heading) {
        return MAPPER.writeValueAsString(of(statement, heading)) + "\n";
    }

    /** The statement as a tree in the order it is written. */
    public static Map<String, @Nullable Object> of(ProgramStatement statement, Heading heading) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("site", heading.site());
        json.put("program", statement.program());
        json.put("title", heading.title());
        json.put("rules", statement.rules());
        put(json, statement.period());
        json.put("zone", statement.zone());
        json.put("currency", Shown.currency(statement));
        json.put("total", statement.total() == null ? null : text(statement.total().amount()));
        json.put("rounding", statement.rounding());
        json.put("lines", statement.lines().stream().map(StatementJson::line).toList());
        json.put("figures", statement.figures().stream().map(StatementJson::figure).toList());
        json.put("events", statement.events().stream().map(StatementJson::event).toList());
        json.put("rules_unverified", Shown.unverified(statement));
        json.put("rules_used", statement.used().stream().map(StatementJson::rule).toList());
        json.put("notes", statement.notes());
        json.put("made_by", heading.madeBy());
        return json;
    }

    /** The statement as a tree, with its comparison when there is one. */
    public static Map<String, @Nullable Object> of(
            ProgramStatement statement, Heading heading, @Nullable Comparison comparison) {
        Map<String, @Nullable Object> json = of(statement, heading);
        if (comparison != null) {
            json.put("comparison", ComparisonJson.of(comparison));
        }
        return json;
    }

    private static Map<String, @Nullable Object> line(Line line) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("line", line.name());
        json.put("kind", line.kind().name());
        json.put("quantity", text(line.quantity()));
        json.put("quantity_unit", line.quantityUnit());
        json.put("rate", text(line.rate()));
        json.put("rate_unit", line.rateUnit());
        json.put("amount", line.amount() == null ? null : text(line.amount().amount()));
        json.put("currency", line.amount() == null ? null : line.amount().currency());
        json.put("explanation", line.explanation());
        return json;
    }

    private static Map<String, @Nullable Object> figure(Figure figure) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("figure", figure.name());
        json.put("value", text(figure.value()));
        json.put("unit", figure.unit());
        json.put("passed", figure.passed());
        json.put("explanation", figure.explanation());
        return json;
    }

    private static Map<String, @Nullable Object> event(Event event) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("event", event.id());
        put(json, event.interval());
        json.put("score", text(event.score()));
        json.put("passed", event.passed());
        json.put("explanation", event.explanation());
        json.put(
                "baseline",
                event.estimate() == null ? null : EstimateJson.selection(event.estimate()));
        json.put("intervals", event.intervals().stream().map(StatementJson::interval).toList());
        return json;
    }

    private static Map<String, @Nullable Object> interval(Interval interval) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        put(json, interval.interval());
        json.put("baseline_w", watts(interval.baseline()));
        json.put("metered_w", watts(interval.metered()));
        json.put("target_w", watts(interval.target()));
        json.put("owed_w", watts(interval.owed()));
        json.put("delivered_w", watts(interval.delivered()));
        json.put("score", text(interval.score()));
        json.put("verdict", interval.verdict().name());
        json.put("reason", interval.reason());
        return json;
    }

    private static Map<String, @Nullable Object> rule(RuleValue value) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("rule", value.key());
        json.put("value", value.text());
        json.put("unit", value.unit().symbol());
        json.put("evidence", value.source().evidence().name());
        json.put("verified", value.source().evidence().isVerified());
        json.put("document", value.source().document());
        json.put("section", value.source().section());
        json.put(
                "dated", value.source().dated() == null ? null : value.source().dated().toString());
        return json;
    }

    static void put(Map<String, @Nullable Object> json, MarketInterval interval) {
        json.put("from", interval.from().toString());
        json.put("until", interval.until().toString());
    }

    static @Nullable Long watts(@Nullable Power power) {
        return power == null ? null : power.watts();
    }

    private static @Nullable Long watts(@Nullable Reduction reduction) {
        return reduction == null ? null : reduction.watts();
    }

    static @Nullable String text(@Nullable BigDecimal number) {
        return number == null ? null : number.toPlainString();
    }
}
