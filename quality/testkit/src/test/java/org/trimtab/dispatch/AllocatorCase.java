package org.trimtab.dispatch;

import java.time.Duration;
import java.util.Arrays;
import org.trimtab.testkit.Seeded;

/** A small site drawn from a seed, kept beside the allocator so that everything it says can be counted again. */
final class AllocatorCase {
    final int devices;
    final int[] behind;
    final int[] group;
    final long[][] watts;
    final long[][] loss;
    final long[] stop;
    final int[] stand;
    final int[] turns;
    final long[] draw;
    final int[] lowest;
    final int[] highest;
    final long horizonSeconds;
    final Allocator allocator;

    AllocatorCase(Seeded any, int devicesMost, int groupsMost) {
        devices = any.intFrom(1, devicesMost);
        behind = new int[any.intFrom(0, groupsMost)];
        for (int g = 0; g < behind.length; g++) {
            behind[g] = any.intFrom(-1, g - 1);
        }
        group = new int[devices];
        watts = new long[devices][];
        loss = new long[devices][];
        stop = new long[devices];
        stand = new int[devices];
        turns = new int[devices];
        draw = new long[devices];
        lowest = new int[devices];
        highest = new int[devices];
        horizonSeconds = any.longFrom(60, 7_200);
        allocator = new Allocator(devices, behind);
        allocator.horizon(Duration.ofSeconds(horizonSeconds));
        boolean measured = any.chance(30);
        for (int d = 0; d < devices; d++) {
            describe(any, d);
            move(any, d, measured);
        }
    }

    private void describe(Seeded any, int d) {
        int points = any.intFrom(2, 5);
        group[d] = any.intFrom(-1, behind.length - 1);
        watts[d] = new long[points];
        loss[d] = new long[points];
        for (int p = 0; p < points; p++) {
            watts[d][p] = any.longFrom(p == 0 ? 0 : 100, p == 0 ? 100 : 4_000);
            loss[d][p] = any.longFrom(0, 300_000);
        }
        if (any.chance(80)) {
            Arrays.sort(watts[d]);
        }
        Arrays.sort(loss[d]);
        for (int p = 0; p < points / 2; p++) {
            long swapped = loss[d][p];
            loss[d][p] = loss[d][points - 1 - p];
            loss[d][points - 1 - p] = swapped;
        }
        loss[d][points - 1] = 0;
        stop[d] = any.chance(50) ? 0 : any.longFrom(0, 50_000);
        allocator.describe(d, group[d], watts[d], loss[d], stop[d]);
        turns[d] = any.intFrom(0, 3);
        allocator.turns(d, turns[d]);
    }

    private void move(Seeded any, int d, boolean measured) {
        int last = watts[d].length - 1;
        do {
            stand[d] = any.chance(60) ? last : any.intFrom(0, last);
        } while (!allocator.isUsable(d, stand[d]));
        draw[d] = watts[d][stand[d]];
        if (measured) {
            draw[d] = any.longFrom(draw[d] * 95 / 100, draw[d] * 105 / 100);
        }
        highest[d] = any.chance(70) ? last : any.intFrom(stand[d], last);
        lowest[d] = any.chance(70) ? 0 : any.intFrom(0, stand[d]);
        allocator.stand(d, stand[d]);
        allocator.draw(d, draw[d]);
        allocator.window(d, lowest[d], highest[d]);
    }

    /** Micro-dollars over the horizon's hour rate, as the allocator counts them. */
    long cost(int d, int p) {
        return loss[d][p] + (p == 0 ? stop[d] * 3_600_000L / (horizonSeconds * 1_000) : 0);
    }

    boolean mayGo(int d, int p) {
        return p >= lowest[d] && p <= highest[d] && allocator.isUsable(d, p);
    }

    /** Going down gives something by its description and by what was measured. */
    boolean mayFall(int d, int p) {
        return mayGo(d, p) && watts[d][p] < Math.min(watts[d][stand[d]], draw[d]);
    }

    boolean mayRise(int d, int p) {
        return mayGo(d, p) && watts[d][p] > Math.max(watts[d][stand[d]], draw[d]);
    }

    boolean isBehind(int d, int g) {
        for (int at = group[d]; at >= 0; at = behind[at]) {
            if (at == g) {
                return true;
            }
        }
        return false;
    }

    /** What a choice of points gives at the site, or behind a group. */
    long gives(int[] to, int g) {
        long gives = 0;
        for (int d = 0; d < devices; d++) {
            if (to[d] != stand[d] && (g < 0 || isBehind(d, g))) {
                gives += draw[d] - watts[d][to[d]];
            }
        }
        return gives;
    }

    int[] targets(Draft draft) {
        int[] to = stand.clone();
        for (int i = 0; i < draft.size(); i++) {
            to[draft.place(i)] = draft.to(i);
        }
        return to;
    }

    long cost(int[] to) {
        long cost = 0;
        for (int d = 0; d < devices; d++) {
            cost += cost(d, to[d]) - cost(d, stand[d]);
        }
        return cost;
    }

    /** The dearest single move anybody may make. */
    long dearestStep() {
        long dearest = 0;
        for (int d = 0; d < devices; d++) {
            for (int p = 0; p < stand[d]; p++) {
                if (mayFall(d, p)) {
                    dearest = Math.max(dearest, cost(d, p) - cost(d, stand[d]));
                }
            }
        }
        return dearest;
    }

    /** The least cost of any choice that meets every need, by trying them all; -1 when there is none. */
    long leastCost(long site, long[] needs) {
        return leastCost(stand.clone(), 0, site, needs, -1);
    }

    private long leastCost(int[] to, int d, long site, long[] needs, long best) {
        if (d == devices) {
            boolean met = gives(to, -1) >= site;
            for (int g = 0; g < behind.length && met; g++) {
                met = needs[g] <= 0 || gives(to, g) >= needs[g];
            }
            return met && (best < 0 || cost(to) < best) ? cost(to) : best;
        }
        long least = best;
        for (int p = 0; p <= stand[d]; p++) {
            if (p == stand[d] || mayFall(d, p)) {
                to[d] = p;
                least = leastCost(to, d + 1, site, needs, least);
            }
        }
        to[d] = stand[d];
        return least;
    }

    /** Most that anybody behind a group, or on the site, can give. */
    long most(int g) {
        long most = 0;
        for (int d = 0; d < devices; d++) {
            if (g < 0 || isBehind(d, g)) {
                long least = draw[d];
                for (int p = 0; p < stand[d]; p++) {
                    if (mayFall(d, p)) {
                        least = Math.min(least, watts[d][p]);
                    }
                }
                most += draw[d] - least;
            }
        }
        return most;
    }

    long[] needs(Seeded any) {
        long[] needs = new long[behind.length];
        for (int g = 0; g < needs.length; g++) {
            needs[g] = any.chance(50) ? 0 : any.longFrom(0, most(g) + 100);
        }
        return needs;
    }
}
