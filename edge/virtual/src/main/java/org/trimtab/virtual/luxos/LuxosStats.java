package org.trimtab.virtual.luxos;

import org.trimtab.virtual.cgminer.Fields;
import org.trimtab.virtual.machine.Machine;

/** The long row of the {@code stats} command, in the form older monitoring reads: numbered keys, one per chain. */
final class LuxosStats {
    private static final int CHAINS = 3;
    private static final int SLOTS = 4;
    private static final int MEGAHERTZ = 490;

    private final Machine machine;
    private final int chips;

    LuxosStats(Machine machine, int chips) {
        this.machine = machine;
        this.chips = chips;
    }

    Fields row() {
        double rate = machine.gigahashesPerSecond();
        Fields row =
                Fields.of()
                        .put("Calls", 0)
                        .put("Elapsed", machine.elapsed().toSeconds())
                        .rounded("GHS 5s", rate)
                        .rounded("GHS av", rate)
                        .put("ID", "BTM_SOC0")
                        .put("Max", 0)
                        .put("Min", 99_999_999)
                        .put("Mode", 2)
                        .put("STATS", 0)
                        .put("Wait", 0);
        chains(row, rate);
        int speed = machine.asleep() ? 0 : 5_850;
        for (int fan = 1; fan <= SLOTS; fan++) {
            row.put("fan" + fan, speed);
        }
        row.put("fan_num", SLOTS);
        for (int slot = 1; slot <= SLOTS; slot++) {
            row.put("freq" + slot, slot <= CHAINS ? (double) MEGAHERTZ : 0.0);
        }
        row.put("frequency", MEGAHERTZ)
                .put("miner_count", CHAINS)
                .put("miner_id", String.valueOf(machine.nameplate().index()))
                .put("miner_version", "2025.4.8.220305")
                .put("no_matching_work", 0)
                .rounded("rate_30m", rate)
                .put("rate_unit", "GH");
        temperatures(row);
        return row.rounded("total rate", rate)
                .put("total_acn", SLOTS)
                .put("total_freqavg", (double) MEGAHERTZ)
                .rounded("total_rateideal", machine.nameplateGigahashes());
    }

    private void chains(Fields row, double rate) {
        for (int slot = 1; slot <= SLOTS; slot++) {
            boolean there = slot <= CHAINS;
            row.put("chain_acn" + slot, there ? chips : 0);
            row.put("chain_acs" + slot, there ? " " + "o".repeat(chips) : "");
            row.put("chain_hw" + slot, 0);
            row.put(
                    "chain_rate" + slot,
                    there ? String.valueOf(Math.round(rate / CHAINS * 100) / 100.0) : "0");
        }
    }

    private void temperatures(Fields row) {
        double celsius = machine.asleep() ? 25.0 : 55.0;
        String four = machine.asleep() ? "25-25-25-25" : "55-42-42-55";
        for (int chain = 1; chain <= CHAINS; chain++) {
            row.put("temp" + chain, celsius).put("temp2_" + chain, celsius);
        }
        for (int slot = 1; slot <= SLOTS; slot++) {
            String text = slot <= CHAINS ? four : "0-0-0-0";
            row.put("temp_chip" + slot, text)
                    .put("temp_pcb" + slot, text)
                    .put("temp_pic" + slot, text);
        }
        row.put("temp_max", celsius).put("temp_num", CHAINS);
    }
}
