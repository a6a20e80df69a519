package org.trimtab.virtual.net;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLException;

/** TLS on one connection, server side: cipher bytes in, plain bytes out, and back. */
final class Cipher {
    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    private final SSLEngine engine;
    private ByteBuffer received;
    private final ByteArrayOutputStream owed = new ByteArrayOutputStream();

    Cipher(SSLContext context) {
        engine = context.createSSLEngine();
        engine.setUseClientMode(false);
        received = ByteBuffer.allocate(2 * engine.getSession().getPacketBufferSize()).limit(0);
    }

    /**
     * Takes what came from the wire; what has to be said back for the handshake is then {@link #owed}.
     *
     * @return the plain bytes in it, perhaps none
     * @throws SSLException when it is no TLS, or the other side refuses ours
     */
    byte[] open(ByteBuffer fromWire) throws SSLException {
        ByteArrayOutputStream plain = new ByteArrayOutputStream();
        do {
            received.compact();
            int count = Math.min(received.remaining(), fromWire.remaining());
            received.put(fromWire.slice(fromWire.position(), count)).flip();
            fromWire.position(fromWire.position() + count);
            openAll(plain);
        } while (fromWire.hasRemaining() && !engine.isInboundDone());
        return plain.toByteArray();
    }

    private void openAll(ByteArrayOutputStream plain) throws SSLException {
        ByteBuffer out = ByteBuffer.allocate(engine.getSession().getApplicationBufferSize());
        while (true) {
            SSLEngineResult result = engine.unwrap(received, out);
            plain.write(out.array(), 0, out.position());
            out.clear();
            HandshakeStatus next = handshake(result.getHandshakeStatus());
            boolean stuck =
                    result.getStatus() != SSLEngineResult.Status.OK
                            || (result.bytesConsumed() == 0 && next != HandshakeStatus.NEED_UNWRAP);
            if (stuck || (!received.hasRemaining() && next != HandshakeStatus.NEED_UNWRAP_AGAIN)) {
                return;
            }
        }
    }

    /** Does what the handshake asks for, until it wants to hear more. */
    private HandshakeStatus handshake(HandshakeStatus asked) throws SSLException {
        HandshakeStatus status = asked;
        while (true) {
            if (status == HandshakeStatus.NEED_TASK) {
                for (Runnable task = engine.getDelegatedTask();
                        task != null;
                        task = engine.getDelegatedTask()) {
                    task.run();
                }
                status = engine.getHandshakeStatus();
            } else if (status == HandshakeStatus.NEED_WRAP) {
                status = wrap(NOTHING).getHandshakeStatus();
            } else {
                return status;
            }
        }
    }

    private SSLEngineResult wrap(ByteBuffer plain) throws SSLException {
        ByteBuffer out = ByteBuffer.allocate(engine.getSession().getPacketBufferSize());
        SSLEngineResult result = engine.wrap(plain, out);
        owed.write(out.array(), 0, out.position());
        return result;
    }

    /** What is to be said for the handshake now; empty when nothing is. */
    byte[] owed() {
        byte[] bytes = owed.toByteArray();
        owed.reset();
        return bytes;
    }

    /**
     * The cipher bytes of an answer.
     *
     * @param last true when nothing will be said after it
     */
    byte[] seal(byte[] plain, boolean last) throws SSLException {
        ByteBuffer left = ByteBuffer.wrap(plain);
        while (left.hasRemaining()) {
            wrap(left);
        }
        if (last) {
            engine.closeOutbound();
            wrap(NOTHING);
        }
        return owed();
    }
}
