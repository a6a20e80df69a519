package org.trimtab.drivers.transport;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.Instant;

/** What the wires of one loop share: the selector, the time limits, the clocks and the buffers. One thread only. */
final class Reactor implements AutoCloseable {
    private static final int BUFFER_BYTES = 64 * 1024;
    private static final long IDLE_MILLIS = 1_000;

    final Selector selector;
    final DeadlineWheel wheel;
    final LoopClock clock;
    final LoopLimits limits;
    final ByteBuffer in = ByteBuffer.allocateDirect(BUFFER_BYTES);
    final ByteBuffer out = ByteBuffer.allocateDirect(BUFFER_BYTES);

    Reactor(LoopClock clock, LoopLimits limits) throws IOException {
        this.clock = clock;
        this.limits = limits;
        selector = Selector.open();
        wheel = new DeadlineWheel(clock.nanos().getAsLong());
    }

    Instant now() {
        return clock.instants().instant();
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
