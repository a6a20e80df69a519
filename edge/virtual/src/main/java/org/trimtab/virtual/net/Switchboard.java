package org.trimtab.virtual.net;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * Answers for many addresses with one thread: the address a caller dialled says which machine speaks. Only callers
 * that dialled a loopback address are heard; anything else is reset at once.
 */
public final class Switchboard implements AutoCloseable {
    /** Connections open at once; further ones are reset. */
    public static final int CONNECTIONS_MAX = 32_768;

    // The system cuts it down to its own limit, net.core.somaxconn on Linux.
    private static final int BACKLOG = 32_768;
    private static final int ACCEPTS_AT_ONCE = 256;
    private static final Duration ACCEPT_PAUSE = Duration.ofMillis(100);
    private static final int SCRATCH_BYTES = 32 * 1024;
    private static final Duration SWEEP_EVERY = Duration.ofSeconds(2);
    private static final Duration CLOSE_WAIT_MAX = Duration.ofSeconds(5);
    private static final Duration ERRAND_WAIT_MAX = Duration.ofSeconds(5);

    private final Selector selector;
    private final Thread thread;
    private final ByteBuffer scratch = ByteBuffer.allocateDirect(SCRATCH_BYTES);
    private final PriorityQueue<Due> dues = new PriorityQueue<>();
    private long dueCount;
    private int connections;
    private long sweepAtNanos;
    private final ConcurrentLinkedQueue<Runnable> errands = new ConcurrentLinkedQueue<>();
    private volatile boolean open = true;

    /** A thought that ends at a moment; equal moments in the order they were begun. */
    private record Due(long atNanos, long order, Runnable action) implements Comparable<Due> {
        @Override
        public int compareTo(Due other) {
            int byTime = Long.signum(atNanos - other.atNanos);
            return byTime != 0 ? byTime : Long.compare(order, other.order);
        }
    }

    /** One listening port and the machines behind it. */
    private record Desk(
            ServerSocketChannel door, Map<InetAddress, Line> lines, @Nullable SSLContext secret) {}

    public Switchboard(String name) throws IOException {
        this.selector = Selector.open();
        this.thread = Thread.ofPlatform().name(name).daemon().unstarted(this::run);
    }

    /**
     * Opens a port; to be called before {@link #start}.
     *
     * @param at address to bind; the wildcard address answers for all of 127.0.0.0/8
     * @param port TCP port, 0 for a free one
     * @param speakers who speaks at which address
     * @return the port
     */
    public int listen(InetAddress at, int port, Map<InetAddress, ? extends Speaker> speakers)
            throws IOException {
        return listen(at, port, speakers, null);
    }

    /**
     * Opens a port on which TLS is spoken, under a certificate that vouches for itself; to be called before
     * {@link #start}.
     *
     * @param port TCP port, 0 for a free one
     * @return the port
     */
    public int listenSecurely(
            InetAddress at, int port, Map<InetAddress, ? extends Speaker> speakers)
            throws IOException {
        return listen(at, port, speakers, SelfSigned.context("miner"));
    }

    private int listen(
            InetAddress at,
            int port,
            Map<InetAddress, ? extends Speaker> speakers,
            @Nullable SSLContext secret)
            throws IOException {
        ServerSocketChannel door = ServerSocketChannel.open(StandardProtocolFamily.INET);
        try {
            door.setOption(StandardSocketOptions.SO_REUSEADDR, true);
            door.bind(new InetSocketAddress(at, port), BACKLOG);
        } catch (BindException e) {
            door.close();
            throw new BindException(
                    "port "
                            + port
                            + " cannot be opened ("
                            + e.getMessage()
                            + "); stop what uses it or choose another port");
        }
        door.configureBlocking(false);
        Map<InetAddress, Line> lines = new HashMap<>();
        speakers.forEach((address, speaker) -> lines.put(address, new Line(speaker)));
        door.register(selector, SelectionKey.OP_ACCEPT, new Desk(door, lines, secret));
        return ((InetSocketAddress) door.getLocalAddress()).getPort();
    }

    /** Begins to answer. */
    public void start() {
        thread.start();
    }

    /**
     * Has something done on the switchboard's thread, where machines may be commanded, and waits for it.
     *
     * @throws IllegalStateException when that thread does not get to it in time, as after the end
     */
    public void onItsThread(Runnable errand) {
        CompletableFuture<Void> done = new CompletableFuture<>();
        errands.add(() -> {
            errand.run();
            done.complete(null);
        });
        selector.wakeup();
        try {
            done.get(ERRAND_WAIT_MAX.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("the virtual fleet does not answer any more", e);
        }
    }

    ByteBuffer scratch() {
        return scratch;
    }

    /** Does something after a while, on the switchboard's thread. */
    void later(Duration after, Runnable action) {
        dues.add(new Due(System.nanoTime() + after.toNanos(), dueCount++, action));
    }

    void closed() {
        connections--;
    }

    private void run() {
        sweepAtNanos = System.nanoTime() + SWEEP_EVERY.toNanos();
        try {
            while (open) {
                long wait = waitMillis();
                if (wait > 0) {
                    selector.select(this::ready, wait);
                } else {
                    selector.selectNow(this::ready);
                }
                for (Runnable errand = errands.poll(); errand != null; errand = errands.poll()) {
                    errand.run();
                }
                long now = System.nanoTime();
                fire(now);
                if (now - sweepAtNanos >= 0) {
                    sweep(now);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (ClosedSelectorException e) {
            // Closed while waiting: the end.
        } finally {
            shutAll();
        }
    }

    private long waitMillis() {
        long next = sweepAtNanos;
        Due due = dues.peek();
        if (due != null && due.atNanos - next < 0) {
            next = due.atNanos;
        }
        return (next - System.nanoTime() + 999_999) / 1_000_000;
    }

    private void fire(long now) {
        for (Due due = dues.peek(); due != null && due.atNanos - now <= 0; due = dues.peek()) {
            dues.poll();
            due.action.run();
        }
    }

    private void sweep(long now) {
        sweepAtNanos = now + SWEEP_EVERY.toNanos();
        for (SelectionKey key : selector.keys().toArray(SelectionKey[]::new)) {
            if (key.attachment() instanceof Connection connection && connection.idle(now)) {
                connection.close(false);
            }
        }
    }

    private void ready(SelectionKey key) {
        if (!key.isValid()) {
            return;
        }
        if (key.attachment() instanceof Desk desk) {
            accept(desk, key);
        } else if (key.attachment() instanceof Connection connection) {
            connection.ready(key.readyOps());
        }
    }

    private void accept(Desk desk, SelectionKey door) {
        for (int i = 0; i < ACCEPTS_AT_ONCE; i++) {
            try {
                SocketChannel channel = desk.door.accept();
                if (channel == null) {
                    return;
                }
                greet(desk, channel);
            } catch (IOException e) {
                // Most likely out of descriptors: the callers wait in the backlog for a moment.
                door.interestOps(0);
                later(ACCEPT_PAUSE, () -> door.interestOps(SelectionKey.OP_ACCEPT));
                return;
            }
        }
    }

    private void greet(Desk desk, SocketChannel channel) throws IOException {
        InetAddress dialled = ((InetSocketAddress) channel.getLocalAddress()).getAddress();
        Line line = dialled.isLoopbackAddress() ? desk.lines.get(dialled) : null;
        if (line == null || connections >= CONNECTIONS_MAX || !line.speaker.admits()) {
            Connection.shut(channel, true);
            return;
        }
        channel.configureBlocking(false);
        SelectionKey key = channel.register(selector, SelectionKey.OP_READ);
        Cipher cipher = desk.secret == null ? null : new Cipher(desk.secret);
        Connection connection = new Connection(channel, key, line, this, cipher);
        key.attach(connection);
        connections++;
        connection.begin();
    }

    private void shutAll() {
        for (SelectionKey key : selector.keys().toArray(SelectionKey[]::new)) {
            try {
                key.channel().close();
            } catch (IOException e) {
                // Nothing more to do for it.
            }
        }
        try {
            selector.close();
        } catch (IOException e) {
            // Likewise.
        }
    }

    /** Closes every port and connection; safe to call twice. */
    @Override
    public void close() {
        open = false;
        if (thread.getState() == Thread.State.NEW) {
            shutAll();
            return;
        }
        selector.wakeup();
        try {
            thread.join(CLOSE_WAIT_MAX);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
