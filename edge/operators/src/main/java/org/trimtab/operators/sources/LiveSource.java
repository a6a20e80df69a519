package org.trimtab.operators.sources;

import java.time.Instant;

/** Somewhere a live figure can be asked for. */
public interface LiveSource {
    /** What it is called, for people; no secret is in it. */
    String name();

    /**
     * Asks for the figure that holds now.
     *
     * @throws SourceFailure when there is none, saying why in one line
     */
    LiveValue read(Instant now);
}
