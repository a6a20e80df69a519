package org.trimtab.drivers.tck;

import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.trimtab.drivers.antminer.AntminerDriver;
import org.trimtab.drivers.api.Driver;
import org.trimtab.drivers.api.PriorState;
import org.trimtab.resource.Device;

/** An Antminer with stock firmware: recorded readings behind a digest login, and settings it takes as a whole. */
public final class RecordedAntminer implements RecordedDevice {
    /** How a generation of its firmware takes settings. */
    public enum Generation {
        /** Reports {@code bitmain-work-mode} as a text and obeys {@code miner-mode} only. */
        OBEYS_MINER_MODE,
        /** Reports {@code bitmain-work-mode} as a number, obeys only that, and drops what it does not know. */
        OBEYS_WORK_MODE
    }

    private static final Pattern MINER_MODE = Pattern.compile("\"miner-mode\"\\s*:\\s*\"?(\\d)\"?");
    private static final Pattern WORK_MODE = Pattern.compile("\"bitmain-work-mode\"\\s*:\\s*(\\d)");
    private static final Pattern REPORTED_MODE =
            Pattern.compile("(\"bitmain-work-mode\"\\s*:\\s*\"?)(\\d)");
    private static final Pattern NONCE = Pattern.compile("nonce=\"([^\"]*)\"");

    private final Generation generation;
    private AntminerDriver driver;
    private String settings;
    private String lastPosted = "";
    private String nonce = "n1";
    private boolean stale;
    private boolean passwordChanged;
    private boolean deaf;
    private boolean deafAsleep;
    private int acts;
    private int requests;

    public RecordedAntminer() {
        this(Generation.OBEYS_MINER_MODE);
    }

    public RecordedAntminer(Generation generation) {
        this.generation = generation;
        String recorded = body("antminer/settings.json");
        settings =
                generation == Generation.OBEYS_MINER_MODE
                        ? recorded
                        : recorded.replace(
                                "\"bitmain-work-mode\" : \"2\"", "\"bitmain-work-mode\" : 2");
    }

    @Override
    public Driver driver(PriorState priorState) {
        if (driver == null) {
            driver =
                    new AntminerDriver(
                            Devices.family(AntminerDriver.FAMILY),
                            Devices.surroundings(priorState));
        }
        return driver;
    }

    @Override
    public Device device(int port) {
        return Devices.device("ant-1", AntminerDriver.FAMILY, "Antminer S19 Pro", port);
    }

    @Override
    public byte[] answer(byte[] request) {
        requests++;
        String text = new String(request, StandardCharsets.ISO_8859_1);
        if (text.startsWith("{")) {
            return RecordedDevice.recording("antminer/version.json");
        }
        Matcher used = NONCE.matcher(text);
        if (passwordChanged || !used.find() || !used.group(1).equals(nonce)) {
            return http(
                    "401 Unauthorized",
                    "WWW-Authenticate: Digest realm=\"antMiner Configuration\", nonce=\""
                            + nonce
                            + "\", qop=\"auth\""
                            + (stale ? ", stale=true" : "")
                            + "\r\n",
                    "");
        }
        String path = text.substring(text.indexOf(' ') + 1, text.indexOf(" HTTP/"));
        return switch (path) {
            case "/cgi-bin/stats.cgi" ->
                    ok(
                            asleep()
                                    ? "{\"STATS\":[],\"STATUS\":{\"STATUS\":\"S\"}}"
                                    : body("antminer/stats.json"));
            case "/cgi-bin/summary.cgi" ->
                    ok(asleep() ? "{\"SUMMARY\":[]}" : body("antminer/summary.json"));
            case "/cgi-bin/get_miner_conf.cgi" -> ok(settings);
            case "/cgi-bin/get_system_info.cgi" ->
                    ok(
                            """
                            {"minertype":"Antminer S19 Pro","nettype":"DHCP","netdevice":"eth0",\
                            "macaddr":"02:00:00:00:00:01","hostname":"antMiner","serinum":"",\
                            "system_mode":"GNU/Linux","firmware_type":"Release",\
                            "system_filesystem_version":"Tue Dec  6 16:12:30 CST 2022"}\
                            """);
            case "/cgi-bin/set_miner_conf.cgi" ->
                    ok(post(text.substring(text.indexOf("\r\n\r\n") + 4)));
            default -> http("404 Not Found", "", "");
        };
    }

    /** Its server takes a number once only and says that it is stale then. */
    public void tireOfNonces() {
        stale = true;
        renewNonce();
    }

    /** Its server takes no old number any more. */
    public void renewNonce() {
        nonce = nonce + "x";
    }

    public void changePassword() {
        passwordChanged = true;
    }

    public void hold(String newSettings) {
        settings = newSettings;
    }

    public String settings() {
        return settings;
    }

    public String lastPosted() {
        return lastPosted;
    }

    public int requests() {
        return requests;
    }

    @Override
    public boolean asleep() {
        return !deafAsleep && mode().equals("1");
    }

    @Override
    public String workMode() {
        return mode();
    }

    @Override
    public String pools() {
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

    private String mode() {
        Matcher mode = REPORTED_MODE.matcher(settings);
        return mode.find() ? mode.group(2) : "";
    }

    private String post(String body) {
        acts++;
        lastPosted = body;
        boolean minerMode = generation == Generation.OBEYS_MINER_MODE;
        Matcher mode = (minerMode ? MINER_MODE : WORK_MODE).matcher(body);
        if (!mode.find()) {
            return "{\"stats\":\"error\",\"code\":\"M001\",\"msg\":\"Illegal request!\"}";
        }
        settings = minerMode ? body : body.replaceAll(",\"(?:miner-mode|freq-level)\":[^,}]*", "");
        deafAsleep = deaf && mode.group(1).equals("1");
        return "{\"stats\":\"success\",\"code\":\"M000\",\"msg\":\"OK!\"}";
    }

    private static String body(String recording) {
        return new String(RecordedDevice.recording(recording), StandardCharsets.ISO_8859_1);
    }

    private static byte[] ok(String body) {
        return http("200 OK", "Content-Type: application/json\r\n", body);
    }

    private static byte[] http(String status, String fields, String body) {
        return ("HTTP/1.1 "
                        + status
                        + "\r\n"
                        + fields
                        + "Content-Length: "
                        + body.length()
                        + "\r\n\r\n"
                        + body)
                .getBytes(StandardCharsets.ISO_8859_1);
    }
}
