package org.trimtab.drivers.transport;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.nio.channels.SelectionKey;
import java.security.cert.CertificateException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import org.trimtab.drivers.api.Exchange;
import org.trimtab.drivers.api.Reply;

/**
 * Carries one exchange after the other. The next goes over the connection of the one before where both sides keep it
 * open, else over its own. Touched by the loop's thread only.
 */
final class Wire extends DeadlineWheel.Entry {
    /** Whose exchanges these are. */
    interface Owner {
        /** Asked when the connection is up, before the first byte goes out. */
        boolean maySend(Exchange exchange);

        /** The request's last byte was handed to the network. */
        void written(Exchange exchange, Instant at);

        /** The exchange is over. */
        void replied(Reply reply);

        /** The device's address or name, which its certificate must bear. */
        String host();
    }

    private static final byte[] NOTHING = {};

    /** How long more bytes are waited for when a reply looks whole and bears no end mark. */
    private static final long BALANCED_WAIT_NANOS = 250_000_000L;

    private final Reactor reactor;
    private final Owner owner;
    private @Nullable Exchange exchange;
    private @Nullable Link link;

    /** The last exchange's connection, while its owner may ask for another one. */
    private @Nullable Link kept;

    private ReplyFrame.Staying staying = ReplyFrame.Staying.NO;
    private @Nullable InetAddress address;
    private @Nullable ReplyFrame frame;
    private @Nullable Instant writtenAt;
    private byte[] received = NOTHING;
    private int length;
    private int sent;
    private long beganNanos;
    private boolean connected;
    private boolean balanced;

    Wire(Reactor reactor, Owner owner) {
        this.reactor = reactor;
        this.owner = owner;
    }

    /** Begins an exchange whose address is yet to be found; {@link #connect} goes on with it. */
    void expect(Exchange next) {
        exchange = next;
        frame = ReplyFrame.of(next.framing());
        writtenAt = null;
        received = NOTHING;
        length = 0;
        sent = 0;
        connected = false;
        balanced = false;
        beganNanos = reactor.nanos();
        long within = Math.min(next.within().toNanos(), reactor.limits.connectWithin().toNanos());
        reactor.wheel.set(this, beganNanos + within);
    }

    /** Connects for the exchange begun, if it still waits for its address. */
    void connect(InetAddress found) {
        if (exchange == null || link != null) {
            return;
        }
        address = found;
        if (!takeKept(exchange)) {
            connectAnew(found, exchange);
        }
    }

    /** Something happened on the connection. */
    void ready(SelectionKey at) {
        Link open = link;
        if (open == null || !open.isAt(at)) {
            return;
        }
        if (!connected) {
            try {
                if (at.isConnectable()) {
                    open.finishConnect();
                }
            } catch (IOException e) {
                notUp(e);
                return;
            }
            secure(open);
        } else if (writtenAt == null) {
            write();
        } else {
            read(open);
        }
    }

    /** The time limit has passed. */
    @Override
    void due() {
        if (exchange == null) {
            return;
        }
        Instant now = reactor.now();
        if (!connected) {
            end(new Reply.NoConnection(null, now));
        } else if (balanced && writtenAt != null) {
            end(new Reply.Answered(bytes(length), writtenAt, now));
        } else {
            end(new Reply.TimedOut(bytes(length), writtenAt, now));
        }
    }

    /** Drops the exchange without a word to its owner. */
    void close() {
        reactor.wheel.lift(this);
        exchange = null;
        frame = null;
        received = NOTHING;
        Link open = link;
        link = null;
        if (open != null) {
            open.close();
        }
        closeKept();
    }

    private void connectAnew(InetAddress to, Exchange current) {
        try {
            Link opened = Link.open(to, current);
            link = opened;
            if (opened.connect(to, reactor.selector, this)) {
                secure(opened);
            }
        } catch (IOException e) {
            notUp(e);
        }
    }

    /**
     * Goes over the connection that was kept, if there is a fit one. A request that makes the device act does so only
     * when the device said itself that it keeps the connection: it is never sent twice.
     */
    private boolean takeKept(Exchange current) {
        Link before = kept;
        boolean fit =
                before != null
                        && before.serves(current)
                        && (staying == ReplyFrame.Staying.SAID || !current.acts())
                        && isQuiet(before);
        if (!fit || before == null) {
            closeKept();
            return false;
        }
        kept = null;
        link = before;
        up();
        return true;
    }

    /** True when the other side has neither closed nor said anything unasked. */
    private boolean isQuiet(Link before) {
        try {
            reactor.in.clear();
            return before.read(reactor.in) == 0;
        } catch (IOException e) {
            return false;
        }
    }

    private void closeKept() {
        Link before = kept;
        kept = null;
        if (before != null) {
            before.close();
        }
    }

    /** The connection is up; under TLS the handshake comes first. */
    private void secure(Link open) {
        if (!open.isEncrypted()) {
            open.interested(SelectionKey.OP_READ);
            up();
            return;
        }
        try {
            Tls tls = open.tls(reactor.trust(), owner.host());
            switch (open.shake(tls)) {
                case DONE -> up();
                case TASKS ->
                        reactor.aside.run(
                                tls.tasks(),
                                () -> {
                                    if (open.equals(link)) {
                                        secure(open);
                                    }
                                });
                case INPUT, OUTPUT -> {}
            }
        } catch (SSLException e) {
            end(new Reply.NotSecured(isDistrust(e), Tls.said(e), reactor.now()));
        } catch (IOException e) {
            end(new Reply.Cut(NOTHING, null, reactor.now()));
        }
    }

    private static boolean isDistrust(Throwable thrown) {
        for (@Nullable Throwable at = thrown; at != null; at = at.getCause()) {
            if (at instanceof CertificateException) {
                return true;
            }
        }
        return false;
    }

    private void up() {
        Exchange current = exchange;
        if (current == null) {
            return;
        }
        connected = true;
        reactor.wheel.set(this, beganNanos + current.within().toNanos());
        if (owner.maySend(current)) {
            write();
        }
    }

    private void write() {
        Link open = link;
        Exchange current = exchange;
        if (open == null || current == null) {
            return;
        }
        byte[] request = current.request();
        try {
            int accepted = -1;
            while (sent < request.length && accepted != 0) {
                reactor.out.clear();
                int part = Math.min(reactor.out.capacity(), request.length - sent);
                reactor.out.put(request, sent, part).flip();
                accepted = open.write(reactor.out);
                sent += accepted;
            }
            if (sent < request.length || !open.flush()) {
                open.interested(SelectionKey.OP_WRITE);
                return;
            }
            Instant at = reactor.now();
            writtenAt = at;
            open.interested(SelectionKey.OP_READ);
            owner.written(current, at);
        } catch (IOException e) {
            if (!open.used || sent > 0 || !again(open, current)) {
                end(new Reply.Cut(NOTHING, null, reactor.now()));
            }
        }
    }

    /** The kept connection was closed meanwhile and nothing went over it: a new one, once. */
    private boolean again(Link open, Exchange current) {
        InetAddress to = address;
        if (to == null) {
            return false;
        }
        open.close();
        link = null;
        writtenAt = null;
        sent = 0;
        connected = false;
        connectAnew(to, current);
        return true;
    }

    private void read(Link open) {
        try {
            int count;
            do {
                reactor.in.clear();
                count = open.read(reactor.in);
                if (count < 0) {
                    ended(open);
                    return;
                }
                if (count > 0 && taken(count)) {
                    return;
                }
                // Under TLS a record may be left that the network knows nothing of any more.
            } while (count == reactor.in.capacity() || (count > 0 && open.isEncrypted()));
        } catch (IOException e) {
            cut(open);
        }
    }

    /** Takes the bytes just read; true when the exchange is over. */
    private boolean taken(int count) {
        ReplyFrame current = frame;
        Instant written = writtenAt;
        if (current == null || written == null) {
            return true;
        }
        int limit = reactor.limits.replyBytesMax();
        if (length + count > limit) {
            end(new Reply.TooLong(limit, written, reactor.now()));
            return true;
        }
        if (length + count > received.length) {
            int room = length == 0 ? count : Math.max(length + count, received.length * 2);
            received = Arrays.copyOf(received, room);
        }
        reactor.in.flip().get(received, length, count);
        length += count;
        switch (current.grown(received, length)) {
            case WHOLE -> {
                staying = current.staying();
                kept = staying == ReplyFrame.Staying.NO ? null : link;
                end(new Reply.Answered(bytes(current.replyLength()), written, reactor.now()));
                return true;
            }
            case BALANCED -> {
                balanced = true;
                long most = exchange == null ? 0 : exchange.within().toNanos();
                reactor.wheel.set(
                        this, Math.min(beganNanos + most, reactor.nanos() + BALANCED_WAIT_NANOS));
            }
            case MORE -> {
                if (balanced && exchange != null) {
                    balanced = false;
                    reactor.wheel.set(this, beganNanos + exchange.within().toNanos());
                }
            }
        }
        return false;
    }

    /** The other side closed the stream. */
    private void ended(Link open) {
        if (frame != null && writtenAt != null && frame.wholeAtEnd()) {
            end(new Reply.Answered(bytes(length), writtenAt, reactor.now()));
        } else {
            cut(open);
        }
    }

    /** A kept connection cut before a word came may have been closed before the request: a harmless one goes again. */
    private void cut(Link open) {
        Exchange current = exchange;
        boolean mayGoAgain = open.used && length == 0 && current != null && !current.acts();
        if (!mayGoAgain || current == null || !again(open, current)) {
            end(new Reply.Cut(bytes(length), writtenAt, reactor.now()));
        }
    }

    private void notUp(IOException why) {
        String message = why.getMessage();
        boolean refused =
                why instanceof ConnectException
                        && message != null
                        && message.toLowerCase(Locale.ROOT).contains("refused");
        Instant now = reactor.now();
        end(refused ? new Reply.Refused(null, now) : new Reply.NoConnection(null, now));
    }

    private void end(Reply reply) {
        Link keeping = kept;
        if (keeping != null) {
            // Set aside for as long as its owner may go on at once.
            keeping.used = true;
            link = null;
            kept = null;
        }
        close();
        kept = keeping;
        owner.replied(reply);
        closeKept();
    }

    private byte[] bytes(int count) {
        return received.length == count ? received : Arrays.copyOf(received, count);
    }
}
