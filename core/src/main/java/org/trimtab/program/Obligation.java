package org.trimtab.program;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.trimtab.interval.MarketInterval;
import org.trimtab.quantity.Power;

/**
 * What we owe because of an instruction.
 *
 * @param instruction what was asked
 * @param state where it stands
 * @param changedAt when it came to stand there
 * @param baseline mean meter level before it began; null until it begins or when the meter gave none
 * @param limit the most the site may draw while it holds; null until it begins
 * @param endedAt when it stopped being owed: its end, or the cancellation; null while it is owed
 * @param refusal why it was refused; null unless it was
 */
public record Obligation(
        Instruction instruction,
        ObligationState state,
        Instant changedAt,
        @Nullable Power baseline,
        @Nullable Power limit,
        @Nullable Instant endedAt,
        @Nullable Refusal refusal) {

    public InstructionId id() {
        return instruction.id();
    }

    /** When it was owed; cut short by a cancellation. */
    public MarketInterval owedInterval() {
        Instant until = instruction.interval().until();
        Instant from = instruction.interval().from();
        if (instruction.notice().receivedAt().isAfter(from)) {
            from = instruction.notice().receivedAt();
        }
        if (endedAt != null && endedAt.isBefore(until)) {
            until = endedAt;
        }
        return new MarketInterval(from, until.isAfter(from) ? until : from.plusMillis(1));
    }
}
