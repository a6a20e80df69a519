package org.trimtab.meters;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.trimtab.resource.Meter;
import org.trimtab.telemetry.FrequencySample;
import org.trimtab.telemetry.MeterReading;

/** Reads one meter. Keeps a connection between reads; for one thread at a time. */
public interface MeterClient extends AutoCloseable {
    /** Which meter this reads. */
    Meter meter();

    /**
     * Reads the power now. Takes a bounded time and never waits to try again: when to ask next is the caller's choice.
     *
     * @param at the moment to write on the reading
     * @return a reading whose quality is GOOD, or SUSPECT when the meter gave a value that cannot be true
     * @throws MeterUnreachable when there is no value; the message names the meter and says what to do
     */
    MeterReading read(Instant at) throws MeterUnreachable;

    /**
     * The grid's frequency as the meter gave it in the last read, with that read's moment. Its quality is GOOD, or
     * SUSPECT when the meter has no figure, which is then null, or gave one that no grid has.
     *
     * @return null when none has been made or the meter did not answer it; there is one even when a read failed only
     *     because the meter had no value for power
     */
    @Nullable FrequencySample frequency();

    /** Lets the connection go; a later read opens a new one. */
    @Override
    void close();
}
