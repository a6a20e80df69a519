package org.trimtab.drivers.transport;

import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import org.jspecify.annotations.Nullable;
import org.trimtab.drivers.api.Encryption;
import org.trimtab.drivers.api.Exchange;

/** One connection to a device, in plain text or under TLS. Touched by the loop's thread only. */
final class Link {
    private final SocketChannel channel;
    private final int port;
    private final Encryption encryption;
    private @Nullable SelectionKey key;
    private @Nullable Tls tls;

    /** An answer has come over it already. */
    boolean used;

    private Link(SocketChannel channel, int port, Encryption encryption) {
        this.channel = channel;
        this.port = port;
        this.encryption = encryption;
    }

    /** A connection not made yet. */
    static Link open(InetAddress address, Exchange exchange) throws IOException {
        SocketChannel channel =
                SocketChannel.open(
                        address instanceof Inet4Address
                                ? StandardProtocolFamily.INET
                                : StandardProtocolFamily.INET6);
        return new Link(channel, exchange.port(), exchange.encryption());
    }

    /** Begins to connect; true when that is done already. */
    boolean connect(InetAddress address, Selector selector, Wire wire) throws IOException {
        channel.configureBlocking(false);
        // Closing resets: thousands of closed connections would otherwise hold on to their ports.
        channel.setOption(StandardSocketOptions.SO_LINGER, 0);
        boolean up = channel.connect(new InetSocketAddress(address, port));
        key = channel.register(selector, up ? SelectionKey.OP_READ : SelectionKey.OP_CONNECT, wire);
        return up;
    }

    void finishConnect() throws IOException {
        channel.finishConnect();
    }

    boolean isAt(SelectionKey other) {
        return other.equals(key) && other.isValid();
    }

    /** Whether the connection is one the exchange could go over. */
    boolean serves(Exchange exchange) {
        return exchange.port() == port && exchange.encryption() == encryption;
    }

    boolean isEncrypted() {
        return encryption != Encryption.NONE;
    }

    /** Its TLS, begun when first asked for. */
    Tls tls(TlsTrust trust, String host) throws IOException {
        Tls its = tls;
        if (its == null) {
            its = new Tls(trust.engine(encryption, host, port));
            tls = its;
        }
        return its;
    }

    Tls.Step shake(Tls its) throws IOException {
        Tls.Step step = its.shake(channel);
        interested(
                switch (step) {
                    case DONE, INPUT -> SelectionKey.OP_READ;
                    case OUTPUT -> SelectionKey.OP_WRITE;
                    // Nothing is heard meanwhile: the engine belongs to another thread.
                    case TASKS -> 0;
                });
        return step;
    }

    int read(ByteBuffer into) throws IOException {
        return tls == null ? channel.read(into) : tls.read(channel, into);
    }

    int write(ByteBuffer from) throws IOException {
        return tls == null ? channel.write(from) : tls.write(channel, from);
    }

    /** True when nothing written is still held back here. */
    boolean flush() throws IOException {
        return tls == null || tls.flush(channel);
    }

    void interested(int operations) {
        SelectionKey its = key;
        if (its != null && its.interestOps() != operations) {
            its.interestOps(operations);
        }
    }

    void close() {
        key = null;
        try {
            channel.close();
        } catch (IOException e) {
            // It is gone either way.
        }
    }
}
