package org.trimtab.scenarios;

import java.util.List;
import java.util.Map;

/**
 * How the cycles went.
 *
 * @param seed of every draw
 * @param machines machines in the fleet
 * @param atFault machines with a fault
 * @param familiesLeftOut families of the fleet that no driver speaks, and so were left out
 * @param cycles each cycle
 * @param sleepsConfirmed sleeps called confirmed
 * @param wakesConfirmed wakes called confirmed
 * @param falseConfirmed of both, how many were not so in truth
 * @param poolsChanged machines whose pools are not those they started with
 * @param wrongMode machines called restored that work in another mode or at another level than before
 * @param settingsDiffer restores after which the device said that it is set otherwise
 * @param problems everything that is not as it should be, in words
 */
record TruthReport(
        long seed,
        int machines,
        int atFault,
        List<String> familiesLeftOut,
        List<Cycle> cycles,
        int sleepsConfirmed,
        int wakesConfirmed,
        int falseConfirmed,
        int poolsChanged,
        int wrongMode,
        int settingsDiffer,
        List<String> problems) {

    /**
     * One curtailment and one restore.
     *
     * @param number from 1
     * @param curtailed devices by how the curtailment ended for them
     * @param curtailedBy confirmed sleeps by how well they are proven
     * @param restored devices by how the restore ended for them
     * @param setAsBefore devices found set as before
     * @param millis how long it took
     */
    record Cycle(
            int number,
            Map<String, Integer> curtailed,
            Map<String, Integer> curtailedBy,
            Map<String, Integer> restored,
            int setAsBefore,
            long millis) {}

    boolean passed() {
        return problems.isEmpty();
    }
}
