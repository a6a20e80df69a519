package org.trimtab.live;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.trimtab.interval.MarketInterval;
import org.trimtab.openadr.ven.Agenda;
import org.trimtab.openadr.ven.Stint;
import org.trimtab.openadr.ven.Want;
import org.trimtab.program.Obligation;
import org.trimtab.program.ObligationState;
import org.trimtab.quantity.EnergyPrice;
import org.trimtab.quantity.Power;
import org.trimtab.quantity.Reduction;

/**
 * Keeps the site's instructions in step with what one VTN's events ask. Ids are made from what is
 * asked, so the same ask is the same instruction after a restart; what is no longer asked is
 * cancelled. One thread.
 *
 * <p>A reduction that goes on from another of the same event is asked as a level below the baseline
 * of the first: the site is then no longer at its own level to measure a new one from.
 */
final class VtnFollowing {
    /** How far ahead instructions are put before the engine. */
    static final Duration AHEAD = Duration.ofHours(24);

    private static final Duration PRICE_LONGEST = Duration.ofHours(24);

    /** Asks of one VTN that are kept before the engine; more wait until some are over. */
    private static final int ASKED_MAX = 200;

    private final SiteDesk desk;
    private final Prices prices;
    private final String vtn;
    private final String program;
    private final boolean takesPrices;
    private final Duration longest;
    private final Duration ahead;
    private final Consumer<String> said;
    private final @Nullable Declining declining;
    private final Map<String, Instant> asked = new LinkedHashMap<>();
    private final Set<String> declined = new HashSet<>();
    private @Nullable MarketInterval pricedFor;
    private @Nullable Long priced;
    private boolean recovered;

    /** Where prices go. */
    interface Prices {
        void price(MarketInterval interval, EnergyPrice price);
    }

    /**
     * How a VTN is followed.
     *
     * @param vtn its name
     * @param program the program its events count for
     * @param takesPrices whether its prices are the site's
     * @param longest the longest instruction the site takes
     * @param ahead how far ahead the site takes one
     */
    record Terms(
            String vtn, String program, boolean takesPrices, Duration longest, Duration ahead) {}

    /** Where a VTN is told that the site does not take part in an event. */
    interface Declining {
        void declined(String eventId, String why);
    }

    /**
     * Follows from nothing.
     *
     * @param said is told what people should know
     * @param declining null for a VTN that does not ask whether the site takes part
     */
    VtnFollowing(
            SiteDesk desk,
            Prices prices,
            Terms terms,
            Consumer<String> said,
            @Nullable Declining declining) {
        this.declining = declining;
        this.desk = desk;
        this.prices = prices;
        vtn = terms.vtn();
        program = terms.program();
        takesPrices = terms.takesPrices();
        longest = terms.longest();
        ahead = terms.ahead().compareTo(AHEAD) < 0 ? terms.ahead() : AHEAD;
        this.said = said;
    }

    /** One piece of an ask, no longer than the site takes. */
    private record Piece(Stint stint, Instant from, Instant until, boolean goesOn) {}

    /** Brings the site's instructions to what is asked now. */
    void follow(Agenda agenda) {
        Instant now = desk.now();
        Map<String, Piece> wanted = wanted(agenda, now);
        recover(wanted.keySet());
        for (Map.Entry<String, Piece> piece : wanted.entrySet()) {
            if (!asked.containsKey(piece.getKey()) && asked.size() < ASKED_MAX) {
                ask(piece.getKey(), piece.getValue(), now);
            }
        }
        for (String id : List.copyOf(asked.keySet())) {
            Instant until = asked.get(id);
            boolean over = until != null && !until.isAfter(now);
            if (over) {
                asked.remove(id);
            } else if (!wanted.containsKey(id)) {
                cancel(id);
            }
        }
        if (takesPrices) {
            price(agenda, now);
        }
        decline(wanted);
    }

    /** Tells the VTN once of each event that the site has refused or a person has taken back. */
    private void decline(Map<String, Piece> wanted) {
        if (declining == null) {
            return;
        }
        declined.retainAll(wanted.keySet());
        for (Map.Entry<String, Piece> piece : wanted.entrySet()) {
            String id = piece.getKey();
            EventView event =
                    asked.containsKey(id) && !declined.contains(id) ? desk.event(id) : null;
            String why = event == null ? null : why(event);
            if (why != null) {
                decline(id, piece.getValue(), why);
            }
        }
    }

    private void decline(String id, Piece piece, String why) {
        if (declining != null && declined.add(id)) {
            declining.declined(piece.stint.eventId(), why);
        }
    }

    /** Why a piece that is still asked is not followed; null while it is. */
    private static @Nullable String why(EventView event) {
        return switch (ObligationState.valueOf(event.state())) {
            case PENDING, ACTIVE -> null;
            case REFUSED -> "refused: " + event.refusal();
            case RESTORING, COMPLETED, WITHDRAWN -> "taken back at the site";
        };
    }

    /** After a restart the site may still owe what the VTN has taken back in the meantime. */
    private void recover(Set<String> wanted) {
        if (recovered) {
            return;
        }
        recovered = true;
        for (EventView event : desk.events()) {
            boolean ours =
                    event.source().equals(source())
                            && (event.state().equals(ObligationState.PENDING.name())
                                    || event.state().equals(ObligationState.ACTIVE.name()));
            if (ours) {
                asked.put(event.id(), event.until());
                if (!wanted.contains(event.id())) {
                    said.accept("event " + event.id() + " was taken back while nobody listened");
                }
            }
        }
    }

    private String source() {
        return "openadr:" + vtn;
    }

    private Map<String, Piece> wanted(Agenda agenda, Instant now) {
        Map<String, Piece> wanted = new LinkedHashMap<>();
        Map<String, Instant> ends = new HashMap<>();
        for (Stint stint : agenda.stints()) {
            boolean acts =
                    switch (stint.want()) {
                        case Want.AtMost _, Want.Less _, Want.Be _ -> true;
                        case Want.Price _, Want.Ghg _, Want.Told _, Want.Normal _ -> false;
                    };
            if (!acts) {
                continue;
            }
            Instant before = ends.get(stint.eventId());
            boolean goesOn = before != null && !before.isBefore(stint.from());
            ends.put(stint.eventId(), stint.until());
            for (Piece piece : pieces(stint, goesOn, now)) {
                wanted.put(id(stint, piece.from), piece);
            }
        }
        return wanted;
    }

    /** The pieces of a stint that are not over and begin soon enough. */
    private List<Piece> pieces(Stint stint, boolean goesOn, Instant now) {
        List<Piece> pieces = new ArrayList<>();
        Instant from = stint.from();
        boolean follows = goesOn;
        if (from.isBefore(now)) {
            long passed = Duration.between(from, now).dividedBy(longest);
            from = from.plus(longest.multipliedBy(passed));
            follows |= passed > 0;
        }
        while (from.isBefore(stint.until()) && from.isBefore(now.plus(ahead))) {
            Instant end = from.plus(longest);
            Instant until = end.isBefore(stint.until()) ? end : stint.until();
            if (until.isAfter(now)) {
                pieces.add(new Piece(stint, from, until, follows));
            }
            from = until;
            follows = true;
        }
        return pieces;
    }

    private void ask(String id, Piece piece, Instant now) {
        SiteDesk.Wanted wanted = asked(piece, now);
        if (wanted == null) {
            return;
        }
        Stint stint = piece.stint;
        try {
            Obligation taken =
                    desk.instruct(
                            new SiteDesk.Ask(
                                    id,
                                    source(),
                                    program,
                                    wanted,
                                    piece.from,
                                    Duration.between(piece.from, piece.until),
                                    text(stint),
                                    now));
            asked.put(id, piece.until);
            if (taken.refusal() != null) {
                said.accept(
                        "event "
                                + stint.eventId()
                                + " ("
                                + stint.want().words()
                                + ") is refused: "
                                + taken.refusal());
            } else if (taken.state().isFinal()) {
                said.accept(
                        "event "
                                + stint.eventId()
                                + " is not followed: its instruction "
                                + id
                                + " is "
                                + taken.state());
            } else {
                said.accept(
                        "event "
                                + stint.eventId()
                                + " is instruction "
                                + id
                                + ": "
                                + stint.want().words()
                                + " from "
                                + piece.from.truncatedTo(ChronoUnit.SECONDS)
                                + " until "
                                + piece.until.truncatedTo(ChronoUnit.SECONDS));
            }
        } catch (IllegalArgumentException e) {
            asked.put(id, piece.until);
            said.accept("event " + stint.eventId() + " cannot be followed: " + e.getMessage());
            decline(id, piece, "cannot be followed: " + e.getMessage());
        } catch (CannotAnswer e) {
            said.accept("event " + stint.eventId() + " waits: " + e.getMessage());
        }
    }

    /** What to ask; null when it must wait for the baseline of the piece before. */
    private SiteDesk.@Nullable Wanted asked(Piece piece, Instant now) {
        return switch (piece.stint.want()) {
            case Want.AtMost want -> new SiteDesk.Wanted.AtMost(Power.ofWatts(want.watts()));
            case Want.Be want -> new SiteDesk.Wanted.Follow(Power.ofWatts(want.watts()));
            case Want.Less want -> less(piece, want, now);
            case Want.Price _, Want.Ghg _, Want.Told _, Want.Normal _ -> null;
        };
    }

    private SiteDesk.@Nullable Wanted less(Piece piece, Want.Less want, Instant now) {
        Long baseline = baseline(piece.stint.eventId());
        if (baseline != null) {
            return new SiteDesk.Wanted.AtMost(Power.ofWatts(Math.max(0, baseline - want.watts())));
        }
        if (piece.goesOn && piece.from.isAfter(now)) {
            return null;
        }
        return new SiteDesk.Wanted.Less(Reduction.ofWatts(want.watts()));
    }

    /** The level before this event began, once the site has begun to fall for it. */
    private @Nullable Long baseline(String eventId) {
        String prefix = prefix(eventId);
        Long oldest = null;
        for (EventView event : desk.events()) { // newest first
            if (event.id().startsWith(prefix) && event.baselineW() != null) {
                oldest = event.baselineW();
            }
        }
        return oldest;
    }

    private void cancel(String id) {
        try {
            var _ = desk.cancel(id);
            asked.remove(id);
            said.accept("instruction " + id + " is taken back: its event asks it no more");
        } catch (CannotAnswer e) {
            said.accept("instruction " + id + " cannot be taken back now: " + e.getMessage());
        }
    }

    private void price(Agenda agenda, Instant now) {
        Stint holding = null;
        for (Stint stint : agenda.stints()) {
            boolean holds =
                    stint.type().equals("PRICE")
                            && stint.want() instanceof Want.Price
                            && !now.isBefore(stint.from())
                            && now.isBefore(stint.until());
            if (holds) {
                holding = stint;
            }
        }
        if (holding == null || !(holding.want() instanceof Want.Price want)) {
            endPrice(now);
            return;
        }
        Instant latest = now.plus(PRICE_LONGEST);
        Instant until = holding.until().isBefore(latest) ? holding.until() : latest;
        MarketInterval last = pricedFor;
        boolean known =
                last != null
                        && Long.valueOf(want.microDollarsPerMwh()).equals(priced)
                        && last.contains(now)
                        && (last.until().equals(holding.until())
                                || last.until().isAfter(now.plus(PRICE_LONGEST.dividedBy(2))));
        if (known) {
            return;
        }
        set(new MarketInterval(holding.from(), until), want.microDollarsPerMwh());
    }

    /** A price that was taken back holds no longer. */
    private void endPrice(Instant now) {
        MarketInterval last = pricedFor;
        Long price = priced;
        if (last != null && price != null && last.contains(now)) {
            set(new MarketInterval(now.minusMillis(1), now), price);
        }
        pricedFor = null;
        priced = null;
    }

    private void set(MarketInterval interval, long microDollarsPerMwh) {
        try {
            prices.price(interval, new EnergyPrice(microDollarsPerMwh));
            pricedFor = interval;
            priced = microDollarsPerMwh;
        } catch (CannotAnswer e) {
            said.accept("a price waits: " + e.getMessage());
        }
    }

    private String prefix(String eventId) {
        return "adr-" + vtn + "-" + digest(eventId) + "-";
    }

    private String id(Stint stint, Instant from) {
        String all =
                stint.interval()
                        + "|"
                        + stint.turn()
                        + "|"
                        + from
                        + "|"
                        + stint.until()
                        + "|"
                        + stint.type()
                        + "|"
                        + stint.want();
        return prefix(stint.eventId()) + digest(all);
    }

    private static String digest(String text) {
        try {
            byte[] whole =
                    MessageDigest.getInstance("SHA-256")
                            .digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(whole, 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private static String text(Stint stint) {
        return "OpenADR event "
                + stint.eventId()
                + " interval "
                + stint.interval()
                + ": "
                + stint.type()
                + ", "
                + stint.want().words();
    }

    /** Ids of the instructions it keeps before the engine. */
    Set<String> asked() {
        return new HashSet<>(asked.keySet());
    }
}
