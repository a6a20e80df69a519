package org.trimtab.virtual.braiins;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.trimtab.virtual.cgminer.Fields;
import org.trimtab.virtual.cgminer.Pools;
import org.trimtab.virtual.machine.Machine;

/** What Braiins OS shows by REST. */
final class BraiinsPages {
    private static final String RELEASE = "2025-08-06-0-3881c51d-25.07-plus";
    private static final String FIRST_RELEASE = "2022-09-13-0-11012d53-22.08-plus";
    private static final int NORMAL = 2;
    private static final int PAUSED = 3;
    private static final int TUNED = 2;
    private static final int TUNING = 3;
    private static final int FANS = 4;
    private static final int BOARDS = 3;
    private static final String[] SPANS = {
        "last_5s",
        "last_15s",
        "last_30s",
        "last_1m",
        "last_5m",
        "last_15m",
        "last_30m",
        "last_1h",
        "last_24h",
        "since_restart"
    };

    private final Tuner tuner;
    private final Machine machine;

    BraiinsPages(Tuner tuner) {
        this.tuner = tuner;
        this.machine = tuner.machine();
    }

    /** The page at a path below the root; empty when there is none. */
    Optional<String> find(String name) {
        return switch (name) {
            case "miner/stats" -> Optional.of(stats().json());
            case "miner/details" -> Optional.of(details().json());
            case "miner/errors" -> Optional.of("{\"errors\":[]}");
            case "miner/hw/hashboards" -> Optional.of(boards().json());
            case "pools" -> Optional.of(pools());
            case "network" -> Optional.of(network().json());
            case "cooling/state" -> Optional.of(cooling().json());
            case "configuration/constraints" -> Optional.of(constraints().json());
            case "configuration/miner" -> Optional.of(configuration().json());
            case "performance/tuner-state" -> Optional.of(tunerState().json());
            case "performance/mode" -> Optional.of(mode().json());
            case "performance/power-target" -> Optional.of(watts(tuner.targetWatts()).json());
            case "performance/quick-ramping" -> Optional.of(ramping().json());
            case "performance/dps" -> Optional.of(scaling().json());
            default -> Optional.empty();
        };
    }

    private static Fields watts(long watts) {
        return Fields.of("watt", watts);
    }

    private static Fields rate(double gigahashes) {
        return Fields.of("gigahash_per_second", gigahashes);
    }

    private Fields rates(double gigahashes) {
        Fields rates = Fields.of();
        for (String span : SPANS) {
            rates.put(span, rate(gigahashes));
        }
        return Fields.of("best_share", 776_342_690)
                .put("error_hashrate", Fields.of("megahash_per_second", 0.0))
                .put("found_blocks", 0)
                .put("nominal_hashrate", rate(machine.nameplateGigahashes()))
                .put("real_hashrate", rates);
    }

    private Fields stats() {
        double rate = machine.gigahashesPerSecond();
        long drawn = machine.reportedWatts();
        Fields power = Fields.of("approximated_consumption", watts(drawn));
        if (rate > 0) {
            power.put("efficiency", Fields.of("joule_per_terahash", drawn / (rate / 1e3)));
        }
        return Fields.of("miner_stats", rates(rate))
                .put("pool_stats", poolStats(shares()))
                .put("power_stats", power);
    }

    private long shares() {
        return machine.elapsed().toSeconds() / 7;
    }

    private Fields poolStats(long shares) {
        return Fields.of("accepted_shares", shares)
                .put("best_share", 776_342_690)
                .put("generated_work", shares * 1_700_000)
                .put("last_difficulty", 262_144)
                .put("last_share_time", time())
                .put("rejected_shares", 0)
                .put("stale_shares", 0);
    }

    private Fields time() {
        return Fields.of("nanos", 0).put("seconds", machine.ownTime().getEpochSecond());
    }

    private Fields details() {
        int index = machine.nameplate().index();
        String model = machine.nameplate().model();
        long uptime = machine.elapsed().toSeconds();
        return Fields.of("bos_mode", 4)
                .put(
                        "bos_version",
                        Fields.of("bos_plus", true)
                                .put("current", RELEASE)
                                .put("major", FIRST_RELEASE))
                .put("bosminer_uptime_s", uptime)
                .put("control_board_soc_family", 3)
                .put("hostname", "Antminer")
                .put("kernel_version", "4.9.113")
                .put("mac_address", mac())
                .put(
                        "miner_identity",
                        Fields.of("brand", 1)
                                .put("miner_model", model)
                                .put("model", 18)
                                .put("name", model))
                .put("platform", 4)
                .put(
                        "psu_info",
                        Fields.of("max_voltage", Fields.of("volt", 15.2))
                                .put("min_voltage", Fields.of("volt", 11.96))
                                .put("model_name", "APW121215d/e")
                                .put("version", 117)
                                .put("fw_version", Fields.NULL)
                                .put("serial_number", Fields.NULL))
                .put("serial_number", Fields.NULL)
                .put("status", tuner.paused() ? PAUSED : NORMAL)
                .put("sticker_hashrate", rate(machine.nameplateGigahashes()))
                .put("system_uptime", uptime + 40)
                .put("system_uptime_s", uptime + 40)
                .put("uid", String.format(Locale.ROOT, "virt%012d", index));
    }

    private String mac() {
        int index = machine.nameplate().index();
        return String.format(
                Locale.ROOT,
                "02:00:04:%02x:%02x:%02x",
                index >> 16 & 255,
                index >> 8 & 255,
                index & 255);
    }

    private Fields boards() {
        List<Fields> rows = new ArrayList<>();
        boolean asleep = machine.asleep();
        double rate = machine.gigahashesPerSecond() / BOARDS;
        for (int board = 1; board <= BOARDS; board++) {
            rows.add(
                    Fields.of("id", String.valueOf(board))
                            .put("board_name", "BHB56801")
                            .put("model", "BHB56801")
                            .put("chip_type", "BM1366")
                            .put("chips_count", 110)
                            .put("enabled", true)
                            .put("board_temp", Fields.of("degree_c", asleep ? 25.0 : 55.5))
                            .put("lowest_inlet_temp", Fields.of("degree_c", asleep ? 25.0 : 41.0))
                            .put("highest_outlet_temp", Fields.of("degree_c", asleep ? 25.0 : 55.5))
                            .put("highest_chip_temp", hottest(board))
                            .put("current_frequency", Fields.of("hertz", 486_704_545.0))
                            .put("current_voltage", Fields.of("volt", asleep ? 0.0 : 12.94))
                            .put("serial_number", "NGSBYPDBCJB" + board)
                            .put("stats", rates(rate)));
        }
        return Fields.of("hashboards", rows);
    }

    private Fields hottest(Object id) {
        return Fields.of("id", id)
                .put("location", 1)
                .put("temperature", Fields.of("degree_c", machine.asleep() ? 25.0 : 70.5));
    }

    private String pools() {
        List<Fields> rows = new ArrayList<>();
        int number = 0;
        for (Pools.Pool pool : tuner.pools().list()) {
            rows.add(
                    Fields.of("active", number == 0 && !tuner.paused())
                            .put("alive", true)
                            .put("enabled", true)
                            .put("stats", poolStats(number == 0 ? shares() : 0))
                            .put("uid", "pool-" + number)
                            .put("url", pool.url())
                            .put("user", pool.user()));
            number++;
        }
        Fields group =
                Fields.of("name", "default")
                        .put("pools", rows)
                        .put("strategy", Fields.of("quota", Fields.of("value", 1)));
        return "[" + group.json() + "]";
    }

    private Fields network() {
        Fields address =
                Fields.of("address", machine.nameplate().host()).put("netmask", "255.0.0.0");
        return Fields.of("default_gateway", "127.0.0.1")
                .put("dns_servers", List.of("127.0.0.1"))
                .put("hostname", "Antminer")
                .put("mac_address", mac())
                .put("name", "eth0")
                .put("networks", List.of(address))
                .put("protocol", 1);
    }

    private Fields cooling() {
        List<Fields> fans = new ArrayList<>();
        for (int fan = 0; fan < FANS; fan++) {
            fans.add(
                    Fields.of("position", fan)
                            .put("rpm", machine.asleep() ? 0 : 5_900)
                            .put("target_speed_ratio", machine.asleep() ? 0.0 : 1.0));
        }
        return Fields.of("fans", fans).put("highest_temperature", hottest(Fields.NULL));
    }

    private Fields constraints() {
        Fields power =
                Fields.of("default", watts(tuner.fullWatts()))
                        .put("min", watts(tuner.leastWatts()))
                        .put("max", watts(tuner.mostWatts()));
        return Fields.of("tuner_constraints", Fields.of("power_target", power));
    }

    private Fields configuration() {
        return Fields.of("pool_groups", List.of())
                .put(
                        "tuner",
                        Fields.of("enabled", true)
                                .put("hashrate_target", Fields.NULL)
                                .put("power_target", watts(tuner.targetWatts()))
                                .put("tuner_mode", 1))
                .put("dps", Fields.of("enabled", tuner.scaling()).put("mode", 1));
    }

    private Fields tunerState() {
        long drawn = machine.reportedWatts();
        Fields profile =
                Fields.of("created", time())
                        .put("estimated_power_consumption", watts(drawn))
                        .put("measured_hashrate", rate(machine.gigahashesPerSecond()))
                        .put("target", watts(tuner.targetWatts()));
        Fields state =
                Fields.of("current_target", watts(tuner.targetWatts())).put("profile", profile);
        return Fields.of("mode_state", Fields.of("powertargetmodestate", state))
                .put("overall_tuner_state", machine.ramping() ? TUNING : TUNED);
    }

    private Fields mode() {
        Fields target = Fields.of("power_target", watts(tuner.targetWatts()));
        return Fields.of("tunermode", Fields.of("target", Fields.of("powertarget", target)));
    }

    Fields ramping() {
        return Fields.of("up_s", tuner.upSeconds()).put("down_s", tuner.downSeconds());
    }

    Fields scaling() {
        return Fields.of("enable", tuner.scaling()).put("enable_shutdown", false).put("mode", 1);
    }
}
