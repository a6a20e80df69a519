package org.trimtab.engine;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.trimtab.dispatch.Claim;
import org.trimtab.dispatch.FrequencyState;
import org.trimtab.dispatch.FrequencyWatch;
import org.trimtab.dispatch.PrimaryResponse;
import org.trimtab.dispatch.UnderFrequencyRelay;
import org.trimtab.dispatch.UnderFrequencyRelay.Change;
import org.trimtab.program.FrequencyDuty;
import org.trimtab.program.Instruction;
import org.trimtab.program.Obligation;
import org.trimtab.program.ObligationState;
import org.trimtab.program.Rank;
import org.trimtab.quantity.Power;
import org.trimtab.quantity.Reduction;
import org.trimtab.telemetry.FrequencySample;

/** What the site does by itself when the grid's frequency moves. Without an award in force it does nothing. */
final class FrequencyDesk {
    /** What commands of the tripped plan name as their cause. */
    static final String CAUSE = "under-frequency";

    private final @Nullable FrequencyDuty duty;
    private final @Nullable UnderFrequencyRelay relay;
    private final @Nullable FrequencyWatch watch;
    private final Outbox outbox;
    private Instant clock = Instant.MIN;
    private Reduction awarded = Reduction.NONE;
    private boolean droopAwarded;
    private @Nullable Claim trip;
    private @Nullable String armedBy;

    FrequencyDesk(@Nullable FrequencyDuty duty, Outbox outbox) {
        this.duty = duty;
        this.outbox = outbox;
        relay =
                duty == null || duty.underFrequency() == null
                        ? null
                        : new UnderFrequencyRelay(duty);
        watch = relay != null ? relay.watch() : duty == null ? null : new FrequencyWatch(duty);
    }

    void arm(boolean armed, String by) {
        if (relay == null) {
            outbox.add(
                    new Output.Alarm(
                            "NOTHING_TO_ARM",
                            "The site file has no under-frequency plan; nothing was armed."));
            return;
        }
        armedBy = armed ? by : null;
        tell(relay.arm(armed, by));
    }

    /** Who has armed the plan; null while nobody has. */
    @Nullable String armedBy() {
        return armedBy;
    }

    /** The step's time, by which samples, hold times and the answer to a deviation all count. */
    void follow(Instant at) {
        clock = at;
    }

    void read(List<FrequencySample> samples) {
        for (FrequencySample sample : samples) {
            if (relay != null) {
                tell(relay.sample(sample, clock));
            } else if (watch != null) {
                watch.take(sample, clock);
            }
        }
    }

    /** Looks at the awards in force, and lets time pass. */
    void tick(List<Obligation> obligations) {
        if (duty == null) {
            return;
        }
        FrequencyDuty.UnderFrequency plan = duty.underFrequency();
        FrequencyDuty.Droop droop = duty.droop();
        droopAwarded = droop != null && !reserve(obligations, droop.program()).isNone();
        if (relay != null && plan != null) {
            awarded = reserve(obligations, plan.program());
            tell(relay.award(!awarded.isNone()));
            tell(relay.tick(clock));
        }
    }

    private static Reduction reserve(List<Obligation> obligations, String program) {
        Reduction held = Reduction.NONE;
        for (Obligation obligation : obligations) {
            if (obligation.state() == ObligationState.ACTIVE
                    && obligation.instruction() instanceof Instruction.HoldReserve hold
                    && hold.program().equals(program)) {
                held = held.plus(hold.reserve());
            }
        }
        return held;
    }

    /** True in the step in which load must begin to fall; the level it falls from is kept with it. */
    boolean trips(Power level) {
        if (relay == null || !relay.tripped() || duty == null || duty.underFrequency() == null) {
            return false;
        }
        if (trip != null) {
            return false;
        }
        trip = claim(duty.underFrequency(), level);
        return true;
    }

    private Claim claim(FrequencyDuty.UnderFrequency plan, Power level) {
        Reduction asked = Reduction.ofWatts(Math.min(awarded.watts(), Math.max(0, level.watts())));
        return Claim.reduction(CAUSE, plan.program(), Rank.GRID_EMERGENCY, level, asked);
    }

    /** What a trip at this level would claim; null when nothing can trip now. */
    @Nullable Claim ahead(Power level) {
        return isReady() && duty != null && duty.underFrequency() != null
                ? claim(duty.underFrequency(), level)
                : null;
    }

    /** What the tripped plan claims; null when it has not tripped. */
    @Nullable Claim trip() {
        if (trip != null && relay != null && !relay.tripped()) {
            trip = null;
        }
        return trip;
    }

    /** The load that was shed is back. */
    void restored() {
        if (relay != null && relay.state() == FrequencyState.REARMING) {
            tell(relay.restored());
        }
    }

    /** What is to be drawn less because of the frequency, by droop; below zero for more. */
    Power response() {
        if (duty == null || watch == null || !droopAwarded) {
            return Power.ZERO;
        }
        return PrimaryResponse.of(duty, watch.at(clock));
    }

    /** Where the under-frequency plan stands; DISARMED when the site has none. */
    FrequencyState state() {
        return relay == null ? FrequencyState.DISARMED : relay.state();
    }

    /** True when a fall of frequency would shed load now. */
    boolean isReady() {
        return relay != null && relay.sheds();
    }

    /** How much the armed plan sheds. */
    Reduction awarded() {
        return awarded;
    }

    private void tell(List<Change> changes) {
        for (Change change : new ArrayList<>(changes)) {
            outbox.add(new Output.FrequencyStateChanged(change.state(), change.because()));
        }
    }
}
