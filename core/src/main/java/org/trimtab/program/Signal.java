package org.trimtab.program;

import java.time.Instant;
import org.trimtab.quantity.Power;

/**
 * A new level for a site that follows an operator, within a running {@link Instruction.Track}. Signals may come late,
 * twice or out of order: {@code issuedAt} tells which is the newer.
 */
public sealed interface Signal {
    /** The track it belongs to. */
    InstructionId track();

    /** When the operator sent it, by its clock. */
    Instant issuedAt();

    Power level();

    /**
     * A base point, usually every five minutes; the level moves to it in a straight line.
     *
     * @param track the track it belongs to
     * @param issuedAt when the operator sent it
     * @param level where to be at the end of the ramp
     */
    record BasePoint(InstructionId track, Instant issuedAt, Power level) implements Signal {}

    /**
     * An updated set-point, usually every four seconds: where to be now.
     *
     * @param track the track it belongs to
     * @param issuedAt when the operator sent it
     * @param level where to be
     */
    record SetPoint(InstructionId track, Instant issuedAt, Power level) implements Signal {}
}
