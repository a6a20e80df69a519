package org.trimtab.cli;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the demonstration of stacked obligations showed; every figure comes from this run.
 *
 * @param devices virtual miners
 * @param families how many of each
 * @param deaf how many of them say yes and work on, by the virtual fleet's own truth
 * @param feeders what the feeders carried
 * @param tale what happened, line by line
 * @param plans plans made, by kind
 * @param disobeyed devices that did not obey, and how
 * @param tookOver devices asked in their place
 * @param conflicts who yielded to whom, and why
 * @param following how the set-point was followed, stretch by stretch
 * @param explained one device in words
 * @param checks what was checked at the end
 */
record DemoStackedReport(
        int devices,
        Map<String, Integer> families,
        int deaf,
        List<Feeder> feeders,
        List<DemoTale.Line> tale,
        Map<String, Integer> plans,
        Map<String, String> disobeyed,
        List<String> tookOver,
        List<String> conflicts,
        List<Following> following,
        Explained explained,
        List<Check> checks) {

    /**
     * A feeder.
     *
     * @param id its name
     * @param limitW most it may carry
     * @param beforeW what it carried before anybody acted
     * @param highestW the most it carried after its settle time, by the virtual fleet's own truth
     */
    record Feeder(String id, long limitW, long beforeW, long highestW) {}

    /**
     * A stretch between two base points.
     *
     * @param fromS seconds after the begin
     * @param untilS seconds after the begin
     * @param askedW mean level asked for
     * @param meteredW mean level metered; null when the meter was silent
     * @param deviationW how far it lay from what was asked; null when it is not known
     * @param verdict {@code PASSED}, {@code FAILED}, {@code METER_MISSING} or {@code EXEMPT}
     */
    record Following(
            double fromS,
            double untilS,
            long askedW,
            @Nullable Long meteredW,
            @Nullable Long deviationW,
            String verdict) {}

    /**
     * One device in words.
     *
     * @param device its name
     * @param words why it was asked what, in order
     */
    record Explained(String device, List<String> words) {}

    /**
     * A check.
     *
     * @param what what must be so
     * @param passed whether it is
     * @param found what was found
     */
    record Check(String what, boolean passed, String found) {}

    boolean succeeded() {
        return checks.stream().allMatch(Check::passed);
    }
}
