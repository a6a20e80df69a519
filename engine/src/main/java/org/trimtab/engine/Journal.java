package org.trimtab.engine;

import java.io.IOException;

/** Keeps every step in order. What it has kept survives the process. */
public interface Journal {
    /**
     * Keeps a step.
     *
     * @param step the step; its number follows the last one kept
     * @param durable true when it must be on the disk itself before this returns (a command depends on it)
     * @throws IOException when it could not be kept; the journal is then as it was before
     */
    void append(Step step, boolean durable) throws IOException;
}
