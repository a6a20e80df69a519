package org.trimtab.drivers.tck;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.trimtab.drivers.api.Driver;
import org.trimtab.drivers.api.PriorState;
import org.trimtab.drivers.proto.ProtoDriver;
import org.trimtab.resource.Device;

/** A Proto Rig: recorded readings behind a token, and the answers to changes its description gives. */
public final class RecordedProto implements RecordedDevice {
    private static final Pattern WATTS = Pattern.compile("\"power_target_watts\":(\\d+)");
    private static final Pattern MODE = Pattern.compile("\"performance_mode\":\"(\\w+)\"");

    private ProtoDriver driver;
    private String token = "a.b.c";
    private String password = ProtoDriver.AS_DELIVERED.password();
    private String status = "Mining";
    private String everything = "200 OK";
    private String targetStatus = "200 OK";
    private String mode = "Efficiency";
    private String curtailment = "{\"enabled\":false}";
    private long target = 11_550;
    private boolean telemetry = true;
    private boolean hashOnDisconnect;
    private boolean marked;
    private boolean deaf;
    private int acts;
    private int logins;

    @Override
    public Driver driver(PriorState priorState) {
        if (driver == null) {
            driver =
                    new ProtoDriver(
                            Devices.family(ProtoDriver.FAMILY), Devices.surroundings(priorState));
        }
        return driver;
    }

    @Override
    public Device device(int port) {
        return Devices.device("proto-1", ProtoDriver.FAMILY, "Proto Rig", port);
    }

    @Override
    public byte[] answer(byte[] request) {
        Http asked = Http.of(request);
        if (asked.method().isEmpty()) {
            return Http.answer("400 Bad Request", "");
        }
        if (!everything.startsWith("200")) {
            return Http.answer(everything, "");
        }
        return switch (asked.method() + " " + asked.path()) {
            case "POST /api/v1/auth/login" -> login(asked.body());
            case "GET /api/v1/system" -> Http.ok(Http.recorded("proto/system.json"));
            case "GET /" -> Http.ok("<!doctype html><title>Proto OS</title>");
            default ->
                    asked.shows("Authorization", "Bearer " + token)
                            ? page(asked)
                            : Http.answer(
                                    "401 Unauthorized", "{\"error\":{\"code\":\"UNAUTHORIZED\"}}");
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

    /** It answers everything with this HTTP status. */
    public void answerWith(String newStatus) {
        everything = newStatus;
    }

    /** It answers a new power target with this HTTP status. */
    public void answerTargetsWith(String newStatus) {
        targetStatus = newStatus;
    }

    /** It is in a state of this name, whatever it is told. */
    public void be(String name) {
        status = name;
    }

    public void curtailItself() {
        curtailment = "{\"enabled\":true,\"fail_policy\":\"closed\"}";
    }

    public void hashWithoutPool() {
        hashOnDisconnect = true;
    }

    public void loseTelemetry() {
        telemetry = false;
    }

    /** True when the last stop bore the mark of a curtailment. */
    public boolean marked() {
        return marked;
    }

    public long target() {
        return target;
    }

    public int logins() {
        return logins;
    }

    @Override
    public boolean asleep() {
        return status.equals("Curtailed");
    }

    @Override
    public String workMode() {
        return mode + " at " + target;
    }

    @Override
    public String pools() {
        return Http.recorded("proto/pools.json");
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
        return body.equals("{\"password\":\"" + password + "\"}")
                ? Http.ok("{\"access_token\":\"" + token + "\",\"refresh_token\":\"r.s.t\"}")
                : Http.answer("401 Unauthorized", "{\"error\":{\"code\":\"UNAUTHORIZED\"}}");
    }

    private byte[] page(Http asked) {
        return switch (asked.method() + " " + asked.path()) {
            case "GET /api/v1/mining" -> Http.ok(mining());
            case "GET /api/v1/telemetry?level=miner,psu" ->
                    telemetry ? Http.ok(telemetry()) : Http.answer("404 Not Found", "");
            case "GET /api/v1/pools" -> Http.ok(pools());
            case "GET /api/v1/mining/target" -> Http.ok(targetPage());
            case "PUT /api/v1/mining/target" -> setTarget(asked.body());
            case "GET /api/v1/system/status" ->
                    Http.ok("{\"onboarded\":true,\"default_password_active\":false}");
            case "GET /api/v1/cooling" ->
                    Http.ok("{\"cooling-status\":{\"fan_mode\":\"Auto\",\"fans\":[]}}");
            case "GET /api/v1/curtailment/config" -> Http.ok(curtailment);
            case "POST /api/v1/mining/stop" -> {
                marked = asked.shows("X-Proto-Fleet-Curtailment", "full");
                yield change("Curtailed");
            }
            case "POST /api/v1/mining/start" -> change("Mining");
            default -> Http.answer("404 Not Found", "");
        };
    }

    private byte[] change(String to) {
        acts++;
        if (!deaf) {
            status = to;
        }
        return Http.answer("202 Accepted", "{\"message\":\"as you say\"}");
    }

    private byte[] setTarget(String body) {
        acts++;
        if (!targetStatus.startsWith("200")) {
            return Http.answer(targetStatus, "{\"error\":{\"code\":\"OUT_OF_RANGE\"}}");
        }
        Matcher watts = WATTS.matcher(body);
        Matcher named = MODE.matcher(body);
        if (watts.find()) {
            target = Long.parseLong(watts.group(1));
        }
        if (named.find()) {
            mode = named.group(1);
        }
        return Http.ok(targetPage());
    }

    private String targetPage() {
        return Http.recorded("proto/target.json")
                .replace("\"power_target_watts\": 11550", "\"power_target_watts\": " + target)
                .replace("\"Efficiency\"", "\"" + mode + "\"")
                .replace(
                        "\"hash_on_disconnect\": false",
                        "\"hash_on_disconnect\": " + hashOnDisconnect);
    }

    private String mining() {
        String mining =
                Http.recorded("proto/mining.json")
                        .replace(
                                "\"power_target_watts\": 3400", "\"power_target_watts\": " + target)
                        .replace("\"status\": \"Mining\"", "\"status\": \"" + status + "\"");
        return status.equals("Mining")
                ? mining
                : mining.replace("141147.4350314711", "0.0").replace("3447.008523267969", "31.5");
    }

    private String telemetry() {
        String full = Http.recorded("proto/telemetry_full.json");
        return status.equals("Mining")
                ? full
                : full.replace("1774.4900359549026", "18.2").replace("1751.847016486352", "17.9");
    }
}
