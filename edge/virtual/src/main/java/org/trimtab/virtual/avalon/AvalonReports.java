package org.trimtab.virtual.avalon;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.trimtab.virtual.cgminer.CgminerReply;
import org.trimtab.virtual.cgminer.Fields;
import org.trimtab.virtual.cgminer.StandardReports;
import org.trimtab.virtual.machine.Machine;
import org.trimtab.virtual.machine.WorkMode;

/**
 * What an Avalon tells about itself. Most stands in one long text of names and values in brackets; {@code PS} is fault,
 * control voltage, board voltage, current, board power, set voltage and, last, power at the wall. Home models wrap that
 * text once more and leave the wall power to {@code PS} alone.
 */
final class AvalonReports {
    private static final String BUILD = "25052801_14a19a2";
    private static final String BOARD_BUILD = "24102401_25462b2_9ddf522";
    private static final double BOARD_EFFICIENCY = 0.945;

    private final Machine machine;
    private final StandardReports standard;
    private final boolean home;

    /**
     * The mode as the machine shows it.
     *
     * @param asleep whether it says it sleeps
     * @param workMode how it works when awake
     */
    record Shown(boolean asleep, WorkMode workMode) {
        static Shown of(boolean asleep, WorkMode workMode) {
            return new Shown(asleep, workMode);
        }
    }

    AvalonReports(Machine machine, StandardReports standard) {
        this.machine = machine;
        this.standard = standard;
        this.home = !machine.nameplate().model().startsWith("Avalon A");
    }

    /** The number of a work mode on the wire: saving 0, standard 1, high 2. */
    static int number(WorkMode mode) {
        return switch (mode) {
            case LOW -> 0;
            case HIGH -> 2;
            case NORMAL, SLEEP -> 1;
        };
    }

    static Optional<WorkMode> mode(String number) {
        return switch (number) {
            case "0" -> Optional.of(WorkMode.LOW);
            case "1" -> Optional.of(WorkMode.NORMAL);
            case "2" -> Optional.of(WorkMode.HIGH);
            default -> Optional.empty();
        };
    }

    CgminerReply version() {
        int index = machine.nameplate().index();
        String name = machine.nameplate().model().replaceFirst("^Avalon A?", "");
        Fields row = Fields.of("CGMiner", "4.11.1").put("API", "3.7");
        if (home) {
            row.put("PROD", machine.nameplate().model())
                    .put("MODEL", name)
                    .put("HWTYPE", "Q_MM1v1_X1")
                    .put("SWTYPE", "MM319")
                    .put("LVERSION", BUILD)
                    .put("BVERSION", BUILD)
                    .put("CGVERSION", BUILD)
                    .put("HBMCUVERSION", "Q_hb_v1.1")
                    .put("FANMCUVERSION", "Q_fb_v1.2")
                    .put("DNA", String.format(Locale.ROOT, "%032d", index))
                    .put("MAC", mac(":"));
        } else {
            String model = name + "-" + Math.round(machine.nameplateGigahashes() / 1e3);
            row.put("STM8", "20.08.01")
                    .put("PROD", "AvalonMiner " + model)
                    .put("MODEL", model)
                    .put("HWTYPE", "MM4v2_X3")
                    .put("SWTYPE", "MM319")
                    .put("VERSION", BOARD_BUILD)
                    .put("LOADER", "d0d779de.00")
                    .put("DNA", String.format(Locale.ROOT, "0201%012x", index))
                    .put("MAC", mac(""))
                    .put("UPAPI", "2");
        }
        return AvalonMiner.VOICE.success(22, "CGMiner versions").with("VERSION", row);
    }

    CgminerReply stats(Shown shown) {
        Fields row = standard.stats(0, home ? "AVALON0" : "AVA100");
        if (home) {
            row.put("HBinfo", "'HB0':{PVT_T0[ 58  59  59  61] PVT_V0[282 278 276 275]}");
        }
        text(row, shown);
        return AvalonMiner.VOICE
                .success(70, "CGMiner stats")
                .with("STATS", List.of(row, standard.poolStats(1)));
    }

    CgminerReply liteStats(Shown shown) {
        Fields row = Fields.of();
        text(row, shown);
        return AvalonMiner.VOICE.success(70, "CGMiner stats").with("STATS", row);
    }

    private void text(Fields row, Shown shown) {
        if (home) {
            row.put("MM ID0:Summary", "'STATS':{" + homeText(shown) + "}");
        } else {
            row.put("MM ID0", siteText(shown)).put("MM Count", 1).put("Nonce Mask", 25);
        }
    }

    private String siteText(Shown shown) {
        double rate = machine.gigahashesPerSecond();
        String temperatures = shown.asleep ? "25" : "78";
        return "Ver["
                + machine.nameplate().model().replaceFirst("^Avalon A?", "")
                + "-"
                + Math.round(machine.nameplateGigahashes() / 1e3)
                + "-"
                + BOARD_BUILD
                + "] DNA["
                + String.format(Locale.ROOT, "0201%012x", machine.nameplate().index())
                + "] MEMFREE[1392832.1381104] NETFAIL[0 0 0 0 0 0 0 0] "
                + "SYSTEMSTATU[Work: "
                + (shown.asleep ? "In Idle" : "In Work")
                + ", Hash Board: 3 ] Elapsed["
                + machine.elapsed().toSeconds()
                + "] BOOTBY[0x04.00000000] LW[714031] MH[0 0 0] DHW[0] HW[0] DH[1.299%] Temp[31]"
                + " TMax["
                + temperatures
                + "] TAvg["
                + temperatures
                + "] Fan1["
                + (shown.asleep ? 0 : 4_275)
                + "] Fan2["
                + (shown.asleep ? 0 : 4_282)
                + "] FanR["
                + (shown.asleep ? 0 : 49)
                + "%] Vo[296] PS["
                + supply()
                + "] WALLPOWER["
                + machine.reportedWatts()
                + "] GHSspd["
                + two(rate)
                + "] DHspd[1.299%] GHSmm["
                + two(machine.nameplateGigahashes())
                + "] GHSavg["
                + two(rate)
                + "] Freq[345.94] Led[0] MGHS["
                + two(rate / 3)
                + " "
                + two(rate / 3)
                + " "
                + two(rate / 3)
                + "] TA[480] Core[A3197S] PING[31] SoftOFF["
                + (shown.asleep ? 5 : 0)
                + "] ECHU[0 0 0] ECMM[0] FACOPTS0[] FACOPTS1[] WORKMODE["
                + number(shown.workMode)
                + "]";
    }

    private String homeText(Shown shown) {
        String rate = two(machine.gigahashesPerSecond());
        return "Ver[Q-"
                + BUILD
                + "] LVer["
                + BUILD
                + "] BVer["
                + BUILD
                + "] CPU[K230] FW[Release] STATE["
                + (shown.asleep ? 2 : 1)
                + "] NETFAIL[0 0 0 0 0 0 0 0] SYSTEMSTATU[Work: "
                + (shown.asleep ? "In Idle" : "In Work")
                + ", Hash Board: 1] Elapsed["
                + machine.elapsed().toSeconds()
                + "] ITemp[26] TMax["
                + (shown.asleep ? 0 : 70)
                + "] TAvg["
                + (shown.asleep ? 0 : 63)
                + "] TarT[65] FanR["
                + (shown.asleep ? 0 : 40)
                + "%] SoloAllowed[1] PS["
                + supply()
                + "] PCOMM_E[0] GHSspd["
                + rate
                + "] GHSmm["
                + two(machine.nameplateGigahashes())
                + "] GHSavg["
                + rate
                + "] Freq[282.86] MGHS["
                + rate
                + "] TA[160] Core[A3197S] PING[17] SoftOFF["
                + (shown.asleep ? 4 : 0)
                + "] ECHU[0] ECMM[0] Activation[0] WORKMODE["
                + number(shown.workMode)
                + "] WORKLEVEL[0] MPO[800] ADJ[1] Nonce Mask[25]";
    }

    private String supply() {
        long wall = machine.reportedWatts();
        if (machine.gigahashesPerSecond() == 0) {
            return "0 1221 4 0 0 2245 " + wall;
        }
        long board = Math.round(wall * BOARD_EFFICIENCY);
        return "0 1209 1187 " + board / 12 + " " + board + " 1188 " + wall;
    }

    private static String two(double value) {
        return String.valueOf(Math.round(value * 100) / 100.0);
    }

    private String mac(String between) {
        int index = machine.nameplate().index();
        return String.join(
                between,
                "02",
                "00",
                "06",
                String.format(Locale.ROOT, "%02x", index >> 16 & 255),
                String.format(Locale.ROOT, "%02x", index >> 8 & 255),
                String.format(Locale.ROOT, "%02x", index & 255));
    }
}
