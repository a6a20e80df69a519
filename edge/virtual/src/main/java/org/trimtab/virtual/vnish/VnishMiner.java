package org.trimtab.virtual.vnish;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.trimtab.virtual.machine.Family;
import org.trimtab.virtual.machine.Fault;
import org.trimtab.virtual.machine.Firmware;
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
 * A machine under VNish: REST below {@code /api/v1}, reads open to all, commands behind a token. Commands are answered
 * with an empty page; what came of them must be read.
 */
public final class VnishMiner implements VirtualMiner, WebSite {
    private static final String ROOT = "/api/v1/";
    private static final Duration TOKEN_LIFE = Duration.ofHours(1);
    private static final int TOKEN_LETTERS = 32;
    private static final int WRONG_PASSWORDS_MAX = 5;
    private static final Duration LOCK_OUT = Duration.ofSeconds(60);
    private static final int THROTTLE_LEAST_PERCENT = 20;

    private final Machine machine;
    private final VnishSettings settings;
    private final VnishPages pages;
    private final Tokens tokens = new Tokens(TOKEN_LIFE);
    private final List<Port> ports;
    private int wrongPasswords;
    private Instant lockedOutUntil = Instant.MIN;

    public VnishMiner(Machine machine) {
        this.machine = machine;
        this.settings = new VnishSettings(machine);
        this.pages = new VnishPages(machine, settings);
        this.ports = List.of(new Port(Family.VNISH.port(), new WebSpeaker(machine, this, "vnish")));
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
        return settings.poolsText();
    }

    @Override
    public boolean commands(HttpRequest request) {
        return request.method().equals("POST")
                && (request.path().startsWith(ROOT + "mining/")
                        || request.path().equals(ROOT + "settings"));
    }

    @Override
    public Page serve(HttpRequest request) {
        String path = request.path();
        if (!path.startsWith(ROOT)) {
            return error(404, "Not found");
        }
        String what = path.substring(ROOT.length());
        return switch (request.method()) {
            case "GET" -> get(what, request);
            case "POST" -> post(what, request);
            default -> error(405, "Method not allowed");
        };
    }

    private Page get(String what, HttpRequest request) {
        return switch (what) {
            case "info" -> Page.ok(pages.info());
            case "model" -> Page.ok(pages.model());
            case "status" -> Page.ok(pages.status(mayCommand(request)));
            case "summary" -> Page.ok(pages.summary());
            case "perf-summary" -> Page.ok(pages.performance());
            case "settings" -> Page.ok(settings.json());
            case "chains" -> Page.ok(pages.chains());
            case "autotune/presets" -> Page.ok(pages.presets());
            default -> error(404, "Not found");
        };
    }

    private Page post(String what, HttpRequest request) {
        if (what.equals("unlock")) {
            return unlock(request);
        }
        if (!mayCommand(request)) {
            return error(401, "Unauthorized");
        }
        if (commands(request)) {
            machine.countCommand();
        }
        return switch (what) {
            case "mining/pause", "mining/stop" -> turn(WorkMode.SLEEP);
            case "mining/resume", "mining/start" -> turn(WorkMode.NORMAL);
            case "mining/restart" -> restart();
            case "mining/throttle" -> throttle(request);
            case "settings" -> save(request);
            case "find-miner" -> Page.ok("{\"on\":true}");
            case "system/reboot" -> reboot();
            default -> error(404, "Not found");
        };
    }

    private Page unlock(HttpRequest request) {
        Instant now = machine.now();
        if (now.isBefore(lockedOutUntil)) {
            return tooMany();
        }
        String password = request.json().map(body -> body.path("pw").asString("")).orElse("");
        if (machine.has(Fault.LOCKED) || !password.equals(machine.manners().login().password())) {
            if (++wrongPasswords >= WRONG_PASSWORDS_MAX) {
                wrongPasswords = 0;
                lockedOutUntil = now.plus(LOCK_OUT);
            }
            return error(403, "Wrong password");
        }
        wrongPasswords = 0;
        String token = tokens.give(TOKEN_LETTERS, machine.random(), now);
        return Page.ok("{\"token\":\"" + token + "\"}");
    }

    /** Older builds also take the bare token without the word before it. */
    private boolean mayCommand(HttpRequest request) {
        String token = request.bearer();
        if (token.isEmpty() && old()) {
            token = request.header("authorization");
        }
        return !token.isEmpty() && tokens.hold(token, machine.now());
    }

    private boolean old() {
        return machine.nameplate().firmware() == Firmware.VNISH_126;
    }

    private Page turn(WorkMode wish) {
        machine.turn(wish);
        return Page.empty().after(machine.commandTime());
    }

    private Page restart() {
        machine.relaunch(machine.setting(), machine.now());
        return Page.empty().after(machine.commandTime());
    }

    private Page reboot() {
        machine.reboot();
        return Page.ok("{\"after\":3}");
    }

    private Page throttle(HttpRequest request) {
        if (old()) {
            return error(404, "Not found");
        }
        JsonNode percent = request.json().map(body -> body.path("percent")).orElse(null);
        if (percent == null
                || !percent.isIntegralNumber()
                || percent.intValue() < THROTTLE_LEAST_PERCENT
                || percent.intValue() > 100) {
            return error(422, "percent must lie between 20 and 100");
        }
        settings.throttle(percent.intValue());
        return Page.empty().after(machine.commandTime());
    }

    private Page save(HttpRequest request) {
        ObjectNode wanted = request.json().orElse(null);
        if (wanted == null) {
            return error(400, "Invalid JSON");
        }
        settings.merge(wanted);
        return Page.ok("{\"restart_required\":false,\"reboot_required\":false}")
                .after(machine.commandTime());
    }

    private static Page error(int status, String what) {
        return Page.of(status, "{\"err\":\"" + what + "\"}");
    }
}
