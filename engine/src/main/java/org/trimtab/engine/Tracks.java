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
import org.trimtab.program.ObligationState;
import org.trimtab.program.Signal;
import org.trimtab.quantity.Power;
import org.trimtab.settlement.FollowingRule;
import org.trimtab.settlement.FollowingScore;
import org.trimtab.settlement.FollowingScorer;

/** The set-points the site follows now, and how well. */
final class Tracks {
    /** A path and its score; one for each track in force. */
    private record Following(SetPointPath path, FollowingScorer scorer) {}

    /** The newest signals of a track that has not begun; null where none has come. */
    private record Early(Signal.@Nullable BasePoint base, Signal.@Nullable SetPoint set) {
        private static final Early NONE = new Early(null, null);

        Early and(Signal signal) {
            return switch (signal) {
                case Signal.BasePoint newer ->
                        base != null && !newer.issuedAt().isAfter(base.issuedAt())
                                ? this
                                : new Early(newer, set);
                case Signal.SetPoint newer ->
                        set != null && !newer.issuedAt().isAfter(set.issuedAt())
                                ? this
                                : new Early(base, newer);
            };
        }

        void giveTo(SetPointPath path) {
            if (base != null) {
                path.take(base);
            }
            if (set != null) {
                path.take(set);
            }
        }
    }

    private final DispatchPolicy.Following policy;
    private final Outbox outbox;
    private final Map<InstructionId, Following> followed = new LinkedHashMap<>();
    private final Map<InstructionId, Early> waiting = new LinkedHashMap<>();

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
        // The track's own base point is older than any that is sent for it.
        path.take(new Signal.BasePoint(track.id(), Instant.MIN, track.basePoint()));
        Early early = waiting.remove(track.id());
        if (early != null) {
            early.giveTo(path);
        }
        followed.put(
                track.id(),
                new Following(
                        path,
                        new FollowingScorer(
                                FollowingRule.ERCOT,
                                obligation.owedInterval().from(),
                                track.interval().until())));
    }

    /**
     * Takes a signal; one of no track, twice or out of order changes nothing. Of those that come before their track
     * begins the newest of each kind is kept, as many as there are tracks that wait.
     */
    void take(Signal signal, Obligations obligations) {
        Following following = followed.get(signal.track());
        if (following != null) {
            following.path().take(signal);
            return;
        }
        if (isPending(signal.track(), obligations)) {
            waiting.merge(signal.track(), Early.NONE.and(signal), (known, _) -> known.and(signal));
        }
    }

    private static boolean isPending(InstructionId track, Obligations obligations) {
        Obligation obligation = obligations.find(track);
        return obligation != null
                && obligation.state() == ObligationState.PENDING
                && obligation.instruction() instanceof Instruction.Track;
    }

    /** True while a signal is kept for a track that has not begun. */
    boolean isWaiting() {
        return !waiting.isEmpty();
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
        waiting.keySet().removeIf(track -> !isPending(track, obligations));
        // The last interval is decided only once the meter has passed its end.
        followed.values().removeIf(following -> following.scorer().isDone());
    }

    boolean isEmpty() {
        return followed.isEmpty();
    }
}
