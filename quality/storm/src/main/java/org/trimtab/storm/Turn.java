package org.trimtab.storm;

import java.time.Instant;
import java.util.List;
import org.trimtab.engine.Engine;
import org.trimtab.engine.Input;
import org.trimtab.engine.Output;
import org.trimtab.testkit.Plant;

/**
 * One step as everybody sees it.
 *
 * @param now the engine's time, which never goes back
 * @param inputs what the engine was told
 * @param outputs what it decided
 * @param sent what was sent to devices since the last turn
 * @param engine the engine after the step
 */
record Turn(
        Instant now,
        List<Input> inputs,
        List<Output> outputs,
        List<Plant.Sent> sent,
        Engine engine) {}
