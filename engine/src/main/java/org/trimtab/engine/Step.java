package org.trimtab.engine;

import java.time.Instant;
import java.util.List;

/**
 * One turn of the crank, as the journal keeps it.
 *
 * @param number counts from 1 without gaps
 * @param now the step's time
 * @param inputs what it took in, in order
 * @param outputs what it decided, in order
 */
public record Step(long number, Instant now, List<Input> inputs, List<Output> outputs) {
    public Step {
        inputs = List.copyOf(inputs);
        outputs = List.copyOf(outputs);
    }
}
