package org.trimtab.drivers.tck;

import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.trimtab.drivers.api.Access;
import org.trimtab.drivers.api.Credentials;
import org.trimtab.drivers.api.Driver;
import org.trimtab.drivers.api.Encryption;
import org.trimtab.drivers.api.Exchange;
import org.trimtab.drivers.api.PriorState;
import org.trimtab.drivers.api.Surroundings;
import org.trimtab.drivers.braiins.BraiinsDriver;
import org.trimtab.resource.Device;

/**
 * A machine with Braiins OS: recorded answers of its REST interface of 25.07, with what its published description says
 * of the rest, and its cgminer interface.
 */
public final class RecordedBraiins implements RecordedDevice {
    private static final int OWN_TARGET_W = 3031;
    private static final Pattern COMMAND = Pattern.compile("\\{\"command\":\"(\\w+)\"}\n?");
    private static final Pattern WATT = Pattern.compile("\"watt\":(\\d+)");
    private static final Pattern RAMP = Pattern.compile("\"up_s\":(\\d+),\"down_s\":(\\d+)");
    private static final String CONSTRAINTS =
            """
            {"tuner_constraints":{"default_mode":1,"enabled":{"default":true},"power_target":\
            {"default":{"watt":3010},"min":{"watt":1200},"max":{"watt":4500}}}}\
            """;

    private final int restPort;
    private Map<String, Integer> ports = Map.of();
    private Credentials credentials;
    private BraiinsDriver driver;
    private boolean paused;
    private boolean deaf;
    private boolean deafToTargets;
    private boolean restMissing;
    private boolean efficiency;
    private boolean passwordChanged;
    private boolean tooMany;
    private int tokens;
    private String token = "";
    private int target = OWN_TARGET_W;
    private Boolean scaling = true;
    private String ramping = "";
    private int acts;
    private final List<String> asked = new ArrayList<>();

    /** One with its REST interface on the maker's port. */
    public RecordedBraiins() {
        this(80);
    }

    /** One with its REST interface on another port; 0 for that of its cgminer interface. */
    public RecordedBraiins(int restPort) {
        this.restPort = restPort;
    }

    @Override
    public Driver driver(PriorState priorState) {
        if (driver == null) {
            driver =
                    new BraiinsDriver(
                            Devices.family(BraiinsDriver.FAMILY),
                            new Surroundings(
                                    priorState,
                                    id -> new Access(credentials, Encryption.NONE, ports),
                                    InstantSource.fixed(Run.BEGAN)));
        }
        return driver;
    }

    @Override
    public Device device(int port) {
        ports = restPort == 80 ? Map.of() : Map.of("rest", restPort == 0 ? port : restPort);
        return Devices.device("bra-1", BraiinsDriver.FAMILY, "Antminer S19 XP", port);
    }

    @Override
    public Set<Integer> ports(int port) {
        return Set.of(port, restPort == 0 ? port : restPort);
    }

    @Override
    public boolean spares(Exchange exchange, Fault fault) {
        return exchange.port() == restPort
                && (fault == Fault.REFUSED || fault == Fault.NO_CONNECTION);
    }

    @Override
    public String fingerprintModel() {
        return null;
    }

    @Override
    public byte[] answer(byte[] request) {
        Http http = Http.of(request);
        if (!http.method().isEmpty()) {
            asked.add(http.method() + " " + http.path() + " " + http.body());
            return rest(http);
        }
        Matcher command = COMMAND.matcher(new String(request, StandardCharsets.US_ASCII));
        if (!command.matches()) {
            return status("E", "Invalid command", "");
        }
        asked.add(command.group(1));
        return switch (command.group(1)) {
            case "version" -> RecordedDevice.recording("braiins/version.json");
            case "pause" -> act(true);
            case "resume" -> act(false);
            case "summary" ->
                    status(
                            "S",
                            "Summary",
                            ",\"SUMMARY\":[{\"MHS 5s\":" + (paused ? "0" : "141463565.4") + "}]");
            case "tunerstatus" ->
                    status(
                            "S",
                            "Tuner Status",
                            ",\"TUNERSTATUS\":[{\"ApproximateMinerPowerConsumption\":"
                                    + watts()
                                    + ",\"PowerLimit\":"
                                    + target
                                    + "}]");
            case "pools" ->
                    status(
                            "S",
                            "2 Pool(s)",
                            ",\"POOLS\":[{\"URL\":\"stratum+tcp://example.pool.com:3333\","
                                    + "\"User\":\"asic_rs.test\"},"
                                    + "{\"URL\":\"stratum+tcp://example.pool2.com:3333\","
                                    + "\"User\":\"asic_rs.test\"}]");
            default -> status("E", "Invalid command", "");
        };
    }

    /** Older firmware: nothing but its old pages answers on its web port. */
    public void loseRest() {
        restMissing = true;
    }

    public void changePassword() {
        passwordChanged = true;
        token = "";
    }

    /** Its token lapses at once. */
    public void dropToken() {
        token = "";
    }

    public void sayTooMany() {
        tooMany = true;
    }

    /** Older firmware that got newer again. */
    public void findRest() {
        restMissing = false;
    }

    /** The program starts anew and knows of it only what was kept. */
    public void forgetDriver() {
        driver = null;
    }

    /** Takes power targets and forgets them. */
    public void turnDeafToTargets() {
        deafToTargets = true;
    }

    public void giveEfficiencyProfile() {
        efficiency = true;
    }

    public void login(Credentials own) {
        credentials = own;
    }

    public int target() {
        return target;
    }

    public Boolean scaling() {
        return scaling;
    }

    public void scaling(Boolean on) {
        scaling = on;
    }

    /** As it was sent, or empty when it does as it does by itself. */
    public String ramping() {
        return ramping;
    }

    public void ramping(String set) {
        ramping = set;
    }

    /** Everything it was asked, commands and web requests, in order. */
    public List<String> asked() {
        return asked;
    }

    @Override
    public boolean asleep() {
        return paused;
    }

    @Override
    public String workMode() {
        return target + " W, heat scaling " + scaling;
    }

    @Override
    public String pools() {
        return new String(RecordedDevice.recording("braiins/pools.json"), StandardCharsets.UTF_8);
    }

    @Override
    public int acts() {
        return acts;
    }

    @Override
    public void turnDeaf() {
        deaf = true;
    }

    private byte[] act(boolean pause) {
        acts++;
        paused = pause && !deaf;
        String section = pause ? "PAUSE" : "RESUME";
        return status("S", section, ",\"" + section + "\":[true]");
    }

    private int watts() {
        return paused ? 0 : target * 3137 / OWN_TARGET_W;
    }

    private byte[] rest(Http http) {
        if (restMissing) {
            return Http.answer("404 Not Found", "<html>not here</html>");
        }
        if (tooMany) {
            return Http.answer("429 Too Many Requests", "");
        }
        if (http.path().equals("/api/v1/auth/login")) {
            if (passwordChanged || !http.body().contains("\"password\":\"root\"")) {
                return Http.answer("401 Unauthorized", "");
            }
            token = "t" + ++tokens;
            return Http.answer("200 OK", "{\"token\":\"" + token + "\",\"timeout_s\":3600}");
        }
        if (token.isEmpty()
                || !(http.head() + "\r\n").contains("\r\nauthorization: " + token + "\r\n")) {
            return Http.answer("401 Unauthorized", "");
        }
        return switch (http.method() + " " + http.path()) {
            case "GET /api/v1/miner/details" ->
                    ok(
                            text("miner_details")
                                    .replace("\"status\": 2", "\"status\": " + (paused ? 3 : 2)));
            case "GET /api/v1/miner/stats" -> ok(stats());
            case "GET /api/v1/pools" -> ok(pools());
            case "GET /api/v1/configuration/miner" -> ok(configuration());
            case "GET /api/v1/configuration/constraints" -> ok(CONSTRAINTS);
            case "GET /api/v1/performance/efficiency-profile" -> efficiency();
            case "PUT /api/v1/performance/power-target" -> target(http.body());
            case "PUT /api/v1/performance/dps" -> {
                scaling = http.body().contains("true");
                yield ok("{\"enabled\":" + scaling + "}");
            }
            case "PUT /api/v1/performance/quick-ramping" -> {
                Matcher times = RAMP.matcher(http.body());
                if (!times.find()) {
                    yield Http.answer("400 Bad Request", "");
                }
                ramping = times.group();
                yield ok("{" + ramping + "}");
            }
            case "PUT /api/v1/performance/quick-ramping/default" -> {
                ramping = "";
                yield ok("{\"up_s\":60,\"down_s\":20}");
            }
            default -> Http.answer("404 Not Found", "");
        };
    }

    private byte[] target(String body) {
        Matcher watt = WATT.matcher(body);
        if (!watt.find()) {
            return Http.answer("400 Bad Request", "");
        }
        int asked = Integer.parseInt(watt.group(1));
        if (asked < 1200 || asked > 4500) {
            return Http.answer("412 Precondition Failed", "");
        }
        acts++;
        if (!deafToTargets) {
            target = asked;
        }
        return ok("{\"watt\":" + asked + "}");
    }

    private String stats() {
        return paused
                ? """
                {"miner_stats":{"real_hashrate":{"last_5s":{"gigahash_per_second":0.0}}},\
                "power_stats":{"approximated_consumption":{"watt":0},"efficiency":null}}\
                """
                : text("miner_stats").replace("\"watt\": 3137", "\"watt\": " + watts());
    }

    private String configuration() {
        String recorded =
                text("configuration_miner")
                        .replace("\"watt\": " + OWN_TARGET_W, "\"watt\": " + target)
                        .strip();
        Matcher times = RAMP.matcher(ramping);
        return recorded.substring(0, recorded.length() - 1)
                + (scaling == null ? "" : ",\"dps\":{\"enabled\":" + scaling + ",\"mode\":1}")
                + (times.matches()
                        ? ",\"hashboard_config\":{\"hashboards\":[],\"quick_ramping_time_up_s\":"
                                + times.group(1)
                                + ",\"quick_ramping_time_down_s\":"
                                + times.group(2)
                                + "}"
                        : "")
                + ",\"temperature\":{\"mode\":{\"auto\":{\"target_temperature\":"
                + "{\"degree_c\":60.0}}}}}";
    }

    private byte[] efficiency() {
        return efficiency
                ? ok(
                        """
                        {"points":[{"power_target":{"watt":1500},"consumption":{"watt":1544},\
                        "hashrate":{"terahash_per_second":80.5},"fan_speed":25,"quality":1},\
                        {"power_target":{"watt":3000},"consumption":{"watt":3090},\
                        "hashrate":{"terahash_per_second":140.25},"fan_speed":80,"quality":1}]}\
                        """)
                : Http.answer("404 Not Found", "");
    }

    private static String text(String recording) {
        return new String(
                RecordedDevice.recording("braiins/" + recording + ".json"), StandardCharsets.UTF_8);
    }

    private static byte[] ok(String body) {
        return Http.answer("200 OK", body);
    }

    private static byte[] status(String letter, String message, String section) {
        return ("{\"STATUS\":[{\"STATUS\":\""
                        + letter
                        + "\",\"When\":1771947051,\"Code\":1,\"Msg\":\""
                        + message
                        + "\",\"Description\":\"BOSer boser-openwrt 0.1.0\"}]"
                        + section
                        + ",\"id\":1}")
                .getBytes(StandardCharsets.UTF_8);
    }
}
