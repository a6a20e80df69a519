package org.trimtab.virtual.cgminer;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.trimtab.virtual.machine.Fault;
import org.trimtab.virtual.machine.Machine;
import org.trimtab.virtual.net.Answer;
import org.trimtab.virtual.net.Answer.Ending;
import org.trimtab.virtual.net.Speaker;

/**
 * A cgminer-like interface: one request per connection, a reply ended by one zero byte, then closed. A machine whose
 * password was changed, or that somebody locked, refuses what would change it as cgminer does, with code 45.
 */
public final class CgminerSpeaker implements Speaker {
    private static final byte[] GARBAGE = {'{', '"', 'S', (byte) 0xFE, 0x01, '}', '}', '[', 0};
    private static final int REPLY_CHARS = 512;

    private final Machine machine;
    private final Voice voice;
    private final boolean oneAtATime;
    private final Commands commands;

    /** What a family makes of single commands. */
    public interface Commands {
        /** True when the command would change the machine. */
        boolean changes(String command, String parameter);

        /** Does it. */
        CgminerReply run(String command, String parameter);

        /** False when the family has a lock of its own, and so answers for it itself. */
        default boolean refusesWhenLocked() {
            return true;
        }
    }

    /**
     * Builds one.
     *
     * @param oneAtATime true when an idle connection holds up the others, as in cgminer itself
     */
    public CgminerSpeaker(Machine machine, Voice voice, boolean oneAtATime, Commands commands) {
        this.machine = machine;
        this.voice = voice;
        this.oneAtATime = oneAtATime;
        this.commands = commands;
    }

    @Override
    public boolean admits() {
        return !machine.has(Fault.REFUSES) && !machine.away();
    }

    @Override
    public boolean oneAtATime() {
        return oneAtATime;
    }

    @Override
    public @Nullable Answer hear(byte[] heard, int length, boolean ended) {
        CgminerRequest request = CgminerRequest.read(heard, length, ended);
        if (request == null) {
            return null;
        }
        boolean change = commands.changes(request.command(), request.parameter());
        if (change) {
            machine.countCommand();
        }
        if (machine.has(Fault.SILENT)) {
            return Answer.never(length);
        }
        Duration after = change ? machine.commandTime() : machine.readingTime();
        if (machine.has(Fault.GARBAGE)) {
            return new Answer(length, GARBAGE, after, Ending.CLOSE);
        }
        Answer answer = new Answer(length, bytes(request), after, Ending.CLOSE);
        return machine.has(Fault.RESETS_MID_REPLY) ? answer.cutInTheMiddle() : answer;
    }

    private byte[] bytes(CgminerRequest request) {
        StringBuilder out = new StringBuilder(REPLY_CHARS);
        long when = machine.ownTime().getEpochSecond();
        if (request.joined()) {
            several(request, when, out);
        } else if (!write(request.json(), run(request), when, out)) {
            return new byte[0];
        }
        if (!machine.has(Fault.NO_END_MARK)) {
            out.append('\0');
        }
        return out.toString().getBytes(StandardCharsets.UTF_8);
    }

    private CgminerReply run(CgminerRequest request) {
        return request.command().isBlank()
                ? voice.error(Voice.BAD_JSON, "Invalid JSON")
                : run(request.command(), request.parameter());
    }

    private CgminerReply run(String command, String parameter) {
        boolean locked = machine.has(Fault.LOCKED) && commands.refusesWhenLocked();
        return locked && commands.changes(command, parameter)
                ? voice.denied(command)
                : commands.run(command, parameter);
    }

    private boolean write(boolean json, CgminerReply reply, long when, StringBuilder out) {
        if (reply.equals(CgminerReply.NONE)) {
            return false;
        }
        if (json) {
            reply.writeJson(when, voice.statusFirst(), out);
        } else {
            reply.writeText(when, out);
        }
        return true;
    }

    /** Joined commands, which take no parameter: each whole reply in an array under the command's name. */
    private void several(CgminerRequest request, long when, StringBuilder out) {
        if (request.json()) {
            out.append('{');
        }
        for (String name : request.commands()) {
            CgminerReply reply = commands.changes(name, "") ? voice.denied(name) : run(name, "");
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
}
