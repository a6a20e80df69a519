package org.trimtab.operators.sources;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Sources in order of trust: the first whose figure is young enough is taken, and every one passed over is told.
 */
public final class FallbackSource {
    /** Most sources in a row. */
    public static final int SOURCES_MAX = 10;

    /** How far ahead of the clock here a figure may be dated; a later one would never grow old. */
    static final Duration AHEAD_MAX = Duration.ofMinutes(5);

    private final List<Ranked> sources;

    /**
     * A source and how old its figure may be.
     *
     * @param source where
     * @param oldest greatest age, above 0
     */
    public record Ranked(LiveSource source, Duration oldest) {
        public Ranked {
            if (oldest.isNegative() || oldest.isZero()) {
                throw new IllegalArgumentException(
                        source.name() + ": the greatest age is above 0, got " + oldest);
            }
        }
    }

    /**
     * The figure taken.
     *
     * @param value with its source
     * @param until when it is too old, unless asked anew
     * @param passedOver why each source before it was not taken; empty when it is the first
     */
    public record Taken(LiveValue value, Instant until, List<String> passedOver) {
        public Taken {
            passedOver = List.copyOf(passedOver);
        }

        /** True when it is not the first source's. */
        public boolean isFallback() {
            return !passedOver.isEmpty();
        }
    }

    /**
     * Ranks sources.
     *
     * @param sources at least one, the most trusted first
     */
    public FallbackSource(List<Ranked> sources) {
        if (sources.isEmpty() || sources.size() > SOURCES_MAX) {
            throw new IllegalArgumentException(
                    "1 to " + SOURCES_MAX + " sources are ranked, got " + sources.size());
        }
        this.sources = List.copyOf(sources);
    }

    /**
     * The best figure there is now.
     *
     * @throws SourceFailure when no source has one, telling why of each
     */
    public Taken read(Instant now) {
        List<String> passedOver = new ArrayList<>();
        for (Ranked ranked : sources) {
            try {
                LiveValue value = ranked.source().read(now);
                Duration age = Duration.between(value.at(), now);
                if (age.compareTo(AHEAD_MAX.negated()) < 0) {
                    passedOver.add(
                            "%s is dated %s, ahead of the clock here"
                                    .formatted(ranked.source().name(), value.at()));
                } else if (age.compareTo(ranked.oldest()) < 0) {
                    return new Taken(value, value.at().plus(ranked.oldest()), passedOver);
                } else {
                    passedOver.add(
                            "%s is %d min old, above its %d min"
                                    .formatted(
                                            ranked.source().name(),
                                            age.toMinutes(),
                                            ranked.oldest().toMinutes()));
                }
            } catch (SourceFailure e) {
                passedOver.add(String.valueOf(e.getMessage()));
            }
        }
        throw new SourceFailure("no source has a figure: " + String.join("; ", passedOver));
    }
}
