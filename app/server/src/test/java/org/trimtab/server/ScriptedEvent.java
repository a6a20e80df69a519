package org.trimtab.server;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.trimtab.interval.MarketInterval;
import org.trimtab.live.EventView;
import org.trimtab.live.EventView.Stage;
import org.trimtab.live.Words;
import org.trimtab.program.Instruction;
import org.trimtab.program.Obligation;
import org.trimtab.program.ObligationState;
import org.trimtab.program.Refusal;
import org.trimtab.quantity.Energy;
import org.trimtab.quantity.Money;
import org.trimtab.quantity.Power;
import org.trimtab.resource.SiteId;
import org.trimtab.settlement.IntervalPerformance;
import org.trimtab.settlement.IntervalPerformance.Reason;
import org.trimtab.settlement.IntervalPerformance.Verdict;
import org.trimtab.settlement.Statement;

/** One event of a made-up site. */
final class ScriptedEvent {
    private static final Duration RESTORE = Duration.ofSeconds(27);
    private static final int AT_TARGET_MS = 22_400;

    final Instruction instruction;
    private final ScriptedFleet fleet;
    private final @Nullable Refusal refusal;
    private @Nullable Instant cancelledAt;

    ScriptedEvent(ScriptedFleet fleet, Instruction instruction, @Nullable Refusal refusal) {
        this.fleet = fleet;
        this.instruction = instruction;
        this.refusal = refusal;
    }

    void cancel(Instant at) {
        if (cancelledAt == null && at.isBefore(instruction.interval().until())) {
            cancelledAt = at;
        }
    }

    Instant beginsAt() {
        Instant received = instruction.notice().receivedAt();
        Instant from = instruction.interval().from();
        return received.isAfter(from) ? received : from;
    }

    Instant endedAt() {
        return cancelledAt == null ? instruction.interval().until() : cancelledAt;
    }

    long baselineW() {
        return fleet.levelW();
    }

    long limitW() {
        return switch (instruction) {
            case Instruction.LimitTo i -> i.limit().watts();
            case Instruction.ReduceBy i -> baselineW() - i.reduction().watts();
            case Instruction.Track i -> i.basePoint().watts();
            case Instruction.HoldReserve _ -> baselineW();
        };
    }

    private int chosen() {
        long required = Math.round((baselineW() - limitW()) * 1.02);
        return (int) Math.min(fleet.size(), Math.ceil(required / (3_475 * 1.03) * 1.014));
    }

    boolean isChosen(int device) {
        return device >= fleet.size() - chosen();
    }

    ObligationState state(Instant at) {
        if (refusal != null) {
            return ObligationState.REFUSED;
        }
        if (at.isBefore(beginsAt())) {
            return cancelledAt == null ? ObligationState.PENDING : ObligationState.WITHDRAWN;
        }
        return at.isBefore(endedAt())
                ? ObligationState.ACTIVE
                : at.isBefore(endedAt().plus(RESTORE))
                        ? ObligationState.RESTORING
                        : ObligationState.COMPLETED;
    }

    Obligation obligation(Instant at) {
        ObligationState state = state(at);
        boolean began = state != ObligationState.PENDING && refusal == null;
        return new Obligation(
                instruction,
                state,
                at,
                began ? Power.ofWatts(baselineW()) : null,
                began ? Power.ofWatts(limitW()) : null,
                cancelledAt,
                refusal);
    }

    EventView view(Instant at) {
        ObligationState state = state(at);
        boolean began = refusal == null && state != ObligationState.PENDING;
        Map<String, Integer> failures = new TreeMap<>();
        Map<String, Integer> phases = new TreeMap<>();
        String cells = fleet.cells(this, at);
        for (int i = fleet.size() - chosen(); i < fleet.size() && began; i++) {
            phases.merge(ScriptedFleet.phase(cells.charAt(i)), 1, Integer::sum);
            if (fleet.fails(i) && at.isAfter(beginsAt().plusSeconds(25))) {
                failures.merge(i % 3 == 0 ? "NO_ANSWER" : "STAYED_AWAKE", 1, Integer::sum);
            }
        }
        int left = fleet.size() - chosen();
        return new EventView(
                instruction.id().value(),
                instruction.notice().source(),
                Words.of(instruction),
                state.name(),
                refusal == null ? null : refusal.name(),
                instruction.notice().receivedAt(),
                instruction.interval().from(),
                instruction.interval().until(),
                began ? (Long) baselineW() : null,
                began ? (Long) limitW() : null,
                began ? (Long) Math.round((baselineW() - limitW()) * 1.02) : null,
                began ? 0L : null,
                began ? chosen() : 0,
                phases.getOrDefault("CURTAILED", 0),
                phases.getOrDefault("CURTAIL_ACCEPTED", 0),
                state == ObligationState.COMPLETED ? phases.getOrDefault("FREE", 0) : 0,
                began ? Map.of("NOT_NEEDED", left - 7, "UNREADABLE", 5, "EXEMPT", 2) : Map.of(),
                phases,
                failures,
                stages(at, began),
                families(began),
                state == ObligationState.COMPLETED,
                state == ObligationState.COMPLETED);
    }

    private List<EventView.FamilyPart> families(boolean began) {
        return began
                ? List.of(
                        new EventView.FamilyPart(
                                "antminer", chosen() / 2, 0, 2, 187.4, 22_410.6, null, null),
                        new EventView.FamilyPart(
                                "luxos",
                                chosen() - chosen() / 2,
                                9,
                                0,
                                91.0,
                                641.8,
                                3_020.5,
                                4_811.0))
                : List.of();
    }

    private List<Stage> stages(Instant at, boolean began) {
        List<Stage> stages = new ArrayList<>();
        add(stages, at, "received", null, 0);
        if (began) {
            add(stages, at, "decided", null, 2.7);
            add(stages, at, "first_command", null, 4.1);
            add(stages, at, "last_command", null, 187.4);
            add(stages, at, "last_answer", "luxos", 641.8);
            add(stages, at, "last_answer", "antminer", 22_410.6);
            add(stages, at, "at_target", null, AT_TARGET_MS);
            double ended = Duration.between(beginsAt(), endedAt()).toMillis();
            add(stages, at, "ended", null, ended);
            add(stages, at, "restored", null, ended + 25_480);
            add(stages, at, "settled", null, ended + 27_010);
        }
        return stages;
    }

    private void add(
            List<Stage> stages, Instant now, String name, @Nullable String family, double ms) {
        Instant at = beginsAt().plusNanos(Math.round(ms * 1e6));
        if (!at.isAfter(now)) {
            stages.add(new Stage(name, family, at, ms));
        }
    }

    Statement statement(@Nullable MarketInterval meterLost) {
        List<IntervalPerformance> intervals = new ArrayList<>();
        Power baseline = Power.ofWatts(baselineW());
        Power limit = Power.ofWatts(limitW());
        Energy reduced = Energy.ZERO;
        Instant from = beginsAt();
        while (from.isBefore(endedAt())) {
            Instant next = from.plusSeconds(60);
            MarketInterval interval =
                    new MarketInterval(from, next.isBefore(endedAt()) ? next : endedAt());
            boolean lost = meterLost != null && meterLost.overlaps(interval);
            boolean ramp = from.equals(beginsAt());
            Power metered = Power.ofWatts(fleet.metered(this, from.plusSeconds(30)));
            intervals.add(
                    new IntervalPerformance(
                            interval,
                            lost ? null : metered,
                            limit.below(baseline),
                            lost ? null : metered.below(baseline),
                            lost ? Verdict.NOT_SETTLED : ramp ? Verdict.EXCUSED : Verdict.MET,
                            lost
                                    ? Reason.METER_MISSING
                                    : ramp ? Reason.RAMP_TIME : Reason.DELIVERED));
            if (!lost) {
                reduced =
                        reduced.plus(
                                new Energy(
                                        metered.below(baseline).watts()
                                                * interval.length().toSeconds()));
            }
            from = next;
        }
        Money energy =
                Money.usd("100").times(reduced.megawattHours(9, java.math.RoundingMode.HALF_EVEN));
        Money availability = Money.usd("2.10").times(new BigDecimal("1"));
        return new Statement(
                new SiteId("west-1"),
                instruction.id(),
                "Emergency response",
                new MarketInterval(beginsAt(), endedAt()),
                baseline,
                limit,
                beginsAt().plusMillis(AT_TARGET_MS),
                intervals,
                reduced,
                availability,
                energy,
                availability.plus(energy));
    }
}
