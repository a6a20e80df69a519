package org.trimtab.virtual.axeos;

import java.util.List;
import org.trimtab.virtual.machine.Family;
import org.trimtab.virtual.machine.Fault;
import org.trimtab.virtual.machine.Machine;
import org.trimtab.virtual.machine.VirtualMiner;
import org.trimtab.virtual.machine.WorkMode;
import org.trimtab.virtual.web.HttpRequest;
import org.trimtab.virtual.web.Marks;
import org.trimtab.virtual.web.Page;
import org.trimtab.virtual.web.WebSite;
import org.trimtab.virtual.web.WebSpeaker;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * A Bitaxe under AxeOS: REST on 80 without a login. It knows no password, so a locked one is a machine that takes
 * callers of other networks only, and answers 401.
 */
public final class AxeosMiner implements VirtualMiner, WebSite {
    private static final JsonMapper MAPPER = JsonMapper.shared();
    private static final int MAKE = 0x0C;
    private static final int TEXT_LENGTH_MAX = 128;
    private static final int FREQUENCY = 490;
    private static final int FREQUENCY_LEAST = 200;
    private static final int FREQUENCY_MOST = 575;

    private final Machine machine;
    private final List<Port> ports;
    private int frequency = FREQUENCY;
    private int millivolts = 1_166;
    private int fanPercent = 35;
    private volatile Pool pool;

    private record Pool(String url, int port, String user) {}

    public AxeosMiner(Machine machine) {
        this.machine = machine;
        this.ports = List.of(new Port(Family.AXEOS.port(), new WebSpeaker(machine, this, "axeos")));
        this.pool = new Pool("pool-1.example", 3333, "site.unit" + machine.nameplate().index());
    }

    @Override
    public Machine machine() {
        return machine;
    }

    @Override
    public List<Port> ports() {
        return ports;
    }

    @Override
    public String pools() {
        return pool.url + ":" + pool.port + " " + pool.user;
    }

    @Override
    public boolean commands(HttpRequest request) {
        return !request.method().equals("GET");
    }

    @Override
    public Page serve(HttpRequest request) {
        if (machine.has(Fault.LOCKED)) {
            return Page.of(401, "{\"error\":\"Unauthorized\"}");
        }
        if (commands(request)) {
            machine.countCommand();
        }
        return switch (request.method() + " " + request.path()) {
            case "GET /api/system/info" -> Page.ok(info());
            case "GET /api/system/asic" -> Page.ok(asic());
            case "POST /api/system/pause" -> turn(WorkMode.SLEEP);
            case "POST /api/system/resume" -> turn(WorkMode.NORMAL);
            case "POST /api/system/restart" -> restart();
            case "PATCH /api/system" -> change(request);
            default -> Page.of(404, "{\"error\":\"Not found\"}");
        };
    }

    private Page turn(WorkMode wish) {
        machine.turn(wish);
        String done = wish == WorkMode.SLEEP ? "paused" : "resumed";
        return Page.ok("{\"message\":\"Mining " + done + "\"}").after(machine.commandTime());
    }

    /** A pause does not outlive a restart. */
    private Page restart() {
        machine.restart(WorkMode.NORMAL, machine.now());
        return Page.ok("{\"message\":\"System will restart shortly.\"}");
    }

    private Page change(HttpRequest request) {
        ObjectNode wanted = request.json().orElse(null);
        if (wanted == null) {
            return Page.of(400, "{\"error\":\"Invalid JSON\"}");
        }
        JsonNode clock = wanted.path("frequency");
        if (clock.isNumber()) {
            frequency = Math.clamp(clock.asInt(), FREQUENCY_LEAST, FREQUENCY_MOST);
            machine.hold((double) frequency / FREQUENCY);
        }
        millivolts = wanted.path("coreVoltage").asInt(millivolts);
        fanPercent = wanted.path("fanspeed").asInt(fanPercent);
        Pool old = pool;
        pool =
                new Pool(
                        text(wanted, "stratumURL", old.url),
                        wanted.path("stratumPort").asInt(old.port),
                        text(wanted, "stratumUser", old.user));
        return Page.empty().after(machine.commandTime());
    }

    private static String text(ObjectNode node, String key, String old) {
        String text = node.path(key).asString(old);
        return text.length() > TEXT_LENGTH_MAX ? text.substring(0, TEXT_LENGTH_MAX) : text;
    }

    private String info() {
        double gigahashes = machine.gigahashesPerSecond();
        double watts = machine.watts();
        boolean rests = machine.asleep();
        ObjectNode root = MAPPER.createObjectNode();
        root.put("power", watts)
                .put("voltage", 5_175)
                .put("current", Marks.rounded(1_000_000 * watts / 5_175))
                .put("temp", rests ? 31.0 : 59.875)
                .put("vrTemp", rests ? 33 : 78)
                .put("hashRate", gigahashes)
                .put("bestDiff", "483k")
                .put("bestSessionDiff", "0")
                .put("stratumDiff", 1_024)
                .put("isUsingFallbackStratum", 0)
                .put("freeHeap", 8_443_612)
                .put("coreVoltage", millivolts)
                .put("coreVoltageActual", rests ? 0 : millivolts + 6)
                .put("frequency", frequency)
                .put("ssid", "virtual")
                .put("macAddr", Marks.mac(MAKE, machine.nameplate().index()))
                .put("hostname", "bitaxe")
                .put("wifiStatus", "Connected!")
                .put("sharesAccepted", machine.elapsed().toSeconds() / 30)
                .put("sharesRejected", 0)
                .put("uptimeSeconds", machine.elapsed().toSeconds())
                .put("asicCount", 1)
                .put("smallCoreCount", 1_276)
                .put("ASICModel", "BM1368")
                .put("stratumURL", pool.url)
                .put("fallbackStratumURL", "pool-2.example")
                .put("stratumPort", pool.port)
                .put("fallbackStratumPort", 3_333)
                .put("stratumUser", pool.user)
                .put("fallbackStratumUser", pool.user)
                .put("version", "v2.14.0")
                .put("idfVersion", "v5.4")
                .put("boardVersion", "401")
                .put("runningPartition", "factory")
                .put("flipscreen", 1)
                .put("overheat_mode", 0)
                .put("invertscreen", 0)
                .put("invertfanpolarity", 1)
                .put("autofanspeed", 1)
                .put("fanspeed", fanPercent)
                .put("fanrpm", rests ? 1_000 : 3_517)
                .put("miningPaused", machine.setting() == WorkMode.SLEEP);
        return root.toString();
    }

    private String asic() {
        ObjectNode root =
                MAPPER.createObjectNode()
                        .put("ASICModel", "BM1368")
                        .put("deviceModel", "Supra")
                        .put("asicCount", 1)
                        .put("defaultFrequency", FREQUENCY);
        root.putArray("frequencyOptions").add(400).add(425).add(450).add(475).add(FREQUENCY);
        return root.toString();
    }
}
