package org.trimtab.backtest;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.trimtab.market.StrategyCohort;
import org.trimtab.market.StrategyState.Standing;
import org.trimtab.quantity.Power;
import org.trimtab.resource.Device;

/** What the engine last asked of each lot. */
final class LotStates {
    private final Cohorts cohorts;
    private final List<Device> devices;
    private final boolean[] asleep;
    private final boolean[] broken;
    private final int[] lotStarts;
    private final @Nullable Instant[] sleptAt;
    private final @Nullable Instant[] wokeAt;
    private final long[] runningWatts;
    private final long[] availableWatts;
    private final TreeSet<Instant> holds = new TreeSet<>();
    private final long leastWatts;
    private final long mostWatts;
    private long setPointWatts;
    private long starts;

    LotStates(Cohorts cohorts) {
        this.cohorts = cohorts;
        devices = cohorts.definition().site().devices();
        int kinds = cohorts.site().cohorts().size();
        asleep = new boolean[devices.size()];
        broken = new boolean[devices.size()];
        lotStarts = new int[devices.size()];
        sleptAt = new Instant[kinds];
        wokeAt = new Instant[kinds];
        runningWatts = new long[kinds];
        availableWatts = new long[kinds];
        long least = 0;
        for (int place = 0; place < devices.size(); place++) {
            Device device = devices.get(place);
            int cohort = cohorts.cohortOf().get(place);
            runningWatts[cohort] += device.running().watts();
            availableWatts[cohort] += device.running().watts();
            setPointWatts += device.running().watts();
            boolean stays = cohorts.site().cohorts().get(cohort).exempt();
            least += stays ? device.running().watts() : device.standby().watts();
        }
        leastWatts = least;
        mostWatts = setPointWatts;
    }

    /** The engine put a lot to sleep or woke it. */
    void commanded(int place, boolean sleep, Instant now) {
        int cohort = cohorts.cohortOf().get(place);
        StrategyCohort kind = cohorts.site().cohorts().get(cohort);
        holds.add(now.plus(IdealFleet.wholeSeconds(sleep ? kind.minOff() : kind.minOn())));
        if (asleep[place] == sleep) {
            return;
        }
        asleep[place] = sleep;
        if (!broken[place]) {
            move(place, cohort, !sleep);
        }
        if (sleep) {
            sleptAt[cohort] = now;
        } else {
            wokeAt[cohort] = now;
            lotStarts[place]++;
            starts += cohorts.devicesAt().get(place);
        }
    }

    private void move(int place, int cohort, boolean up) {
        Device device = devices.get(place);
        long difference = device.running().watts() - device.standby().watts();
        setPointWatts += up ? difference : -difference;
        runningWatts[cohort] += up ? device.running().watts() : -device.running().watts();
    }

    /** A lot broke or was repaired. */
    void turned(int place, boolean isBroken) {
        int cohort = cohorts.cohortOf().get(place);
        long watts = devices.get(place).running().watts();
        broken[place] = isBroken;
        availableWatts[cohort] += isBroken ? -watts : watts;
        if (!asleep[place]) {
            move(place, cohort, !isBroken);
        }
    }

    /** A shortest time may end before the next interval; the engine must look then. */
    void lookAtHolds(Instant now, Agenda agenda) {
        holds.headSet(now, true).clear();
        holds.forEach(agenda::look);
    }

    List<Standing> standings() {
        List<Standing> standings = new ArrayList<>(runningWatts.length);
        for (int cohort = 0; cohort < runningWatts.length; cohort++) {
            standings.add(
                    new Standing(
                            Power.ofWatts(runningWatts[cohort]),
                            Power.ofWatts(availableWatts[cohort]),
                            sleptAt[cohort],
                            wokeAt[cohort]));
        }
        return standings;
    }

    /** True when nothing is asleep. */
    boolean allRun() {
        return setPointWatts == mostWatts;
    }

    /** Where all that was asked comes to, without overhead, W. */
    long setPointWatts() {
        return setPointWatts;
    }

    /** The least the site can draw, without overhead, W. */
    long leastWatts() {
        return leastWatts;
    }

    /** Devices started so far. */
    long starts() {
        return starts;
    }

    /** How often the devices were started, each counted, from the one started least to the one started most. */
    List<Integer> startsPerDevice() {
        int[] each =
                java.util.stream.IntStream.range(0, lotStarts.length)
                        .flatMap(place ->
                                Arrays.stream(new int[cohorts.devicesAt().get(place)])
                                        .map(_ -> lotStarts[place]))
                        .sorted()
                        .toArray();
        return Arrays.stream(each).boxed().toList();
    }

    /** How long a hold of a cohort lasts. */
    static Duration left(@Nullable Instant since, Duration hold, Instant now) {
        if (since == null) {
            return Duration.ZERO;
        }
        Duration left = Duration.between(now, since.plus(hold));
        return left.isNegative() ? Duration.ZERO : left;
    }
}
