package org.trimtab.desk;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.trimtab.baseline.BaselineCase;
import org.trimtab.baseline.BaselineCase.Beside;
import org.trimtab.baseline.BaselineMethod;
import org.trimtab.baseline.DayMark;
import org.trimtab.baseline.Estimate;
import org.trimtab.interval.MarketCalendar;
import org.trimtab.interval.MarketInterval;
import org.trimtab.meters.intake.EventFile;
import org.trimtab.meters.intake.Finding;
import org.trimtab.meters.intake.ListedEvent;
import org.trimtab.meters.intake.MeterFile;

/** Finds the baselines of a list of events from a meter file, each event held apart from the others. */
public final class BaselineDesk {
    private final MeterFile meter;
    private final EventFile events;
    private final MarketCalendar calendar;
    private final List<DayMark> marks;
    private final Beside beside;

    /**
     * A desk with its files read.
     *
     * @param marks stretches that must not make a baseline; every event is one besides
     */
    public BaselineDesk(
            MeterFile meter,
            EventFile events,
            MarketCalendar calendar,
            List<DayMark> marks,
            Beside beside) {
        this.meter = meter;
        this.events = events;
        this.calendar = calendar;
        this.marks = List.copyOf(marks);
        this.beside = beside;
    }

    /**
     * A baseline of an event.
     *
     * @param id the event's name
     * @param interval when it was
     * @param estimate what was found
     */
    public record Found(String id, MarketInterval interval, Estimate estimate) {}

    /** The baselines of all events by one method, in order of time. */
    public List<Found> find(BaselineMethod method) {
        List<Found> found = new ArrayList<>();
        for (ListedEvent event : events.events()) {
            Instant notice = event.noticeAt() == null ? event.interval().from() : event.noticeAt();
            found.add(
                    new Found(
                            event.id(),
                            event.interval(),
                            method.find(
                                    new BaselineCase(
                                            meter.series(),
                                            event.interval(),
                                            notice,
                                            calendar,
                                            marksBeside(event),
                                            beside))));
        }
        return found;
    }

    private List<DayMark> marksBeside(ListedEvent event) {
        List<DayMark> all = new ArrayList<>(marks);
        for (ListedEvent other : events.events()) {
            if (!other.equals(event)) {
                all.add(new DayMark(other.interval(), DayMark.Why.EVENT));
            }
        }
        return all;
    }

    /** What was found in the files, a sentence each. */
    public List<String> warnings() {
        List<String> warnings = new ArrayList<>();
        meter.findings().forEach(finding -> warnings.add(meter.name() + " " + finding));
        List<Finding> ofEvents = new ArrayList<>(events.findings());
        ofEvents.addAll(events.outside(meter.series()));
        ofEvents.forEach(finding -> warnings.add(events.name() + " " + finding));
        return warnings;
    }

    /**
     * Reads stretches that must not make a baseline: {@code start_utc,end_utc,why}.
     *
     * @throws org.trimtab.documents.BadDocument when any line is not clear
     */
    public static List<DayMark> marks(Path file) {
        return MarksFile.read(file);
    }

    /**
     * Reads the market's highest hours: {@code interval_start_utc}.
     *
     * @throws org.trimtab.documents.BadDocument when any line is not clear
     */
    public static List<Instant> systemPeaks(Path file) {
        return MarksFile.peaks(file);
    }
}
