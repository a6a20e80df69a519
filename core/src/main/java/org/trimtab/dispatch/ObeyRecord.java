package org.trimtab.dispatch;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How devices and families have obeyed so far: how often they fell when asked, how fast, and whether they woke again.
 * Statistics in columns, 35 bytes a device, by place; the same calls in the same order give the same figures.
 *
 * <p>What has been seen is forgotten by halves, so that a new firmware is believed within some tens of asks, and so
 * that no family is ever trusted without doubt. The chance that a device falls in time starts from its family's rate
 * and leaves it as the device's own record grows (a beta prior with the family's rate as its mean).
 */
public final class ObeyRecord {
    /** Upper edges of the classes of response times, each within its class; a last class lies beyond. */
    public static final List<Duration> EDGES =
            List.of(
                    Duration.ofMillis(250),
                    Duration.ofMillis(500),
                    Duration.ofSeconds(1),
                    Duration.ofSeconds(2),
                    Duration.ofSeconds(5),
                    Duration.ofSeconds(10),
                    Duration.ofSeconds(30),
                    Duration.ofMinutes(1),
                    Duration.ofMinutes(2),
                    Duration.ofMinutes(5),
                    Duration.ofMinutes(10),
                    Duration.ofMinutes(30));

    /** Column of all who obeyed; in those before it stand those who did within the edge of the same number. */
    private static final int OBEYED = EDGES.size();

    private static final int FAILED = OBEYED + 1;
    private static final int WIDTH = FAILED + 1;
    private static final int BYTE_MOST = 127;

    private static final Counts NOTHING = new Counts(0, 0, 0, 0, 0);

    private final Prior prior;
    private final int[] familyOf;
    private final int[] asked;
    private final int[] obeyed;
    private final int[] failed;
    private final short[] woke;
    private final short[] stayedAsleep;
    private final byte[] failuresInRow;
    private final byte[] recent;
    private final long[][] familyCounts;
    private final int[][] familyRecent;
    private final Duration[] expected;

    /**
     * What is believed before anything was seen, and how fast that changes.
     *
     * @param obeyed asks obeyed that the belief about a family is worth
     * @param failed asks failed that it is worth
     * @param deviceWeight asks that the family's rate is worth against a device's own record
     * @param familyMemory asks of a family after which what was seen counts half; keeps a doubt about the rate of
     *     the whole family, since one fault of firmware or network takes many devices at once
     * @param deviceMemory asks of a device after which what was seen counts half, at most 126
     */
    public record Prior(
            double obeyed, double failed, double deviceWeight, int familyMemory, int deviceMemory) {
        /**
         * Four of five obey, and that is worth five asks: an engineering choice, since no operator publishes how many
         * of its machines fall when asked. It promises about half of a fleet that has never been asked; the first
         * event of some hundred devices replaces it. Tune it from the site's own record.
         */
        public static final Prior DEFAULT = new Prior(4, 1, 10, 2_000, 60);

        public Prior {
            if (obeyed <= 0 || failed <= 0 || deviceWeight <= 0) {
                throw new IllegalArgumentException(
                        "a prior is worth more than 0 asks, got "
                                + obeyed
                                + " obeyed, "
                                + failed
                                + " failed, device weight "
                                + deviceWeight);
            }
            if (familyMemory < 2 || deviceMemory < 2 || deviceMemory >= BYTE_MOST) {
                throw new IllegalArgumentException(
                        "memories of "
                                + familyMemory
                                + " and "
                                + deviceMemory
                                + " asks; a family's is at least 2, a device's 2 to "
                                + (BYTE_MOST - 1));
            }
        }
    }

    /** What was counted since the start, of a device or a family; wakes of a device stop at 32,767. */
    public record Counts(long asked, long obeyed, long failed, long woke, long stayedAsleep) {}

    /**
     * All that is known of a device or a family, for a record that goes on where another ended.
     *
     * @param counts since the start
     * @param failuresInRow of a device; 0 for a family
     * @param recent lately seen to fall within each of {@link #EDGES}, then in all, then failed
     */
    public record Past(Counts counts, int failuresInRow, List<Integer> recent) {
        public Past {
            recent = List.copyOf(recent);
            if (recent.size() != WIDTH || recent.stream().anyMatch(n -> n < 0)) {
                throw new IllegalArgumentException(
                        recent
                                + " is no record of obeying: give "
                                + WIDTH
                                + " counts of 0 or more");
            }
            if (failuresInRow < 0 || failuresInRow > BYTE_MOST) {
                throw new IllegalArgumentException(
                        failuresInRow + " failures in a row: give 0 to " + BYTE_MOST);
            }
        }
    }

    /** A record of nothing yet, with the usual prior. */
    public ObeyRecord(int devices, int families, int[] familyOf) {
        this(devices, families, familyOf, Prior.DEFAULT);
    }

    /**
     * A record of nothing yet.
     *
     * @param familyOf family of each place, 0 to {@code families - 1}
     */
    public ObeyRecord(int devices, int families, int[] familyOf, Prior prior) {
        if (familyOf.length != devices) {
            throw new IllegalArgumentException(
                    devices + " devices, but families for " + familyOf.length);
        }
        for (int family : familyOf) {
            if (family < 0 || family >= families) {
                throw new IllegalArgumentException(
                        "family " + family + " does not lie from 0 to " + (families - 1));
            }
        }
        this.prior = prior;
        this.familyOf = familyOf.clone();
        asked = new int[devices];
        obeyed = new int[devices];
        failed = new int[devices];
        woke = new short[devices];
        stayedAsleep = new short[devices];
        failuresInRow = new byte[devices];
        recent = new byte[Math.multiplyExact(devices, WIDTH)];
        familyCounts = new long[families][5];
        familyRecent = new int[families][WIDTH];
        expected = new Duration[families];
        Arrays.fill(expected, Duration.ZERO);
    }

    /**
     * Says how long a family takes to fall by its descriptor, answer and fall together: within less than that, nothing
     * is believed of it until it has been seen to.
     */
    public void expect(int family, Duration answersAndFallsWithin) {
        expected[family] = answersAndFallsWithin;
    }

    /** The device was asked to fall. */
    public void asked(int place) {
        asked[place]++;
        familyCounts[familyOf[place]][0]++;
    }

    /** The device was seen to fall, so long after it was asked. */
    public void obeyed(int place, Duration took) {
        obeyed[place]++;
        familyCounts[familyOf[place]][1]++;
        failuresInRow[place] = 0;
        int time = 0;
        while (time < EDGES.size() && took.compareTo(EDGES.get(time)) > 0) {
            time++;
        }
        remember(place, time, OBEYED);
    }

    /** The device was asked to fall and did not. */
    public void failed(int place) {
        failed[place]++;
        familyCounts[familyOf[place]][2]++;
        failuresInRow[place] = (byte) Math.min(BYTE_MOST, failuresInRow[place] + 1);
        remember(place, FAILED, FAILED);
    }

    /** The device was asked to wake and did. */
    public void woke(int place) {
        woke[place] = (short) Math.min(Short.MAX_VALUE, woke[place] + 1);
        familyCounts[familyOf[place]][3]++;
    }

    /** The device was asked to wake and did not. */
    public void stayedAsleep(int place) {
        stayedAsleep[place] = (short) Math.min(Short.MAX_VALUE, stayedAsleep[place] + 1);
        familyCounts[familyOf[place]][4]++;
    }

    /** Adds one to the columns from {@code first} to {@code last}. */
    private void remember(int place, int first, int last) {
        int[] family = familyRecent[familyOf[place]];
        int from = place * WIDTH;
        for (int i = first; i <= last; i++) {
            family[i]++;
            recent[from + i]++;
        }
        if (family[OBEYED] + family[FAILED] > prior.familyMemory()) {
            for (int i = 0; i < WIDTH; i++) {
                family[i] = halved(family[i], i);
            }
        }
        if (recent[from + OBEYED] + recent[from + FAILED] > prior.deviceMemory()) {
            for (int i = 0; i < WIDTH; i++) {
                recent[from + i] = (byte) halved(recent[from + i], i);
            }
        }
    }

    /** Half a count, the odd one against the device. */
    private static int halved(int count, int column) {
        return column == FAILED ? (count + 1) / 2 : count / 2;
    }

    /**
     * Chance that a device falls in time when it is asked, 0 to 1. A time between two {@link #EDGES} counts as the
     * lower one; slower than 30 minutes counts as never.
     */
    public double chance(int place, Duration within) {
        return chance(place, classesWithin(within), familyRate(familyOf[place], within));
    }

    double chance(int place, int classes, double familyRate) {
        int from = place * WIDTH;
        int inTime = classes == 0 ? 0 : recent[from + classes - 1];
        int seen = recent[from + OBEYED] + recent[from + FAILED];
        double weight = prior.deviceWeight();
        return (weight * familyRate + inTime) / (weight + seen);
    }

    /** Chance that a device wakes when it is asked, 0 to 1, from the same prior. */
    public double chanceToWake(int place) {
        long[] family = familyCounts[familyOf[place]];
        double rate =
                (prior.obeyed() + family[3])
                        / (prior.obeyed() + prior.failed() + family[3] + family[4]);
        double weight = prior.deviceWeight();
        return (weight * rate + woke[place]) / (weight + woke[place] + stayedAsleep[place]);
    }

    /** How often the device failed since it last obeyed; stops at 127. */
    public int failuresInRow(int place) {
        return failuresInRow[place];
    }

    public Counts counts(int place) {
        return new Counts(
                asked[place], obeyed[place], failed[place], woke[place], stayedAsleep[place]);
    }

    public Counts familyCounts(int family) {
        long[] counts = familyCounts[family];
        return new Counts(counts[0], counts[1], counts[2], counts[3], counts[4]);
    }

    /** All that is known of a device; null when it was never asked for anything. */
    public @Nullable Past past(int place) {
        Counts counts = counts(place);
        if (counts.equals(NOTHING)) {
            return null;
        }
        List<Integer> lately = new ArrayList<>(WIDTH);
        for (int i = 0; i < WIDTH; i++) {
            lately.add((int) recent[place * WIDTH + i]);
        }
        return new Past(counts, failuresInRow[place], lately);
    }

    /** All that is known of a family; null when none of it was ever asked for anything. */
    public @Nullable Past familyPast(int family) {
        Counts counts = familyCounts(family);
        return counts.equals(NOTHING)
                ? null
                : new Past(counts, 0, Arrays.stream(familyRecent[family]).boxed().toList());
    }

    /** Goes on from what another record knew of a device; its family is told of by itself. */
    public void goOn(int place, Past past) {
        Counts counts = past.counts();
        asked[place] = (int) Math.min(Integer.MAX_VALUE, counts.asked());
        obeyed[place] = (int) Math.min(Integer.MAX_VALUE, counts.obeyed());
        failed[place] = (int) Math.min(Integer.MAX_VALUE, counts.failed());
        woke[place] = (short) Math.min(Short.MAX_VALUE, counts.woke());
        stayedAsleep[place] = (short) Math.min(Short.MAX_VALUE, counts.stayedAsleep());
        failuresInRow[place] = (byte) past.failuresInRow();
        for (int i = 0; i < WIDTH; i++) {
            recent[place * WIDTH + i] = (byte) Math.min(BYTE_MOST, past.recent().get(i));
        }
    }

    /** Goes on from what another record knew of a family. */
    public void goOnWithFamily(int family, Past past) {
        Counts counts = past.counts();
        familyCounts[family] =
                new long[] {
                    counts.asked(),
                    counts.obeyed(),
                    counts.failed(),
                    counts.woke(),
                    counts.stayedAsleep()
                };
        familyRecent[family] = past.recent().stream().mapToInt(Integer::intValue).toArray();
    }

    /** How often the family lately fell within each of {@link #EDGES}, and in all: each counts those before it too. */
    public List<Integer> familyTimes(int family) {
        return Arrays.stream(familyRecent[family], 0, FAILED).boxed().toList();
    }

    int devices() {
        return familyOf.length;
    }

    int families() {
        return expected.length;
    }

    int family(int place) {
        return familyOf[place];
    }

    /** How many of the lowest classes of response times lie within a time. */
    static int classesWithin(Duration within) {
        int classes = 0;
        while (classes < EDGES.size() && EDGES.get(classes).compareTo(within) <= 0) {
            classes++;
        }
        return classes;
    }

    /** Mean of what is believed of a family's rate. */
    double familyRate(int family, Duration within) {
        return inTime(family, within) / weightOf(family);
    }

    /** Variance of what is believed of a family's rate: of a beta distribution, m (1 − m) / (n + 1). */
    double familyVariance(int family, Duration within) {
        double rate = familyRate(family, within);
        return rate * (1 - rate) / (weightOf(family) + 1);
    }

    private double inTime(int family, Duration within) {
        int classes = classesWithin(within);
        boolean believed = expected[family].compareTo(within) <= 0;
        int seen = classes == 0 ? 0 : familyRecent[family][classes - 1];
        return (believed ? prior.obeyed() : 0) + seen;
    }

    private double weightOf(int family) {
        int[] seen = familyRecent[family];
        return prior.obeyed() + prior.failed() + seen[OBEYED] + seen[FAILED];
    }
}
