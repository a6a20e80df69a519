package org.trimtab.virtual.proto;

import java.time.Duration;
import java.util.List;
import org.trimtab.virtual.machine.Family;
import org.trimtab.virtual.machine.Fault;
import org.trimtab.virtual.machine.Machine;
import org.trimtab.virtual.machine.VirtualMiner;
import org.trimtab.virtual.machine.WorkMode;
import org.trimtab.virtual.web.HttpRequest;
import org.trimtab.virtual.web.Page;
import org.trimtab.virtual.web.Tokens;
import org.trimtab.virtual.web.WebSite;
import org.trimtab.virtual.web.WebSpeaker;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A Proto rig: REST below {@code /api/v1} on 80, and on 443 under a certificate of its own. Stopping it is stopping or
 * curtailing, by a header of the request; it shows which.
 */
public final class ProtoMiner implements VirtualMiner, WebSite {
    private static final String ROOT = "/api/v1/";
    private static final int SECURE_PORT = 443;
    private static final String CURTAILMENT = "x-proto-fleet-curtailment";
    private static final Duration ACCESS_LIFE = Duration.ofMinutes(30);
    private static final Duration REFRESH_LIFE = Duration.ofDays(1);

    private final Machine machine;
    private final ProtoPages pages;
    private final ProtoPools pools;
    private final Tokens access = new Tokens(ACCESS_LIFE);
    private final Tokens refresh = new Tokens(REFRESH_LIFE);
    private final List<Port> ports;

    public ProtoMiner(Machine machine) {
        this.machine = machine;
        this.pages = new ProtoPages(machine);
        this.pools = new ProtoPools(machine);
        this.ports =
                List.of(
                        new Port(Family.PROTO.port(), new WebSpeaker(machine, this, "proto")),
                        new Port(SECURE_PORT, new WebSpeaker(machine, this, "proto"), true));
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
        return pools.text();
    }

    @Override
    public boolean commands(HttpRequest request) {
        return request.path().startsWith(ROOT + "mining/") && !request.method().equals("GET");
    }

    @Override
    public Page tooMany() {
        return error(429, "TOO_MANY_REQUESTS", "Too many requests");
    }

    @Override
    public Page serve(HttpRequest request) {
        if (!request.path().startsWith(ROOT)) {
            return error(404, "NOT_FOUND", "Not found");
        }
        String what = request.path().substring(ROOT.length());
        String asked = request.method() + " " + what;
        return switch (asked) {
            case "POST auth/login" -> login(request);
            case "POST auth/refresh" -> renew(request);
            case "GET system" -> Page.ok(pages.system());
            case "GET system/status" ->
                    Page.ok(
                            "{\"onboarded\":true,\"password_set\":true,"
                                    + "\"default_password_active\":false}");
            case "GET hardware" -> Page.ok(pages.hardware());
            case "GET network" -> Page.ok(pages.network());
            case "GET pairing/info" -> Page.ok(pages.pairing());
            default ->
                    access.hold(request.bearer(), machine.now())
                            ? inside(asked, request)
                            : error(401, "UNAUTHORIZED", "Missing or invalid bearer token");
        };
    }

    private Page inside(String asked, HttpRequest request) {
        if (commands(request)) {
            machine.countCommand();
        }
        return switch (asked) {
            case "GET mining" -> Page.ok(pages.mining());
            case "POST mining/start" -> start();
            case "POST mining/stop" -> stop(request);
            case "GET mining/target" -> Page.ok(pages.target());
            case "PUT mining/target" -> aim(request);
            case "GET telemetry" -> Page.ok(pages.telemetry(request.target()));
            case "GET hardware/psus" -> Page.ok(pages.supplies());
            case "GET power-supplies" -> Page.ok(pages.supplyStates());
            case "GET hashboards" -> Page.ok(pages.boards());
            case "GET cooling" -> Page.ok(pages.cooling());
            case "GET errors" -> Page.ok("[]");
            case "GET pools" -> Page.ok(pools.json());
            case "POST pools" -> set(request);
            case "POST auth/logout" -> logout();
            case "POST system/reboot" -> reboot();
            default -> error(404, "NOT_FOUND", "Not found");
        };
    }

    private Page login(HttpRequest request) {
        String password = request.json().map(body -> body.path("password").asString("")).orElse("");
        if (machine.has(Fault.LOCKED) || !password.equals(machine.manners().login().password())) {
            return error(401, "UNAUTHORIZED", "Invalid password");
        }
        return give();
    }

    private Page renew(HttpRequest request) {
        String token =
                request.json().map(body -> body.path("refresh_token").asString("")).orElse("");
        return refresh.hold(token, machine.now())
                ? give()
                : error(401, "UNAUTHORIZED", "Invalid refresh token");
    }

    /** Tokens in the three parts that callers expect of a JWT. */
    private Page give() {
        return Page.ok(
                "{\"access_token\":\""
                        + give(access)
                        + "\",\"refresh_token\":\""
                        + give(refresh)
                        + "\"}");
    }

    private String give(Tokens kind) {
        Tokens letters = new Tokens(Duration.ZERO);
        String text =
                "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9."
                        + letters.give(64, machine.random(), machine.now())
                        + "."
                        + letters.give(43, machine.random(), machine.now());
        return kind.keep(text, machine.now());
    }

    private Page logout() {
        access.clear();
        refresh.clear();
        return message(200, "Logged out successfully");
    }

    private Page start() {
        pages.curtailed(false);
        machine.turn(WorkMode.NORMAL);
        return message(202, "Mining started").after(machine.commandTime());
    }

    private Page stop(HttpRequest request) {
        pages.curtailed(request.header(CURTAILMENT).equals("full"));
        machine.turn(WorkMode.SLEEP);
        return message(202, "Mining stopped").after(machine.commandTime());
    }

    private Page aim(HttpRequest request) {
        ObjectNode wanted = request.json().orElse(null);
        if (wanted == null) {
            return error(400, "INVALID_REQUEST", "Invalid request body");
        }
        JsonNode watts = wanted.path("power_target_watts");
        String mode = wanted.path("performance_mode").asString("");
        if (!mode.isEmpty() && !ProtoPages.MODES.contains(mode)) {
            return error(422, "INVALID_PERFORMANCE_MODE", "Invalid performance_mode");
        }
        if (!watts.isMissingNode()
                && (!watts.isIntegralNumber()
                        || watts.longValue() < pages.leastWatts()
                        || watts.longValue() > pages.mostWatts())) {
            return error(422, "OUT_OF_RANGE", "power_target_watts is out of range");
        }
        pages.aim(watts.isMissingNode() ? pages.targetWatts() : watts.longValue(), mode);
        return Page.ok(pages.target()).after(machine.commandTime());
    }

    private Page set(HttpRequest request) {
        return pools.set(request.body())
                ? message(200, "Pools configured successfully")
                : error(400, "INVALID_REQUEST", "Invalid request body");
    }

    private Page reboot() {
        machine.reboot();
        return message(202, "Reboot initiated");
    }

    private static Page message(int status, String text) {
        return Page.of(status, "{\"message\":\"" + text + "\"}");
    }

    private static Page error(int status, String code, String text) {
        return Page.of(
                status, "{\"error\":{\"code\":\"" + code + "\",\"message\":\"" + text + "\"}}");
    }
}
