package org.trimtab.virtual.auradine;

import java.util.Locale;
import org.trimtab.virtual.auradine.AuradineMiner.Target;
import org.trimtab.virtual.machine.Machine;
import org.trimtab.virtual.machine.WorkMode;
import org.trimtab.virtual.web.Marks;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What an Auradine machine can be asked. The power it states is measured at the input of its supply. */
final class AuradinePages {
    private static final JsonMapper MAPPER = JsonMapper.shared();
    private static final String FLUXOS =
            "FluxOS-2025-03.11-0000000000000000000000000000000000000000";
    private static final String GCMINER = "GCMiner-2.2.0";
    private static final int MAKE = 0x0A;
    private static final int POOLS = 3;
    private static final int BOARDS = 3;
    private static final int FANS = 4;
    private static final double VOLTS = 245;
    private static final double SUPPLY_EFFICIENCY = 0.95;

    private final Machine machine;

    AuradinePages(Machine machine) {
        this.machine = machine;
    }

    private ObjectNode head(String letter, int code, String message, String description) {
        ObjectNode root = MAPPER.createObjectNode();
        root.putArray("STATUS")
                .addObject()
                .put("STATUS", letter)
                .put("When", machine.ownTime().getEpochSecond())
                .put("Code", code)
                .put("Msg", message)
                .put("Description", description);
        return root;
    }

    private static String end(ObjectNode root) {
        return root.put("id", 1).toString();
    }

    /** A status without more; code 0 is a good one. */
    String refusal(int code, String message) {
        return end(head(code == 0 ? "S" : "E", code, message, FLUXOS));
    }

    String token(String token) {
        ObjectNode root = head("S", 700, "Token", FLUXOS);
        root.putArray("Token").addObject().put("Token", token);
        return end(root);
    }

    String version() {
        ObjectNode root = head("S", 22, "GCMiner versions", GCMINER);
        root.putArray("VERSION").addObject().put("API", "1.0").put("GCMiner", "2.2");
        return end(root);
    }

    String summary() {
        double megahashes = machine.gigahashesPerSecond() * 1_000;
        long elapsed = machine.elapsed().toSeconds();
        ObjectNode root = head("S", 11, "Summary", GCMINER);
        root.putArray("SUMMARY")
                .addObject()
                .put("Accepted", elapsed / 17)
                .put("Difficulty Accepted", 250_000L * (elapsed / 17))
                .put("Difficulty Rejected", 32_768)
                .put("Elapsed", elapsed)
                .put("Hardware Errors", 0)
                .put("Last getwork", 0)
                .put("MHS 15m", megahashes)
                .put("MHS 1m", megahashes)
                .put("MHS 5m", megahashes)
                .put("MHS 5s", megahashes)
                .put("MHS av", megahashes)
                .put("Rejected", 1)
                .put("Total MH", Math.round(megahashes * elapsed))
                .put("Utility", 3.5);
        return end(root);
    }

    String psu() {
        double watts = machine.watts();
        double out = Math.max(0, watts - machine.physics().standby().watts()) * SUPPLY_EFFICIENCY;
        ObjectNode root = head("S", 570, "PSU status", FLUXOS);
        root.putArray("PSU")
                .addObject()
                .put("FanSpeed1", number(4_052, " RPM"))
                .put("FanSpeed2", number(4_144, " RPM"))
                .put("Iin", number(watts / VOLTS, "A"))
                .put("Iout", number(out / 11.5, "A"))
                .put("PoutMax", number(machine.physics().running().watts() * 1.1, "W"))
                .put("PowerIn", number(watts, "W"))
                .put("PowerOut", number(out, "W"))
                .put("Vin", number(VOLTS, "V"))
                .put("Vout", number(11.53, "V"))
                .put("VoutSet", number(11.5, "V"));
        return end(root);
    }

    private static String number(double value, String unit) {
        return String.format(Locale.ROOT, "%.2f%s", value, unit);
    }

    String fan() {
        ObjectNode root = head("S", 510, "Total fans: " + FANS, FLUXOS);
        ArrayNode fans = root.putArray("Fan");
        int speed = machine.asleep() ? 1_500 : 7_000;
        for (int fan = 1; fan <= FANS; fan++) {
            fans.addObject()
                    .put("ID", fan)
                    .put("Max", 7_700)
                    .put("Speed", speed + 20 * fan)
                    .put("Target", speed);
        }
        return end(root);
    }

    String mode(Target target) {
        boolean sleeps = machine.setting() == WorkMode.SLEEP;
        String message = "Operating mode: '" + target.mode() + "', sleep: '" + sleeps + "'";
        ObjectNode root = head("S", 540, message, FLUXOS);
        root.putArray("Mode")
                .addObject()
                .put("Mode", target.mode())
                .put("Power", Math.round(machine.physics().running().watts() * target.share()))
                .put("Sleep", sleeps ? "on" : "off")
                .put(
                        "Ths",
                        Math.round(
                                machine.nameplateGigahashes()
                                        / 1_000
                                        * Math.pow(target.share(), 0.68)));
        return end(root);
    }

    String temperature() {
        ObjectNode root = head("S", 590, "System temperature", FLUXOS);
        ArrayNode boards = root.putArray("Temperature");
        double warm = machine.asleep() ? 0.5 : 1;
        ObjectNode control = boards.addObject().put("ID", 0).put("Name", "Control Board");
        control.putArray("BoardTemp").addObject().put("ID", 0).put("Temperature", 24.9);
        control.putNull("ChipTemp");
        for (int board = 1; board <= BOARDS; board++) {
            ObjectNode row = boards.addObject().put("ID", board).put("Name", "Hash Board " + board);
            row.putArray("BoardTemp").addObject().put("ID", 0).put("Temperature", 43.0 * warm);
            row.putArray("ChipTemp").addObject().put("ID", 0).put("Temperature", 51.4 * warm);
        }
        return end(root);
    }

    String ipReport() {
        int index = machine.nameplate().index();
        String serial = Marks.serial("AU", index);
        ObjectNode root = head("S", 620, "IP Report", FLUXOS);
        ObjectNode row =
                root.putArray("IPReport")
                        .addObject()
                        .put("command", "ipreport")
                        .put("SerialNo", serial)
                        .put("ip", machine.nameplate().host())
                        .put("mac", Marks.mac(MAKE, index).toLowerCase(Locale.ROOT))
                        .put("model", shortModel())
                        .put("version", "2025-03.11")
                        .put("hostname", "teraflux-" + index)
                        .put("CBSerialNo", serial)
                        .put("ChassisSerialNo", serial);
        ArrayNode boards = row.putArray("HBSerialNo");
        for (int board = 0; board < BOARDS; board++) {
            boards.add(Marks.serial("QAHB" + board, index));
        }
        row.put("InternalType", "T0");
        return end(root);
    }

    private String shortModel() {
        String model = machine.nameplate().model();
        return model.substring(model.lastIndexOf(' ') + 1);
    }

    String devs() {
        ObjectNode root = head("S", 9, BOARDS + " ASC(s)", GCMINER);
        ArrayNode boards = root.putArray("DEVS");
        double megahashes = machine.gigahashesPerSecond() * 1_000 / BOARDS;
        for (int board = 0; board < BOARDS; board++) {
            boards.addObject()
                    .put("ASC", board)
                    .put("ID", board)
                    .put("Enabled", "Y")
                    .put("Status", "Alive")
                    .put("Temperature", 43.0)
                    .put("MHS av", megahashes)
                    .put("MHS 5s", megahashes);
        }
        return end(root);
    }

    String devDetails() {
        ObjectNode root = head("S", 69, "Device Details", GCMINER);
        root.putArray("DEVDETAILS")
                .addObject()
                .put("DEVDETAILS", 0)
                .put("Name", "AURADINE")
                .put("ID", 0)
                .put("Driver", "auradine")
                .put("Kernel", "")
                .put("Model", shortModel())
                .put("Device Path", "");
        return end(root);
    }

    String pools() {
        ObjectNode root = head("S", 7, POOLS + " Pool(s)", GCMINER);
        ArrayNode list = root.putArray("POOLS");
        for (int pool = 0; pool < POOLS; pool++) {
            boolean first = pool == 0;
            list.addObject()
                    .put("POOL", pool)
                    .put("URL", url(pool))
                    .put("Status", first && !machine.asleep() ? "Alive" : "Dead")
                    .put("Priority", pool)
                    .put("Quota", 1)
                    .put("Accepted", first ? machine.elapsed().toSeconds() / 17 : 0)
                    .put("Rejected", 0)
                    .put("User", user())
                    .put("Stratum Active", first && !machine.asleep());
        }
        return end(root);
    }

    private static String url(int pool) {
        return "stratum+tcp://pool-" + (pool + 1) + ".example:3333";
    }

    private String user() {
        return "site.unit" + machine.nameplate().index();
    }

    /** Pools, one per line. */
    String poolsText() {
        StringBuilder text = new StringBuilder();
        for (int pool = 0; pool < POOLS; pool++) {
            text.append(pool == 0 ? "" : "\n").append(url(pool)).append(' ').append(user());
        }
        return text.toString();
    }
}
