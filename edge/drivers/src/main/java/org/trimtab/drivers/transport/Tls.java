package org.trimtab.drivers.transport;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * TLS over one connection that never blocks. How long a handshake may take is limited by its exchange, how much it may
 * bring by Java's own limits (32 KiB a message, ten certificates). Touched by the loop's thread only, but for its
 * {@link #tasks}.
 */
final class Tls {
    /** What the handshake waits for. */
    enum Step {
        DONE,
        INPUT,
        OUTPUT,
        TASKS
    }

    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    private final SSLEngine engine;
    private final ByteBuffer fromNet;
    private final ByteBuffer toNet;
    private final ByteBuffer plain;
    private boolean ended;

    Tls(SSLEngine engine) throws SSLException {
        this.engine = engine;
        engine.beginHandshake();
        int packet = engine.getSession().getPacketBufferSize();
        fromNet = ByteBuffer.allocate(packet);
        toNet = ByteBuffer.allocate(packet).limit(0);
        plain = ByteBuffer.allocate(engine.getSession().getApplicationBufferSize()).limit(0);
    }

    /** Goes on with the handshake as far as it gets. */
    Step shake(SocketChannel channel) throws IOException {
        while (true) {
            if (!flush(channel)) {
                return Step.OUTPUT;
            }
            switch (engine.getHandshakeStatus()) {
                case NOT_HANDSHAKING, FINISHED -> {
                    return Step.DONE;
                }
                case NEED_TASK -> {
                    return Step.TASKS;
                }
                case NEED_WRAP -> wrap(NOTHING);
                case NEED_UNWRAP, NEED_UNWRAP_AGAIN -> {
                    if (!unwrap() && !more(channel)) {
                        if (ended) {
                            throw new EOFException("it closed in the middle of the handshake");
                        }
                        return Step.INPUT;
                    }
                }
            }
        }
    }

    /** The reckoning a handshake asks for; it takes milliseconds and may be done on any one thread. */
    Runnable tasks() {
        List<Runnable> tasks = new ArrayList<>();
        for (Runnable task = engine.getDelegatedTask();
                task != null;
                task = engine.getDelegatedTask()) {
            tasks.add(task);
        }
        return () -> tasks.forEach(Runnable::run);
    }

    /** Reads what has come, like a channel: how many bytes, 0 for none yet, -1 at the end. */
    int read(SocketChannel channel, ByteBuffer into) throws IOException {
        while (!plain.hasRemaining()) {
            if (!unwrap() && !more(channel)) {
                return ended ? -1 : 0;
            }
            // New keys may want an answer; a first handshake's heavy reckoning is over by now.
            if (engine.getHandshakeStatus() == HandshakeStatus.NEED_TASK) {
                tasks().run();
            }
            if (engine.getHandshakeStatus() == HandshakeStatus.NEED_WRAP && flush(channel)) {
                wrap(NOTHING);
                var _ = flush(channel);
            }
        }
        int count = Math.min(plain.remaining(), into.remaining());
        into.put(plain.slice(plain.position(), count));
        plain.position(plain.position() + count);
        return count;
    }

    /** Writes as much as the network takes, like a channel; what it took may still have to be {@link #flush}ed. */
    int write(SocketChannel channel, ByteBuffer from) throws IOException {
        int taken = 0;
        while (from.hasRemaining() && flush(channel)) {
            taken += wrap(from);
        }
        return taken;
    }

    /** Sends what is encrypted already; true when nothing is left of it. */
    boolean flush(SocketChannel channel) throws IOException {
        while (toNet.hasRemaining()) {
            if (channel.write(toNet) == 0) {
                return false;
            }
        }
        return true;
    }

    private int wrap(ByteBuffer from) throws SSLException {
        toNet.clear();
        SSLEngineResult result = engine.wrap(from, toNet);
        toNet.flip();
        if (result.getStatus() == SSLEngineResult.Status.CLOSED && from.hasRemaining()) {
            throw new SSLException("the connection is closed");
        }
        return result.bytesConsumed();
    }

    /** Decrypts one record, if a whole one is there; true when anything moved. */
    private boolean unwrap() throws SSLException {
        if (fromNet.position() == 0) {
            return false;
        }
        fromNet.flip();
        plain.clear();
        try {
            SSLEngineResult result = engine.unwrap(fromNet, plain);
            ended |= result.getStatus() == SSLEngineResult.Status.CLOSED;
            if (result.getStatus() == SSLEngineResult.Status.BUFFER_OVERFLOW) {
                throw new SSLException("a record is longer than agreed");
            }
            return result.bytesConsumed() > 0 || result.bytesProduced() > 0;
        } finally {
            plain.flip();
            fromNet.compact();
        }
    }

    /** Reads more off the network; true when something came. */
    private boolean more(SocketChannel channel) throws IOException {
        if (ended) {
            return false;
        }
        if (!fromNet.hasRemaining()) {
            throw new SSLException("a record is longer than agreed");
        }
        int count = channel.read(fromNet);
        ended = count < 0;
        return count > 0;
    }

    /** The innermost reason that says something. */
    static String said(Throwable thrown) {
        String said = null;
        for (@Nullable Throwable at = thrown; at != null; at = at.getCause()) {
            said = at.getMessage() == null ? said : at.getMessage();
        }
        return said == null ? thrown.getClass().getSimpleName() : said;
    }
}
