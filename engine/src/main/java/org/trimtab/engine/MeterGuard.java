package org.trimtab.engine;

import org.trimtab.telemetry.MeterReading;
import org.trimtab.telemetry.Quality;

/**
 * Says whether a meter may be decided on. What it reads is kept for settlement as it came; here a reading that the
 * devices' own figures contradict does not move a megawatt.
 */
final class MeterGuard {
    /** How far below what the devices say they draw together a meter may read: losses are never negative. */
    private static final int BELOW_DEVICES_PERCENT = 25;

    /** Below this, W, no percentage says anything. */
    private static final long SMALL_WATTS = 5_000;

    /** A jump up by more than this share needs a second reading to be believed. */
    private static final int JUMP_PERCENT = 50;

    /** The second reading must lie this near to the first. */
    private static final int AGREE_PERCENT = 5;

    /** Readings in a row that may be the same to the watt while devices change. */
    private static final int SAME_MAX = 10;

    /** How far the devices must have moved for the same figure to be a frozen one. */
    private static final int MOVED_PERCENT = 5;

    /** What is wrong with a meter. */
    enum Trouble {
        NONE("reads well again"),
        NOT_GOOD("gives no good reading"),
        BELOW_DEVICES(
                "reads far less than its devices say they draw; its sign or ratio may be wrong"),
        JUMPED("jumped and was not confirmed yet"),
        FROZEN("has not moved although its devices have");

        private final String words;

        Trouble(String words) {
            this.words = words;
        }

        String words() {
            return words;
        }
    }

    private long lastWatts;
    private long lastUnexplained;
    private boolean any;
    private long jumpWatts;
    private boolean jumped;
    private int same;
    private long devicesWhenFirstSame;

    /**
     * Judges a reading.
     *
     * @param devicesLeast least that its devices draw together now, W
     * @param devicesMost most that they draw together now, W
     * @param devicesThen what they come to once every command has worked, W
     */
    Trouble judge(MeterReading reading, long devicesLeast, long devicesMost, long devicesThen) {
        if (reading.quality() != Quality.GOOD) {
            return Trouble.NOT_GOOD;
        }
        long watts = reading.power().watts();
        count(watts, devicesThen);
        if (watts < devicesLeast - devicesLeast * BELOW_DEVICES_PERCENT / 100 - SMALL_WATTS) {
            return Trouble.BELOW_DEVICES;
        }
        long moved = Math.abs(devicesThen - devicesWhenFirstSame);
        if (same > SAME_MAX && moved * 100 > Math.max(watts, SMALL_WATTS) * MOVED_PERCENT) {
            return Trouble.FROZEN;
        }
        long unexplained = Math.max(0, watts - devicesMost);
        boolean leaps =
                any
                        && unexplained - lastUnexplained
                                > Math.max(lastWatts * JUMP_PERCENT / 100, SMALL_WATTS);
        if (leaps && !(jumped && isNear(watts, jumpWatts))) {
            jumped = true;
            jumpWatts = watts;
            return Trouble.JUMPED;
        }
        jumped = false;
        any = true;
        lastWatts = watts;
        lastUnexplained = unexplained;
        return Trouble.NONE;
    }

    private void count(long watts, long devicesThen) {
        if (any && watts == lastWatts) {
            same++;
        } else {
            same = 0;
        }
        if (same == 0) {
            devicesWhenFirstSame = devicesThen;
        }
    }

    private static boolean isNear(long one, long other) {
        return Math.abs(one - other) * 100 <= Math.max(one, SMALL_WATTS) * AGREE_PERCENT;
    }
}
