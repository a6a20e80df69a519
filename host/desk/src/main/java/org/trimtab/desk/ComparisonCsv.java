package org.trimtab.desk;

import org.trimtab.desk.Comparison.Amount;
import org.trimtab.desk.Comparison.Figure;

/** A comparison as a table: one row for each amount and each figure of an interval. */
public final class ComparisonCsv {
    private ComparisonCsv() {}

    public static String of(Comparison comparison) {
        Csv csv =
                new Csv("event,interval_start_utc,what,unit,ours,theirs,ours_less_theirs,standing");
        for (Amount line : comparison.lines()) {
            csv.row(
                    "",
                    null,
                    line.name(),
                    comparison.currency(),
                    line.ours(),
                    line.theirs(),
                    line.difference(),
                    line.standing().name());
        }
        for (Figure figure : comparison.intervals()) {
            csv.row(
                    figure.event(),
                    figure.from(),
                    figure.measure().column(),
                    figure.measure().equals(Comparison.Measure.SCORE) ? "1" : "kW",
                    figure.ours(),
                    figure.theirs(),
                    figure.difference(),
                    figure.standing().name());
        }
        return csv.toString();
    }
}
