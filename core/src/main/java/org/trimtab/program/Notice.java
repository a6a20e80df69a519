package org.trimtab.program;

import java.time.Instant;
import org.trimtab.interval.MarketInterval;

/**
 * What every instruction says, whatever it asks for.
 *
 * @param id its name; the same id with the same content is the same instruction
 * @param source who sent it, such as {@code operator} or {@code openadr}
 * @param receivedAt when its last byte reached us
 * @param interval when it holds
 * @param program the program it belongs to
 */
public record Notice(
        InstructionId id,
        String source,
        Instant receivedAt,
        MarketInterval interval,
        String program) {
    /** Of the plain event program. */
    public Notice(InstructionId id, String source, Instant receivedAt, MarketInterval interval) {
        this(id, source, receivedAt, interval, ProgramBook.EVENT);
    }
}
