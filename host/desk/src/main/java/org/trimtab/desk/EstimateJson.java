package org.trimtab.desk;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.trimtab.baseline.Estimate;
import org.trimtab.interval.MarketInterval;

/** A baseline as JSON: levels in whole W, times in UTC, unknown is null. */
public final class EstimateJson {
    private EstimateJson() {}

    /** The baseline interval by interval, and how it was found. */
    public static Map<String, @Nullable Object> of(Estimate estimate, MarketInterval event) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        StatementJson.put(json, event);
        json.putAll(selection(estimate));
        json.put("intervals", estimate.intervals().stream().map(EstimateJson::interval).toList());
        return json;
    }

    /** How a baseline was found: days taken and not, adjustment, refusal, warnings. */
    static Map<String, @Nullable Object> selection(Estimate estimate) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("method", estimate.method());
        json.put("refusal", estimate.refusal());
        json.put("days", estimate.days().stream().map(EstimateJson::day).toList());
        Estimate.Adjustment adjustment = estimate.adjustment();
        json.put("adjustment", adjustment == null ? null : adjustment(adjustment));
        json.put("warnings", estimate.warnings());
        return json;
    }

    private static Map<String, @Nullable Object> interval(Estimate.Interval interval) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        StatementJson.put(json, interval.interval());
        json.put("baseline_w", StatementJson.watts(interval.baseline()));
        json.put("metered_w", StatementJson.watts(interval.metered()));
        json.put("reduction_w", interval.reductionWatts());
        return json;
    }

    private static Map<String, @Nullable Object> day(Estimate.Day day) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("date", day.date().toString());
        json.put("day_type", day.type().name());
        json.put("choice", day.choice().name());
        json.put("rank_w", day.rankWatts());
        return json;
    }

    private static Map<String, @Nullable Object> adjustment(Estimate.Adjustment adjustment) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("kind", adjustment.kind().name());
        json.put("value", adjustment.value().toPlainString());
        json.put("unit", adjustment.kind() == Estimate.Adjustment.Kind.ADDED ? "W" : "1");
        json.put("actual_w", adjustment.actualWatts());
        json.put("baseline_w", adjustment.baselineWatts());
        json.put("capped", adjustment.capped());
        List<Map<String, @Nullable Object>> windows =
                adjustment.windows().stream().map(EstimateJson::window).toList();
        json.put("windows", windows);
        return json;
    }

    private static Map<String, @Nullable Object> window(MarketInterval window) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        StatementJson.put(json, window);
        return json;
    }
}
