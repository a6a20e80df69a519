package org.trimtab.drivers.tck;

import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.trimtab.drivers.api.Driver;
import org.trimtab.drivers.api.PriorState;
import org.trimtab.drivers.auradine.AuradineDriver;
import org.trimtab.resource.Device;

/** A Teraflux machine: recorded readings behind a token, and the answers to changes public projects show. */
public final class RecordedAuradine implements RecordedDevice {
    private static final Pattern MEMBER = Pattern.compile("\"(\\w+)\":\"?([\\w.]+)\"?");

    private AuradineDriver driver;
    private String mode = "\"Mode\":\"normal\",\"Power\":0,\"Ths\":0";
    private String token = "t1";
    private String password = AuradineDriver.AS_DELIVERED.password();
    private String status = "200 OK";
    private String refusal = "";
    private String refusedPart = "";
    private boolean saysSleep = true;
    private boolean summaryGone;
    private boolean asleep;
    private boolean deaf;
    private int acts;
    private int logins;

    @Override
    public Driver driver(PriorState priorState) {
        if (driver == null) {
            driver =
                    new AuradineDriver(
                            Devices.family(AuradineDriver.FAMILY),
                            Devices.surroundings(priorState));
        }
        return driver;
    }

    @Override
    public Device device(int port) {
        return Devices.device("aur-1", AuradineDriver.FAMILY, "Teraflux AT2880", port);
    }

    @Override
    public String fingerprintModel() {
        return null;
    }

    @Override
    public byte[] answer(byte[] request) {
        if (request.length > 0 && request[0] == '{') {
            return new String(request, StandardCharsets.UTF_8).contains("\"version\"")
                    ? RecordedDevice.recording("auradine/version.json")
                    : envelope("E", "Invalid command", "").getBytes(StandardCharsets.UTF_8);
        }
        Http asked = Http.of(request);
        if (asked.method().isEmpty()) {
            return Http.answer("400 Bad Request", "");
        }
        if (!status.startsWith("200")) {
            return Http.answer(status, "");
        }
        if (asked.path().equals("/token")) {
            return login(asked.body());
        }
        if (!asked.shows("Token", token)) {
            return Http.ok(envelope("E", "Token expired", ""));
        }
        return switch (asked.method() + " " + asked.path()) {
            case "GET /mode" -> Http.ok(mode());
            case "POST /mode" -> change(asked.body());
            case "GET /psu" -> Http.ok(supply());
            case "GET /summary" -> Http.ok(summary());
            case "GET /pools" -> Http.ok(Http.recorded("auradine/pools.json"));
            case "GET /ipreport" ->
                    Http.ok(
                            envelope(
                                    "S",
                                    "IP Report",
                                    ",\"IPReport\":[{\"model\":\"AT2880\",\"SerialNo\":\"AU1\","
                                            + "\"version\":\"2023-12.27\"}]"));
            default -> Http.answer("404 Not Found", "");
        };
    }

    /** It takes no old token any more. */
    public void renewToken() {
        token = token + "x";
    }

    public void changePassword() {
        password = "another";
        renewToken();
    }

    /** It answers everything with this status. */
    public void answerWith(String newStatus) {
        status = newStatus;
    }

    /** It refuses changes whose body holds the part. */
    public void refuse(String part, String words) {
        refusedPart = part;
        refusal = words;
    }

    /** Its mode, as members of JSON. */
    public void hold(String members) {
        mode = members;
    }

    /** It does not say any more whether it sleeps. */
    public void keepQuietOfSleep() {
        saysSleep = false;
    }

    /** Its mining process answers nothing while it sleeps. */
    public void loseSummary() {
        summaryGone = true;
    }

    public int logins() {
        return logins;
    }

    @Override
    public boolean asleep() {
        return asleep;
    }

    @Override
    public String workMode() {
        return mode;
    }

    @Override
    public String pools() {
        return Http.recorded("auradine/pools.json");
    }

    @Override
    public int acts() {
        return acts;
    }

    @Override
    public void turnDeaf() {
        deaf = true;
    }

    private byte[] login(String body) {
        logins++;
        return body.contains("\"password\":\"" + password + "\"")
                ? Http.ok(envelope("S", "Token", ",\"Token\":[{\"Token\":\"" + token + "\"}]"))
                : Http.ok(envelope("E", "Invalid user or password", ""));
    }

    private byte[] change(String body) {
        acts++;
        if (!refusedPart.isEmpty() && body.contains(refusedPart)) {
            return Http.ok(envelope("E", refusal, ""));
        }
        if (!deaf) {
            take(body);
        }
        return Http.ok(envelope("S", "Mode updated", ""));
    }

    private void take(String body) {
        String name = "";
        String power = "0";
        String rate = "0";
        Matcher member = MEMBER.matcher(body);
        while (member.find()) {
            switch (member.group(1)) {
                case "sleep" -> asleep = member.group(2).equals("on");
                case "mode" -> name = member.group(2);
                case "power" -> power = member.group(2);
                case "ths" -> rate = member.group(2);
                default -> {}
            }
        }
        if (!name.isEmpty()) {
            mode = "\"Mode\":\"" + name + "\",\"Power\":" + power + ",\"Ths\":" + rate;
        }
    }

    private String mode() {
        String sleep = saysSleep ? ",\"Sleep\":\"" + (asleep ? "on" : "off") + "\"" : "";
        return envelope("S", "Operating mode", ",\"Mode\":[{" + mode + sleep + "}]");
    }

    /** The recorded supply was at rest; at work it has a figure that fits the recorded hash rate. */
    private String supply() {
        String supply = Http.recorded("auradine/psu.json");
        return asleep ? supply : supply.replace("58.94W", "402.70W");
    }

    private String summary() {
        if (asleep && summaryGone) {
            return envelope("E", "Mining process is not running", "");
        }
        String summary = Http.recorded("auradine/summary.json");
        return asleep ? summary.replace("20599767.1774699", "0.0") : summary;
    }

    private static String envelope(String letter, String message, String section) {
        return "{\"STATUS\":[{\"STATUS\":\""
                + letter
                + "\",\"When\":1703715266,\"Code\":540,\"Msg\":\""
                + message
                + "\",\"Description\":\"FluxOS-2023-12.27\"}]"
                + section
                + ",\"id\":1}";
    }
}
