package org.trimtab.virtual.epic;

import java.util.Set;
import org.trimtab.virtual.machine.Machine;
import tools.jackson.databind.JsonNode;

/** What an ePIC machine aims at: a hash rate, which it seeks by turning voltage and clock. */
final class EpicTuning {
    private static final Set<String> ALGORITHMS =
            Set.of("VoltageOptimizer", "ChipTune", "BoardTune");

    /** Below full load a machine does work in proportion to this power of its share of power. */
    private static final double WORK_EXPONENT = 0.68;

    private static final double SHARE_LEAST = 0.35;
    private static final double SHARE_MOST = 1.15;

    private final Machine machine;
    private String algorithm = "VoltageOptimizer";
    private int target;
    private int throttleLeast = 50;
    private int throttleStep = 5;
    private boolean running = true;
    private boolean idleOnConnectionLost = true;

    EpicTuning(Machine machine) {
        this.machine = machine;
        this.target = full();
    }

    /** Full work, TH/s. */
    int full() {
        return (int) Math.round(machine.nameplateGigahashes() / 1_000);
    }

    /** Least work it can be aimed at, TH/s. */
    int least() {
        return (int) Math.ceil(full() * Math.pow(SHARE_LEAST, WORK_EXPONENT));
    }

    /** Most work it can be aimed at, TH/s. */
    int most() {
        return (int) Math.floor(full() * Math.pow(SHARE_MOST, WORK_EXPONENT));
    }

    /** Share of full power that a hash rate in TH/s takes. */
    double shareOf(double terahashes) {
        return Math.pow(terahashes / full(), 1 / WORK_EXPONENT);
    }

    String algorithm() {
        return algorithm;
    }

    int target() {
        return target;
    }

    int throttleLeast() {
        return throttleLeast;
    }

    int throttleStep() {
        return throttleStep;
    }

    boolean running() {
        return running;
    }

    boolean idleOnConnectionLost() {
        return idleOnConnectionLost;
    }

    boolean run(boolean wish) {
        running = wish;
        return true;
    }

    boolean idle(boolean wish) {
        idleOnConnectionLost = wish;
        return true;
    }

    /** Takes a new aim; false when it is none or out of range. */
    boolean aim(JsonNode wish) {
        String wanted = wish.path("algo").asString("");
        JsonNode rate = wish.path("target");
        if (!ALGORITHMS.contains(wanted)
                || !rate.isNumber()
                || rate.doubleValue() < least()
                || rate.doubleValue() > most()) {
            return false;
        }
        algorithm = wanted;
        target = (int) Math.round(rate.doubleValue());
        throttleLeast = wish.path("min_throttle").asInt(throttleLeast);
        throttleStep = wish.path("throttle_step").asInt(throttleStep);
        running = true;
        machine.hold(Math.clamp(shareOf(target), SHARE_LEAST, SHARE_MOST));
        return true;
    }
}
