package org.trimtab.drivers.transport;

import java.io.IOException;
import java.net.ConnectException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.trimtab.drivers.api.Exchange;
import org.trimtab.drivers.api.Reply;

/** Carries one exchange after the other, each on its own connection. Touched by the loop's thread only. */
final class Wire extends DeadlineWheel.Entry {
    /** Whose exchanges these are. */
    interface Owner {
        /** Asked when the connection is up, before the first byte goes out. */
        boolean maySend(Exchange exchange);

        /** The request's last byte was handed to the network. */
        void written(Exchange exchange, Instant at);

        /** The exchange is over. */
        void replied(Reply reply);
    }

    private static final byte[] NOTHING = {};

    /** How long more bytes are waited for when a reply looks whole and bears no end mark. */
    private static final long BALANCED_WAIT_NANOS = 250_000_000L;

    private final Reactor reactor;
    private final Owner owner;
    private @Nullable Exchange exchange;
    private @Nullable SocketChannel channel;
    private @Nullable SelectionKey key;
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
    void connect(InetAddress address) {
        if (exchange == null || channel != null) {
            return;
        }
        try {
            SocketChannel opened =
                    SocketChannel.open(
                            address instanceof Inet4Address
                                    ? StandardProtocolFamily.INET
                                    : StandardProtocolFamily.INET6);
            channel = opened;
            opened.configureBlocking(false);
            // Closing resets: thousands of closed connections would otherwise hold on to their
            // ports.
            opened.setOption(StandardSocketOptions.SO_LINGER, 0);
            if (opened.connect(new InetSocketAddress(address, exchange.port()))) {
                up();
            } else {
                key = opened.register(reactor.selector, SelectionKey.OP_CONNECT, this);
            }
        } catch (IOException e) {
            notUp(e);
        }
    }

    /** Something happened on the connection. */
    void ready(SelectionKey at) {
        SocketChannel open = channel;
        if (!at.equals(key) || open == null || !at.isValid()) {
            return;
        }
        if (!connected) {
            try {
                open.finishConnect();
            } catch (IOException e) {
                notUp(e);
                return;
            }
            up();
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
        key = null;
        SocketChannel open = channel;
        channel = null;
        if (open != null) {
            try {
                open.close();
            } catch (IOException e) {
                // It is gone either way.
            }
        }
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
        SocketChannel open = channel;
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
            if (sent < request.length) {
                interested(open, SelectionKey.OP_WRITE);
                return;
            }
            Instant at = reactor.now();
            writtenAt = at;
            interested(open, SelectionKey.OP_READ);
            owner.written(current, at);
        } catch (IOException e) {
            end(new Reply.Cut(NOTHING, null, reactor.now()));
        }
    }

    private void interested(SocketChannel open, int operations) throws IOException {
        if (key == null) {
            key = open.register(reactor.selector, operations, this);
        } else {
            key.interestOps(operations);
        }
    }

    private void read(SocketChannel open) {
        try {
            int count;
            do {
                reactor.in.clear();
                count = open.read(reactor.in);
                if (count < 0) {
                    ended();
                    return;
                }
                if (count > 0 && taken(count)) {
                    return;
                }
            } while (count == reactor.in.capacity());
        } catch (IOException e) {
            end(new Reply.Cut(bytes(length), writtenAt, reactor.now()));
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
    private void ended() {
        Instant now = reactor.now();
        if (frame != null && writtenAt != null && frame.wholeAtEnd()) {
            end(new Reply.Answered(bytes(length), writtenAt, now));
        } else {
            end(new Reply.Cut(bytes(length), writtenAt, now));
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
        close();
        owner.replied(reply);
    }

    private byte[] bytes(int count) {
        return received.length == count ? received : Arrays.copyOf(received, count);
    }
}
