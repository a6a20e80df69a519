package org.trimtab.testkit;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Function;
import org.trimtab.quantity.Power;

/**
 * Values drawn from a seed, and properties that must hold for many of them. The same seed draws the same values on
 * every machine. Values near the ends of a range come up more often than chance, because that is where code breaks.
 */
public final class Seeded {
    /** Seed of the first case when none is given; the cases of {@link #forAll} count up from here. */
    public static final long SEED_DEFAULT = 20_231_117L;

    private static final int EDGE_ONE_IN = 8;

    private final long seed;
    private final SplittableRandom random;

    private Seeded(long seed) {
        this.seed = seed;
        this.random = new SplittableRandom(seed);
    }

    /** What must hold for every case. */
    @FunctionalInterface
    public interface Property {
        void check(Seeded any) throws Exception;
    }

    public static Seeded of(long seed) {
        return new Seeded(seed);
    }

    /** Checks {@code property} on {@code cases} cases; a failure names the seed that brings the case back. */
    public static void forAll(int cases, Property property) {
        forAll(SEED_DEFAULT, cases, property);
    }

    /** As {@link #forAll(int, Property)}, with the seeds {@code firstSeed}, {@code firstSeed + 1} and so on. */
    public static void forAll(long firstSeed, int cases, Property property) {
        if (cases < 1) {
            throw new IllegalArgumentException(
                    "a property is checked on 1 case or more, not " + cases);
        }
        for (int i = 0; i < cases; i++) {
            forSeed(firstSeed + i, i + 1, cases, property);
        }
    }

    private static void forSeed(long seed, int number, int cases, Property property) {
        try {
            property.check(new Seeded(seed));
        } catch (Exception | AssertionError e) {
            throw new AssertionError(
                    "case %d of %d fails; Seeded.forAll(%dL, 1, …) brings it back: %s"
                            .formatted(number, cases, seed, e.getMessage()),
                    e);
        }
    }

    public long seed() {
        return seed;
    }

    /** A whole number from {@code min} to {@code max}, both included. */
    public long longFrom(long min, long max) {
        if (min > max) {
            throw new IllegalArgumentException("no number lies from " + min + " to " + max);
        }
        if (random.nextInt(EDGE_ONE_IN) == 0) {
            return random.nextBoolean() ? min : max;
        }
        return max == Long.MAX_VALUE ? drawnBelowOverflow(min) : random.nextLong(min, max + 1);
    }

    private long drawnBelowOverflow(long min) {
        return min == Long.MIN_VALUE
                ? random.nextLong()
                : random.nextLong(min - 1, Long.MAX_VALUE) + 1;
    }

    /** A whole number from {@code min} to {@code max}, both included. */
    public int intFrom(int min, int max) {
        return Math.toIntExact(longFrom(min, max));
    }

    /** True about {@code percent} times in a hundred; never at 0, always at 100. */
    public boolean chance(int percent) {
        return random.nextInt(100) < percent;
    }

    /** One of the choices, all equally likely. */
    public <T> T pick(List<T> choices) {
        if (choices.isEmpty()) {
            throw new IllegalArgumentException("nothing to pick from");
        }
        return choices.get(random.nextInt(choices.size()));
    }

    /** One of the constants of an enum. */
    public <E extends Enum<E>> E pick(Class<E> kind) {
        return pick(List.of(kind.getEnumConstants()));
    }

    /** A list of {@code sizeMin} to {@code sizeMax} drawn values. */
    public <T> List<T> list(int sizeMin, int sizeMax, Function<Seeded, T> element) {
        int size = intFrom(sizeMin, sizeMax);
        List<T> drawn = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
            drawn.add(element.apply(this));
        }
        return drawn;
    }

    /** The same values in another order. */
    public <T> List<T> shuffled(List<T> values) {
        List<T> shuffled = new ArrayList<>(values);
        for (int i = shuffled.size() - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            T swapped = shuffled.get(i);
            shuffled.set(i, shuffled.get(j));
            shuffled.set(j, swapped);
        }
        return shuffled;
    }

    /** Bytes without any meaning, for parsers. */
    public byte[] bytes(int lengthMin, int lengthMax) {
        byte[] bytes = new byte[intFrom(lengthMin, lengthMax)];
        random.nextBytes(bytes);
        return bytes;
    }

    /** A copy of {@code bytes} with one bit turned over. */
    public byte[] withOneBitFlipped(byte[] bytes) {
        byte[] flipped = bytes.clone();
        flipped[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
        return flipped;
    }

    /** A level from {@code min} to {@code max}, both included. */
    public Power power(Power min, Power max) {
        return Power.ofWatts(longFrom(min.watts(), max.watts()));
    }

    /** A duration of whole milliseconds from {@code min} to {@code max}, both included. */
    public Duration duration(Duration min, Duration max) {
        return Duration.ofMillis(longFrom(min.toMillis(), max.toMillis()));
    }

    /** An instant of whole milliseconds from {@code min} to {@code max}, both included. */
    public Instant instant(Instant min, Instant max) {
        return Instant.ofEpochMilli(longFrom(min.toEpochMilli(), max.toEpochMilli()));
    }
}
