package org.trimtab.live;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.trimtab.dispatch.Band;
import org.trimtab.dispatch.Command;
import org.trimtab.dispatch.CommandOutcome;
import org.trimtab.dispatch.Conflict;
import org.trimtab.dispatch.Failure;
import org.trimtab.dispatch.Plan;
import org.trimtab.engine.Output;
import org.trimtab.engine.Standing;
import org.trimtab.program.Obligation;
import org.trimtab.resource.DeviceId;
import org.trimtab.settlement.FollowingScore;

/**
 * What is kept of one event so that it can be explained. Everything in it has a limit; what goes beyond is counted.
 * Crank's thread only.
 */
final class EventStory {
    /** Choices, ranges and notes kept of one event; what comes later is counted. */
    static final long WEIGHT_MAX = 500_000;

    /** Plans kept in full, those that follow a set-point apart. */
    static final int PLANS_MAX = 200;

    /** The newest plans that follow a set-point are kept in full; the older ones are counted. */
    static final int FOLLOWING_PLANS_MAX = 50;

    /** Changes of who sets the band. */
    static final int BANDS_MAX = 200;

    /** Devices that did not do as asked. */
    static final int FAILURES_MAX = 1_000;

    /** Notes on one device. */
    static final int NOTES_MAX = 60;

    /** Scored intervals: a week of five minutes. */
    static final int SCORES_MAX = 2_016;

    /** Other lines, such as alarms and quarantines. */
    static final int REMARKS_MAX = 200;

    /** A plan and its number among the event's plans. */
    record Numbered(int number, Plan plan, Instant at) {}

    /** The band from a moment on. */
    record Banded(Instant at, Band band) {}

    /** A device that failed; {@code refill} is the number of the plan that replaced it, 0 when none did. */
    static final class Failed {
        final Instant at;
        final DeviceId device;
        final Failure failure;
        final Standing.Phase phase;
        @Nullable Numbered refill;

        Failed(Instant at, DeviceId device, Failure failure, Standing.Phase phase) {
            this.at = at;
            this.device = device;
            this.failure = failure;
            this.phase = phase;
        }
    }

    /** Something that happened to one device. */
    sealed interface Note {
        Instant at();

        record Asked(Command command) implements Note {
            @Override
            public Instant at() {
                return command.issuedAt();
            }
        }

        record Answered(CommandOutcome outcome) implements Note {
            @Override
            public Instant at() {
                return outcome.knownAt();
            }
        }

        record Stood(Instant at, Standing.Phase phase, @Nullable Failure failure) implements Note {}
    }

    private final MeterTale meter = new MeterTale();
    private final List<Explanation.Line> remarks = new ArrayList<>();
    private final List<Numbered> plans = new ArrayList<>();
    private final List<Banded> bands = new ArrayList<>();
    private final List<Failed> failures = new ArrayList<>();
    private final List<Failed> unreplaced = new ArrayList<>();
    private final List<FollowingScore> scores = new ArrayList<>();
    private final Map<DeviceId, List<Note>> notes = new HashMap<>();
    private int planned;
    private int followed;
    private int plansLost;
    private int bandsMoved;
    private int failuresLost;
    private int notesLost;
    private int remarksLost;
    private long weight;

    /** Things kept, to hold against a limit over all events. */
    long weight() {
        return weight;
    }

    void planned(Plan plan, Instant at) {
        planned++;
        Numbered numbered = new Numbered(planned, plan, at);
        boolean follows = plan.kind() == Plan.Kind.FOLLOW;
        if (plan.kind() == Plan.Kind.REFILL && !plan.chosen().isEmpty()) {
            unreplaced.forEach(failed -> failed.refill = numbered);
            unreplaced.clear();
        }
        boolean tooMany =
                !follows && plans.size() - Math.min(followed, FOLLOWING_PLANS_MAX) >= PLANS_MAX;
        if (tooMany || weight + weightOf(plan) > WEIGHT_MAX) {
            plansLost++;
            return;
        }
        if (follows) {
            followed++;
        }
        plans.add(numbered);
        weight += weightOf(plan);
        if (follows && followed > FOLLOWING_PLANS_MAX) {
            dropOldestFollowing();
        }
    }

    private void dropOldestFollowing() {
        for (int i = 0; i < plans.size(); i++) {
            if (plans.get(i).plan().kind() == Plan.Kind.FOLLOW) {
                weight -= weightOf(plans.remove(i).plan());
                return;
            }
        }
    }

    private static long weightOf(Plan plan) {
        return 1L
                + plan.chosen().size()
                + plan.leftOut().values().stream().mapToInt(List::size).sum();
    }

    /** The band while the event is in force; one whose causes are the same only moved. */
    void banded(Band band, Instant at) {
        if (!bands.isEmpty() && bands.getLast().at().equals(at)) {
            bands.set(bands.size() - 1, new Banded(at, band));
            return;
        }
        if (!bands.isEmpty() && causes(bands.getLast().band()).equals(causes(band))) {
            if (!bands.getLast().band().equals(band)) {
                bandsMoved++;
            }
            return;
        }
        if (bands.size() < BANDS_MAX) {
            bands.add(new Banded(at, band));
            weight++;
        } else {
            bandsMoved++;
        }
    }

    private static Set<String> causes(Band band) {
        Set<String> causes = new HashSet<>();
        causes.add("ceiling " + band.ceilingBy());
        causes.add("floor " + band.floorBy());
        for (Conflict conflict : band.conflicts()) {
            causes.add(conflict.loser() + " " + conflict.winner() + " " + conflict.reason());
        }
        return causes;
    }

    void issued(Command command) {
        note(command.device(), new Note.Asked(command));
    }

    void outcome(CommandOutcome outcome) {
        note(outcome.device(), new Note.Answered(outcome));
    }

    void stood(Output.StandingChanged changed, Instant now) {
        Failure failure = changed.failure();
        note(changed.device(), new Note.Stood(now, changed.phase(), failure));
        boolean failed =
                changed.phase() == Standing.Phase.CURTAIL_FAILED
                        || changed.phase() == Standing.Phase.RESTORE_FAILED;
        if (!failed || failure == null) {
            return;
        }
        if (failures.size() >= FAILURES_MAX) {
            failuresLost++;
            return;
        }
        Failed one = new Failed(now, changed.device(), failure, changed.phase());
        failures.add(one);
        weight++;
        if (changed.phase() == Standing.Phase.CURTAIL_FAILED) {
            unreplaced.add(one);
        }
    }

    private void note(DeviceId device, Note note) {
        List<Note> kept = notes.computeIfAbsent(device, _ -> new ArrayList<>(4));
        if (kept.size() < NOTES_MAX && weight < WEIGHT_MAX) {
            kept.add(note);
            weight++;
        } else {
            notesLost++;
        }
    }

    void remark(Instant at, String text) {
        if (remarks.size() < REMARKS_MAX) {
            remarks.add(new Explanation.Line(at, text));
            weight++;
        } else {
            remarksLost++;
        }
    }

    void scored(FollowingScore score) {
        if (scores.size() < SCORES_MAX) {
            scores.add(score);
            weight++;
        }
    }

    MeterTale meter() {
        return meter;
    }

    List<Explanation.Line> remarks() {
        return remarks;
    }

    List<Numbered> plans() {
        return plans;
    }

    List<Banded> bands() {
        return bands;
    }

    List<Failed> failures() {
        return failures;
    }

    List<FollowingScore> scores() {
        return scores;
    }

    List<Note> notes(DeviceId device) {
        return notes.getOrDefault(device, List.of());
    }

    int followed() {
        return followed;
    }

    int bandsMoved() {
        return bandsMoved;
    }

    /** What goes beyond the limits, in words. */
    List<String> notKept() {
        List<String> gone = new ArrayList<>();
        int older = Math.max(0, followed - FOLLOWING_PLANS_MAX);
        add(gone, older, "older plans that follow the set-point are only counted");
        add(gone, plansLost, "later plans are only counted");
        add(gone, bandsMoved, "changes of the band's level under the same causes are not shown");
        add(gone, failuresLost, "later failures are only counted");
        add(gone, notesLost, "later notes on single devices are only counted");
        add(gone, remarksLost, "later remarks are only counted");
        return gone;
    }

    private static void add(List<String> gone, int count, String what) {
        if (count > 0) {
            gone.add("%,d %s".formatted(count, what));
        }
    }

    /** True when anything is known that an explanation could tell. */
    static boolean isInForce(Obligation obligation) {
        return switch (obligation.state()) {
            case ACTIVE, RESTORING -> true;
            case PENDING, COMPLETED, WITHDRAWN, REFUSED -> false;
        };
    }
}
