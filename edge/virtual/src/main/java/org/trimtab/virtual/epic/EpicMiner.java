package org.trimtab.virtual.epic;

import java.util.List;
import org.trimtab.virtual.machine.Family;
import org.trimtab.virtual.machine.Fault;
import org.trimtab.virtual.machine.Machine;
import org.trimtab.virtual.machine.VirtualMiner;
import org.trimtab.virtual.machine.WorkMode;
import org.trimtab.virtual.web.HttpRequest;
import org.trimtab.virtual.web.Page;
import org.trimtab.virtual.web.WebSite;
import org.trimtab.virtual.web.WebSpeaker;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A machine under ePIC's firmware: REST on the port others use for cgminer. Reads are open to all; every command
 * carries the password in its body and is answered with whether it was taken.
 */
public final class EpicMiner implements VirtualMiner, WebSite {
    private static final Page DONE = Page.ok("{\"result\":true,\"error\":null}");

    private final Machine machine;
    private final EpicPages pages;
    private final EpicTuning tuning;
    private final List<Port> ports;

    public EpicMiner(Machine machine) {
        this.machine = machine;
        this.tuning = new EpicTuning(machine);
        this.pages = new EpicPages(machine, tuning);
        this.ports = List.of(new Port(Family.EPIC.port(), new WebSpeaker(machine, this, "epic")));
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
        return request.method().equals("POST");
    }

    @Override
    public Page serve(HttpRequest request) {
        return switch (request.method()) {
            case "GET" -> get(request);
            case "POST" -> post(request);
            default -> refused("InvalidMethod");
        };
    }

    private Page get(HttpRequest request) {
        return switch (request.path()) {
            case "/summary" -> Page.ok(pages.summary());
            case "/hashrate" -> Page.ok(pages.hashrate());
            case "/temps" -> Page.ok(pages.temperatures());
            case "/capabilities" -> Page.ok(pages.capabilities());
            case "/network" -> Page.ok(pages.network());
            default -> refused("InvalidUrl");
        };
    }

    private Page post(HttpRequest request) {
        ObjectNode body = request.json().orElse(null);
        if (body == null) {
            return refused("InvalidJson");
        }
        String password = body.path("password").asString("");
        if (machine.has(Fault.LOCKED) || !password.equals(machine.manners().login().password())) {
            return refused("BadPassword");
        }
        JsonNode wish = body.get("param");
        if (wish == null) {
            return refused("MissingParam");
        }
        machine.countCommand();
        return switch (request.path()) {
            case "/miner" -> turn(wish.asString(""));
            case "/perpetualtune" ->
                    wish.isBoolean() ? told(tuning.run(wish.booleanValue())) : bad();
            case "/perpetualtune/algo" -> told(tuning.aim(wish));
            case "/idleonconnectionlost" ->
                    wish.isBoolean() ? told(tuning.idle(wish.booleanValue())) : bad();
            case "/reboot", "/softreboot" -> reboot();
            default -> refused("InvalidUrl");
        };
    }

    private Page turn(String wish) {
        switch (wish) {
            case "Stop" -> machine.turn(WorkMode.SLEEP);
            case "Autostart" -> machine.turn(WorkMode.NORMAL);
            default -> {
                return bad();
            }
        }
        return done();
    }

    private Page reboot() {
        machine.reboot();
        return DONE;
    }

    private Page told(boolean understood) {
        return understood ? done() : bad();
    }

    private Page done() {
        return DONE.after(machine.commandTime());
    }

    private static Page bad() {
        return refused("InvalidParam");
    }

    private static Page refused(String error) {
        return Page.ok("{\"result\":false,\"error\":\"" + error + "\"}");
    }
}
