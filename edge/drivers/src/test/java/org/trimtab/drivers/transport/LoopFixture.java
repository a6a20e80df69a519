package org.trimtab.drivers.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.trimtab.drivers.api.Reply;

/** A loop and servers for it, closed after each test; its clocks stand still unless moved. */
abstract class LoopFixture {
    static final Instant NOW = Instant.parse("2026-01-05T10:00:00Z");
    static final Instant LATER = NOW.plusSeconds(30);
    static final byte[] OK = "{\"ok\":1}\0".getBytes(StandardCharsets.UTF_8);

    final AtomicReference<Instant> now = new AtomicReference<>(NOW);
    final AtomicLong skippedNanos = new AtomicLong();
    final List<AutoCloseable> toClose = new ArrayList<>();

    @AfterEach
    void closeAll() throws Exception {
        for (AutoCloseable closeable : toClose) {
            closeable.close();
        }
    }

    TestServer server(TestServer.Script script) {
        TestServer server = new TestServer(script);
        toClose.add(server);
        return server;
    }

    DeviceLoop loop(LoopLimits limits) {
        LoopClock clock = new LoopClock(now::get, () -> System.nanoTime() + skippedNanos.get());
        DeviceLoop loop = new DeviceLoop(clock, limits);
        toClose.addFirst(loop);
        return loop;
    }

    static LoopLimits limits(int inFlightMax, int pollsInFlightMax) {
        return new LoopLimits(
                inFlightMax, pollsInFlightMax, 10_000, 4, 256 * 1024, 16, Duration.ofSeconds(60));
    }

    static Reply polled(DeviceLoop loop, int port) {
        TestTalk<Reply> talk = TestTalk.with("polled", new AskOnce(port, "hello"));
        loop.poll(talk.talk);
        return talk.result();
    }

    void skip(Duration duration) {
        skippedNanos.addAndGet(duration.toNanos());
    }

    static String text(Reply reply) {
        assertThat(reply).isInstanceOf(Reply.Answered.class);
        return new String(((Reply.Answered) reply).bytes(), StandardCharsets.UTF_8);
    }

    static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(60, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
