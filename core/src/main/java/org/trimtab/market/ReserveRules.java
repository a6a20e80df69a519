package org.trimtab.market;

import java.time.Duration;
import java.time.LocalTime;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.trimtab.program.RuleSource.Evidence;
import org.trimtab.quantity.Power;
import org.trimtab.quantity.Share;

/**
 * Who may hold a reserve, how much of it, and how often it is called; all of it from the market's rules.
 *
 * @param pricedAs product whose clearing price is paid; its own but for sub-types
 * @param column of its clearing price in files
 * @param resources registrations that may hold it, such as {@code nclr}; empty for any
 * @param needs what machines need beside their time
 * @param least smallest offer
 * @param systemMost most the whole market takes; null without a limit
 * @param loadShareMost most of the market's need that loads may hold together; null without a limit
 * @param excludes programs that may not share a megawatt with it
 * @param call how it is called
 * @param offersDue local time of the day before at which offers are due; null when not told
 * @param awardsPosted local time of the day before at which awards are known; null when not told
 * @param qualification what is tested before it may be offered
 */
public record ReserveRules(
        String pricedAs,
        String column,
        Set<String> resources,
        Needs needs,
        Power least,
        @Nullable Power systemMost,
        @Nullable Share loadShareMost,
        Set<String> excludes,
        Call call,
        @Nullable LocalTime offersDue,
        @Nullable LocalTime awardsPosted,
        String qualification) {
    /** What machines need beside their time to hold a reserve. */
    public enum Needs {
        /** Nothing. */
        NOTHING,
        /** A relay that trips by itself: no software can promise it. */
        RELAY,
        /** To be held at a level between sleep and full work. */
        SET_POINT
    }

    /**
     * How a reserve is called.
     *
     * @param share of the hours held in which a call is expected
     * @param length of a usual call
     * @param restore how long after a call it may take until it is held again
     * @param evidence how the share is known
     */
    public record Call(Share share, Duration length, Duration restore, Evidence evidence) {}

    public ReserveRules {
        resources = Set.copyOf(resources);
        excludes = Set.copyOf(excludes);
    }

    /** Terms that bar nobody and tell of no calls. */
    public static ReserveRules open(String product) {
        return new ReserveRules(
                product,
                "",
                Set.of(),
                Needs.NOTHING,
                Power.ZERO,
                null,
                null,
                Set.of(),
                new Call(Share.NONE, Duration.ofHours(1), Duration.ZERO, Evidence.INFERRED),
                null,
                null,
                "");
    }

    /** True when a site with this registration may hold it. */
    public boolean isOpenTo(String resource) {
        return resources.isEmpty() || resources.contains(resource);
    }
}
