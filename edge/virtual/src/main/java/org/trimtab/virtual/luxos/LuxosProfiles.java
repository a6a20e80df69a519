package org.trimtab.virtual.luxos;

import java.util.ArrayList;
import java.util.List;
import org.trimtab.virtual.cgminer.Fields;
import org.trimtab.virtual.machine.Machine;
import org.trimtab.virtual.machine.WorkMode;

/**
 * The profiles of a machine, frequencies 25 MHz apart, and the part of it that chooses among them by temperature. While
 * that part is on, or while the machine sleeps, nobody else may choose.
 */
final class LuxosProfiles {
    private static final int STEP_LEAST = -16;
    private static final int STEP_MOST = 8;
    private static final int TUNED_LEAST = -9;
    private static final int DEFAULT_MEGAHERTZ = 490;
    private static final int STEP_MEGAHERTZ = 25;

    private final Machine machine;
    private int step;
    private boolean balanced = true;

    LuxosProfiles(Machine machine) {
        this.machine = machine;
    }

    /** Whether it chooses by temperature itself. */
    boolean balanced() {
        return balanced;
    }

    void balanced(boolean enabled) {
        balanced = enabled;
    }

    /** The name of the profile in use. */
    String name() {
        return name(step);
    }

    String step() {
        return String.valueOf(step);
    }

    /** Chooses a profile: an empty text when done, else why not. */
    String choose(String name) {
        if (balanced) {
            return "ATM is enabled";
        }
        if (machine.setting() == WorkMode.SLEEP) {
            return "Device is in sleep mode";
        }
        for (int at = STEP_LEAST; at <= STEP_MOST; at++) {
            if (name(at).equals(name)) {
                step = at;
                machine.hold(share(at));
                return "";
            }
        }
        return "Unknown profile '" + name + "'";
    }

    List<Fields> rows() {
        List<Fields> rows = new ArrayList<>();
        for (int at = STEP_LEAST; at <= STEP_MOST; at++) {
            double share = share(at);
            double work = Math.pow(share, Machine.WORK_BY_POWER);
            rows.add(
                    Fields.of()
                            .put("CanRestore", true)
                            .put("Frequency", DEFAULT_MEGAHERTZ + at * STEP_MEGAHERTZ)
                            .put("HasOverrides", false)
                            .rounded("Hashrate", machine.nameplateGigahashes() / 1e3 * work)
                            .put("IsDynamic", true)
                            .put("IsTuned", at >= TUNED_LEAST && at <= 0)
                            .put("Profile Name", name(at))
                            .put("Step", String.valueOf(at))
                            .rounded("Voltage", 12.9 + 0.1 * Math.max(-10, at))
                            .put("Watts", Math.round(machine.physics().running().watts() * share)));
        }
        return rows;
    }

    private static String name(int step) {
        return step == 0 ? "default" : DEFAULT_MEGAHERTZ + step * STEP_MEGAHERTZ + "MHz";
    }

    private static double share(int step) {
        return Math.min(
                1.2, (double) (DEFAULT_MEGAHERTZ + step * STEP_MEGAHERTZ) / DEFAULT_MEGAHERTZ);
    }
}
