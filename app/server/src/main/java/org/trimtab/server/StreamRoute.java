package org.trimtab.server;

import io.helidon.http.HeaderNames;
import io.helidon.http.sse.SseEvent;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.helidon.webserver.sse.SseSink;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import org.trimtab.server.LiveFeed.Numbered;
import org.trimtab.server.Problem.Kind;

/**
 * {@code GET /api/v1/stream}: frames as server-sent events. Each client has its own virtual thread, which sends the
 * newest frame and waits for the next; a client that takes nothing for a while is cut off, and only so many may watch.
 */
final class StreamRoute implements Handler, AutoCloseable {
    /** More than this are told to come back later. */
    static final int CLIENTS_MAX = 32;

    /** Silence is never longer, so that a client can tell a quiet site from a lost line. */
    static final Duration HEARTBEAT = Duration.ofSeconds(5);

    /** A client that has not taken what was sent by then is cut off. */
    static final Duration SEND_LONGEST = Duration.ofSeconds(10);

    private static final Duration RECONNECT_AFTER = Duration.ofSeconds(1);
    private static final Duration GUARD_EVERY = Duration.ofSeconds(1);

    private final LiveFeed feed;
    private final Semaphore places = new Semaphore(CLIENTS_MAX);
    private final Map<Thread, Long> sendingSinceNanos = new ConcurrentHashMap<>();
    private final Thread guard;

    StreamRoute(LiveFeed feed) {
        this.feed = feed;
        this.guard = Thread.ofVirtual().name("stream-guard").unstarted(this::guard);
    }

    StreamRoute start() {
        guard.start();
        return this;
    }

    @Override
    public void handle(ServerRequest request, ServerResponse response) {
        Replies.knownQueries(request, List.of());
        if (!places.tryAcquire()) {
            throw new Problem(
                            Kind.TOO_MANY_CLIENTS,
                            "already "
                                    + CLIENTS_MAX
                                    + " clients are watching; close one, or ask /api/v1/status now"
                                    + " and then")
                    .header("Retry-After", "5");
        }
        try {
            response.header(HeaderNames.CACHE_CONTROL, "no-store");
            send(response);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            places.release();
        }
    }

    private void send(ServerResponse response) throws InterruptedException {
        try (SseSink sink = response.sink(SseSink.TYPE)) {
            emit(sink, SseEvent.builder().comment("hello").reconnectDelay(RECONNECT_AFTER).build());
            long seen = 0;
            while (!feed.isClosed()) {
                Numbered frame = feed.after(seen, HEARTBEAT);
                if (frame == null) {
                    emit(sink, SseEvent.builder().comment("still here").build());
                } else {
                    seen = frame.number();
                    emit(sink, SseEvent.builder().name("frame").data(frame.json()).build());
                }
            }
        }
    }

    private void emit(SseSink sink, SseEvent event) {
        Thread me = Thread.currentThread();
        sendingSinceNanos.put(me, System.nanoTime());
        try {
            sink.emit(event);
        } finally {
            sendingSinceNanos.remove(me);
        }
    }

    /** A blocked write has no time-out of its own; interrupting its thread closes the connection. */
    private void guard() {
        try {
            while (!feed.isClosed()) {
                Thread.sleep(GUARD_EVERY);
                long now = System.nanoTime();
                sendingSinceNanos.forEach((thread, since) -> {
                    if (now - since > SEND_LONGEST.toNanos()) {
                        thread.interrupt();
                    }
                });
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        guard.interrupt();
        sendingSinceNanos.keySet().forEach(Thread::interrupt);
    }
}
