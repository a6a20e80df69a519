package org.trimtab.drivers.transport;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What the wires of one loop share: the selector, the time limits, the clocks and the buffers. One thread only. */
final class Reactor implements AutoCloseable {
    private static final int BUFFER_BYTES = 64 * 1024;
    private static final long IDLE_MILLIS = 1_000;

    final Selector selector;
    final DeadlineWheel wheel;
    final LoopClock clock;
    final LoopLimits limits;
    final Aside aside;
    final ByteBuffer in = ByteBuffer.allocateDirect(BUFFER_BYTES);
    final ByteBuffer out = ByteBuffer.allocateDirect(BUFFER_BYTES);

    private @Nullable TlsTrust trust;

    /** Does what takes long on another thread. */
    interface Aside {
        /** Runs the work elsewhere and then what follows on the loop's thread. */
        void run(Runnable work, Runnable then);
    }

    Reactor(LoopClock clock, LoopLimits limits, @Nullable TlsTrust trust, Aside aside)
            throws IOException {
        this.clock = clock;
        this.limits = limits;
        this.trust = trust;
        this.aside = aside;
        selector = Selector.open();
        wheel = new DeadlineWheel(clock.nanos().getAsLong());
    }

    Instant now() {
        return clock.instants().instant();
    }

    /** Whose certificates are believed; read from the machine when first needed, which takes a while. */
    TlsTrust trust() {
        TlsTrust its = trust;
        if (its == null) {
            its = TlsTrust.ofThisMachine();
            trust = its;
        }
        return its;
    }

    long nanos() {
        return clock.nanos().getAsLong();
    }

    /**
     * Takes what the network brought and fires the time limits that have passed.
     *
     * @param busy true to look only, false to wait for something
     */
    void pass(boolean busy) throws IOException {
        if (busy) {
            selector.selectNow(Reactor::ready);
        } else {
            long millis = wheel.isEmpty() ? IDLE_MILLIS : DeadlineWheel.TICK_NANOS / 1_000_000L;
            selector.select(Reactor::ready, millis);
        }
        wheel.advance(nanos());
    }

    private static void ready(SelectionKey key) {
        if (key.attachment() instanceof Wire wire) {
            wire.ready(key);
        }
    }

    @Override
    public void close() throws IOException {
        selector.close();
    }
}
