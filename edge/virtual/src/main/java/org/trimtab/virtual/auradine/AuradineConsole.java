package org.trimtab.virtual.auradine;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.trimtab.virtual.machine.Fault;
import org.trimtab.virtual.machine.Machine;
import org.trimtab.virtual.net.Answer;
import org.trimtab.virtual.net.Answer.Ending;
import org.trimtab.virtual.net.Speaker;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** The reads in the manner of cgminer: one JSON object in, one out with a zero byte behind it, then it closes. */
final class AuradineConsole implements Speaker {
    private static final byte[] GARBAGE =
            "\u0000\u0007{\u0001\u0001".getBytes(StandardCharsets.ISO_8859_1);

    private final Machine machine;
    private final UnaryOperator<String> pages;

    AuradineConsole(Machine machine, UnaryOperator<String> pages) {
        this.machine = machine;
        this.pages = pages;
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
        if (machine.away()) {
            return Answer.reset(length);
        }
        int used = complete(heard, length);
        if (used < 0) {
            return ended ? Answer.reset(length) : null;
        }
        if (machine.has(Fault.SILENT)) {
            return Answer.never(length);
        }
        Duration after = machine.readingTime();
        if (machine.has(Fault.GARBAGE)) {
            return new Answer(length, GARBAGE, after, Ending.CLOSE);
        }
        byte[] text = pages.apply(command(heard, used)).getBytes(StandardCharsets.UTF_8);
        byte[] said = machine.has(Fault.NO_END_MARK) ? text : Arrays.copyOf(text, text.length + 1);
        Answer answer = new Answer(length, said, after, Ending.CLOSE);
        return machine.has(Fault.RESETS_MID_REPLY) ? answer.cutInTheMiddle() : answer;
    }

    private static String command(byte[] heard, int used) {
        try {
            return JsonMapper.shared().readTree(heard, 0, used).path("command").asString("");
        } catch (JacksonException e) {
            return "";
        }
    }

    /** Length of the object at the start, or -1 while its last brace is missing; no text in it holds braces. */
    private static int complete(byte[] heard, int length) {
        int depth = 0;
        for (int i = 0; i < length; i++) {
            if (heard[i] == '{') {
                depth++;
            } else if (heard[i] == '}' && --depth <= 0) {
                return i + 1;
            } else if (depth == 0 && !Character.isWhitespace(heard[i])) {
                return i + 1;
            }
        }
        return -1;
    }
}
