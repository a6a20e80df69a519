package org.trimtab.engine;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.trimtab.interval.MarketInterval;
import org.trimtab.program.Instruction;
import org.trimtab.program.InstructionId;
import org.trimtab.program.Obligation;
import org.trimtab.program.ObligationState;
import org.trimtab.program.ProgramBook;
import org.trimtab.program.Refusal;
import org.trimtab.quantity.Power;

/** The obligations of a site and their life: taken on or refused, begun, ended, restored. */
final class Obligations {
    /** Most obligations that may be open at once; further instructions are refused. */
    static final int OPEN_MAX = 64;

    /** How many finished obligations are remembered, so that a repeated instruction is known again. */
    static final int FINISHED_MAX = 1_000;

    private final Map<InstructionId, Obligation> byId = new LinkedHashMap<>();
    private final DispatchPolicy policy;
    private final ProgramBook book;
    private final Outbox outbox;

    /** Says whether the megawatts are there for one more obligation. */
    interface Admission {
        /** Why not, beside those that overlap its time; null when they are. */
        @Nullable Refusal admits(Instruction asked, List<Obligation> overlapping);
    }

    Obligations(DispatchPolicy policy, ProgramBook book, Outbox outbox) {
        this.policy = policy;
        this.book = book;
        this.outbox = outbox;
    }

    /** Takes an instruction on, knows it again, or refuses it. */
    void arrive(Instruction instruction, Admission admission, Instant now) {
        Obligation known = byId.get(instruction.id());
        if (known != null) {
            if (!known.instruction().asksTheSameAs(instruction)) {
                outbox.add(
                        new Output.ObligationChanged(refused(instruction, Refusal.ID_REUSED, now)));
            }
            return;
        }
        Refusal refusal = refusal(instruction, admission, now);
        if (refusal != null) {
            keep(refused(instruction, refusal, now));
            return;
        }
        keep(new Obligation(instruction, ObligationState.PENDING, now, null, null, null, null));
    }

    /** Knows an obligation that was over before this engine began; it was told of then. */
    void recall(Obligation finished) {
        if (byId.size() < FINISHED_MAX) {
            byId.putIfAbsent(finished.id(), finished);
        }
    }

    /** Takes an instruction back: a pending one is withdrawn, an active one ends now. */
    void cancel(InstructionId id, Instant now) {
        Obligation obligation = byId.get(id);
        if (obligation == null) {
            return;
        }
        if (obligation.state() == ObligationState.PENDING) {
            change(obligation, ObligationState.WITHDRAWN, now, now);
        } else if (obligation.state() == ObligationState.ACTIVE) {
            change(obligation, ObligationState.RESTORING, now, now);
        }
    }

    /** Ends what is over. */
    void end(Instant now) {
        for (Obligation obligation : in(ObligationState.ACTIVE)) {
            Instant until = obligation.instruction().interval().until();
            if (!until.isAfter(now)) {
                change(obligation, ObligationState.RESTORING, until, now);
            }
        }
    }

    /** Pending obligations whose time has come. */
    List<Obligation> due(Instant now) {
        List<Obligation> due = new ArrayList<>();
        for (Obligation obligation : in(ObligationState.PENDING)) {
            if (!obligation.instruction().interval().from().isAfter(now)) {
                due.add(obligation);
            }
        }
        return due;
    }

    /** Begins a due obligation at its level. */
    void begin(
            Obligation obligation, @Nullable Power baseline, @Nullable Power limit, Instant now) {
        keep(
                new Obligation(
                        obligation.instruction(),
                        ObligationState.ACTIVE,
                        now,
                        baseline,
                        limit,
                        null,
                        null));
    }

    /** Refuses an obligation that cannot begin. */
    void refuse(Obligation obligation, Refusal refusal, Instant now) {
        keep(refused(obligation.instruction(), refusal, now));
    }

    /** Marks a restoring obligation as done. */
    void complete(Obligation obligation, Instant now) {
        change(obligation, ObligationState.COMPLETED, obligation.endedAt(), now);
    }

    List<Obligation> in(ObligationState state) {
        List<Obligation> found = new ArrayList<>();
        for (Obligation obligation : byId.values()) {
            if (obligation.state() == state) {
                found.add(obligation);
            }
        }
        return found;
    }

    /** Obligations that the site owes at this moment, oldest first. */
    List<Obligation> inForce() {
        return in(ObligationState.ACTIVE);
    }

    boolean isAnyActive() {
        for (Obligation obligation : byId.values()) {
            if (obligation.state() == ObligationState.ACTIVE) {
                return true;
            }
        }
        return false;
    }

    private List<Obligation> overlapping(MarketInterval interval) {
        List<Obligation> found = new ArrayList<>();
        for (Obligation obligation : byId.values()) {
            ObligationState state = obligation.state();
            MarketInterval its = obligation.instruction().interval();
            boolean open = state == ObligationState.PENDING || state == ObligationState.ACTIVE;
            if (open
                    && its.from().isBefore(interval.until())
                    && interval.from().isBefore(its.until())) {
                found.add(obligation);
            }
        }
        return found;
    }

    @Nullable Obligation find(InstructionId id) {
        return byId.get(id);
    }

    List<Obligation> all() {
        return List.copyOf(byId.values());
    }

    /** Earliest begin among obligations that are not over; {@code now} when there are none. */
    Instant earliestBegin(Instant now) {
        Instant earliest = now;
        for (Obligation obligation : byId.values()) {
            Instant from = obligation.owedInterval().from();
            if (!obligation.state().isFinal() && from.isBefore(earliest)) {
                earliest = from;
            }
        }
        return earliest;
    }

    /** Why an instruction would not be taken on; null when it would. */
    @Nullable Refusal refusal(Instruction instruction, Admission admission, Instant now) {
        MarketInterval interval = instruction.interval();
        if (!interval.until().isAfter(now)) {
            return Refusal.ALREADY_OVER;
        }
        if (Duration.between(interval.from(), interval.until())
                        .compareTo(policy.obligationLongest())
                > 0) {
            return Refusal.TOO_LONG;
        }
        if (interval.from().isAfter(now.plus(policy.obligationAhead()))) {
            return Refusal.TOO_FAR_AHEAD;
        }
        long open = byId.values().stream().filter(o -> !o.state().isFinal()).count();
        if (open >= OPEN_MAX) {
            return Refusal.TOO_MANY;
        }
        if (!book.knows(instruction.program())) {
            return Refusal.UNKNOWN_PROGRAM;
        }
        return admission.admits(instruction, overlapping(interval));
    }

    private void change(
            Obligation obligation, ObligationState state, @Nullable Instant endedAt, Instant now) {
        keep(
                new Obligation(
                        obligation.instruction(),
                        state,
                        now,
                        obligation.baseline(),
                        obligation.limit(),
                        endedAt,
                        null));
    }

    private void keep(Obligation obligation) {
        byId.put(obligation.id(), obligation);
        outbox.add(new Output.ObligationChanged(obligation));
        if (byId.size() > OPEN_MAX + FINISHED_MAX) {
            byId.values().stream()
                    .filter(o -> o.state().isFinal())
                    .findFirst()
                    .ifPresent(oldest -> byId.remove(oldest.id()));
        }
    }

    private static Obligation refused(Instruction instruction, Refusal refusal, Instant now) {
        return new Obligation(instruction, ObligationState.REFUSED, now, null, null, null, refusal);
    }
}
