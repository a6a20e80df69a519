package org.trimtab.live;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One event as people see it.
 *
 * @param id the instruction's id
 * @param source who sent it
 * @param asks what it asks, in words
 * @param state where the obligation stands
 * @param refusal why it was refused; null unless it was
 * @param receivedAt when it came
 * @param from when it begins
 * @param until when it ends
 * @param baselineW level before it
 * @param limitW level owed
 * @param requiredW reduction looked for by the first plan
 * @param shortfallW what of it nobody could give
 * @param chosen devices ever chosen for it
 * @param confirmed devices seen to have fallen asleep
 * @param acceptedUnconfirmed devices that said they would sleep and were never seen to
 * @param restored confirmed devices seen back at work
 * @param leftOut devices left out of the last plan, by reason
 * @param phases chosen devices by where they stand
 * @param failures chosen devices that failed, by reason
 * @param stages the time line, in order
 * @param families what each firmware family did, the slowest to be seen asleep first
 * @param statementReady true when it is settled
 * @param evidenceReady true when its evidence can be fetched
 */
public record EventView(
        String id,
        String source,
        String asks,
        String state,
        @Nullable String refusal,
        Instant receivedAt,
        Instant from,
        Instant until,
        @Nullable Long baselineW,
        @Nullable Long limitW,
        @Nullable Long requiredW,
        @Nullable Long shortfallW,
        int chosen,
        int confirmed,
        int acceptedUnconfirmed,
        int restored,
        Map<String, Integer> leftOut,
        Map<String, Integer> phases,
        Map<String, Integer> failures,
        List<Stage> stages,
        List<FamilyPart> families,
        boolean statementReady,
        boolean evidenceReady) {

    /**
     * A mark on the time line.
     *
     * @param name {@code received}, {@code decided}, {@code first_command}, {@code last_command}, {@code last_answer} (all
     *     three of what was asked first, and again), {@code last_trim} (the last command that refilled or gave back),
     *     {@code at_target}, {@code ended}, {@code restored}, {@code settled}
     * @param family the family it is about; null for all
     * @param at when
     * @param afterMs milliseconds after the instruction was received
     */
    public record Stage(String name, @Nullable String family, Instant at, double afterMs) {}

    /**
     * What one family did. Times are milliseconds after the instruction was received; null when it has not come.
     *
     * @param family protocol family
     * @param chosen its devices chosen for the event
     * @param confirmed those of them seen asleep
     * @param failed those of them that failed
     * @param lastCommandMs when the last command's last byte was written
     * @param lastAnswerMs when the last of them answered
     * @param medianAsleepMs when half of those seen asleep had been seen so
     * @param lastAsleepMs when the last of them was
     */
    public record FamilyPart(
            String family,
            int chosen,
            int confirmed,
            int failed,
            @Nullable Double lastCommandMs,
            @Nullable Double lastAnswerMs,
            @Nullable Double medianAsleepMs,
            @Nullable Double lastAsleepMs) {}
}
