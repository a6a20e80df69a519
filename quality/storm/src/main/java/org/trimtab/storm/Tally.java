package org.trimtab.storm;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.trimtab.engine.Output;

/** What the storms were made of. */
final class Tally {
    private final Map<String, Long> obligations = new TreeMap<>();
    private final Map<String, Long> faults = new TreeMap<>();
    private final Map<String, Long> kindsOfPlan = new TreeMap<>();
    private long storms;
    private long devices;
    private long steps;
    private long commands;
    private Duration worstConvergence = Duration.ZERO;
    private long worstConvergenceSeed;

    void obligation(String kind) {
        obligations.merge(kind, 1L, Long::sum);
    }

    void fault(String kind) {
        faults.merge(kind, 1L, Long::sum);
    }

    void turn(List<Output> outputs) {
        steps++;
        for (Output output : outputs) {
            if (output instanceof Output.CommandIssued) {
                commands++;
            } else if (output instanceof Output.PlanMade made) {
                kindsOfPlan.merge(made.plan().kind().name(), 1L, Long::sum);
            }
        }
    }

    void storm(int deviceCount) {
        storms++;
        devices += deviceCount;
    }

    void converged(Duration after, long seed) {
        if (after.compareTo(worstConvergence) > 0) {
            worstConvergence = after;
            worstConvergenceSeed = seed;
        }
    }

    void add(Tally other) {
        other.obligations.forEach((kind, count) -> obligations.merge(kind, count, Long::sum));
        other.faults.forEach((kind, count) -> faults.merge(kind, count, Long::sum));
        storms += other.storms;
        devices += other.devices;
        steps += other.steps;
        commands += other.commands;
        other.kindsOfPlan.forEach((kind, count) -> kindsOfPlan.merge(kind, count, Long::sum));
        converged(other.worstConvergence, other.worstConvergenceSeed);
    }

    Map<String, Long> obligations() {
        return obligations;
    }

    Map<String, Long> faults() {
        return faults;
    }

    long storms() {
        return storms;
    }

    long devices() {
        return devices;
    }

    long steps() {
        return steps;
    }

    long commands() {
        return commands;
    }

    Map<String, Long> plans() {
        return kindsOfPlan;
    }

    Duration worstConvergence() {
        return worstConvergence;
    }

    long worstConvergenceSeed() {
        return worstConvergenceSeed;
    }
}
