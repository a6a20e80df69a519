package org.trimtab.virtual.whatsminer;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.trimtab.virtual.cgminer.Fields;
import org.trimtab.virtual.cgminer.Pools;
import org.trimtab.virtual.machine.Fault;
import org.trimtab.virtual.machine.Machine;

/** What a Whatsminer tells by API 3; work in TH/s, power in W. */
final class Api3Reports {
    private static final double GIGAHASHES = 1e3;

    private final ControlBoard control;
    private final Machine machine;

    Api3Reports(ControlBoard control) {
        this.control = control;
        this.machine = control.machine();
    }

    /** Part of what it is, or all of it for no parameter; empty when there is no such part. */
    Optional<Fields> device(String parameter) {
        return switch (parameter) {
            case "" -> Optional.of(all());
            case "salt" -> Optional.of(Fields.of("salt", control.salt()));
            case "miner" -> Optional.of(Fields.of("miner", miner()));
            case "system" -> Optional.of(Fields.of("system", system()));
            case "power" -> Optional.of(Fields.of("power", power()));
            case "network" -> Optional.of(Fields.of("network", network()));
            case "error-code" -> Optional.of(Fields.of("error-code", List.of()));
            default -> Optional.empty();
        };
    }

    private Fields all() {
        return Fields.of("network", network())
                .put("miner", miner())
                .put("system", system())
                .put("power", power())
                .put("salt", control.salt())
                .put("error-code", List.of());
    }

    private Fields network() {
        return Fields.of("ip", machine.nameplate().host())
                .put("proto", "dhcp")
                .put("netmask", "255.0.0.0")
                .put("dns", "")
                .put("mac", Api2Reports.mac(machine))
                .put("gateway", "")
                .put("hostname", "WhatsMiner");
    }

    private Fields miner() {
        String serial = Api2Reports.serial(machine);
        Fields row =
                Fields.of("working", String.valueOf(!control.off()))
                        .put("type", Api2Reports.type(machine))
                        .put("hash-board", "K40")
                        .put("detect-hash-rate", "61434:53890:65727")
                        .put("hash-percent", "0")
                        .put("pool-strategy", "FAILOVER")
                        .put("fast-boot", "disable")
                        .put("board-num", String.valueOf(ControlBoard.BOARDS))
                        .put("miner-sn", serial);
        for (int board = 0; board < ControlBoard.BOARDS; board++) {
            row.put("pcbsn" + board, serial + board)
                    .put("chipdata" + board, "K8EC374-2426 BINVE6-197806A");
        }
        return row;
    }

    private Fields system() {
        return Fields.of("api", "3.0.2")
                .put("platform", "H616")
                .put("fwversion", ControlBoard.FIRMWARE_3)
                .put("control-board-version", "CB6V10")
                .put("apiswitch", machine.has(Fault.LOCKED) ? "0" : "1")
                .put("ledstatus", "auto");
    }

    private Fields power() {
        return Fields.of("type", "P221B")
                .put("mode", "1")
                .put("hwversion", "RT0159")
                .put("swversion", "230224.220429")
                .put("model", "P221B")
                .put("fanspeed", machine.asleep() ? 0 : 6_344)
                .put("sn", Api2Reports.serial(machine))
                .put("vendor", "1");
    }

    /** Parts of how it is, joined by plus signs; empty when one of them does not exist. */
    Optional<Fields> status(String parameter) {
        Fields parts = Fields.of();
        for (String part : List.of(parameter.split("\\+"))) {
            switch (part.strip()) {
                case "summary" -> parts.put("summary", summary());
                case "pools" -> parts.put("pools", pools());
                case "edevs" -> parts.put("edevs", boards());
                default -> {
                    return Optional.empty();
                }
            }
        }
        return Optional.of(parts);
    }

    private Fields summary() {
        double rate = machine.gigahashesPerSecond() / GIGAHASHES;
        double watts = machine.reportedWatts();
        boolean asleep = machine.asleep();
        double board = asleep ? 30.5 : 41.1;
        return Fields.of("elapsed", machine.elapsed().toSeconds())
                .put("bootup-time", machine.elapsed().toSeconds() + 120)
                .put("freq-avg", asleep ? 0 : 625)
                .rounded("factory-hash", machine.nameplateGigahashes() / GIGAHASHES)
                .rounded("hash-average", rate)
                .rounded("hash-1min", rate)
                .rounded("hash-15min", rate)
                .rounded("hash-realtime", rate)
                .rounded("power-rate", rate > 0 ? watts / rate : 0)
                .put("power-5min", watts)
                .put("power-realtime", watts)
                .put("environment-temperature", 28.5)
                .put("board-temperature", List.of(board, board, board))
                .put("chip-temp-min", asleep ? 30.0 : 68.0)
                .put("chip-temp-avg", asleep ? 30.0 : 75.5)
                .put("chip-temp-max", asleep ? 30.0 : 82.0)
                .put("power-limit", control.limitWatts())
                .put("up-freq-finish", asleep || machine.ramping() ? 0 : 1)
                .put("fan-speed-in", asleep ? 0 : 5_400)
                .put("fan-speed-out", asleep ? 0 : 5_280)
                .put("Debug", "");
    }

    private List<Fields> pools() {
        List<Fields> rows = new ArrayList<>();
        int number = 1;
        for (Pools.Pool pool : control.pools().list()) {
            rows.add(
                    Fields.of("id", number)
                            .put("url", pool.url())
                            .put("status", "alive")
                            .put("account", pool.user())
                            .put("stratum-active", number == 1 && !machine.asleep())
                            .put("reject-rate", 0.0)
                            .put("last-share-time", machine.ownTime().getEpochSecond()));
            number++;
        }
        return rows;
    }

    private List<Fields> boards() {
        List<Fields> rows = new ArrayList<>();
        double rate = machine.gigahashesPerSecond() / GIGAHASHES / ControlBoard.BOARDS;
        double celsius = machine.asleep() ? 30.0 : 68.0;
        for (int board = 0; board < ControlBoard.BOARDS; board++) {
            rows.add(
                    Fields.of("id", board)
                            .put("slot", board)
                            .rounded("hash-average", rate)
                            .rounded(
                                    "factory-hash",
                                    machine.nameplateGigahashes()
                                            / GIGAHASHES
                                            / ControlBoard.BOARDS)
                            .put("freq", machine.asleep() ? 0 : 625)
                            .put("effective-chips", ControlBoard.CHIPS)
                            .put("chip-temp-min", celsius)
                            .put("chip-temp-avg", celsius)
                            .put("chip-temp-max", celsius));
        }
        return rows;
    }

    Fields setting() {
        return Fields.of("power-limit", control.limitWatts())
                .put("upfreq-speed", 7)
                .put("power-mode", control.workMode().text())
                .put("fast-boot", "disable")
                .put("fast-hash", "disable")
                .put("heat-mode", "normal")
                .put("target-freq", 0)
                .put("power", control.off() ? 0 : control.limitWatts() * control.percent() / 100)
                .put("power-percent", control.percent())
                .put("btrom-worker-suffix", "");
    }

    Fields fans() {
        return Fields.of("fan-poweroff-cool", 0).put("fan-zero-speed", 0).put("fan-temp-offset", 0);
    }
}
