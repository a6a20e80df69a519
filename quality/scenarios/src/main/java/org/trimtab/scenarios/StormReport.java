package org.trimtab.scenarios;

import java.util.List;

/**
 * How a storm went.
 *
 * @param seed of every draw
 * @param miners machines in the mine
 * @param kills each kill
 * @param events ids of the events given
 * @param completed how many of them the site brought to their end
 * @param evidenceValid how many have a bundle that verifies
 * @param journals journals left behind
 * @param journalsIdentical how many of them replay byte for byte
 * @param leftAsleep machines asleep in truth afterwards
 * @param wrongMode machines not in the work mode they had before
 * @param poolsChanged machines whose pools changed
 * @param problems everything that is not as it should be, in words
 */
record StormReport(
        long seed,
        int miners,
        List<Kill> kills,
        List<String> events,
        int completed,
        int evidenceValid,
        int journals,
        int journalsIdentical,
        int leftAsleep,
        int wrongMode,
        int poolsChanged,
        List<String> problems) {

    /**
     * One kill.
     *
     * @param event the event it hit
     * @param moment when in it
     * @param standings devices by where they stood when last asked before
     * @param downMs from the kill until the site answered again
     * @param restartSaid what the site said about the run before
     */
    record Kill(String event, Moment moment, String standings, long downMs, String restartSaid) {}

    boolean passed() {
        return problems.isEmpty();
    }
}
