package org.trimtab.bench;

import java.time.Duration;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.trimtab.dispatch.Allocator;
import org.trimtab.dispatch.Draft;

/**
 * A site drawn from a seed, and what is needed of it: up to 200 devices of four points, every third with feeders that
 * need some by themselves. Costs are micro-dollars per hour against full work.
 */
final class OptimumCase {
    static final int DEVICES_MOST = 200;
    static final int POINTS = 4;

    private static final int GROUPS_MOST = 4;
    private static final int HORIZON_LEAST_S = 600;
    private static final int HORIZON_MOST_S = 14_400;
    private static final long MILLIS_PER_HOUR = 3_600_000;

    final int devices;
    final int[] behind;
    final int[] group;
    final long[][] watts;
    final long[][] cost;
    final int[] lowest;
    final int[] highest;
    final int[] stand;
    final long need;
    final long[] needs;
    private final Allocator allocator;

    OptimumCase(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        devices = random.nextInt(1, DEVICES_MOST + 1);
        behind = new int[random.nextInt(3) == 0 ? random.nextInt(1, GROUPS_MOST + 1) : 0];
        for (int g = 0; g < behind.length; g++) {
            behind[g] = random.nextInt(-1, g);
        }
        group = new int[devices];
        watts = new long[devices][];
        cost = new long[devices][];
        lowest = new int[devices];
        highest = new int[devices];
        stand = new int[devices];
        allocator = new Allocator(devices, behind);
        long horizonMillis = random.nextInt(HORIZON_LEAST_S, HORIZON_MOST_S) * 1_000L;
        allocator.horizon(Duration.ofMillis(horizonMillis));
        int kind = random.nextInt(3);
        for (int d = 0; d < devices; d++) {
            draw(random, d, kind, horizonMillis);
        }
        needs = new long[behind.length];
        for (int g = 0; g < needs.length; g++) {
            needs[g] = Math.round(most(g) * Math.max(0, random.nextDouble(-0.5, 0.6)));
        }
        need = Math.round(most(-1) * random.nextDouble());
    }

    /** Curves of three kinds: throttling pays, throttling pays for some, anything at all. */
    private void draw(SplittableRandom random, int d, int kind, long horizonMillis) {
        group[d] = random.nextInt(-1, behind.length);
        long full = random.nextLong(1_000, 6_000);
        double dearest = kind == 0 ? 0.75 : kind == 1 ? 1.1 : 2;
        long all = Math.round(full * random.nextDouble(20, 120));
        double low = random.nextDouble(0.35, 0.6);
        double high = random.nextDouble(low + 0.1, 0.95);
        long[] loss = {
            all,
            Math.round(all * (1 - low) * random.nextDouble(0.5, dearest)),
            Math.round(all * (1 - high) * random.nextDouble(0.4, dearest)),
            0
        };
        long stop = random.nextInt(3) == 0 ? 0 : random.nextLong(0, 10_000);
        watts[d] =
                new long[] {
                    random.nextLong(0, 60), Math.round(full * low), Math.round(full * high), full
                };
        allocator.describe(d, group[d], watts[d], loss, stop);
        cost[d] = loss.clone();
        cost[d][0] += stop * MILLIS_PER_HOUR / horizonMillis;
        highest[d] = POINTS - 1;
        stand[d] = random.nextInt(5) == 0 ? random.nextInt(0, POINTS) : POINTS - 1;
        lowest[d] = random.nextInt(6) == 0 ? random.nextInt(0, stand[d] + 1) : 0;
        allocator.stand(d, stand[d]);
        allocator.draw(d, watts[d][stand[d]]);
        allocator.window(d, lowest[d], highest[d]);
        allocator.turns(d, random.nextInt(3));
    }

    boolean isBehind(int d, int g) {
        int at = group[d];
        while (at >= 0 && at != g) {
            at = behind[at];
        }
        return g < 0 || at == g;
    }

    long gives(int d, int point) {
        return watts[d][stand[d]] - watts[d][point];
    }

    long costs(int d, int point) {
        return cost[d][point] - cost[d][stand[d]];
    }

    private long most(int g) {
        long most = 0;
        for (int d = 0; d < devices; d++) {
            most += isBehind(d, g) ? gives(d, lowest[d]) : 0;
        }
        return most;
    }

    Draft draft() {
        return allocator.lower(need, needs);
    }

    /** What a draft costs, if it meets every need. */
    long cost(Draft draft) {
        long costs = 0;
        long[] given = new long[needs.length];
        long all = 0;
        for (int i = 0; i < draft.size(); i++) {
            int d = draft.place(i);
            costs += costs(d, draft.to(i));
            all += gives(d, draft.to(i));
            for (int g = 0; g < given.length; g++) {
                given[g] += isBehind(d, g) ? gives(d, draft.to(i)) : 0;
            }
        }
        boolean isMet = all >= need;
        for (int g = 0; g < given.length; g++) {
            isMet &= given[g] >= needs[g];
        }
        if (!isMet) {
            throw new BenchFailure(
                    "a draft gives %d of %d W, behind groups %s of %s"
                            .formatted(all, need, Arrays.toString(given), Arrays.toString(needs)));
        }
        return costs;
    }

    /** The dearest step along a hull that any device has: what rounding to whole steps may cost. */
    long dearestStep() {
        long dearest = 0;
        for (int d = 0; d < devices; d++) {
            int from = stand[d];
            while (from > lowest[d]) {
                int to = corner(d, from);
                dearest = Math.max(dearest, costs(d, to) - costs(d, from));
                from = to;
            }
        }
        return dearest;
    }

    /** The point below with the cheapest watts. */
    private int corner(int d, int from) {
        int best = from - 1;
        for (int p = from - 2; p >= lowest[d]; p--) {
            double perWatt = (double) (cost[d][p] - cost[d][from]) / (watts[d][from] - watts[d][p]);
            double bestPerWatt =
                    (double) (cost[d][best] - cost[d][from]) / (watts[d][from] - watts[d][best]);
            best = perWatt <= bestPerWatt ? p : best;
        }
        return best;
    }
}
