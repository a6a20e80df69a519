package org.trimtab.drivers.transport;

import java.net.InetAddress;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.trimtab.drivers.api.Conversation;
import org.trimtab.drivers.api.Exchange;
import org.trimtab.drivers.api.Reply;
import org.trimtab.drivers.api.Turn;

/** A talk and how far it has come. Touched by the loop's thread only, once it has been taken from the inbox. */
final class Talking<R> implements Wire.Owner {
    /** Exchanges a conversation may have; one more and it is dropped as broken. */
    static final int EXCHANGES_MAX = 16;

    final Talk<R> talk;
    private final @Nullable Instant expiresAt;
    private final Roster roster;
    private @Nullable Line line;
    private @Nullable Conversation<R> conversation;
    private @Nullable Wire wire;
    private @Nullable Instant actedAt;
    private @Nullable Exchange farewell;
    private int exchanges;
    private long overSinceNanos;
    private boolean over;
    private boolean farewellBegun;

    /** A talk; a command when it has an expiry, else a poll. */
    Talking(Talk<R> talk, @Nullable Instant expiresAt, Roster roster) {
        this.talk = talk;
        this.expiresAt = expiresAt;
        this.roster = roster;
    }

    boolean isCommand() {
        return expiresAt != null;
    }

    /** True once its result has been handed over and only its last word is left. */
    boolean isOver() {
        return over;
    }

    /** Since when its result has been known, by the loop's clock. */
    long overSinceNanos() {
        return overSinceNanos;
    }

    /** True once its last word is under way. */
    boolean farewellBegun() {
        return farewellBegun;
    }

    Line line() {
        if (line == null) {
            throw new IllegalStateException("the talk stands in no line yet");
        }
        return line;
    }

    void standIn(Line its) {
        line = its;
    }

    /** Starts it: its line is free and there is room. */
    void begin() {
        Instant now = roster.reactor.now();
        if (expired(now)) {
            drop(Dropped.Reason.EXPIRED);
            return;
        }
        try {
            Conversation<R> opened = talk.opening().apply(now);
            conversation = opened;
            wire = new Wire(roster.reactor, this);
            follow(opened.open());
        } catch (RuntimeException e) {
            broken(e);
        }
    }

    /** Says its last word, for which there is room now. */
    void sayFarewell() {
        farewellBegun = true;
        if (farewell == null) {
            roster.farewellOver(this);
        } else {
            ask(farewell);
        }
    }

    /** Ends it without a result. */
    void drop(Dropped.Reason reason) {
        if (wire != null) {
            wire.close();
        }
        if (over) {
            return;
        }
        over = true;
        Dropped dropped = new Dropped(reason, roster.reactor.now(), actedAt);
        roster.ended(this);
        roster.handOver(() -> talk.whenDropped().accept(dropped));
    }

    /** Ends it before it stood in any line; called by whoever handed it in. */
    void refuse(Dropped.Reason reason) {
        over = true;
        Dropped dropped = new Dropped(reason, roster.reactor.now(), null);
        roster.handOver(() -> talk.whenDropped().accept(dropped));
    }

    @Override
    public String host() {
        return talk.host();
    }

    @Override
    public boolean maySend(Exchange exchange) {
        if (exchange.acts() && !over && expired(roster.reactor.now())) {
            drop(Dropped.Reason.EXPIRED);
            return false;
        }
        return true;
    }

    @Override
    public void written(Exchange exchange, Instant at) {
        if (exchange.acts()) {
            actedAt = at;
        }
    }

    @Override
    public void replied(Reply reply) {
        if (reply instanceof Reply.NoConnection || reply instanceof Reply.Refused) {
            line().forgetAddress();
        }
        Conversation<R> current = conversation;
        if (over) {
            roster.farewellOver(this);
        } else if (current != null) {
            try {
                follow(current.next(reply));
            } catch (RuntimeException e) {
                broken(e);
            }
        }
    }

    /** The host's address has been found, or not. */
    void resolved(@Nullable InetAddress address) {
        if (wire == null) {
            return;
        }
        if (address == null) {
            wire.due();
        } else {
            wire.connect(address);
        }
    }

    private void follow(Turn<R> turn) {
        switch (turn) {
            case Turn.Ask<R> asked -> {
                if (++exchanges > EXCHANGES_MAX) {
                    throw new IllegalStateException(
                            "more than " + EXCHANGES_MAX + " exchanges in one conversation");
                }
                ask(asked.exchange());
            }
            case Turn.Done<R> done -> {
                over = true;
                overSinceNanos = roster.reactor.nanos();
                farewell = done.farewell();
                conversation = null;
                if (farewell == null) {
                    roster.ended(this);
                } else {
                    roster.endedWithFarewell(this);
                }
                R result = done.result();
                roster.handOver(() -> talk.whenDone().accept(result));
            }
        }
    }

    private void ask(Exchange exchange) {
        Wire its = wire;
        if (its == null) {
            return;
        }
        its.expect(exchange);
        InetAddress address = line().addressOf(talk.host());
        if (address == null) {
            roster.resolve(this, talk.host());
        } else {
            its.connect(address);
        }
    }

    private boolean expired(Instant now) {
        return expiresAt != null && now.isAfter(expiresAt);
    }

    private void broken(RuntimeException why) {
        roster.report("a driver broke off its talk with device " + talk.device(), why);
        drop(Dropped.Reason.BROKEN);
    }
}
