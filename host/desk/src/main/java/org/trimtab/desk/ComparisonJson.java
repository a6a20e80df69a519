package org.trimtab.desk;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.trimtab.desk.Comparison.Amount;
import org.trimtab.desk.Comparison.Figure;

/** A comparison as JSON: decimals as texts, what is missing is null. */
final class ComparisonJson {
    private ComparisonJson() {}

    static Map<String, @Nullable Object> of(Comparison comparison) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("file", comparison.file());
        json.put("agrees", comparison.agrees());
        json.put("currency", comparison.currency());
        json.put("lines", comparison.lines().stream().map(ComparisonJson::line).toList());
        json.put("intervals", comparison.intervals().stream().map(ComparisonJson::figure).toList());
        return json;
    }

    private static Map<String, @Nullable Object> line(Amount line) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("line", line.name());
        json.put("ours", StatementJson.text(line.ours()));
        json.put("theirs", StatementJson.text(line.theirs()));
        json.put("difference", StatementJson.text(line.difference()));
        json.put("standing", line.standing().name());
        return json;
    }

    private static Map<String, @Nullable Object> figure(Figure figure) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("event", figure.event());
        json.put("from", figure.from().toString());
        json.put("measure", figure.measure().column());
        json.put("ours", StatementJson.text(figure.ours()));
        json.put("theirs", StatementJson.text(figure.theirs()));
        json.put("standing", figure.standing().name());
        return json;
    }
}
