package org.trimtab.virtual.luxos;

import java.util.List;
import org.trimtab.virtual.cgminer.CgminerReply;
import org.trimtab.virtual.cgminer.CgminerRequest;
import org.trimtab.virtual.cgminer.CgminerSpeaker;
import org.trimtab.virtual.cgminer.Fields;
import org.trimtab.virtual.cgminer.Voice;
import org.trimtab.virtual.machine.Family;
import org.trimtab.virtual.machine.Fault;
import org.trimtab.virtual.machine.Machine;
import org.trimtab.virtual.machine.VirtualMiner;
import org.trimtab.virtual.machine.WorkMode;

/**
 * A machine under LuxOS: one request per connection, a reply ended by one zero byte, then closed. Connections are
 * served one after the other, so an idle one holds up the rest, as on the real interface.
 */
public final class LuxosMiner implements VirtualMiner, CgminerSpeaker.Commands {
    private static final Voice VOICE = LuxosReports.VOICE;
    // Codes of refusals are not published apart from that of an unknown command; callers go by the
    // letter.
    private static final int REFUSED = 402;

    private final Machine machine;
    private final LuxosSession session;
    private final LuxosPools pools;
    private final LuxosProfiles profiles;
    private final LuxosReports reports;
    private final CgminerSpeaker speaker;

    public LuxosMiner(Machine machine) {
        this.machine = machine;
        this.session = new LuxosSession(machine.random(), machine.has(Fault.LOCKED));
        this.pools = new LuxosPools(machine);
        this.profiles = new LuxosProfiles(machine);
        this.reports = new LuxosReports(machine, pools, profiles);
        this.speaker = new CgminerSpeaker(machine, VOICE, true, this);
    }

    @Override
    public Machine machine() {
        return machine;
    }

    @Override
    public List<Port> ports() {
        return List.of(new Port(Family.LUXOS.port(), speaker));
    }

    @Override
    public String pools() {
        return pools.text();
    }

    @Override
    public boolean changes(String command, String parameter) {
        return command.equals("curtail") || command.equals("profileset");
    }

    /** Who locks a LuxOS machine holds its session; there is no other lock. */
    @Override
    public boolean refusesWhenLocked() {
        return false;
    }

    @Override
    public CgminerReply run(String command, String parameter) {
        return switch (command) {
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
            case "kill" -> kill();
            case "logoff", "curtail", "rebootdevice", "profileset", "atmset" ->
                    change(command, new CgminerRequest(true, command, parameter).parameters());
            default -> VOICE.unknown();
        };
    }

    private CgminerReply change(String command, List<String> parameters) {
        if (!mayChange(parameters)) {
            return VOICE.error(REFUSED, "Invalid session ID");
        }
        return switch (command) {
            case "logoff" -> logoff();
            case "rebootdevice" -> reboot();
            case "profileset" -> profile(parameters);
            case "atmset" -> balance(parameters);
            default -> curtail(parameters);
        };
    }

    private CgminerReply sessionReply(int code, String message) {
        String id = session.current(machine.now());
        return VOICE.success(code, message).with("SESSION", Fields.of("SessionID", id));
    }

    private CgminerReply logon() {
        if (!session.current(machine.now()).isEmpty()) {
            return VOICE.error(REFUSED, "Another session is active");
        }
        session.begin(machine.now());
        return sessionReply(316, "Session created");
    }

    private CgminerReply logoff() {
        session.end();
        return VOICE.success(317, "Session terminated");
    }

    private CgminerReply kill() {
        session.end();
        return VOICE.success(318, "Session killed");
    }

    private CgminerReply reboot() {
        session.end();
        machine.reboot();
        return VOICE.success(328, "Rebooting device");
    }

    private CgminerReply profile(List<String> parameters) {
        String name = parameters.size() > 1 ? parameters.get(1).strip() : "";
        String refusal = profiles.choose(name);
        return refusal.isEmpty()
                ? VOICE.success(326, "Profile set").with("PROFILE", Fields.of("Profile", name))
                : VOICE.error(REFUSED, refusal);
    }

    private CgminerReply balance(List<String> parameters) {
        for (String parameter : parameters.subList(1, parameters.size())) {
            String[] parts = parameter.split("=", 2);
            if (parts.length == 2 && parts[0].strip().equals("enabled")) {
                profiles.balanced(Boolean.parseBoolean(parts[1].strip()));
                return VOICE.success(339, "ATM updated");
            }
        }
        return VOICE.error(REFUSED, "Nothing to set");
    }

    private CgminerReply curtail(List<String> parameters) {
        String action = parameters.size() > 1 ? parameters.get(1).strip() : "";
        return switch (action) {
            case "sleep" -> turned(WorkMode.SLEEP, "sleep mode");
            case "wakeup" -> turned(WorkMode.NORMAL, "wake up");
            default -> VOICE.error(REFUSED, "Invalid curtailment action '" + action + "'");
        };
    }

    private CgminerReply turned(WorkMode mode, String action) {
        machine.turn(mode);
        return VOICE.success(335, "Curtailment command sent")
                .with("CURTAIL", Fields.of("Action", action));
    }

    private boolean mayChange(List<String> parameters) {
        return !parameters.isEmpty() && session.use(parameters.getFirst().strip(), machine.now());
    }
}
