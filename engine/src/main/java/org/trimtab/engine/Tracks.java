package org.trimtab.engine;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.trimtab.dispatch.Band;
import org.trimtab.dispatch.SetPointPath;
import org.trimtab.program.Instruction;
import org.trimtab.program.InstructionId;
import org.trimtab.program.Obligation;
import org.trimtab.program.Signal;
import org.trimtab.quantity.Power;
import org.trimtab.settlement.FollowingRule;
import org.trimtab.settlement.FollowingScore;
import org.trimtab.settlement.FollowingScorer;

/** The set-points the site follows now, and how well. */
final class Tracks {
    /** A path and its score; one for each track in force. */
    private record Following(SetPointPath path, FollowingScorer scorer) {}

    private final DispatchPolicy.Following policy;
    private final Outbox outbox;
    private final Map<InstructionId, Following> followed = new LinkedHashMap<>();

    Tracks(DispatchPolicy.Following policy, Outbox outbox) {
        this.policy = policy;
        this.outbox = outbox;
    }

    /** Begins to follow, in a ramp from the present level to the first base point. */
    void begin(Obligation obligation, Instruction.Track track, Power level, Instant now) {
        SetPointPath path =
                new SetPointPath(
                        level.atLeast(Power.ZERO),
                        obligation.owedInterval(),
                        policy.baseRamp(),
                        policy.setPointStaleAfter());
        path.take(
                new Signal.BasePoint(
                        track.id(), obligation.owedInterval().from(), track.basePoint()));
        followed.put(
                track.id(),
                new Following(
                        path,
                        new FollowingScorer(
                                FollowingRule.ERCOT,
                                obligation.owedInterval().from(),
                                track.interval().until())));
    }

    /** Takes a signal; one of no track in force, twice or out of order changes nothing. */
    void take(Signal signal) {
        Following following = followed.get(signal.track());
        if (following != null) {
            following.path().take(signal);
        }
    }

    /** Where a track asks the level to be; null when it is not followed. */
    @Nullable Power at(InstructionId track, Instant now) {
        Following following = followed.get(track);
        return following == null ? null : following.path().at(now);
    }

    /**
     * The site meter was read: what was asked then and what was drawn go into the score.
     *
     * @param band what rules the level now; an interval in which something stronger does is not scored
     */
    void read(Instant observedAt, Power level, Power response, Band band) {
        followed.forEach((track, following) -> {
            following.scorer().asked(observedAt, following.path().at(observedAt), response);
            following.scorer().read(observedAt, level);
            if (!track.value().equals(band.ceilingBy()) || !track.value().equals(band.floorBy())) {
                following.scorer().exempt(observedAt);
            }
        });
    }

    /** Scores what is over, and stops following what is no longer owed. */
    void score(Obligations obligations, Instant now) {
        followed.forEach((track, following) -> {
            Obligation obligation = obligations.find(track);
            if (obligation != null && obligation.endedAt() != null) {
                following.scorer().endAt(obligation.endedAt());
            }
            for (FollowingScore score : following.scorer().close(now)) {
                outbox.add(new Output.FollowingScored(track, score));
            }
        });
        // The last interval is decided only once the meter has passed its end.
        followed.values().removeIf(following -> following.scorer().isDone());
    }

    boolean isEmpty() {
        return followed.isEmpty();
    }
}
