package org.trimtab.baseline;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.trimtab.baseline.BaselineSpec.Pool;
import org.trimtab.baseline.Estimate.Choice;
import org.trimtab.interval.DayType;
import org.trimtab.interval.MarketInterval;

/** Goes back from the event day, day by day, and says of each whether it is eligible. */
final class DayPool {
    private final BaselineSpec spec;
    private final EventDay eventDay;
    private final DayRanking ranking;
    private final Pool pool;
    private final DayType type;
    private final List<Candidate> seen = new ArrayList<>();

    DayPool(BaselineSpec spec, EventDay eventDay, DayRanking ranking, Pool pool) {
        this.spec = spec;
        this.eventDay = eventDay;
        this.ranking = ranking;
        this.pool = pool;
        this.type = eventDay.given().calendar().dayType(eventDay.date());
    }

    /** A day looked at; its choice changes while days are chosen. */
    static final class Candidate {
        private final LocalDate date;
        private final DayType type;
        private Choice choice;
        private @Nullable Fraction rank;
        private @Nullable Fraction eventHours;

        Candidate(LocalDate date, DayType type, Choice choice) {
            this.date = date;
            this.type = type;
            this.choice = choice;
        }

        LocalDate date() {
            return date;
        }

        Choice choice() {
            return choice;
        }

        /** Rank of an eligible day. */
        Fraction rank() {
            return rank == null ? Fraction.ZERO : rank;
        }

        void choose(Choice made) {
            this.choice = made;
        }

        Estimate.Day asDay() {
            return new Estimate.Day(date, type, choice, rank == null ? null : rank.rounded());
        }
    }

    /** Every day looked at, latest first. */
    List<Estimate.Day> days() {
        return seen.stream().map(Candidate::asDay).toList();
    }

    Pool pool() {
        return pool;
    }

    /** The eligible days, latest first; each is still to be chosen among. */
    List<Candidate> eligible() {
        return with(Choice.RANKED_OUT);
    }

    List<LocalDate> eligibleDates() {
        return dates(Choice.RANKED_OUT);
    }

    /** Dates of the days of one choice, latest first. */
    List<LocalDate> dates(Choice choice) {
        return with(choice).stream().map(Candidate::date).toList();
    }

    List<Candidate> with(Choice choice) {
        return seen.stream().filter(day -> day.choice() == choice).toList();
    }

    /** Looks back until enough days are eligible or the lookback ends; fills up with event days where allowed. */
    void fill() {
        LocalDate date = latest();
        LocalDate oldest = eventDay.date().minusDays(spec.lookbackDays());
        do {
            int missing = pool.lookedAt() - eligible().size();
            while (missing > 0 && !date.isBefore(oldest)) {
                if (look(date).choice() == Choice.RANKED_OUT) {
                    missing--;
                }
                date = date.minusDays(1);
            }
        } while (dropLowUsage() && !date.isBefore(oldest));
        if (spec.eventDaysWhenTooFew() && eligible().size() < pool.atLeast()) {
            takeEventDays(pool.atLeast() - eligible().size());
        }
    }

    /** The latest day whose own hours of the event are over before the event begins. */
    private LocalDate latest() {
        long[] slots = ranking.eventSlots();
        LocalDate date = eventDay.date().minusDays(1);
        while (eventDay.indexOn(date, slots[slots.length - 1]) >= eventDay.event().from()) {
            date = date.minusDays(1);
        }
        return date;
    }

    private Candidate look(LocalDate date) {
        DayType kind = eventDay.given().calendar().dayType(date);
        Candidate day = new Candidate(date, kind, choiceOf(date, kind));
        seen.add(day);
        if (day.choice == Choice.RANKED_OUT) {
            measure(day);
        }
        return day;
    }

    private void measure(Candidate day) {
        EventDay.Known hours = ranking.eventHours(day.date);
        day.rank = hours.isWhole() ? ranking.rank(day.date) : null;
        if (day.rank == null) {
            day.choice = Choice.METER_MISSING;
        } else {
            day.eventHours = hours.mean();
        }
    }

    private Choice choiceOf(LocalDate date, DayType kind) {
        if (!spec.groups().alike(type, kind)) {
            return Choice.OTHER_DAY_TYPE;
        }
        Set<DayMark.Why> marks = marksOn(date);
        if (marks.contains(DayMark.Why.EVENT)) {
            return Choice.EVENT_DAY;
        }
        if (marks.contains(DayMark.Why.OUTAGE)) {
            return Choice.OUTAGE;
        }
        return marks.contains(DayMark.Why.PRICE_CURTAILED)
                ? Choice.PRICE_CURTAILED
                : Choice.RANKED_OUT;
    }

    private Set<DayMark.Why> marksOn(LocalDate date) {
        MarketInterval stretch = ranking.stretch(date);
        Set<DayMark.Why> found = EnumSet.noneOf(DayMark.Why.class);
        for (DayMark mark : eventDay.given().marks()) {
            if (spec.excluded().contains(mark.why()) && mark.interval().overlaps(stretch)) {
                found.add(mark.why());
            }
        }
        return found;
    }

    /** Leaves out days far below the mean of all; true when it did, so that others may take their place. */
    private boolean dropLowUsage() {
        List<Candidate> days = eligible();
        if (spec.lowUsage() == null || days.isEmpty()) {
            return false;
        }
        Fraction sum = Fraction.ZERO;
        for (Candidate day : days) {
            sum = sum.plus(eventHoursOf(day));
        }
        Fraction bar =
                sum.by(Fraction.whole(days.size())).times(Fraction.of(spec.lowUsage().fraction()));
        boolean dropped = false;
        for (Candidate day : days) {
            if (eventHoursOf(day).compareTo(bar) < 0) {
                day.choice = Choice.LOW_USAGE;
                dropped = true;
            }
        }
        return dropped;
    }

    private static Fraction eventHoursOf(Candidate day) {
        return day.eventHours == null ? Fraction.ZERO : day.eventHours;
    }

    private void takeEventDays(int wanted) {
        List<Candidate> events = with(Choice.EVENT_DAY);
        events.forEach(this::measure);
        List<Candidate> usable =
                events.stream()
                        .filter(day -> day.choice == Choice.EVENT_DAY)
                        .sorted(Comparator.comparing(DayPool::eventHoursOf).reversed())
                        .limit(wanted)
                        .toList();
        usable.forEach(day -> day.choice = Choice.TAKEN_AS_FALLBACK);
    }

    /** Why too few days are eligible, with the counts; null when there are enough. */
    @Nullable String refusal() {
        int found = eligible().size() + with(Choice.TAKEN_AS_FALLBACK).size();
        if (found >= pool.atLeast()) {
            return null;
        }
        StringBuilder text = new StringBuilder();
        text.append(
                "needs %d %s before %s with a whole meter record, found %d within %d days"
                        .formatted(
                                pool.atLeast(),
                                kindOfDays(),
                                eventDay.date(),
                                found,
                                spec.lookbackDays()));
        String others = others();
        return others.isEmpty()
                ? text.toString()
                : text.append("; left out: ").append(others).toString();
    }

    private String others() {
        StringBuilder text = new StringBuilder();
        for (Choice choice :
                List.of(
                        Choice.EVENT_DAY,
                        Choice.OUTAGE,
                        Choice.PRICE_CURTAILED,
                        Choice.LOW_USAGE,
                        Choice.METER_MISSING)) {
            int count = with(choice).size();
            if (count > 0) {
                text.append(text.isEmpty() ? "" : ", ")
                        .append(count)
                        .append(' ')
                        .append(inWords(choice));
            }
        }
        return text.toString();
    }

    private static String inWords(Choice choice) {
        return switch (choice) {
            case EVENT_DAY -> "with an event";
            case OUTAGE -> "with an outage";
            case PRICE_CURTAILED -> "curtailed for the price";
            case LOW_USAGE -> "of low usage";
            case METER_MISSING -> "with readings missing";
            case OTHER_DAY_TYPE -> "of another kind";
            case RANKED_OUT, TAKEN, TAKEN_AS_FALLBACK -> "eligible";
        };
    }

    /** The kind of days that are looked for, in words. */
    String kindOfDays() {
        return switch (spec.groups()) {
            case ONE -> "days";
            case TWO -> type.isWeekendOrHoliday() ? "weekend days or holidays" : "weekdays";
            case THREE ->
                    switch (type) {
                        case WEEKDAY -> "weekdays";
                        case SATURDAY -> "Saturdays";
                        case SUNDAY_OR_HOLIDAY -> "Sundays or holidays";
                    };
        };
    }
}
