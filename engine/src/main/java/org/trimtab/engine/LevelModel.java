package org.trimtab.engine;

import java.util.Arrays;
import java.util.List;
import org.trimtab.resource.Device;
import org.trimtab.resource.Feeder;

/**
 * What the site and each feeder draw, as far as devices and meters tell together. A device whose command is on its way
 * draws something between what it drew and what it was asked for, so the devices' sum is a range; what a meter reads
 * beyond that range is the rest of the site, and the rest is moved only as far as the range proves it wrong. So no
 * reading has to wait until everything has settled.
 *
 * <p>Place 0 of each sum is the site; feeder {@code g} stands at {@code g + 1}.
 */
final class LevelModel {
    private final int[] group;
    private final int[] behind;
    private final int[] low;
    private final int[] high;
    private final int[] settled;
    private final long[] lowSum;
    private final long[] highSum;
    private final long[] settledSum;
    private final long[] rest;
    private final boolean[] restKnown;

    LevelModel(List<Device> devices, List<Feeder> feeders) {
        behind = new int[feeders.size()];
        for (int g = 0; g < behind.length; g++) {
            behind[g] = index(feeders, feeders.get(g).behind());
        }
        group = new int[devices.size()];
        for (int place = 0; place < group.length; place++) {
            group[place] = index(feeders, devices.get(place).feeder());
        }
        low = new int[group.length];
        high = new int[group.length];
        settled = new int[group.length];
        int sums = behind.length + 1;
        lowSum = new long[sums];
        highSum = new long[sums];
        settledSum = new long[sums];
        rest = new long[sums];
        restKnown = new boolean[sums];
    }

    private static int index(
            List<Feeder> feeders,
            org.trimtab.resource.@org.jspecify.annotations.Nullable FeederId id) {
        for (int g = 0; g < feeders.size(); g++) {
            if (feeders.get(g).id().equals(id)) {
                return g;
            }
        }
        return -1;
    }

    int group(int place) {
        return group[place];
    }

    int[] behind() {
        return behind.clone();
    }

    /** What a feeder hangs on; -1 when it is the site's busbar. */
    int behind(int feeder) {
        return behind[feeder];
    }

    int groups() {
        return behind.length;
    }

    /** Says what a device draws now at least and at most, and once its command has worked; watts. */
    void set(int place, long least, long most, long then) {
        int newLow = Math.toIntExact(least);
        int newHigh = Math.toIntExact(most);
        int newSettled = Math.toIntExact(then);
        int lowChange = newLow - low[place];
        int highChange = newHigh - high[place];
        int settledChange = newSettled - settled[place];
        low[place] = newLow;
        high[place] = newHigh;
        settled[place] = newSettled;
        add(0, lowChange, highChange, settledChange);
        for (int g = group[place]; g >= 0; g = behind[g]) {
            add(g + 1, lowChange, highChange, settledChange);
        }
    }

    private void add(int sum, int lowChange, int highChange, int settledChange) {
        lowSum[sum] += lowChange;
        highSum[sum] += highChange;
        settledSum[sum] += settledChange;
    }

    /** What a device draws once its command has worked, watts. */
    long settled(int place) {
        return settled[place];
    }

    /** Part of what the meters read turns out to be this device's draw: it leaves the rest. */
    void claim(int place, long watts) {
        if (restKnown[0]) {
            rest[0] -= watts;
        }
        for (int g = group[place]; g >= 0; g = behind[g]) {
            if (restKnown[g + 1]) {
                rest[g + 1] -= watts;
            }
        }
    }

    /** Takes what a meter read; {@code feeder} is -1 for the site. */
    void metered(int feeder, long watts) {
        int sum = feeder + 1;
        long least = watts - highSum[sum];
        long most = watts - lowSum[sum];
        rest[sum] = Math.clamp(rest[sum], least, most);
        restKnown[sum] = true;
    }

    /** True when a meter has told what is drawn there. */
    boolean isMetered(int feeder) {
        return restKnown[feeder + 1];
    }

    /** Where the level comes to once every command has worked, watts; {@code feeder} is -1 for the site. */
    long expected(int feeder) {
        return rest[feeder + 1] + settledSum[feeder + 1];
    }

    /** The least the devices behind a meter draw together now, watts; {@code feeder} is -1 for the site. */
    long least(int feeder) {
        return lowSum[feeder + 1];
    }

    /** The most the devices behind a meter draw together now, watts. */
    long most(int feeder) {
        return highSum[feeder + 1];
    }

    /** What the devices behind a meter come to once every command has worked, watts. */
    long then(int feeder) {
        return settledSum[feeder + 1];
    }

    /** True when no device is between two states. */
    boolean isSettled() {
        return lowSum[0] == highSum[0];
    }

    @Override
    public String toString() {
        return "rest " + Arrays.toString(rest) + ", settled " + Arrays.toString(settledSum);
    }
}
