package org.trimtab.dispatch;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.trimtab.program.FrequencyDuty;
import org.trimtab.quantity.Frequency;
import org.trimtab.telemetry.FrequencySample;

/**
 * When the armed under-frequency plan sheds and when its load may come back. It sheds only while a person has armed it,
 * an award is in force, and good samples have shown a frequency at or below the threshold for the whole delay, counted
 * along the samples' own times from when both held; at any other time load rides through, whatever the frequency, for
 * a drop that nobody asked for is a breach (ERCOT NOGRR282, as market-rules §1.13 says). Delays count along samples,
 * hold counts along the clock handed in, of which only the steps forward count.
 *
 * <p>Once shed, load stays off for the hold time and until frequency has recovered, even when the award ends or a
 * person disarms. One way out is left when the instrument fails meanwhile: after the hold time a person may disarm. A
 * second fall while load is coming back sheds again, and holds again: so it sheds at most once in hold and recovery
 * time.
 */
public final class UnderFrequencyRelay {
    private final FrequencyDuty.UnderFrequency plan;
    private final FrequencyWatch watch;
    private FrequencyState state = FrequencyState.DISARMED;
    private boolean armed;
    private String disarmedBy = "nobody has armed it";
    private boolean awarded;
    private @Nullable Instant clockAt;
    private Duration passed = Duration.ZERO;
    private Duration holdUntil = Duration.ZERO;
    private long breaks;
    private @Nullable Instant liveSince;
    private @Nullable Instant lowSince;
    private @Nullable Instant wellSince;
    private boolean blindWhileOff;
    private boolean heldWhileOff;
    private final List<Change> changes = new ArrayList<>();

    /**
     * A step from one state to another, or something worth saying within a state.
     *
     * @param because what brought it there, in words a person reads
     */
    public record Change(FrequencyState state, String because) {}

    /**
     * Starts disarmed and without an award.
     *
     * @throws IllegalArgumentException when the duty holds no under-frequency plan
     */
    public UnderFrequencyRelay(FrequencyDuty duty) {
        FrequencyDuty.UnderFrequency given = duty.underFrequency();
        if (given == null) {
            throw new IllegalArgumentException("the site has no under-frequency plan to arm");
        }
        this.plan = given;
        this.watch = new FrequencyWatch(duty);
    }

    /**
     * A person arms or disarms the plan.
     *
     * @param by who, for the record
     */
    public List<Change> arm(boolean armed, String by) {
        String cause = (armed ? "armed by " : "disarmed by ") + by;
        this.armed = armed;
        if (!armed) {
            disarmedBy = cause;
        }
        weigh(cause);
        if (armed && !awarded && state == FrequencyState.DISARMED) {
            say(cause + ", but " + plan.program() + " is not awarded; it sheds nothing");
        }
        return told();
    }

    /** The program's award begins or ends. */
    public List<Change> award(boolean awarded) {
        if (this.awarded == awarded) {
            return List.of();
        }
        this.awarded = awarded;
        weigh(
                awarded
                        ? plan.program() + " is awarded"
                        : "the award of " + plan.program() + " is over");
        if (awarded && !armed && state == FrequencyState.DISARMED) {
            say(plan.program() + " is awarded, but " + disarmedBy + "; it sheds nothing");
        }
        return told();
    }

    /**
     * A sample of the frequency came in.
     *
     * @param now the site's clock when it came
     */
    public List<Change> sample(FrequencySample sample, Instant now) {
        pass(now);
        Frequency figure = watch.take(sample, now);
        if (watch.breaks() != breaks) {
            breaks = watch.breaks();
            liveSince = null;
            forgetRuns();
        }
        see();
        if (figure != null) {
            count(figure, sample.observedAt());
            act(figure, sample.observedAt());
        }
        return told();
    }

    /** Time went by. */
    public List<Change> tick(Instant now) {
        pass(now);
        see();
        return told();
    }

    /** The load that was shed is back, as far as it can be. */
    public List<Change> restored() {
        if (state == FrequencyState.REARMING) {
            stand("the load is back; armed again");
        }
        return told();
    }

    public FrequencyState state() {
        return state;
    }

    /** Whether the plan's load must be off. */
    public boolean tripped() {
        return state == FrequencyState.TRIPPED;
    }

    /** Whether a fall of frequency would shed load now. */
    public boolean sheds() {
        return state == FrequencyState.ARMED || (state == FrequencyState.REARMING && wanted());
    }

    /** What is known of the frequency, for the droop and for people. */
    public FrequencyWatch watch() {
        return watch;
    }

    private boolean wanted() {
        return armed && awarded;
    }

    /** What arming and award together come to now. */
    private void weigh(String cause) {
        if (wanted() && state == FrequencyState.DISARMED) {
            liveSince = clockAt;
            stand(cause + "; it sheds at or below " + plan.threshold());
        } else if (!wanted() && state == FrequencyState.TRIPPED) {
            say(cause + "; the load stays off until hold time and recovery are over");
            see();
        } else if (!wanted() && state != FrequencyState.DISARMED) {
            become(FrequencyState.DISARMED, cause + "; it sheds nothing");
        }
    }

    /** Armed, if the frequency is known, and blind if not. */
    private void stand(String cause) {
        forgetRuns();
        boolean known = clockAt != null && watch.at(clockAt) != null;
        become(
                known ? FrequencyState.ARMED : FrequencyState.BLIND,
                known
                        ? cause
                        : cause
                                + "; but frequency is not known, and it sheds nothing until it is: "
                                + watch.why());
    }

    private void pass(Instant now) {
        if (clockAt != null && now.isAfter(clockAt)) {
            passed = passed.plus(Duration.between(clockAt, now));
        }
        clockAt = now;
    }

    private void forgetRuns() {
        lowSince = null;
        wellSince = null;
    }

    /** Looks whether the frequency is known, and whether time alone has ended anything. */
    private void see() {
        Frequency known = clockAt == null ? null : watch.at(clockAt);
        if (state == FrequencyState.ARMED && known == null) {
            forgetRuns();
            become(
                    FrequencyState.BLIND,
                    "frequency is not known: " + watch.why() + "; it sheds nothing until it is");
        } else if (state == FrequencyState.BLIND && known != null) {
            become(FrequencyState.ARMED, "frequency is known again, " + known);
        } else if (state == FrequencyState.TRIPPED) {
            seeWhileOff(known);
        }
    }

    private void seeWhileOff(@Nullable Frequency known) {
        if (known == null && !blindWhileOff) {
            forgetRuns();
            say(
                    "frequency is not known: "
                            + watch.why()
                            + "; the load stays off until it is and has recovered, or, once the"
                            + " hold time is over, until a person disarms");
        }
        blindWhileOff = known == null;
        if (passed.compareTo(holdUntil) < 0) {
            return;
        }
        if (!armed && known == null) {
            become(
                    FrequencyState.DISARMED,
                    disarmedBy
                            + "; the hold time of "
                            + FrequencyWatch.spoken(plan.hold())
                            + " is over and the frequency is not known; the load may come back");
        } else if (!heldWhileOff && wellSince == null) {
            heldWhileOff = true;
            say(
                    "the hold time of "
                            + FrequencyWatch.spoken(plan.hold())
                            + " is over; the load comes back when frequency has been at or above "
                            + plan.rearmAbove()
                            + " for "
                            + FrequencyWatch.spoken(plan.rearmAfter()));
        }
    }

    private void count(Frequency figure, Instant at) {
        boolean live = liveSince == null || !at.isBefore(liveSince);
        boolean low = live && figure.isAtMost(plan.threshold());
        lowSince = !low ? null : lowSince == null ? at : lowSince;
        boolean well = plan.rearmAbove().isAtMost(figure);
        wellSince = !well ? null : wellSince == null ? at : wellSince;
    }

    private void act(Frequency figure, Instant at) {
        if (sheds() && lowSince != null && reached(lowSince, at, plan.delay())) {
            trip(figure, Duration.between(lowSince, at));
        } else if (state == FrequencyState.TRIPPED
                && passed.compareTo(holdUntil) >= 0
                && wellSince != null
                && reached(wellSince, at, plan.rearmAfter())) {
            recover(figure, Duration.between(wellSince, at));
        }
    }

    private static boolean reached(Instant since, Instant at, Duration asked) {
        return Duration.between(since, at).compareTo(asked) >= 0;
    }

    private void trip(Frequency figure, Duration low) {
        boolean again = state == FrequencyState.REARMING;
        holdUntil = passed.plus(plan.hold());
        blindWhileOff = false;
        heldWhileOff = false;
        forgetRuns();
        become(
                FrequencyState.TRIPPED,
                "frequency is "
                        + figure
                        + ", at or below "
                        + plan.threshold()
                        + " for "
                        + FrequencyWatch.spoken(low)
                        + " of the "
                        + FrequencyWatch.spoken(plan.delay())
                        + " asked"
                        + (again ? ", while the load was coming back" : "")
                        + "; the load is shed and stays off for at least "
                        + FrequencyWatch.spoken(plan.hold()));
    }

    private void recover(Frequency figure, Duration well) {
        String because =
                "frequency is "
                        + figure
                        + ", at or above "
                        + plan.rearmAbove()
                        + " for "
                        + FrequencyWatch.spoken(well);
        forgetRuns();
        if (wanted()) {
            become(FrequencyState.REARMING, because + "; the load comes back, then it arms again");
        } else {
            become(
                    FrequencyState.DISARMED,
                    because
                            + "; the load may come back; "
                            + (armed ? plan.program() + " is no longer awarded" : disarmedBy));
        }
    }

    private void become(FrequencyState next, String because) {
        state = next;
        say(because);
    }

    private void say(String because) {
        changes.add(new Change(state, because));
    }

    private List<Change> told() {
        List<Change> told = List.copyOf(changes);
        changes.clear();
        return told;
    }
}
