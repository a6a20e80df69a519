package org.trimtab.virtual;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.trimtab.resource.Endpoint;
import org.trimtab.virtual.machine.Family;
import tools.jackson.databind.JsonNode;

/** Asks, puts to sleep and wakes the first machine of a fleet in the way of its family. */
final class AnyMiner {
    private final Family family;
    private final Endpoint endpoint;

    AnyMiner(VirtualFleet fleet) {
        VirtualDevice device = fleet.devices().getFirst();
        this.family = Family.parse(device.family());
        this.endpoint = device.endpoint();
    }

    /** True for families that cannot be commanded. */
    static boolean readOnly(Family family) {
        return family == Family.CGMINER;
    }

    /** True for families that answer by HTTP on their first port. */
    static boolean web(Family family) {
        return switch (family) {
            case ANTMINER, VNISH, EPIC, AURADINE, PROTO, AXEOS -> true;
            default -> false;
        };
    }

    /** A question everybody may ask, as it goes over the wire. */
    static String question(Family family) {
        return switch (family) {
            case WHATSMINER ->
                    new String(
                            Whatsminer.frame("{\"cmd\":\"get.device.info\"}"),
                            StandardCharsets.ISO_8859_1);
            case WHATSMINER_V2 -> "{\"cmd\":\"summary\"}";
            default ->
                    web(family) ? "GET / HTTP/1.1\r\nHost: x\r\n\r\n" : "{\"command\":\"version\"}";
        };
    }

    /** Commands it; true when it said yes. */
    boolean turn(boolean sleep) {
        try {
            return said(sleep);
        } catch (IOException | RuntimeException | AssertionError e) {
            // The last two are what the callers make of an answer that is none.
            return false;
        }
    }

    private boolean said(boolean sleep) throws IOException {
        return switch (family) {
            case LUXOS -> {
                String session =
                        Wire.ask(endpoint, "logon").at("/SESSION/0/SessionID").asString("");
                yield yes(
                        Wire.ask(
                                endpoint, "curtail", session + "," + (sleep ? "sleep" : "wakeup")));
            }
            case ANTMINER -> {
                Browser browser = new Browser(endpoint, "root");
                String pools = browser.get("get_miner_conf").get("pools").toString();
                int mode = sleep ? 1 : 0;
                String both = "\"miner-mode\":" + mode + ",\"bitmain-work-mode\":" + mode;
                yield browser.set("{" + both + ",\"pools\":" + pools + "}")
                        .path("code")
                        .asString("")
                        .equals("M000");
            }
            case WHATSMINER -> {
                JsonNode info = Whatsminer.ask3(endpoint, "{\"cmd\":\"get.device.info\"}");
                yield Whatsminer.command3(
                                        endpoint,
                                        "set.miner.service",
                                        sleep ? "\"stop\"" : "\"start\"",
                                        info.at("/msg/salt").asString(),
                                        info.path("when").asLong())
                                .path("code")
                                .asInt(99)
                        == 0;
            }
            case WHATSMINER_V2 ->
                    Whatsminer.Token.of(endpoint, "admin")
                                    .command(
                                            endpoint,
                                            sleep
                                                    ? "\"cmd\":\"power_off\",\"respbefore\":\"true\""
                                                    : "\"cmd\":\"power_on\"")
                                    .path("Code")
                                    .asInt(0)
                            == 131;
            case BRAIINS -> yes(Wire.ask(endpoint, sleep ? "pause" : "resume"));
            case AVALON -> yes(Wire.ask(endpoint, "ascset", "0," + (sleep ? "softoff" : "softon")));
            case SEALMINER ->
                    yes(
                            sleep
                                    ? Wire.ask(endpoint, "ascset", "0,suspend")
                                    : Wire.ask(endpoint, "restart"));
            case CGMINER -> yes(Wire.ask(endpoint, "ascdisable", "0"));
            default -> saidOnTheWeb(sleep);
        };
    }

    private boolean saidOnTheWeb(boolean sleep) throws IOException {
        WebCaller caller = new WebCaller(endpoint);
        return switch (family) {
            case VNISH -> {
                String token =
                        caller.post("/api/v1/unlock", "{\"pw\":\"admin\"}")
                                .json()
                                .path("token")
                                .asString("");
                yield good(
                        caller.with("Authorization", "Bearer " + token)
                                .post("/api/v1/mining/" + (sleep ? "pause" : "resume"), ""));
            }
            case EPIC ->
                    caller.post(
                                    "/miner",
                                    "{\"param\":\""
                                            + (sleep ? "Stop" : "Autostart")
                                            + "\",\"password\":\"letmein\"}")
                            .json()
                            .path("result")
                            .asBoolean(false);
            case AURADINE -> {
                JsonNode token =
                        caller.post(
                                        "/token",
                                        "{\"command\":\"token\",\"user\":\"admin\","
                                                + "\"password\":\"admin\"}")
                                .json();
                yield yes(
                        caller.with("Token", token.at("/Token/0/Token").asString(""))
                                .post(
                                        "/mode",
                                        "{\"command\":\"mode\",\"sleep\":\""
                                                + (sleep ? "on" : "off")
                                                + "\"}")
                                .json());
            }
            case PROTO -> {
                String token =
                        caller.post("/api/v1/auth/login", "{\"password\":\"proto\"}")
                                .json()
                                .path("access_token")
                                .asString("");
                yield good(
                        caller.with("Authorization", "Bearer " + token)
                                .post("/api/v1/mining/" + (sleep ? "stop" : "start"), ""));
            }
            case AXEOS -> good(caller.post("/api/system/" + (sleep ? "pause" : "resume"), ""));
            default -> throw new IllegalStateException("no command for " + family);
        };
    }

    private static boolean good(WebCaller.Heard heard) {
        return heard.status() >= 200 && heard.status() < 300;
    }

    private static boolean yes(JsonNode reply) {
        String letter = Wire.letter(reply);
        return letter.equals("S") || letter.equals("I");
    }
}
