package org.trimtab.virtual.auradine;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
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
 * A machine of Auradine under FluxOS: REST on 8080 behind a token, every answer with a cgminer status, and the same
 * reads in the manner of cgminer on 4028.
 */
public final class AuradineMiner implements VirtualMiner, WebSite {
    private static final int CONSOLE_PORT = 4028;
    private static final Duration TOKEN_LIFE = Duration.ofHours(1);
    private static final int TOKEN_LETTERS = 40;
    private static final double SHARE_LEAST = 0.45;
    private static final double SHARE_MOST = 1.1;

    private final Machine machine;
    private final AuradinePages pages;
    private final Tokens tokens = new Tokens(TOKEN_LIFE);
    private final List<Port> ports;
    private Target target = new Target("normal", 1);

    /**
     * What it aims at.
     *
     * @param mode as it is called on the wire
     * @param share of full power
     */
    record Target(String mode, double share) {}

    public AuradineMiner(Machine machine) {
        this.machine = machine;
        this.pages = new AuradinePages(machine);
        this.ports =
                List.of(
                        new Port(Family.AURADINE.port(), new WebSpeaker(machine, this, "fluxos")),
                        new Port(CONSOLE_PORT, new AuradineConsole(machine, this::read)));
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
        return pages.poolsText();
    }

    @Override
    public boolean commands(HttpRequest request) {
        return request.method().equals("POST") && !request.path().equals("/token");
    }

    @Override
    public Page tooMany() {
        return Page.of(429, pages.refusal(429, "Too many requests"));
    }

    @Override
    public Page serve(HttpRequest request) {
        if (request.path().equals("/token")) {
            return token(request);
        }
        if (!tokens.hold(request.header("token"), machine.now())) {
            return Page.of(401, pages.refusal(401, "Unauthorized: invalid token"));
        }
        if (request.method().equals("GET")) {
            return Page.ok(read(request.path().substring(1)));
        }
        if (!request.method().equals("POST")) {
            return Page.of(405, pages.refusal(14, "Invalid method"));
        }
        ObjectNode body = request.json().orElse(null);
        if (body == null) {
            return Page.of(400, pages.refusal(23, "Invalid JSON"));
        }
        return switch (request.path()) {
            case "/mode" -> mode(body);
            case "/restart", "/reboot" -> reboot();
            default -> Page.ok(pages.refusal(14, "Invalid command"));
        };
    }

    private Page token(HttpRequest request) {
        ObjectNode body = request.json().orElse(null);
        boolean right =
                body != null
                        && !machine.has(Fault.LOCKED)
                        && body.path("user").asString("").equals(machine.manners().login().user())
                        && body.path("password")
                                .asString("")
                                .equals(machine.manners().login().password());
        if (!right) {
            return Page.of(401, pages.refusal(401, "Unauthorized: wrong user or password"));
        }
        return Page.ok(pages.token(tokens.give(TOKEN_LETTERS, machine.random(), machine.now())));
    }

    /** What can be read, over either door. */
    private String read(String what) {
        return switch (what) {
            case "version" -> pages.version();
            case "summary" -> pages.summary();
            case "psu" -> pages.psu();
            case "fan" -> pages.fan();
            case "mode" -> pages.mode(target);
            case "temperature" -> pages.temperature();
            case "ipreport" -> pages.ipReport();
            case "pools" -> pages.pools();
            case "devs" -> pages.devs();
            case "devdetails" -> pages.devDetails();
            default -> pages.refusal(14, "Invalid command");
        };
    }

    private Page mode(ObjectNode body) {
        machine.countCommand();
        boolean understood = false;
        switch (body.path("sleep").asString("").toLowerCase(Locale.ROOT)) {
            case "on" -> {
                machine.turn(WorkMode.SLEEP);
                understood = true;
            }
            case "off" -> {
                machine.turn(WorkMode.NORMAL);
                understood = true;
            }
            default -> understood = aim(body);
        }
        return understood
                ? Page.ok(pages.mode(target)).after(machine.commandTime())
                : Page.ok(pages.refusal(541, "Invalid mode"));
    }

    /** A power is kept by what its supply measures, so that it holds for a machine unlike its nameplate too. */
    private boolean aim(ObjectNode body) {
        double nameplate = machine.physics().running().watts();
        Target wanted =
                switch (body.path("mode").asString("")) {
                    case "eco" -> new Target("eco", 0.8);
                    case "normal" -> new Target("normal", 1);
                    case "turbo" -> new Target("turbo", SHARE_MOST);
                    case "custom" -> custom(body, nameplate);
                    default -> null;
                };
        if (wanted == null || wanted.share() < SHARE_LEAST || wanted.share() > SHARE_MOST) {
            return false;
        }
        target = wanted;
        boolean power = wanted.mode().equals("custom");
        double share = power ? wanted.share() * nameplate / machine.fullWatts() : wanted.share();
        machine.hold(Math.clamp(share, SHARE_LEAST, SHARE_MOST));
        return true;
    }

    private @Nullable Target custom(ObjectNode body, double nameplate) {
        JsonNode watts = body.path("power");
        JsonNode terahashes = body.path("ths");
        return switch (body.path("tune").asString("")) {
            case "power" ->
                    watts.isNumber() ? new Target("custom", watts.doubleValue() / nameplate) : null;
            case "ths" ->
                    terahashes.isNumber()
                            ? new Target("custom", shareOf(terahashes.doubleValue()))
                            : null;
            default -> null;
        };
    }

    /** Share of full power that a hash rate in TH/s takes. */
    private double shareOf(double terahashes) {
        return Math.pow(1_000 * terahashes / machine.nameplateGigahashes(), 1 / 0.68);
    }

    private Page reboot() {
        machine.reboot();
        return Page.ok(pages.refusal(0, "Rebooting"));
    }
}
