package org.trimtab.storm;

import java.io.PrintWriter;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.trimtab.engine.Input;
import org.trimtab.engine.Output;
import org.trimtab.testkit.Plant;

/** The last lines of what happened; all of them when traced. Readings are too many to be told. */
final class StormLog {
    static final int LINES_KEPT = 20;

    private static final int LENGTH_MOST = 320;

    private final Deque<String> last = new ArrayDeque<>();
    private final @Nullable PrintWriter trace;

    StormLog(@Nullable PrintWriter trace) {
        this.trace = trace;
    }

    void see(Instant now, List<Input> inputs) {
        for (Input input : inputs) {
            boolean isReading =
                    input instanceof Input.MeterRead
                            || input instanceof Input.DevicesRead
                            || input instanceof Input.FrequencyRead;
            if (!isReading) {
                say(now, " > ", input);
            }
        }
    }

    void see(Turn turn) {
        for (Output output : turn.outputs()) {
            say(turn.now(), "<  ", output);
        }
        for (Plant.Sent sent : turn.sent()) {
            say(sent.sentAt(), "~  sent ", sent.command().id());
        }
    }

    /** Something only the storm knows, such as a restart. */
    void note(Instant now, String what) {
        say(now, "!  ", what);
    }

    private void say(Instant now, String sign, Object what) {
        String text = now + " " + sign + what;
        if (trace != null) {
            trace.println(text);
        }
        last.addLast(text.length() > LENGTH_MOST ? text.substring(0, LENGTH_MOST) + "…" : text);
        if (last.size() > LINES_KEPT) {
            last.removeFirst();
        }
    }

    List<String> last() {
        return new ArrayList<>(last);
    }
}
