package org.trimtab.dispatch;

/** The feeders and transformers of a site as a forest: each hangs on another or on the busbar. */
final class AllocatorGroups {
    static final int DEPTH_MAX = 16;

    private final int[] behind;
    private final int[] depth;
    private int deepest = -1;

    AllocatorGroups(int[] behind) {
        this.behind = behind.clone();
        depth = new int[behind.length];
        for (int g = 0; g < behind.length; g++) {
            depth[g] = depthOf(g);
            deepest = Math.max(deepest, depth[g]);
        }
    }

    private int depthOf(int group) {
        int steps = 0;
        for (int g = behind[group]; g != -1; g = behind[g]) {
            if (g < 0 || g >= behind.length) {
                throw new IllegalArgumentException(
                        "group %d hangs on group %d, but there are %d; give 0 to %d, or -1 for the busbar"
                                .formatted(group, g, behind.length, behind.length - 1));
            }
            if (++steps >= Math.min(DEPTH_MAX, behind.length)) {
                throw new IllegalArgumentException(
                        "group %d hangs on itself, or more than %d deep"
                                .formatted(group, DEPTH_MAX));
            }
        }
        return steps;
    }

    int count() {
        return behind.length;
    }

    /** The depth of the deepest group, where 0 is on the busbar; -1 without groups. */
    int deepest() {
        return deepest;
    }

    int depth(int group) {
        return depth[group];
    }

    /** The group it hangs on, or -1. */
    int behind(int group) {
        return behind[group];
    }

    /** The group of a depth that a group is or hangs on, or -1. */
    int at(int group, int wanted) {
        int g = group;
        while (g >= 0 && depth[g] > wanted) {
            g = behind[g];
        }
        return g >= 0 && depth[g] == wanted ? g : -1;
    }

    /** Adds to a group and to all it hangs on. */
    void add(long[] totals, int group, long watts) {
        for (int g = group; g >= 0; g = behind[g]) {
            totals[g] += watts;
        }
    }

    /** The least of a column over a group and all it hangs on. */
    long least(long[] column, int group, long most) {
        long least = most;
        for (int g = group; g >= 0; g = behind[g]) {
            least = Math.min(least, column[g]);
        }
        return least;
    }
}
