package org.trimtab.engine;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.trimtab.telemetry.FrequencySample;

/** Which samples of the frequency are evidence: those around a change of the under-frequency plan's state. */
final class FrequencyLog {
    /** How long before and after a change samples are kept. */
    static final Duration AROUND = Duration.ofSeconds(30);

    /** Most steps with samples remembered before a change; the oldest goes. */
    static final int RECENT_MAX = 3_000;

    /** Samples and the step that took them in. */
    record Batch(Instant now, List<FrequencySample> samples) {}

    private final ArrayDeque<Batch> recent = new ArrayDeque<>();
    private @Nullable Instant keepUntil;

    /** Takes samples in; true when they are evidence at once, false when they are only remembered. */
    boolean keeps(Batch batch) {
        Instant now = batch.now();
        if (keepUntil != null && now.isBefore(keepUntil)) {
            return true;
        }
        keepUntil = null;
        recent.addLast(batch);
        Instant oldest = now.minus(AROUND);
        while (recent.size() > RECENT_MAX
                || (!recent.isEmpty() && recent.getFirst().now().isBefore(oldest))) {
            recent.removeFirst();
        }
        return false;
    }

    /** The state changed: what is remembered is evidence now, and what comes for a while. */
    List<Batch> changed(Instant now) {
        Instant oldest = now.minus(AROUND);
        List<Batch> before = recent.stream().filter(b -> !b.now().isBefore(oldest)).toList();
        recent.clear();
        keepUntil = now.plus(AROUND);
        return before;
    }
}
