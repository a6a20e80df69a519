package org.trimtab.dispatch;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.trimtab.program.FrequencyDuty;
import org.trimtab.quantity.Frequency;
import org.trimtab.quantity.Share;
import org.trimtab.telemetry.FrequencySample;
import org.trimtab.telemetry.Quality;

/**
 * Judges samples of the grid's frequency: which of them are decided on, and whether the frequency is known now. A good
 * figure stands until it is stale, so one bad sample blinds nobody; a figure that no longer moves is none. Samples and
 * the clock that is handed in must agree to within the age at which a sample goes stale; when that clock is set back,
 * the samples of before move back with it.
 */
public final class FrequencyWatch {
    /** How far a figure may lie from nominal and still be one. */
    public static final Share PLAUSIBLE = new Share(100_000);

    private final Frequency nominal;
    private final long farthest;
    private final Duration staleAfter;
    private final Duration stuckAfter;
    private @Nullable Instant clockAt;
    private @Nullable Instant goodAt;
    private @Nullable Frequency good;
    private @Nullable Instant sameSince;
    private @Nullable String stuck;
    private @Nullable String fault;
    private long breaks;
    private String why = "no sample of the frequency has come yet";

    /** Knows nothing yet. */
    public FrequencyWatch(FrequencyDuty duty) {
        this.nominal = duty.nominal();
        this.farthest =
                Math.multiplyExact(nominal.microhertz(), PLAUSIBLE.partsPerMillion()) / 1_000_000L;
        this.staleAfter = duty.sampleStaleAfter();
        this.stuckAfter = duty.stuckAfter();
    }

    /**
     * Takes a sample in.
     *
     * @param now when it came in
     * @return its figure when it may be decided on; null when not, and {@link #why()} says why
     */
    public @Nullable Frequency take(FrequencySample sample, Instant now) {
        follow(now);
        Frequency figure = sample.frequency();
        fault = faultOf(sample, now);
        if (fault != null || figure == null) {
            why = String.valueOf(fault);
            return null;
        }
        remember(figure, sample.observedAt());
        why = stuck == null ? "frequency is " + figure : stuck;
        return stuck == null ? figure : null;
    }

    private @Nullable String faultOf(FrequencySample sample, Instant now) {
        Duration age = Duration.between(sample.observedAt(), now);
        if (age.compareTo(staleAfter) > 0) {
            return "a sample came "
                    + spoken(age)
                    + " late; set the instrument's clock if it stays so";
        }
        if (age.negated().compareTo(staleAfter) > 0) {
            return "a sample is stamped "
                    + spoken(age.negated())
                    + " ahead of the site's clock; set the instrument's clock";
        }
        if (goodAt != null && sample.observedAt().equals(goodAt)) {
            return "a sample came twice";
        }
        if (goodAt != null && sample.observedAt().isBefore(goodAt)) {
            return "a sample came out of order, "
                    + spoken(Duration.between(sample.observedAt(), goodAt))
                    + " older than the one before";
        }
        return faultOf(sample.frequency(), sample.quality());
    }

    private @Nullable String faultOf(@Nullable Frequency figure, Quality quality) {
        if (figure == null) {
            return "the instrument gives no figure; check it and its voltage input";
        }
        if (Math.abs(figure.microhertz() - nominal.microhertz()) > farthest) {
            return "the instrument gives "
                    + figure
                    + ", more than "
                    + PLAUSIBLE
                    + " from "
                    + nominal
                    + "; check it and its voltage input";
        }
        return quality == Quality.GOOD
                ? null
                : "the instrument's figure " + figure + " is marked " + quality;
    }

    private void remember(Frequency figure, Instant at) {
        if (goodAt == null || Duration.between(goodAt, at).compareTo(staleAfter) > 0) {
            breaks++;
        }
        if (sameSince == null || !figure.equals(good)) {
            sameSince = at;
            breaks += stuck == null ? 0 : 1;
        }
        Duration same = Duration.between(sameSince, at);
        stuck =
                same.compareTo(stuckAfter) <= 0
                        ? null
                        : "the instrument has given "
                                + BigDecimal.valueOf(figure.microhertz(), 6)
                                + " Hz without any change for "
                                + spoken(same)
                                + "; it is stuck";
        good = figure;
        goodAt = at;
    }

    /**
     * The frequency that counts now.
     *
     * @return null when it is not known, and {@link #why()} says why
     */
    public @Nullable Frequency at(Instant now) {
        follow(now);
        if (good == null || goodAt == null) {
            why =
                    "no good sample of the frequency has come yet"
                            + (fault == null ? "" : ": " + fault);
            return null;
        }
        Duration age = Duration.between(goodAt, now);
        if (age.compareTo(staleAfter) > 0) {
            why =
                    "the last good sample of the frequency, "
                            + good
                            + ", is "
                            + spoken(age)
                            + " old"
                            + (fault == null ? "; check the instrument" : ": " + fault);
            return null;
        }
        why = stuck == null ? "frequency is " + good : stuck;
        return stuck == null ? good : null;
    }

    /** What was found last, in words a person reads: the figure, or why it is not decided on. */
    public String why() {
        return why;
    }

    /**
     * How often the row of good samples has been broken: by a gap longer than the age of staleness, by a clock set
     * back, by an instrument that had been stuck. What is counted along samples starts anew when this has changed.
     */
    public long breaks() {
        return breaks;
    }

    /** Moves what is remembered back with a clock that was set back, so that order and age stay right. */
    private void follow(Instant now) {
        if (clockAt != null && now.isBefore(clockAt)) {
            Duration back = Duration.between(now, clockAt);
            goodAt = goodAt == null ? null : goodAt.minus(back);
            sameSince = sameSince == null ? null : sameSince.minus(back);
            breaks++;
        }
        clockAt = now;
    }

    /** A duration for people, such as 250 ms, 2.5 s or 15 min. */
    static String spoken(Duration duration) {
        long millis = duration.toMillis();
        if (millis < 1_000) {
            return millis + " ms";
        }
        if (millis >= 120_000) {
            return duration.toMinutes() + " min";
        }
        long tenths = millis / 100;
        return tenths % 10 == 0 ? tenths / 10 + " s" : tenths / 10 + "." + tenths % 10 + " s";
    }
}
