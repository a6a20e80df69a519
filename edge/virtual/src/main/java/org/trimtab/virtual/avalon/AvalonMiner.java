package org.trimtab.virtual.avalon;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.trimtab.virtual.cgminer.CgminerReply;
import org.trimtab.virtual.cgminer.CgminerRequest;
import org.trimtab.virtual.cgminer.CgminerSpeaker;
import org.trimtab.virtual.cgminer.Pools;
import org.trimtab.virtual.cgminer.StandardReports;
import org.trimtab.virtual.cgminer.Voice;
import org.trimtab.virtual.machine.Family;
import org.trimtab.virtual.machine.Fault;
import org.trimtab.virtual.machine.Machine;
import org.trimtab.virtual.machine.VirtualMiner;
import org.trimtab.virtual.machine.WorkMode;

/**
 * An Avalon: cgminer's interface, one caller at a time, no login. Sleep and wake may be set for a time, which comes by
 * the machine's own clock; a time gone by is now.
 */
public final class AvalonMiner implements VirtualMiner, CgminerSpeaker.Commands {
    static final Voice VOICE = new Voice("cgminer 4.11.1", true);
    private static final int INFORMED = 118;
    private static final int SET = 119;
    private static final int FAILED = 120;
    private static final int NO_SUCH_BOARD = 107;
    private static final String OPTIONS =
            "help|fan-spd|workmode|worklevel|reboot|softon|softoff|frequency|loop|time|";

    private final Machine machine;
    private final Pools pools;
    private final StandardReports standard;
    private final AvalonReports reports;
    private final CgminerSpeaker speaker;
    private WorkMode workMode;
    private @Nullable Switching switching;

    /**
     * The last sleep or wake it was told.
     *
     * @param sleep which of them
     * @param at when it acts by the machine's own clock
     */
    record Switching(boolean sleep, Instant at) {}

    public AvalonMiner(Machine machine) {
        this.machine = machine;
        this.workMode = machine.setting() == WorkMode.SLEEP ? WorkMode.NORMAL : machine.setting();
        this.pools = Pools.of(machine.nameplate().index());
        this.standard = new StandardReports(machine, VOICE, pools);
        this.reports = new AvalonReports(machine, standard);
        this.speaker = new CgminerSpeaker(machine, VOICE, true, this);
    }

    @Override
    public Machine machine() {
        return machine;
    }

    @Override
    public List<Port> ports() {
        return List.of(new Port(Family.AVALON.port(), speaker));
    }

    @Override
    public String pools() {
        return pools.text();
    }

    @Override
    public boolean changes(String command, String parameter) {
        return command.equals("ascset") && !reads(parameter);
    }

    private static boolean reads(String parameter) {
        return parameter.endsWith(",help") || parameter.endsWith(",workmode,255");
    }

    @Override
    public CgminerReply run(String command, String parameter) {
        return switch (command) {
            case "version" -> reports.version();
            case "summary" -> standard.summary();
            case "pools" -> standard.pools();
            case "devs", "edevs" -> standard.devs("AVA10");
            case "stats", "estats" -> reports.stats(AvalonReports.Shown.of(asleep(), workMode));
            case "litestats" -> reports.liteStats(AvalonReports.Shown.of(asleep(), workMode));
            case "ascset" -> set(new CgminerRequest(true, command, parameter).parameters());
            default -> VOICE.unknown();
        };
    }

    /** What it says of itself; a deaf one says what it was told. */
    private boolean asleep() {
        Switching last = switching;
        if (last == null) {
            return machine.asleep();
        }
        return last.sleep != machine.ownTime().isBefore(last.at);
    }

    private CgminerReply set(List<String> parameters) {
        if (parameters.size() < 2) {
            return VOICE.error(FAILED, "ASC 0 set failed: missing option");
        }
        if (!parameters.getFirst().strip().equals("0")) {
            return VOICE.error(NO_SUCH_BOARD, "Invalid ASC id - range is 0 - 0");
        }
        String option = parameters.get(1).strip();
        String value = parameters.size() > 2 ? parameters.get(2).strip() : "";
        return switch (option) {
            case "help" -> VOICE.information(INFORMED, "ASC 0 set info: " + OPTIONS);
            case "softoff" -> soft(true, value);
            case "softon" -> soft(false, value);
            case "workmode" -> workMode(value, parameters);
            case "reboot" -> reboot();
            default -> VOICE.error(FAILED, "ASC 0 set failed: Unknown option: " + option);
        };
    }

    private CgminerReply soft(boolean sleep, String value) {
        Optional<Instant> at = time(value);
        if (at.isEmpty()) {
            return VOICE.error(FAILED, "ASC 0 set failed: time " + value);
        }
        switching = new Switching(sleep, at.get());
        Duration ahead = Duration.between(machine.ownTime(), at.get());
        machine.turn(sleep ? WorkMode.SLEEP : workMode, machine.now().plus(ahead));
        if (!sleep && machine.has(Fault.WAKES_SILENTLY)) {
            return CgminerReply.NONE;
        }
        return VOICE.information(
                INFORMED,
                "ASC 0 set info: success "
                        + (sleep ? "softoff:" : "softon:")
                        + at.get().getEpochSecond());
    }

    /** The time in {@code 1:<seconds since 1970>}; now when nothing is said. */
    private Optional<Instant> time(String value) {
        if (value.isEmpty()) {
            return Optional.of(machine.ownTime());
        }
        if (!value.startsWith("1:")) {
            return Optional.empty();
        }
        try {
            return Optional.of(Instant.ofEpochSecond(Long.parseLong(value.substring(2))));
        } catch (NumberFormatException | DateTimeException e) {
            return Optional.empty();
        }
    }

    private CgminerReply workMode(String value, List<String> parameters) {
        if (value.equals("255")) {
            return VOICE.information(
                    INFORMED, "ASC 0 set info: workmode " + AvalonReports.number(workMode));
        }
        String wish = value.equals("set") && parameters.size() > 3 ? parameters.get(3) : value;
        Optional<WorkMode> mode = AvalonReports.mode(wish.strip());
        if (mode.isEmpty()) {
            return VOICE.error(FAILED, "ASC 0 set failed: workmode " + wish);
        }
        workMode = mode.get();
        if (machine.setting() != WorkMode.SLEEP) {
            machine.turn(workMode);
        }
        return VOICE.success(SET, "ASC 0 set OK");
    }

    /** It comes back working, asleep or not before. */
    private CgminerReply reboot() {
        switching = null;
        machine.restart(workMode, machine.now());
        return VOICE.success(SET, "ASC 0 set OK");
    }
}
