package org.trimtab.virtual.braiins;

import java.time.Duration;
import java.util.Optional;
import org.trimtab.virtual.cgminer.Fields;
import org.trimtab.virtual.machine.Fault;
import org.trimtab.virtual.machine.Machine;
import org.trimtab.virtual.machine.Manners.Login;
import org.trimtab.virtual.web.HttpRequest;
import org.trimtab.virtual.web.Page;
import org.trimtab.virtual.web.Tokens;
import org.trimtab.virtual.web.WebSite;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** REST of Braiins OS 25.07 and later. Who logs in gets a token that lapses an hour after its last use. */
final class BraiinsRest implements WebSite {
    private static final String ROOT = "/api/v1/";
    private static final Duration TOKEN_LIFE = Duration.ofHours(1);
    private static final int TOKEN_LETTERS = 16;
    private static final Page UNAUTHORIZED = error(401, "Unauthorized", "missing or bad token");
    private static final Page UNKNOWN = error(404, "Not found", "no such endpoint");
    private static final Page BAD = error(400, "Bad request", "the body is not understood");

    private final Tuner tuner;
    private final Machine machine;
    private final BraiinsPages pages;
    private final Tokens tokens = new Tokens(TOKEN_LIFE);

    BraiinsRest(Tuner tuner) {
        this.tuner = tuner;
        this.machine = tuner.machine();
        this.pages = new BraiinsPages(tuner);
    }

    private static Page error(int status, String error, String message) {
        return Page.of(status, Fields.of("error", error).put("message", message).json());
    }

    @Override
    public boolean commands(HttpRequest request) {
        return request.method().equals("PUT") || request.method().equals("PATCH");
    }

    @Override
    public Page tooMany() {
        return error(429, "Too many requests", "try again later");
    }

    @Override
    public Page serve(HttpRequest request) {
        String path = request.path();
        if (!path.startsWith(ROOT)) {
            return UNKNOWN;
        }
        String name = path.substring(ROOT.length());
        if (name.equals("version")) {
            return Page.ok("{\"major\":1,\"minor\":0,\"patch\":0}");
        }
        if (name.equals("auth/login")) {
            return request.method().equals("POST") ? login(request) : UNKNOWN;
        }
        if (commands(request)) {
            machine.countCommand();
        }
        if (!tokens.hold(request.header("authorization"), machine.now())) {
            return UNAUTHORIZED;
        }
        return switch (request.method()) {
            case "GET" -> pages.find(name).map(Page::ok).orElse(UNKNOWN);
            case "PUT" -> put(name, request).after(machine.commandTime());
            case "PATCH" -> patch(name, request).after(machine.commandTime());
            default -> UNKNOWN;
        };
    }

    private Page login(HttpRequest request) {
        Optional<ObjectNode> body = request.json();
        if (body.isEmpty()) {
            return BAD;
        }
        Login login = machine.manners().login();
        boolean right =
                login.user().equals(body.get().path("username").asString(""))
                        && login.password().equals(body.get().path("password").asString(""));
        if (!right || machine.has(Fault.LOCKED)) {
            return error(401, "Unauthorized", "invalid username or password");
        }
        String token = tokens.give(TOKEN_LETTERS, machine.random(), machine.now());
        return Page.ok(Fields.of("token", token).put("timeout_s", TOKEN_LIFE.toSeconds()).json());
    }

    private Page put(String name, HttpRequest request) {
        return switch (name) {
            case "actions/pause", "actions/stop" -> Page.ok(String.valueOf(tuner.pause()));
            case "actions/resume", "actions/start" -> Page.ok(String.valueOf(tuner.resume()));
            case "performance/power-target" ->
                    request.json().map(body -> target(body.path("watt"), 0, 1)).orElse(BAD);
            case "performance/power-target/default" -> target(tuner.fullWatts());
            case "performance/quick-ramping" -> request.json().map(this::ramp).orElse(BAD);
            case "performance/dps" -> request.json().map(this::scale).orElse(BAD);
            default -> UNKNOWN;
        };
    }

    private Page patch(String name, HttpRequest request) {
        long now = tuner.targetWatts();
        return switch (name) {
            case "performance/power-target/increment" ->
                    request.json().map(body -> target(body.path("watt"), now, 1)).orElse(BAD);
            case "performance/power-target/decrement" ->
                    request.json().map(body -> target(body.path("watt"), now, -1)).orElse(BAD);
            case "performance/power-target/relative" ->
                    request.json().map(this::relative).orElse(BAD);
            default -> UNKNOWN;
        };
    }

    private Page target(JsonNode watts, long base, int sign) {
        return watts.isNumber() ? target(base + sign * watts.longValue()) : BAD;
    }

    private Page target(long watts) {
        if (tuner.target(watts)) {
            return Page.ok(Fields.of("watt", watts).json());
        }
        return error(
                400,
                "Operation was attempted past the valid range",
                "new power target '"
                        + watts
                        + "' is out-of-range (min: Some("
                        + tuner.leastWatts()
                        + "), max: Some("
                        + tuner.mostWatts()
                        + "))");
    }

    /** Per cent of the sticker (1), the least (2), the most (3) or the present target (4). */
    private Page relative(ObjectNode body) {
        JsonNode percent = body.path("percentage");
        long base =
                switch (body.path("reference").asInt(0)) {
                    case 1 -> tuner.fullWatts();
                    case 2 -> tuner.leastWatts();
                    case 3 -> tuner.mostWatts();
                    case 4 -> tuner.targetWatts();
                    default -> 0;
                };
        if (base == 0 || !percent.isNumber()) {
            return BAD;
        }
        return target(Math.round(base * percent.doubleValue() / 100));
    }

    private Page ramp(ObjectNode body) {
        JsonNode up = body.path("up_s");
        JsonNode down = body.path("down_s");
        if (!up.isNumber() || !down.isNumber() || !tuner.ramp(up.asInt(-1), down.asInt(-1))) {
            return BAD;
        }
        return Page.ok(pages.ramping().json());
    }

    private Page scale(ObjectNode body) {
        if (!body.path("enable").isBoolean()) {
            return BAD;
        }
        tuner.scale(body.path("enable").booleanValue());
        return Page.ok(pages.scaling().json());
    }
}
