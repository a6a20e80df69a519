package org.trimtab.cli;

import java.io.PrintWriter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Tells the demonstration in plain lines. */
final class DemoStory {
    private final PrintWriter out;

    DemoStory(PrintWriter out) {
        this.out = out;
    }

    @SuppressWarnings("AnnotateFormatMethod") // the annotation would bring a library for one method
    void say(String line, Object... values) {
        out.println(String.format(Locale.ROOT, line, values));
        out.flush();
    }

    void title(String line) {
        say("");
        say(line);
    }

    static String megawatts(long watts) {
        return String.format(Locale.ROOT, "%.3f MW", watts / 1e6);
    }

    /** A time after the instruction, or {@code never}. */
    static String milliseconds(@Nullable Double ms) {
        if (ms == null) {
            return "never";
        }
        return ms < 1_000
                ? String.format(Locale.ROOT, "%.1f ms", ms)
                : String.format(Locale.ROOT, "%.1f s", ms / 1_000);
    }
}
