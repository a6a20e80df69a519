package org.trimtab.drivers.transport;

import java.time.InstantSource;
import java.util.function.LongSupplier;

/**
 * The loop's two clocks.
 *
 * @param instants what time it is, for what people read
 * @param nanos a clock that never jumps, for time limits
 */
public record LoopClock(InstantSource instants, LongSupplier nanos) {
    /** The machine's clocks. */
    public static LoopClock system() {
        return new LoopClock(InstantSource.system(), System::nanoTime);
    }
}
