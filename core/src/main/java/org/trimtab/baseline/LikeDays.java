package org.trimtab.baseline;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.trimtab.baseline.BaselineSpec.Pool;
import org.trimtab.baseline.BaselineSpec.Select;
import org.trimtab.baseline.DayPool.Candidate;
import org.trimtab.baseline.Estimate.Choice;
import org.trimtab.interval.DayType;
import org.trimtab.program.RuleSource;
import org.trimtab.quantity.Power;

/** The mean of like days of the past, corrected by the event day's own load, as a spec says. */
record LikeDays(BaselineSpec spec) implements BaselineMethod {
    @Override
    public String id() {
        return spec.id();
    }

    @Override
    public String title() {
        return spec.title();
    }

    @Override
    public String formula() {
        return spec.formula();
    }

    @Override
    public RuleSource source() {
        return spec.source();
    }

    @Override
    public Estimate find(BaselineCase given) {
        EventDay eventDay = new EventDay(given);
        DayType type = given.calendar().dayType(eventDay.date());
        Pool pool = spec.pools().get(type);
        String unfit = eventDay.unfit();
        if (unfit != null || pool == null) {
            return Estimate.refused(
                    id(),
                    List.of(),
                    unfit != null
                            ? unfit
                            : id()
                                    + " has no rule for "
                                    + eventDay.date()
                                    + ", a "
                                    + inWords(type));
        }
        DayRanking ranking = new DayRanking(eventDay, spec.rankBy());
        if (!ranking.canCompare()) {
            return Estimate.refused(
                    id(),
                    List.of(),
                    "the event day is compared with others in its hours without the event, and"
                            + " there are none or less than "
                            + DayRanking.KNOWN_HUNDREDTHS
                            + " % of them are metered");
        }
        DayPool days = new DayPool(spec, eventDay, ranking, pool);
        days.fill();
        String refusal = days.refusal();
        List<LocalDate> lookedAt = days.eligibleDates();
        if (refusal != null) {
            return Estimate.refused(id(), days.days(), refusal);
        }
        take(days);
        return estimate(eventDay, days, lookedAt, pool);
    }

    private static String inWords(DayType type) {
        return switch (type) {
            case WEEKDAY -> "weekday";
            case SATURDAY -> "Saturday";
            case SUNDAY_OR_HOLIDAY -> "Sunday or holiday";
        };
    }

    /** Chooses among the eligible days; event days that fill up are chosen among as well. */
    private void take(DayPool days) {
        Pool pool = days.pool();
        List<Candidate> filling = days.with(Choice.TAKEN_AS_FALLBACK);
        List<Candidate> all = new ArrayList<>(days.eligible());
        all.addAll(filling);
        all.sort(Comparator.comparing(Candidate::rank).reversed());
        int from = 0;
        int until = all.size();
        switch (spec.select()) {
            case ALL, HIGHEST_IN_EACH_INTERVAL -> {}
            case HIGHEST -> until = Math.min(pool.taken(), until);
            case MIDDLE -> {
                int dropped = Math.min((pool.lookedAt() - pool.taken()) / 2, (until - 1) / 2);
                from = dropped;
                until -= dropped;
            }
            case MOST_ALIKE -> {
                all.sort(Comparator.comparing(Candidate::rank));
                until = Math.min(pool.taken(), until);
            }
        }
        for (int i = 0; i < all.size(); i++) {
            Candidate day = all.get(i);
            boolean taken = i >= from && i < until;
            if (!filling.contains(day)) {
                day.choose(taken ? Choice.TAKEN : Choice.RANKED_OUT);
            } else if (!taken) {
                day.choose(Choice.EVENT_DAY);
            }
        }
    }

    private Estimate estimate(
            EventDay eventDay, DayPool days, List<LocalDate> lookedAt, Pool pool) {
        List<LocalDate> filling = days.dates(Choice.TAKEN_AS_FALLBACK);
        List<LocalDate> taken = new ArrayList<>(days.dates(Choice.TAKEN));
        taken.addAll(filling);
        List<String> warnings = new ArrayList<>();
        remark(days, lookedAt.size(), filling, warnings);
        UnadjustedLevel average =
                spec.select() == Select.HIGHEST_IN_EACH_INTERVAL
                        ? DayAverage.ofHighest(eventDay, taken, pool.taken())
                        : DayAverage.of(eventDay, taken);
        DayCorrection.Found correction = null;
        if (spec.adjustment() != null) {
            correction = new DayCorrection(spec.adjustment(), eventDay, average, warnings).find();
            String alarm = RaisedLoad.alarm(eventDay, spec.adjustment().windows(), lookedAt);
            if (alarm != null) {
                warnings.add(alarm);
            }
        }
        List<@Nullable Power> levels = average.levels(eventDay, correction);
        new Remarks(eventDay, warnings)
                .onInterval(spec.interval())
                .onEvent()
                .onDays(taken)
                .onPrice(spec.excluded(), days, taken)
                .onUntold(levels);
        return new Estimate(
                id(),
                eventDay.intervals(levels),
                days.days(),
                correction == null ? null : correction.shown(),
                null,
                warnings);
    }

    private void remark(
            DayPool days, int lookedAt, List<LocalDate> filling, List<String> warnings) {
        Pool pool = days.pool();
        if (!filling.isEmpty()) {
            warnings.add(
                    "too few days without an event: filled up with the event days of highest load: "
                            + filling);
        } else if (lookedAt < pool.lookedAt() && spec.select() != Select.MOST_ALIKE) {
            warnings.add(
                    "%d of %d %s found within %d days; the method allows %d or more"
                            .formatted(
                                    lookedAt,
                                    pool.lookedAt(),
                                    days.kindOfDays(),
                                    spec.lookbackDays(),
                                    pool.atLeast()));
        }
    }
}
