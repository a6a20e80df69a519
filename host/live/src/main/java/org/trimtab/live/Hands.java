package org.trimtab.live;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.trimtab.program.Hold;
import org.trimtab.telemetry.FrequencySample;

/** What people do at a site with their own hands, and instruments with theirs. Safe for use by many threads. */
public interface Hands {
    /** Most holds in force at once. */
    int HOLDS_MAX = 1_000;

    /**
     * A hold to be placed.
     *
     * @param id its name; null to have one made
     * @param pick which devices
     * @param kind what is held
     * @param length how long; null until somebody lifts it
     * @param by who places it
     */
    record HoldAsk(
            @Nullable String id,
            DevicePick pick,
            Hold.Kind kind,
            @Nullable Duration length,
            String by) {}

    /** Holds in force, oldest first. */
    List<HoldView> holds();

    /**
     * Places a hold; one of the same name is replaced.
     *
     * @throws IllegalArgumentException when it names nobody, or a device the site does not have
     * @throws CannotAnswer when nothing new is taken now
     */
    HoldView place(HoldAsk ask);

    /**
     * Lifts a hold.
     *
     * @return what was lifted, or null when no hold of that name is in force
     * @throws CannotAnswer when nothing new is taken now
     */
    @Nullable HoldView lift(String id, String by);

    /** How the site stands to the grid's frequency; null when its file asks nothing of it. */
    @Nullable FrequencyView frequency();

    /**
     * Arms or disarms the under-frequency plan.
     *
     * @return how it stands after that; null when the site has no such plan
     * @throws CannotAnswer when nothing new is taken now
     */
    @Nullable FrequencyView arm(boolean armed, String by);

    /**
     * Takes measurements of the grid's frequency, oldest first.
     *
     * @throws CannotAnswer when nothing new is taken now
     */
    void measured(List<FrequencySample> samples);

    /**
     * A hold as people see it.
     *
     * @param id its name
     * @param kind {@code ASLEEP}, {@code AWAKE} or {@code UNTOUCHED}
     * @param count how many devices it holds
     * @param devices the first of them, in site order; at most {@link #SHOWN_MAX}
     * @param since since when
     * @param until when it ends by itself; null when somebody must lift it
     * @param by who placed it
     */
    record HoldView(
            String id,
            String kind,
            int count,
            List<String> devices,
            Instant since,
            @Nullable Instant until,
            String by) {
        /** Devices named one by one in an answer. */
        public static final int SHOWN_MAX = 1_000;
    }

    /**
     * How the site stands to the grid's frequency.
     *
     * @param state {@code DISARMED}, {@code ARMED}, {@code TRIPPED}, {@code REARMING} or {@code BLIND}
     * @param since since when; null when it has always been so
     * @param why what brought it there, in words
     * @param hz the last sample; null when it was no number, or none came
     * @param quality its quality; null before the first
     * @param observedAt when it was measured; null before the first
     * @param thresholdHz the plan sheds at or below this; null when the site has no such plan
     * @param program the program that must award it; null when the site has no such plan
     */
    record FrequencyView(
            String state,
            @Nullable Instant since,
            String why,
            @Nullable Double hz,
            @Nullable String quality,
            @Nullable Instant observedAt,
            @Nullable Double thresholdHz,
            @Nullable String program) {}
}
