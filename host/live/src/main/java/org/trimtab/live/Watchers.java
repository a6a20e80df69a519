package org.trimtab.live;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Sends frames to whoever watches; without watchers no frame is made. */
final class Watchers {
    /** More watchers than this are turned away. */
    static final int WATCHERS_MAX = 64;

    private final List<Consumer<LiveFrame>> listeners = new CopyOnWriteArrayList<>();
    private final Supplier<LiveFrame> frames;

    Watchers(Supplier<LiveFrame> frames) {
        this.frames = frames;
    }

    AutoCloseable add(Consumer<LiveFrame> listener) {
        if (listeners.size() >= WATCHERS_MAX) {
            throw new IllegalStateException(
                    WATCHERS_MAX + " screens watch already; close one and try again");
        }
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    void send() {
        if (listeners.isEmpty()) {
            return;
        }
        try {
            LiveFrame frame = frames.get();
            listeners.forEach(listener -> listener.accept(frame));
        } catch (IllegalStateException e) {
            // Too busy for a picture now; the next one comes in half a second.
        }
    }
}
