package org.trimtab.engine;

import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.trimtab.dispatch.Draft;
import org.trimtab.dispatch.LeftOut;
import org.trimtab.dispatch.Plan;
import org.trimtab.engine.Curtailing.Drafted;
import org.trimtab.engine.Curtailing.Heading;
import org.trimtab.engine.Curtailing.Need;
import org.trimtab.program.ProgramBook;
import org.trimtab.quantity.Power;
import org.trimtab.resource.Feeder;

/**
 * Keeps the site and its feeders at or below what is owed. It plans ahead from the level that every command on its way
 * will bring, so a device that fails, a meter that shows more and a set-point that moves are all the same to it: what
 * is too much comes off, cheapest work first.
 */
final class GridControl {
    /** A shortfall that lasts, or comes back, is said again after this. */
    private static final Duration SAY_AGAIN_AFTER = Duration.ofMinutes(15);

    private final Fleet fleet;
    private final Curtailing curtailing;
    private final Eligibility eligibility;
    private final Trust trust;
    private final Offers offers;
    private final List<Feeder> feeders;
    private final ProgramBook book;
    private final FallRamp fallRamp;
    private final Outbox outbox;
    private final Set<String> begun = new HashSet<>();
    private long lastShortfall;
    private @Nullable String lastShortOf;
    private Instant shortSaidAt = Instant.MIN;

    GridControl(ControlRoom room, Curtailing curtailing, Offers offers, FallRamp fallRamp) {
        this.fallRamp = fallRamp;
        this.fleet = room.fleet();
        this.curtailing = curtailing;
        this.eligibility = room.eligibility();
        this.trust = room.trust();
        this.offers = offers;
        this.feeders = room.definition().site().feeders();
        this.book = room.definition().programs();
        this.outbox = room.outbox();
    }

    /** Takes off what is too much now. */
    void hold(Situation situation, boolean tripped, Instant now) {
        begun.retainAll(situation.causes());
        String cause = situation.band().ceilingBy();
        boolean begins =
                cause != null && situation.owed().containsKey(cause) && !begun.contains(cause);
        Need whole = need(situation, cause, begins, now);
        Need need = ramped(whole, situation, cause, now);
        boolean goesOn = need.siteWatts() < whole.siteWatts();
        if (need.isNone() && (goesOn || !begins)) {
            return;
        }
        Plan.Kind kind =
                tripped
                        ? Plan.Kind.TRIP
                        : begins
                                ? Plan.Kind.BEGIN
                                : situation.follows() && need.siteWatts() > 0
                                        ? Plan.Kind.FOLLOW
                                        : Plan.Kind.REFILL;
        String named = named(need, cause);
        Drafted drafted =
                tripped && !begins
                        ? curtailing.trip(need, now)
                        : curtailing.draft(need, begins, now);
        boolean news = isNews(drafted.moves(), named, now);
        if (drafted.moves().size() > 0 || begins || news) {
            outbox.add(
                    new Output.PlanMade(
                            curtailing.plan(heading(situation, named, kind), need, drafted, now)));
        }
        if (news) {
            sayShortFeeders(situation, named, drafted.moves(), now);
        }
        fallRamp.fell(issue(drafted.moves(), named, now), now);
        if (begins && !goesOn) {
            begun.add(cause);
        }
    }

    /** Drafts ahead what a trip would ask for, were {@code tripped} the present situation. */
    void ready(Situation tripped, Instant now) {
        curtailing.ready(need(tripped, tripped.band().ceilingBy(), false, now), now);
    }

    long tripsAhead() {
        return curtailing.tripsAhead();
    }

    /** Nothing can trip. */
    void standDown() {
        curtailing.standDown();
    }

    /** The plan that would be made were {@code situation} the present one; nothing is commanded. */
    @Nullable Plan preview(Situation situation, Instant now) {
        String cause = situation.band().ceilingBy();
        if (cause == null) {
            return null;
        }
        Need need = need(situation, cause, true, now);
        String named = named(need, cause);
        return curtailing.plan(
                heading(situation, named, Plan.Kind.BEGIN),
                need,
                curtailing.draft(need, true, now),
                now);
    }

    private Need need(Situation situation, @Nullable String cause, boolean begins, Instant now) {
        Power aim = situation.aim();
        long site = aim == null ? 0 : Math.max(0, fleet.level().expected(-1) - aim.watts());
        if (begins && site > 0 && !situation.follows()) {
            site =
                    offers.withSome(
                            site, situation.within(cause, book, now), curtailing.slowest(), now);
        }
        long[] behind = new long[feeders.size()];
        for (int g = 0; g < behind.length; g++) {
            Power most = situation.aimBelow(feeders.get(g).limit());
            behind[g] = Math.max(0, fleet.level().expected(g) - most.watts());
        }
        return new Need(
                site, behind, situation.horizon(cause, now), situation.within(cause, book, now));
    }

    /** As much of a need as the ramp lets fall now; what an emergency or a limit asks for is not slowed. */
    private Need ramped(Need need, Situation situation, @Nullable String cause, Instant now) {
        if (fallRamp.isNone() || need.siteWatts() == 0) {
            return need;
        }
        Power most = situation.urgent();
        long urgent =
                most == null
                        ? 0
                        : Math.max(
                                0, fleet.level().expected(-1) - situation.aimBelow(most).watts());
        long rest = Math.max(0, need.siteWatts() - urgent);
        long room = fallRamp.room(rest, situation.deadline(cause, book, now), now);
        return new Need(
                Math.min(need.siteWatts(), urgent + room),
                need.feederWatts(),
                need.horizon(),
                need.within());
    }

    /** What a plan names as its cause: what sets the ceiling, or the feeder when only a feeder carries too much. */
    private String named(Need need, @Nullable String cause) {
        if (cause != null && (need.siteWatts() > 0 || need.isNone())) {
            return cause;
        }
        for (int g = 0; g < feeders.size(); g++) {
            if (need.feederWatts()[g] > 0) {
                return cause(feeders.get(g));
            }
        }
        return cause == null ? Claims.SITE_LIMIT : cause;
    }

    /** What commands for a feeder's limit name as their cause. */
    static String cause(Feeder feeder) {
        return "feeder:" + feeder.id();
    }

    private Heading heading(Situation situation, String named, Plan.Kind kind) {
        LeftOut others = situation.isCutForReserve() ? LeftOut.KEPT_AS_RESERVE : LeftOut.NOT_NEEDED;
        return new Heading(
                named,
                kind,
                limit(situation, named),
                Power.ofWatts(level(named)),
                feeder(named),
                others);
    }

    private Power limit(Situation situation, String named) {
        for (Feeder feeder : feeders) {
            if (cause(feeder).equals(named)) {
                return feeder.limit();
            }
        }
        Power ceiling = situation.band().ceiling();
        return ceiling == null ? Power.ZERO : ceiling;
    }

    private long level(String named) {
        return fleet.level().expected(feeder(named));
    }

    /** The feeder a plan is for; -1 for the site. */
    private int feeder(String named) {
        for (int g = 0; g < feeders.size(); g++) {
            if (cause(feeders.get(g)).equals(named)) {
                return g;
            }
        }
        return -1;
    }

    /** What a feeder is short of is the feeder's, whatever else the draft was for. */
    private void sayShortFeeders(Situation situation, String named, Draft draft, Instant now) {
        for (int g = 0; g < feeders.size(); g++) {
            String its = cause(feeders.get(g));
            if (draft.groupShortfallWatts(g) > 0 && !its.equals(named)) {
                Heading heading = heading(situation, its, Plan.Kind.REFILL);
                outbox.add(new Output.PlanMade(curtailing.shortOnly(heading, draft, now)));
            }
        }
    }

    /** A shortfall is said once, again when it has grown by more than a tenth, and again after a while. */
    private boolean isNews(Draft draft, String named, Instant now) {
        long missing = draft.shortfallWatts();
        for (int g = 0; g < feeders.size(); g++) {
            missing = Math.max(missing, draft.groupShortfallWatts(g));
        }
        boolean news =
                missing > 0
                        && (!named.equals(lastShortOf)
                                || missing > lastShortfall * 11 / 10
                                || !shortSaidAt.plus(SAY_AGAIN_AFTER).isAfter(now));
        if (news) {
            lastShortfall = missing;
            lastShortOf = named;
            shortSaidAt = now;
        }
        return news;
    }

    private long issue(Draft draft, String cause, Instant now) {
        long watts = 0;
        for (int i = 0; i < draft.size(); i++) {
            int place = draft.place(i);
            if (!curtailing.mayMove(place, draft.to(i), now)) {
                continue;
            }
            Standing standing = fleet.standing(place);
            int attempt =
                    standing.phase() == Standing.Phase.CURTAIL_FAILED ? standing.attempts() + 1 : 1;
            fleet.command(place, draft.to(i), cause, attempt, now);
            trust.asked(place);
            eligibility.refresh(place, now);
            watts += draft.watts(i);
        }
        return watts;
    }
}
