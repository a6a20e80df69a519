package org.trimtab.settlement;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import org.trimtab.settlement.ProgramStatement.Event;
import org.trimtab.settlement.SettlementCase.PastResult;

/** Failures over a rolling time, earlier ones and those of this statement together. */
final class Strikes {
    private final List<PastResult> results;
    private final Duration window;

    /** Takes the results of one kind of event, in order of time; an event whose result is not known is left out. */
    Strikes(Worksheet sheet, GridEvent.Kind kind, Duration window) {
        this.window = window;
        this.results = new ArrayList<>();
        for (PastResult past : sheet.given().past()) {
            if (past.kind().equals(kind)) {
                results.add(past);
            }
        }
        for (GridEvent event : sheet.given().events()) {
            if (!event.kind().equals(kind)) {
                continue;
            }
            for (Event scored : sheet.events()) {
                Boolean passed = scored.passed();
                if (scored.id().equals(event.id()) && passed != null) {
                    results.add(new PastResult(event.id(), event.interval().from(), kind, passed));
                }
            }
        }
        results.sort(Comparator.comparing(PastResult::at));
    }

    /** Most failures that lie within the rolling time. */
    int mostWithinWindow() {
        int most = 0;
        Deque<Instant> failed = new ArrayDeque<>();
        for (PastResult result : results) {
            if (!result.passed()) {
                failed.addLast(result.at());
                while (!failed.getFirst().plus(window).isAfter(result.at())) {
                    failed.removeFirst();
                }
                most = Math.max(most, failed.size());
            }
        }
        return most;
    }

    /** Failures in a row up to the last result, within the rolling time before it. */
    int consecutiveAtEnd() {
        int count = 0;
        for (int i = results.size() - 1; i >= 0 && !results.get(i).passed(); i--) {
            if (!results.get(i).at().plus(window).isAfter(results.getLast().at())) {
                break;
            }
            count++;
        }
        return count;
    }

    /** Tells the count against the number of failures that disqualifies. */
    static void tell(Worksheet sheet, GridEvent.Kind kind) {
        if (!sheet.rules().has("strikes")) {
            return;
        }
        int allowed = sheet.rules().count("strikes");
        Strikes strikes = new Strikes(sheet, kind, sheet.rules().duration("strike_window"));
        int most = strikes.mostWithinWindow();
        sheet.figure(
                "strikes",
                BigDecimal.valueOf(most),
                "count",
                most < allowed,
                "most failures within "
                        + strikes.window.toDays()
                        + " days; "
                        + allowed
                        + " disqualify");
    }
}
