package org.trimtab.virtual.luxos;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.trimtab.virtual.machine.Family;
import org.trimtab.virtual.machine.Fault;
import org.trimtab.virtual.machine.Machine;
import org.trimtab.virtual.machine.VirtualMiner;
import org.trimtab.virtual.machine.WorkMode;
import org.trimtab.virtual.net.Answer;
import org.trimtab.virtual.net.Answer.Ending;
import org.trimtab.virtual.net.Speaker;

/**
 * A machine under LuxOS: one request per connection, a reply ended by one zero byte, then closed. Connections are
 * served one after the other, so an idle one holds up the rest, as on the real interface.
 */
public final class LuxosMiner implements VirtualMiner, Speaker {
    private static final String DESCRIPTION = "LUXminer " + LuxosReports.VERSION;
    private static final byte[] GARBAGE = {'{', '"', 'S', (byte) 0xFE, 0x01, '}', '}', '[', 0};
    // Codes of refusals are not published apart from that of an unknown command; callers go by the
    // letter.
    private static final int UNKNOWN = 14;
    private static final int REFUSED = 402;

    private final Machine machine;
    private final LuxosSession session;
    private final LuxosPools pools;
    private final LuxosReports reports;

    public LuxosMiner(Machine machine) {
        this.machine = machine;
        this.session = new LuxosSession(machine.random(), machine.has(Fault.LOCKED));
        this.pools = new LuxosPools(machine);
        this.reports = new LuxosReports(machine, pools);
    }

    @Override
    public Machine machine() {
        return machine;
    }

    @Override
    public List<Port> ports() {
        return List.of(new Port(Family.LUXOS.port(), this));
    }

    @Override
    public String pools() {
        return pools.text();
    }

    @Override
    public boolean admits() {
        return !machine.has(Fault.REFUSES) && !machine.away();
    }

    @Override
    public boolean oneAtATime() {
        return true;
    }

    @Override
    public @Nullable Answer hear(byte[] heard, int length, boolean ended) {
        LuxosRequest request = LuxosRequest.read(heard, length, ended);
        if (request == null) {
            return null;
        }
        boolean command = request.commands().equals(List.of("curtail"));
        if (command) {
            machine.countCommand();
        }
        if (machine.has(Fault.SILENT)) {
            return Answer.never(length);
        }
        Duration after = command ? machine.commandTime() : machine.readingTime();
        if (machine.has(Fault.GARBAGE)) {
            return new Answer(length, GARBAGE, after, Ending.CLOSE);
        }
        Answer answer = new Answer(length, bytes(request), after, Ending.CLOSE);
        return machine.has(Fault.RESETS_MID_REPLY) ? answer.cutInTheMiddle() : answer;
    }

    private byte[] bytes(LuxosRequest request) {
        StringBuilder out = new StringBuilder(512);
        long when = reports.when();
        if (request.commands().size() > 1) {
            several(request, when, out);
        } else {
            write(request.json(), run(request), when, out);
        }
        if (!machine.has(Fault.NO_END_MARK)) {
            out.append('\0');
        }
        return out.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static void write(boolean json, LuxosReply reply, long when, StringBuilder out) {
        if (json) {
            reply.writeJson(when, DESCRIPTION, out);
        } else {
            reply.writeText(when, DESCRIPTION, out);
        }
    }

    /** Joined commands: each whole reply in an array under the command's name. */
    private void several(LuxosRequest request, long when, StringBuilder out) {
        if (!request.parameters().isEmpty()) {
            String message = "Joined commands take no parameters";
            write(request.json(), LuxosReply.error(UNKNOWN, message), when, out);
            return;
        }
        if (request.json()) {
            out.append('{');
        }
        for (String name : request.commands()) {
            LuxosReply reply = run(new LuxosRequest(request.json(), List.of(name), List.of()));
            if (request.json()) {
                Fields.quote(name, out);
                out.append(":[");
                write(true, reply, when, out);
                out.append("],");
            } else {
                out.append("CMD=").append(name).append('|');
                write(false, reply, when, out);
            }
        }
        if (request.json()) {
            out.append("\"id\":1}");
        }
    }

    private LuxosReply run(LuxosRequest request) {
        if (request.commands().isEmpty()) {
            return LuxosReply.error(23, "Invalid JSON");
        }
        String name = request.commands().getFirst();
        return switch (name) {
            case "version" -> reports.version();
            case "config" -> reports.config();
            case "summary" -> reports.summary();
            case "stats" -> reports.stats();
            case "devs" -> reports.devs();
            case "power" -> reports.power();
            case "pools" -> pools.reply();
            case "temps" -> reports.temps();
            case "fans" -> reports.fans();
            case "profiles" -> reports.profiles();
            case "session" -> sessionReply(319, "Session information");
            case "logon" -> logon();
            case "logoff" -> logoff(request.parameters());
            case "kill" -> kill();
            case "curtail" -> curtail(request.parameters());
            case "rebootdevice" -> reboot(request.parameters());
            default -> LuxosReply.error(UNKNOWN, "Invalid command");
        };
    }

    private LuxosReply sessionReply(int code, String message) {
        String id = session.current(machine.now());
        return LuxosReply.success(code, message).with("SESSION", Fields.of().put("SessionID", id));
    }

    private LuxosReply logon() {
        if (!session.current(machine.now()).isEmpty()) {
            return LuxosReply.error(REFUSED, "Another session is active");
        }
        session.begin(machine.now());
        return sessionReply(316, "Session created");
    }

    private LuxosReply logoff(List<String> parameters) {
        if (!mayChange(parameters)) {
            return noSession();
        }
        session.end();
        return LuxosReply.success(317, "Session terminated");
    }

    private LuxosReply kill() {
        session.end();
        return LuxosReply.success(318, "Session killed");
    }

    private LuxosReply reboot(List<String> parameters) {
        if (!mayChange(parameters)) {
            return noSession();
        }
        session.end();
        machine.reboot();
        return LuxosReply.success(328, "Rebooting device");
    }

    private LuxosReply curtail(List<String> parameters) {
        if (!mayChange(parameters)) {
            return noSession();
        }
        String action = parameters.size() > 1 ? parameters.get(1).strip() : "";
        return switch (action) {
            case "sleep" -> turned(WorkMode.SLEEP, "sleep mode");
            case "wakeup" -> turned(WorkMode.NORMAL, "wake up");
            default -> LuxosReply.error(REFUSED, "Invalid curtailment action '" + action + "'");
        };
    }

    private LuxosReply turned(WorkMode mode, String action) {
        machine.turn(mode);
        return LuxosReply.success(335, "Curtailment command sent")
                .with("CURTAIL", Fields.of().put("Action", action));
    }

    private boolean mayChange(List<String> parameters) {
        return !parameters.isEmpty() && session.use(parameters.getFirst().strip(), machine.now());
    }

    private static LuxosReply noSession() {
        return LuxosReply.error(REFUSED, "Invalid session ID");
    }
}
