package org.trimtab.desk;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.trimtab.settlement.IntervalPerformance.Verdict;
import org.trimtab.settlement.ProgramStatement;
import org.trimtab.settlement.ProgramStatement.Event;
import org.trimtab.settlement.ProgramStatement.Figure;
import org.trimtab.settlement.ProgramStatement.Interval;
import org.trimtab.settlement.ProgramStatement.Line;

/** What a statement leaves out, in words: intervals that do not count and all that could not be told. */
final class LeftOut {
    private LeftOut() {}

    /** Excused intervals, one sentence for each event and reason. */
    static List<String> excused(ProgramStatement statement, LocalClock clock) {
        return grouped(statement, clock, Verdict.EXCUSED);
    }

    /** Lines, figures, events and intervals that could not be settled, and why. */
    static List<String> open(ProgramStatement statement, LocalClock clock) {
        List<String> open = new ArrayList<>();
        for (Line line : statement.lines()) {
            if (line.amount() == null && !line.kind().equals(Line.Kind.TOLD)) {
                open.add(Shown.sentence(line.name() + ": " + line.explanation()));
            }
        }
        for (Figure figure : statement.figures()) {
            if (figure.value() == null) {
                open.add(Shown.sentence(figure.name() + ": " + figure.explanation()));
            }
        }
        for (Event event : statement.events()) {
            if (event.estimate() != null && event.estimate().refusal() != null) {
                open.add("Event " + event.id() + ": " + event.estimate().refusal());
            } else if (event.passed() == null && event.score() == null) {
                open.add("Event " + event.id() + ": " + event.explanation());
            }
        }
        open.addAll(grouped(statement, clock, Verdict.NOT_SETTLED));
        return open;
    }

    private static List<String> grouped(
            ProgramStatement statement, LocalClock clock, Verdict verdict) {
        List<String> sentences = new ArrayList<>();
        for (Event event : statement.events()) {
            Map<String, List<Interval>> byReason = new LinkedHashMap<>();
            for (Interval interval : event.intervals()) {
                if (interval.verdict().equals(verdict)) {
                    byReason.computeIfAbsent(interval.reason(), _ -> new ArrayList<>())
                            .add(interval);
                }
            }
            byReason.forEach((reason, intervals) ->
                    sentences.add(
                            "Event "
                                    + event.id()
                                    + ", "
                                    + Shown.count(intervals.size(), "interval")
                                    + (intervals.size() == 1 ? " at " : " from ")
                                    + clock.timeOfZone(intervals.getFirst().interval().from())
                                    + ": "
                                    + reason));
        }
        return sentences;
    }
}
