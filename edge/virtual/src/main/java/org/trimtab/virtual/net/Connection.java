package org.trimtab.virtual.net;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.net.InetAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.Arrays;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import org.trimtab.virtual.net.Answer.Ending;

/** One open connection to one machine: hears a request, thinks, answers. */
final class Connection {
    /** Longest request heard; a longer one is cut off with a reset. */
    private static final int HEARD_BYTES_MAX = 64 * 1024;

    private static final System.Logger LOG = System.getLogger(Connection.class.getName());

    private final SocketChannel channel;
    private final SelectionKey key;
    private final Line line;
    private final Switchboard board;
    private byte[] heard = new byte[512];
    private int length;
    private boolean ended;
    private boolean answered;
    private @Nullable Answer thinking;
    private @Nullable ByteBuffer saying;
    private final @Nullable Cipher cipher;
    private long lastActiveNanos;

    Connection(
            SocketChannel channel,
            SelectionKey key,
            Line line,
            Switchboard board,
            @Nullable Cipher cipher) {
        this.cipher = cipher;
        this.channel = channel;
        this.key = key;
        this.line = line;
        this.board = board;
        this.lastActiveNanos = System.nanoTime();
    }

    void begin() {
        line.join(this);
        readable();
    }

    /** True when nothing has moved for too long and nothing is owed. */
    boolean idle(long nowNanos) {
        boolean owing = thinking != null && thinking.ending() != Ending.NEVER;
        return !owing && nowNanos - lastActiveNanos > line.idleNanos;
    }

    void ready(int operations) {
        if ((operations & SelectionKey.OP_WRITE) != 0) {
            say();
        }
        if (key.isValid() && (operations & SelectionKey.OP_READ) != 0) {
            readable();
        }
    }

    private void readable() {
        try {
            int count = channel.read(board.scratch());
            if (count < 0) {
                ended = true;
                otherSideDone();
            } else if (count > 0) {
                take(board.scratch().flip());
            }
        } catch (IOException e) {
            close(false);
        } finally {
            board.scratch().clear();
        }
    }

    private void take(ByteBuffer received) {
        lastActiveNanos = System.nanoTime();
        if (thinking != null && thinking.ending() == Ending.NEVER) {
            return;
        }
        if (cipher == null) {
            hear(received);
            return;
        }
        try {
            byte[] plain = cipher.open(received);
            greetBack(cipher.owed());
            if (key.isValid() && plain.length > 0) {
                hear(ByteBuffer.wrap(plain));
            }
        } catch (SSLException e) {
            // No TLS, or our certificate is refused: nothing more to say to each other.
            close(true);
        }
    }

    /** Says what the handshake asks for; it is short, and a caller that does not take it is left. */
    private void greetBack(byte[] bytes) {
        if (bytes.length == 0) {
            return;
        }
        try {
            ByteBuffer greeting = ByteBuffer.wrap(bytes);
            channel.write(greeting);
            if (greeting.hasRemaining()) {
                close(true);
            }
        } catch (IOException e) {
            close(false);
        }
    }

    private void hear(ByteBuffer received) {
        int needed = length + received.remaining();
        if (needed > HEARD_BYTES_MAX) {
            close(true);
            return;
        }
        if (needed > heard.length) {
            heard = Arrays.copyOf(heard, Math.max(needed, 2 * heard.length));
        }
        int count = received.remaining();
        received.get(heard, length, count);
        length += count;
        consider();
    }

    /** The other side sends no more: it may still wait for the answer, unless none will come. */
    private void otherSideDone() {
        boolean hopeless = thinking != null && thinking.ending() == Ending.NEVER;
        if (hopeless || (thinking == null && saying == null && length == 0)) {
            close(false);
            return;
        }
        key.interestOpsAnd(~SelectionKey.OP_READ);
        consider();
    }

    private InetAddress caller() {
        return channel.socket().getInetAddress();
    }

    void takeTurn() {
        if (key.isValid() && (length > 0 || ended)) {
            consider();
        }
    }

    private void consider() {
        if (thinking != null || saying != null || !line.isTurnOf(this)) {
            return;
        }
        if (length == 0 && answered) {
            if (ended) {
                close(false);
            }
            return;
        }
        Answer answer;
        try {
            answer = line.speaker.hear(heard, length, ended, caller());
        } catch (RuntimeException e) {
            // A mistake in one machine's protocol must not end the whole fleet.
            LOG.log(Level.WARNING, "a virtual machine failed to answer; its caller is reset", e);
            close(true);
            return;
        }
        if (answer == null) {
            if (ended) {
                close(false);
            }
            return;
        }
        System.arraycopy(heard, answer.used(), heard, 0, length - answer.used());
        length -= answer.used();
        thinking = answer;
        if (answer.ending() == Ending.NEVER) {
            if (ended) {
                close(false);
            }
            return;
        }
        if (answer.after().isZero()) {
            speak();
        } else {
            board.later(answer.after(), this::speak);
        }
    }

    /** The time to think is over. */
    private void speak() {
        if (thinking != null && key.isValid()) {
            try {
                boolean last = thinking.ending() == Ending.CLOSE;
                byte[] bytes = thinking.bytes();
                saying = ByteBuffer.wrap(cipher == null ? bytes : cipher.seal(bytes, last));
            } catch (SSLException e) {
                close(true);
                return;
            }
            say();
        }
    }

    private void say() {
        if (saying == null || thinking == null) {
            return;
        }
        try {
            channel.write(saying);
            lastActiveNanos = System.nanoTime();
            if (saying.hasRemaining()) {
                key.interestOpsOr(SelectionKey.OP_WRITE);
                return;
            }
        } catch (IOException e) {
            close(false);
            return;
        }
        Ending ending = thinking.ending();
        thinking = null;
        saying = null;
        answered = true;
        if (ending == Ending.KEEP) {
            key.interestOpsAnd(~SelectionKey.OP_WRITE);
            consider();
        } else {
            close(ending == Ending.RESET);
        }
    }

    void close(boolean reset) {
        if (!key.isValid()) {
            return;
        }
        key.cancel();
        shut(channel, reset);
        board.closed();
        line.leave(this, board);
    }

    static void shut(SocketChannel channel, boolean reset) {
        try (channel) {
            if (reset) {
                channel.setOption(StandardSocketOptions.SO_LINGER, 0);
            }
        } catch (IOException e) {
            // It is gone either way.
        }
    }
}
