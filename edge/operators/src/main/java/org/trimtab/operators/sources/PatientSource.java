package org.trimtab.operators.sources;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * Asks a source that fails less and less often: after the first failure it waits as long as between two rounds, then
 * twice as long each time, up to {@link #WAIT_MAX}. Meanwhile it says what failed and when it is asked again. For one
 * thread.
 */
public final class PatientSource implements LiveSource {
    /** Longest wait. */
    public static final Duration WAIT_MAX = Duration.ofMinutes(15);

    private final LiveSource source;
    private final Duration first;
    private Duration wait;
    private @Nullable Instant againAt;
    private String failure = "";

    /**
     * Wraps a source.
     *
     * @param first time between two rounds, above 0
     */
    public PatientSource(LiveSource source, Duration first) {
        this.source = source;
        this.first = first;
        wait = first;
    }

    @Override
    public String name() {
        return source.name();
    }

    @Override
    public LiveValue read(Instant now) {
        Instant again = againAt;
        if (again != null && now.isBefore(again)) {
            throw new SourceFailure(
                    failure + "; asked again at " + again.truncatedTo(ChronoUnit.SECONDS));
        }
        try {
            LiveValue value = source.read(now);
            againAt = null;
            wait = first;
            return value;
        } catch (SourceFailure e) {
            failure = String.valueOf(e.getMessage());
            againAt = now.plus(wait);
            Duration twice = wait.multipliedBy(2);
            wait = twice.compareTo(WAIT_MAX) < 0 ? twice : WAIT_MAX;
            throw e;
        }
    }
}
