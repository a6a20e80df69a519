package org.trimtab.desk;

import java.time.Instant;
import java.util.List;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;
import org.trimtab.baseline.LoadSeries;
import org.trimtab.desk.Shown.Scale;
import org.trimtab.quantity.Power;
import org.trimtab.quantity.Reduction;
import org.trimtab.settlement.IntervalPerformance.Verdict;
import org.trimtab.settlement.ProgramStatement;
import org.trimtab.settlement.ProgramStatement.Event;
import org.trimtab.settlement.ProgramStatement.Interval;

/** The events on a page: a chart, words and a table each. */
final class EventParts {
    /** Events drawn; those after are named in one sentence. */
    static final int EVENTS_MAX = 24;

    /** Intervals in the table of an event; when there are more, only those not simply met are shown, as many. */
    static final int ROWS_MAX = 48;

    private final ProgramStatement statement;
    private final @Nullable LoadSeries meter;
    private final LocalClock clock;
    private final Scale scale;
    private final Html page;

    EventParts(
            ProgramStatement statement,
            @Nullable LoadSeries meter,
            LocalClock clock,
            Scale scale,
            Html page) {
        this.statement = statement;
        this.meter = meter;
        this.clock = clock;
        this.scale = scale;
        this.page = page;
    }

    void write() {
        List<Event> events = statement.events();
        for (int i = 0; i < Math.min(events.size(), EVENTS_MAX); i++) {
            event(events.get(i), i + 1);
        }
        if (events.size() > EVENTS_MAX) {
            page.element(
                    "p",
                    Shown.count(events.size() - EVENTS_MAX, "more event")
                            + " are in the CSV and JSON of this statement.");
        }
    }

    private void event(Event event, int number) {
        page.raw("<section class=\"event\"><h2>").text("Event " + event.id());
        page.raw(" ").raw(PageParts.mark(event.passed())).raw("</h2>");
        page.raw("<p>").element("strong", clock.span(event.interval()) + ".");
        if (event.score() != null) {
            page.text(" Score " + Shown.number(event.score()) + ".");
        }
        page.text(" " + Shown.sentence(event.explanation())).raw("</p>");
        if (!event.intervals().isEmpty()) {
            EventSteps drawn = EventSteps.of(event, meter);
            page.raw("<figure>").raw(EventChart.of(event, number, meter, clock, scale));
            page.raw("<figcaption>").text(caption(drawn)).raw("</figcaption></figure>");
        }
        page.raw("<p class=\"small\">").text(EstimateText.sentence(event.estimate())).raw("</p>");
        table(event);
        page.raw("</section>");
    }

    private static String caption(EventSteps drawn) {
        StringJoiner words = new StringJoiner(" ");
        words.add("Shaded: the event. Blue area: what was not drawn.");
        if (!drawn.around().isEmpty()) {
            words.add("Thin line: the meter before and after.");
        }
        if (!drawn.excused().isEmpty()) {
            words.add("Grey: excused.");
        }
        if (!drawn.unread().isEmpty()) {
            words.add("Hatched: no reading.");
        }
        if (drawn.perStep() > 1) {
            words.add("Each step is the mean of " + drawn.perStep() + " intervals.");
        }
        return words.toString();
    }

    private void table(Event event) {
        List<Interval> all = event.intervals();
        if (all.isEmpty()) {
            return;
        }
        List<Interval> shown =
                all.size() <= ROWS_MAX
                        ? all
                        : all.stream()
                                .filter(i -> !i.verdict().equals(Verdict.MET))
                                .limit(ROWS_MAX)
                                .toList();
        if (all.size() > ROWS_MAX) {
            page.element("p class=\"small\"", counted(all, shown.size()));
        }
        boolean scored = all.stream().anyMatch(i -> i.score() != null);
        page.raw("<table class=\"intervals\"><thead><tr><th scope=\"col\">From</th>");
        for (String name : List.of("Baseline", "Metered", "Target", "Owed", "Delivered")) {
            page.element("th scope=\"col\" class=\"number\"", name + ", " + scale.unit());
        }
        if (scored) {
            page.element("th scope=\"col\" class=\"number\"", "Score");
        }
        page.raw("<th scope=\"col\">Verdict</th></tr></thead><tbody>");
        boolean steady = clock.isSteady(event.interval());
        for (Interval interval : shown) {
            row(interval, steady, scored);
        }
        page.raw("</tbody></table>");
    }

    private void row(Interval interval, boolean steady, boolean scored) {
        Instant from = interval.interval().from();
        page.raw("<tr class=\"" + look(interval.verdict()) + "\">");
        page.element("td", steady ? clock.time(from) : clock.timeOfZone(from));
        number(watts(interval.baseline()));
        number(watts(interval.metered()));
        number(watts(interval.target()));
        number(watts(interval.owed()));
        number(watts(interval.delivered()));
        if (scored) {
            page.element(
                    "td class=\"number\"",
                    interval.score() == null ? "–" : Shown.number(interval.score()));
        }
        page.raw("<td>").element("span class=\"verdict\"", Shown.verdict(interval.verdict()));
        if (!interval.reason().isEmpty()) {
            page.raw(" ").element("span class=\"why\"", interval.reason());
        }
        page.raw("</td></tr>");
    }

    private void number(@Nullable Long watts) {
        page.element("td class=\"number\"", StatementPage.minus(scale.level(watts)));
    }

    private static String counted(List<Interval> all, int shown) {
        StringJoiner counts = new StringJoiner(", ");
        for (Verdict verdict : Verdict.values()) {
            long count = Shown.count(all, verdict);
            if (count > 0) {
                counts.add(count + " " + Shown.verdict(verdict));
            }
        }
        return Shown.count(all.size(), "interval")
                + ": "
                + counts
                + ". "
                + (shown == 0 ? "" : "The table shows the first " + shown + " not simply met. ")
                + "All are in the CSV of this statement.";
    }

    private static String look(Verdict verdict) {
        return switch (verdict) {
            case MET -> "met";
            case MISSED -> "missed";
            case EXCUSED -> "excused";
            case NOT_SETTLED -> "unsettled";
        };
    }

    private static @Nullable Long watts(@Nullable Power power) {
        return power == null ? null : power.watts();
    }

    private static @Nullable Long watts(@Nullable Reduction reduction) {
        return reduction == null ? null : reduction.watts();
    }
}
