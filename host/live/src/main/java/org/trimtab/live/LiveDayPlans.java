package org.trimtab.live;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.trimtab.engine.SiteDefinition;
import org.trimtab.interval.MarketInterval;
import org.trimtab.program.Instruction;
import org.trimtab.program.InstructionId;
import org.trimtab.program.Obligation;
import org.trimtab.program.ObligationState;
import org.trimtab.program.Rank;
import org.trimtab.program.Refusal;
import org.trimtab.quantity.Power;

/**
 * Follows plans: each run of hours at one level below full work becomes a limit of the program {@value
 * DayPlans#PROGRAM}. A new plan for a day first adds what is new and then takes back what no longer holds, so that no
 * device wakes in between; what is the same stays.
 */
final class LiveDayPlans implements DayPlans {
    private static final long PARTS = 1_000_000;
    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmm'Z'").withZone(ZoneOffset.UTC);

    private final SiteDesk desk;
    private final SiteDefinition definition;
    private final Asker asker;
    private final DayPlanFile file;
    private final SortedMap<LocalDate, PlannedDay> plans = new TreeMap<>();

    LiveDayPlans(SiteDesk desk, SiteDefinition definition, Asker asker, DayPlanFile file) {
        this.desk = desk;
        this.definition = definition;
        this.asker = asker;
        this.file = file;
        file.read().forEach(plan -> plans.put(plan.day(), plan));
    }

    /** What is to be kept to for some time. */
    private record Limit(Power most, MarketInterval time) {}

    /** What keeps the plans from being kept on the disk, in words; null when nothing does. */
    @Nullable String trouble() {
        return file.trouble();
    }

    @Override
    public synchronized List<FollowedDay> all() {
        forgetOld();
        List<Obligation> open = open();
        return plans.values().stream().map(plan -> followed(plan, open)).toList();
    }

    private void forgetOld() {
        Instant now = desk.now();
        plans.values().removeIf(plan -> !plan.until().isAfter(now));
    }

    @Override
    public synchronized Taken follow(PlannedDay plan) {
        requireProgram();
        forgetOld();
        Instant now = desk.now();
        if (!plan.until().isAfter(now)) {
            throw new IllegalArgumentException(
                    "the plan for " + plan.day() + " is over; plan a day that is not");
        }
        if (plans.size() >= DAYS_MAX && !plans.containsKey(plan.day())) {
            throw new IllegalArgumentException(
                    DAYS_MAX + " days are planned already; give one up, or wait until one is over");
        }
        List<Limit> wanted = limits(plan, now);
        List<Obligation> old = within(open(), plan);
        List<Obligation> kept = old.stream().filter(one -> wanted.contains(limit(one))).toList();
        Set<Limit> standing = new HashSet<>();
        kept.forEach(one -> standing.add(limit(one)));
        List<String> sent = new ArrayList<>();
        for (Limit limit : wanted) {
            if (!standing.contains(limit)) {
                sent.add(send(limit, plan, sent, now));
            }
        }
        int withdrawn = 0;
        for (Obligation one : old) {
            if (!kept.contains(one)) {
                desk.cancel(one.id().value());
                withdrawn++;
            }
        }
        plans.put(plan.day(), plan);
        file.write(plans.values());
        return new Taken(followed(plan, open()), sent.size(), kept.size(), withdrawn);
    }

    @Override
    public synchronized @Nullable FollowedDay giveUp(LocalDate day) {
        forgetOld();
        PlannedDay plan = plans.get(day);
        if (plan == null) {
            return null;
        }
        FollowedDay was = followed(plan, open());
        was.events().forEach(desk::cancel);
        plans.remove(day);
        file.write(plans.values());
        return was;
    }

    private void requireProgram() {
        boolean known = definition.programs().knows(PROGRAM);
        if (!known || !definition.programs().rule(PROGRAM).rank().equals(Rank.PRICE)) {
            throw new IllegalArgumentException(
                    "to follow plans the site file needs, under programs: {name: "
                            + PROGRAM
                            + ", rank: price}; then everything the grid asks goes before a plan");
        }
    }

    /** Runs of hours at one level below full work that are not over. */
    private List<Limit> limits(PlannedDay plan, Instant now) {
        List<Limit> limits = new ArrayList<>();
        List<PlannedDay.Hour> hours = plan.hours();
        for (int i = 0; i < hours.size(); ) {
            PlannedDay.Hour first = hours.get(i);
            int j = i + 1;
            while (j < hours.size()
                    && hours.get(j).levelW() == first.levelW()
                    && hours.get(j).from().equals(hours.get(j - 1).until())) {
                j++;
            }
            Instant until = hours.get(j - 1).until();
            if (first.levelW() < plan.fullW() && until.isAfter(now)) {
                limits.add(
                        new Limit(most(first.levelW()), new MarketInterval(first.from(), until)));
            }
            i = j;
        }
        return limits;
    }

    /** The limit at which the engine, which keeps a margin below it, aims at a level. */
    private Power most(long level) {
        long margin = definition.policy().margin().partsPerMillion();
        return Power.ofWatts(Math.ceilDiv(Math.multiplyExact(level + 1, PARTS), PARTS - margin));
    }

    private String send(Limit limit, PlannedDay plan, List<String> sent, Instant now) {
        MarketInterval time = limit.time();
        String id = freshId(time.from());
        Obligation taken =
                desk.instruct(
                        new SiteDesk.Ask(
                                id,
                                PROGRAM,
                                PROGRAM,
                                new SiteDesk.Wanted.AtMost(limit.most()),
                                time.from(),
                                time.length(),
                                "plan for %s known at %s: at most %d W from %s until %s"
                                        .formatted(
                                                plan.day(),
                                                plan.knownAt(),
                                                limit.most().watts(),
                                                time.from(),
                                                time.until()),
                                now));
        Refusal refusal = taken.refusal();
        if (refusal != null) {
            sent.forEach(desk::cancel);
            throw new IllegalArgumentException(
                    "the hours from "
                            + time.from()
                            + " cannot be followed: "
                            + Words.of(refusal)
                            + "; the plan is not followed");
        }
        return id;
    }

    /** A name nobody has had: an id once withdrawn is not taken on again. */
    private String freshId(Instant from) {
        String stem = PROGRAM + "-" + STAMP.format(from);
        return asker.ask(engine -> {
            String id = stem;
            for (int again = 2; engine.obligation(new InstructionId(id)) != null; again++) {
                id = stem + "-" + again;
            }
            return id;
        });
    }

    /** Limits of plans that are open or in force. */
    private List<Obligation> open() {
        return asker.ask(engine ->
                engine.obligations().stream()
                        .filter(one -> one.instruction().program().equals(PROGRAM))
                        .filter(one ->
                                one.state().equals(ObligationState.PENDING)
                                        || one.state().equals(ObligationState.ACTIVE))
                        .sorted(Comparator.comparing(one -> one.instruction().interval().from()))
                        .toList());
    }

    private static List<Obligation> within(List<Obligation> open, PlannedDay plan) {
        MarketInterval day = new MarketInterval(plan.from(), plan.until());
        return open.stream().filter(one -> one.instruction().interval().overlaps(day)).toList();
    }

    private static @Nullable Limit limit(Obligation one) {
        return one.instruction() instanceof Instruction.LimitTo asked
                ? new Limit(asked.limit(), asked.interval())
                : null;
    }

    private static FollowedDay followed(PlannedDay plan, List<Obligation> open) {
        return new FollowedDay(
                plan, within(open, plan).stream().map(one -> one.id().value()).toList());
    }
}
