package org.trimtab.live;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Why an event went as it did, in sentences and in figures. Everything comes from the steps the journal keeps. Unknown
 * values are null, never zero.
 *
 * @param event the instruction's id
 * @param source who sent it
 * @param program the program it counts for
 * @param asks what it asks, in words
 * @param state where the obligation stands
 * @param refusal why it was refused; null unless it was
 * @param receivedAt when it came
 * @param from when it begins
 * @param until when it ends
 * @param baselineW level before it
 * @param limitW level owed
 * @param story what happened, in order, in sentences
 * @param bands what was owed together while it was in force, at every change of who sets it
 * @param plans every plan made for it, in order
 * @param disobeyed devices that did not do as asked, in order
 * @param meter what the site meter did while it was in force; null before that
 * @param following how well a set-point was followed, interval by interval
 * @param notKept what was left out of this to keep it small, in words
 * @param device the same seen from one device; null when none was asked for
 */
public record Explanation(
        String event,
        String source,
        String program,
        String asks,
        String state,
        @Nullable String refusal,
        Instant receivedAt,
        Instant from,
        Instant until,
        @Nullable Long baselineW,
        @Nullable Long limitW,
        List<Line> story,
        List<BandPart> bands,
        List<PlanPart> plans,
        List<FailurePart> disobeyed,
        @Nullable MeterPart meter,
        List<FollowingPart> following,
        List<String> notKept,
        @Nullable DevicePart device) {

    /** A sentence and when it became true. */
    public record Line(Instant at, String text) {}

    /** What was owed together from a moment on. */
    public record BandPart(Instant at, BandView band) {}

    /**
     * A plan.
     *
     * @param number counts this event's plans from 1
     * @param at when it was made
     * @param kind {@code BEGIN}, {@code REFILL}, {@code GIVE_BACK}, {@code FOLLOW} or {@code TRIP}
     * @param levelW the level it was made from
     * @param limitW the level to stay at or below
     * @param requiredW the reduction looked for, margin included
     * @param expectedW what the chosen give together
     * @param shortfallW what nobody could give
     * @param chosen how many were chosen
     * @param because the chosen by reason
     * @param leftOut the others by reason
     * @param lostUsdPerHour what an hour of it costs
     * @param last the last one chosen; null when nobody was
     * @param lastUsdPerMwh what a MWh it gives up costs
     */
    public record PlanPart(
            int number,
            Instant at,
            String kind,
            long levelW,
            long limitW,
            long requiredW,
            long expectedW,
            long shortfallW,
            int chosen,
            Map<String, Integer> because,
            Map<String, Integer> leftOut,
            BigDecimal lostUsdPerHour,
            @Nullable String last,
            @Nullable BigDecimal lastUsdPerMwh) {}

    /**
     * A device that did not do as asked.
     *
     * @param at when that was known
     * @param device which
     * @param failure how
     * @param phase where it stood then
     * @param replacedAt when a plan put others in its place; null when none did
     * @param replacedBy the first of those others
     * @param replacements how many they are, for all devices that plan replaced
     */
    public record FailurePart(
            Instant at,
            String device,
            String failure,
            String phase,
            @Nullable Instant replacedAt,
            List<String> replacedBy,
            int replacements) {}

    /**
     * What the site meter did while the event was in force.
     *
     * @param readings how many there were
     * @param bad how many of them were not good
     * @param reachedAt when it first read at or below what is owed; null when it did not
     * @param highestAfterW the highest after that; null when there was none
     * @param lowestW the lowest
     * @param lastW the last
     * @param silentMs longest time between two good readings
     */
    public record MeterPart(
            long readings,
            long bad,
            @Nullable Instant reachedAt,
            @Nullable Long highestAfterW,
            @Nullable Long lowestW,
            @Nullable Long lastW,
            long silentMs) {}

    /**
     * One scored interval of a followed set-point.
     *
     * @param from its begin
     * @param until its end
     * @param meanW metered; null when the meter was silent too long
     * @param askedW what was asked
     * @param frequencyResponseW what was left out for frequency on top
     * @param deviationW how far off; above zero when too high
     * @param verdict {@code PASSED}, {@code FAILED}, {@code METER_MISSING} or {@code EXEMPT}
     */
    public record FollowingPart(
            Instant from,
            Instant until,
            @Nullable Long meanW,
            long askedW,
            long frequencyResponseW,
            @Nullable Long deviationW,
            String verdict) {}

    /**
     * One device in this event.
     *
     * @param id its name
     * @param family protocol family
     * @param model model name
     * @param meritRank its place by what its work is worth per MWh by its nameplate, from 1, the least first
     * @param devices how many the site has
     * @param usdPerMwh what a MWh it gives up costs, work, restart and wear together; null when it gives none
     * @param asked how often it was commanded
     * @param story what happened to it, in order, in sentences
     * @param plans where it stood in every plan that is kept in full
     * @param commands every command, in order
     * @param now how it stands now; null when a journal was read
     */
    public record DevicePart(
            String id,
            String family,
            String model,
            int meritRank,
            int devices,
            @Nullable BigDecimal usdPerMwh,
            int asked,
            List<Line> story,
            List<DevicePlan> plans,
            List<CommandPart> commands,
            @Nullable DeviceNow now) {}

    /**
     * How a device stands now.
     *
     * @param phase where it stands with us
     * @param causedBy what put it there; null when nothing did
     * @param obstacle why it may not be asked to draw less; null when it may
     * @param because the same in words
     * @param hold the hold on it; null when there is none
     * @param drawsW what it is counted on to draw once every command has worked
     * @param lowestW the least it can be asked for
     * @param before how many would be asked before it; null when it may not be asked
     */
    public record DeviceNow(
            String phase,
            @Nullable String causedBy,
            @Nullable String obstacle,
            @Nullable String because,
            @Nullable String hold,
            long drawsW,
            long lowestW,
            @Nullable Integer before) {}

    /**
     * A device in one plan.
     *
     * @param number the plan's number
     * @param at when it was made
     * @param kind the plan's kind
     * @param chosen true when it is in
     * @param action what it is asked; null when it is not in
     * @param place its place among the chosen, from 1; null when it is not in
     * @param expectedW what it was counted on for; null when it is not in
     * @param because why it is in, or why it is not; null when the plan does not say
     */
    public record DevicePlan(
            int number,
            Instant at,
            String kind,
            boolean chosen,
            @Nullable String action,
            @Nullable Integer place,
            @Nullable Long expectedW,
            @Nullable String because) {}

    /**
     * A command and what became of it.
     *
     * @param id its name
     * @param action what was asked
     * @param issuedAt when it was decided
     * @param writtenAt when its last byte was written; null when nothing was
     * @param knownAt when its outcome was known; null while it is not
     * @param outcome {@code CONFIRMED}, {@code ACCEPTED}, {@code REJECTED}, {@code UNSUPPORTED}, {@code UNREACHABLE}
     *     or {@code UNCERTAIN}; null while it is not known
     * @param detail how it failed; null when it did not
     */
    public record CommandPart(
            String id,
            String action,
            Instant issuedAt,
            @Nullable Instant writtenAt,
            @Nullable Instant knownAt,
            @Nullable String outcome,
            @Nullable String detail) {}
}
