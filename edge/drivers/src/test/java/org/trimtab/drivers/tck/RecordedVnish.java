package org.trimtab.drivers.tck;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.trimtab.drivers.api.Access;
import org.trimtab.drivers.api.Credentials;
import org.trimtab.drivers.api.Driver;
import org.trimtab.drivers.api.Encryption;
import org.trimtab.drivers.api.PriorState;
import org.trimtab.drivers.api.Surroundings;
import org.trimtab.drivers.vnish.VnishDriver;
import org.trimtab.resource.Device;

/**
 * A machine with VNish: answers recorded from 1.2.7, with the version and the throttle of 1.3.4 added unless it is an
 * older one.
 */
public final class RecordedVnish implements RecordedDevice {
    private static final String RECORDED_VERSION = "1.2.7";
    private static final Pattern PERCENT = Pattern.compile("\\{\"percent\":(\\d+)}");
    private static final Pattern PRESET =
            Pattern.compile("\\{\"miner\":\\{\"overclock\":\\{\"preset\":\"(\\w+)\"}}}");

    private final boolean older;
    private VnishDriver driver;
    private Credentials credentials;
    private boolean asleep;
    private boolean deaf;
    private boolean deafToCaps;
    private boolean tooMany;
    private boolean restartNeeded;
    private boolean passwordChanged;
    private String tuned = "";
    private boolean switcher = true;
    private String token = "";
    private int tokens;
    private int throttle = 100;
    private String preset = "3160";
    private int acts;
    private final List<String> asked = new ArrayList<>();

    /** One of 1.3.4. */
    public RecordedVnish() {
        this(false);
    }

    /**
     * One of 1.3.4 or, as recorded, of 1.2.7.
     *
     * @param older true for 1.2.7
     */
    public RecordedVnish(boolean older) {
        this.older = older;
    }

    @Override
    public Driver driver(PriorState priorState) {
        if (driver == null) {
            driver =
                    new VnishDriver(
                            Devices.family(VnishDriver.FAMILY),
                            new Surroundings(
                                    priorState,
                                    id -> new Access(credentials, Encryption.NONE, Map.of()),
                                    InstantSource.fixed(Run.BEGAN)));
        }
        return driver;
    }

    @Override
    public Device device(int port) {
        return Devices.device("vni-1", VnishDriver.FAMILY, "Antminer S21 Pro", port);
    }

    @Override
    public byte[] answer(byte[] request) {
        Http http = Http.of(request);
        asked.add(http.method() + " " + http.path() + " " + http.body());
        if (tooMany) {
            return Http.answer("429 Too Many Requests", "{\"err\":\"slow down\"}");
        }
        boolean open = http.method().equals("GET") && !http.path().matches(".*(settings|presets)");
        if (http.path().equals("/api/v1/unlock")) {
            return unlock(http.body());
        }
        boolean known =
                !token.isEmpty()
                        && (http.head() + "\r\n")
                                .contains("\r\nauthorization: bearer " + token + "\r\n");
        if (!open && !known) {
            return Http.answer("401 Unauthorized", "{\"err\":\"unauthorized\"}");
        }
        return switch (http.method() + " " + http.path()) {
            case "GET /api/v1/info" ->
                    Http.ok(
                            Http.recorded("vnish/info.json")
                                    .replace(RECORDED_VERSION, older ? RECORDED_VERSION : "1.3.4"));
            case "GET /api/v1/summary" -> Http.ok(summary());
            case "GET /api/v1/status" ->
                    Http.ok(
                            "{\"miner_state\":\"mining\",\"restart_required\":false"
                                    + (older ? "" : ",\"throttled\":" + throttle)
                                    + "}");
            case "GET /api/v1/perf-summary" ->
                    Http.ok(
                            Http.recorded("vnish/perf-summary.json")
                                    .replace("\"enabled\":true", "\"enabled\":" + switcher));
            case "GET /api/v1/settings" ->
                    Http.ok(
                            Http.recorded("vnish/settings.json")
                                    .replace("\"preset\":\"3160\"", "\"preset\":\"" + preset + "\"")
                                    .replace(
                                            "\"preset_switcher\":{\"enabled\":true",
                                            "\"preset_switcher\":{\"enabled\":" + switcher));
            case "GET /api/v1/autotune/presets" -> Http.ok(presets());
            case "POST /api/v1/mining/pause" -> act(true);
            case "POST /api/v1/mining/resume" -> act(false);
            case "POST /api/v1/mining/throttle" -> throttle(http.body());
            case "POST /api/v1/settings" -> preset(http.body());
            default -> Http.answer("404 Not Found", "");
        };
    }

    public void login(Credentials own) {
        credentials = own;
    }

    public void changePassword() {
        passwordChanged = true;
        token = "";
    }

    public void dropToken() {
        token = "";
    }

    public void sayTooMany() {
        tooMany = true;
    }

    /** Answers 200 to a throttle or preset and does nothing. */
    public void turnDeafToCaps() {
        deafToCaps = true;
    }

    /** A new preset takes effect only after a restart. */
    public void needRestart() {
        restartNeeded = true;
    }

    /** It has been tuned for these presets, given as alternatives of a pattern. */
    public void tune(String presets) {
        tuned = presets;
    }

    public void switcher(boolean on) {
        switcher = on;
    }

    public int throttle() {
        return throttle;
    }

    public void throttle(int percent) {
        throttle = percent;
    }

    public String preset() {
        return preset;
    }

    public List<String> asked() {
        return asked;
    }

    @Override
    public boolean asleep() {
        return asleep;
    }

    @Override
    public String workMode() {
        return preset + " at " + throttle + " %";
    }

    @Override
    public String pools() {
        String settings = Http.recorded("vnish/settings.json");
        int from = settings.indexOf("\"pools\"");
        return settings.substring(from, settings.indexOf(']', from));
    }

    @Override
    public int acts() {
        return acts;
    }

    @Override
    public void turnDeaf() {
        deaf = true;
    }

    private byte[] unlock(String body) {
        if (passwordChanged || !body.equals("{\"pw\":\"admin\"}")) {
            return Http.answer("403 Forbidden", "{\"err\":\"wrong password\"}");
        }
        token = "vt" + ++tokens;
        return Http.ok("{\"token\":\"" + token + "\"}");
    }

    private byte[] act(boolean pause) {
        acts++;
        asleep = pause && !deaf;
        return Http.ok("");
    }

    private byte[] throttle(String body) {
        Matcher percent = PERCENT.matcher(body);
        if (older || !percent.matches()) {
            return Http.answer("404 Not Found", "");
        }
        acts++;
        throttle = deafToCaps ? throttle : Integer.parseInt(percent.group(1));
        return Http.ok("");
    }

    private byte[] preset(String body) {
        Matcher name = PRESET.matcher(body);
        if (!name.matches()) {
            return Http.answer("400 Bad Request", "{\"err\":\"bad settings\"}");
        }
        acts++;
        preset = deafToCaps ? preset : name.group(1);
        return Http.ok("{\"restart_required\":" + restartNeeded + ",\"reboot_required\":false}");
    }

    private String presets() {
        String recorded = Http.recorded("vnish/presets.json");
        return tuned.isEmpty()
                ? recorded
                : recorded.replaceAll(
                        "(\"name\":\"(?:"
                                + tuned
                                + ")\",\"pretty\":\"[^\"]*\",\"status\":\")untuned",
                        "$1tuned");
    }

    private String summary() {
        String recorded = Http.recorded("vnish/summary.json");
        return asleep
                ? recorded.replace("\"auto-tuning\"", "\"stopped\"")
                        .replace("\"hr_realtime\":173870.94", "\"hr_realtime\":0.0")
                        .replace("\"power_consumption\":2583", "\"power_consumption\":0")
                : recorded;
    }
}
