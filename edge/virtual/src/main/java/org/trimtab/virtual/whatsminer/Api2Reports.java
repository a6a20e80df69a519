package org.trimtab.virtual.whatsminer;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.trimtab.virtual.cgminer.CgminerReply;
import org.trimtab.virtual.cgminer.Fields;
import org.trimtab.virtual.cgminer.Pools;
import org.trimtab.virtual.cgminer.Voice;
import org.trimtab.virtual.machine.Machine;

/** What a Whatsminer tells by API 2. The copy beside API 3 states neither power nor limit, mode nor supply. */
final class Api2Reports {
    private static final Voice CGMINER = new Voice("cgminer 4.9.2", true);
    private static final int SHARE_EVERY_SECONDS = 5;

    private final ControlBoard control;
    private final Machine machine;
    private final boolean whole;

    Api2Reports(ControlBoard control, boolean whole) {
        this.control = control;
        this.machine = control.machine();
        this.whole = whole;
    }

    private long when() {
        return machine.ownTime().getEpochSecond();
    }

    String success(int code, Object message) {
        return own("S", code, message);
    }

    String error(int code, String message) {
        return own("E", code, message);
    }

    /** The short form of the maker's own commands. */
    private String own(String letter, int code, Object message) {
        return Fields.of("STATUS", letter)
                .put("When", when())
                .put("Code", code)
                .put("Msg", message)
                .put("Description", "")
                .json();
    }

    private String standard(CgminerReply reply) {
        StringBuilder out = new StringBuilder(512);
        reply.writeJson(when(), true, out);
        return out.toString();
    }

    /** The reply to a question; empty when there is no such question. */
    Optional<String> read(String name) {
        String reply =
                switch (name) {
                    case "summary" ->
                            standard(CGMINER.success(11, "Summary").with("SUMMARY", summary()));
                    case "devs", "edevs" ->
                            standard(
                                    CGMINER.success(9, ControlBoard.BOARDS + " ASC(s)")
                                            .with("DEVS", devs()));
                    case "pools" ->
                            standard(
                                    CGMINER.success(7, control.pools().list().size() + " Pool(s)")
                                            .with("POOLS", pools()));
                    case "devdetails" ->
                            standard(
                                    CGMINER.success(69, "Device Details")
                                            .with("DEVDETAILS", details()));
                    case "status" -> success(Api2Speaker.DONE, status());
                    case "get_version" -> success(Api2Speaker.DONE, version());
                    case "get_miner_info" -> success(Api2Speaker.DONE, minerInfo());
                    case "get_psu" -> success(Api2Speaker.DONE, supply());
                    case "get_error_code" ->
                            success(Api2Speaker.DONE, Fields.of("error_code", List.of()));
                    default -> "";
                };
        return reply.isEmpty() ? Optional.empty() : Optional.of(reply);
    }

    private Fields summary() {
        double megahashes = machine.gigahashesPerSecond() * 1e3;
        long seconds = machine.elapsed().toSeconds();
        boolean asleep = machine.asleep();
        Fields row =
                Fields.of("Elapsed", seconds)
                        .rounded("MHS av", megahashes)
                        .rounded("MHS 5s", megahashes)
                        .rounded("MHS 1m", megahashes)
                        .put("Accepted", seconds / SHARE_EVERY_SECONDS)
                        .put("Rejected", 0)
                        .put("Temperature", asleep ? 30.0 : 65.0)
                        .put("Best Share", 82_000_000)
                        .put("Target Freq", 600)
                        .put("Env Temp", 28.5)
                        .put("Fan Speed In", asleep ? 0 : 5_400)
                        .put("Fan Speed Out", asleep ? 0 : 5_280)
                        .put("Pool Rejected%", 0.0)
                        .put("Uptime", seconds + 500);
        if (whole) {
            row.rounded("HS RT", megahashes)
                    .put("Power", machine.reportedWatts())
                    .put("Power Limit", control.limitWatts())
                    .put("Power Mode", mode())
                    .put("Factory GHS", Math.round(machine.nameplateGigahashes()))
                    .put("Upfreq Complete", asleep || machine.ramping() ? 0 : 1)
                    .put("Hash Stable", !asleep && !machine.ramping())
                    .put("Chip Temp Min", asleep ? 30.0 : 62.0)
                    .put("Chip Temp Max", asleep ? 30.0 : 81.0)
                    .put("Chip Temp Avg", asleep ? 30.0 : 72.5)
                    .put("MAC", mac());
        }
        return row;
    }

    private String mode() {
        String text = control.workMode().text();
        return text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
    }

    private List<Fields> devs() {
        List<Fields> rows = new ArrayList<>();
        double megahashes = machine.gigahashesPerSecond() * 1e3 / ControlBoard.BOARDS;
        double celsius = machine.asleep() ? 30.0 : 65.0;
        for (int board = 0; board < ControlBoard.BOARDS; board++) {
            rows.add(
                    Fields.of("ASC", board)
                            .put("Name", "SM")
                            .put("ID", board)
                            .put("Slot", board)
                            .put("Enabled", "Y")
                            .put("Status", "Alive")
                            .put("Temperature", celsius)
                            .put("Chip Frequency", 600)
                            .put("Frequency", 600.0)
                            .rounded("MHS av", megahashes)
                            .rounded("MHS 5s", megahashes)
                            .put("Accepted", machine.elapsed().toSeconds() / SHARE_EVERY_SECONDS)
                            .put("Rejected", 0)
                            .put("Device Elapsed", machine.elapsed().toSeconds())
                            .put(
                                    "Factory GHS",
                                    Math.round(machine.nameplateGigahashes() / ControlBoard.BOARDS))
                            .put("Effective Chips", ControlBoard.CHIPS)
                            .put("Fan Speed In", 5_400)
                            .put("Fan Speed Out", 5_280)
                            .put("Chip Temp Min", celsius)
                            .put("Chip Temp Max", celsius + 16)
                            .put("Chip Temp Avg", celsius + 8)
                            .put("PCB SN", serial() + board));
        }
        return rows;
    }

    private List<Fields> pools() {
        List<Fields> rows = new ArrayList<>();
        int number = 1;
        for (Pools.Pool pool : control.pools().list()) {
            boolean active = number == 1 && !machine.asleep();
            rows.add(
                    Fields.of("POOL", number)
                            .put("URL", pool.url())
                            .put("Status", "Alive")
                            .put("Priority", number - 1)
                            .put(
                                    "Accepted",
                                    number == 1
                                            ? machine.elapsed().toSeconds() / SHARE_EVERY_SECONDS
                                            : 0)
                            .put("Rejected", 0)
                            .put("User", pool.user())
                            .put("Stratum Active", active));
            number++;
        }
        return rows;
    }

    private List<Fields> details() {
        List<Fields> rows = new ArrayList<>();
        for (int board = 0; board < ControlBoard.BOARDS; board++) {
            rows.add(
                    Fields.of("DEVDETAILS", board)
                            .put("Name", "SM")
                            .put("ID", board)
                            .put("Driver", "bitmicro")
                            .put("Kernel", "")
                            .put("Model", type(machine)));
        }
        return rows;
    }

    /** The model as the firmware writes it, such as {@code M60S_VK40}. */
    static String type(Machine machine) {
        return machine.nameplate().model().replaceFirst("(?i)^whatsminer ", "") + "_VK40";
    }

    private Fields status() {
        boolean off = control.off();
        Fields row = Fields.of("mineroff", String.valueOf(off));
        if (whole) {
            row.put("mineroff_reason", off ? "api" : "")
                    .put("mineroff_time", "")
                    .put("FirmwareVersion", firmware())
                    .put("power_mode", control.workMode().text())
                    .put("power_limit_set", String.valueOf(control.limitWatts()))
                    .put("hash_percent", "0");
        }
        return row;
    }

    private String firmware() {
        return whole ? ControlBoard.FIRMWARE_2 : ControlBoard.FIRMWARE_3;
    }

    private Fields version() {
        return Fields.of("api_ver", whole ? "2.0.5" : "3.0.2")
                .put("fw_ver", firmware())
                .put("platform", "H616")
                .put("chip", "K8EC374-2426 BINVE6-197806A");
    }

    private Fields minerInfo() {
        return Fields.of("ip", machine.nameplate().host())
                .put("proto", "dhcp")
                .put("netmask", "255.0.0.0")
                .put("gateway", "")
                .put("dns", "")
                .put("hostname", "WhatsMiner")
                .put("mac", mac())
                .put("ledstat", "auto")
                .put("minersn", serial());
    }

    /** The supply measures what it takes in: 0.01 V and mA. */
    private Fields supply() {
        Fields row =
                Fields.of("name", "P222B")
                        .put("hw_version", "")
                        .put("sw_version", "230208.220429")
                        .put("model", "P222B")
                        .put("fan_speed", machine.asleep() ? "0" : "6000");
        if (whole) {
            int centivolts = 39_600;
            long milliamperes = Math.round(machine.watts() * 1e5 / centivolts);
            row.put("iin", String.valueOf(milliamperes))
                    .put("vin", String.valueOf(centivolts))
                    .put("serial_no", serial())
                    .put("vendor", "1");
        }
        return row;
    }

    private String mac() {
        return mac(machine);
    }

    static String mac(Machine machine) {
        int index = machine.nameplate().index();
        return String.format(
                Locale.ROOT,
                "02:00:03:%02X:%02X:%02X",
                index >> 16 & 255,
                index >> 8 & 255,
                index & 255);
    }

    private String serial() {
        return serial(machine);
    }

    static String serial(Machine machine) {
        return String.format(Locale.ROOT, "VWM%010d", machine.nameplate().index());
    }
}
