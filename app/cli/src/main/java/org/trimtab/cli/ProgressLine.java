package org.trimtab.cli;

import java.io.Console;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.Optional;
import org.trimtab.fleet.Progress;

/** Progress on standard error: a bar that redraws itself on a terminal, a plain line per ended stage otherwise. */
final class ProgressLine implements Progress, AutoCloseable {
    private static final int WIDTH = 30;
    private static final long REDRAW_NANOS = 100_000_000L;

    private final PrintWriter err;
    private final boolean terminal;
    private String stage = "";
    private int lastDone;
    private int lastOf;
    private long drawnNanos;
    private boolean drawn;

    ProgressLine(PrintWriter err) {
        this(err, isTerminal());
    }

    ProgressLine(PrintWriter err, boolean terminal) {
        this.err = err;
        this.terminal = terminal;
    }

    /** True when a person sits there. */
    static boolean isTerminal() {
        return terminal().isPresent();
    }

    /** Where a person can be asked; empty when nobody sits there. */
    static Optional<Console> terminal() {
        return Optional.ofNullable(System.console()).filter(Console::isTerminal);
    }

    @Override
    public void at(String what, int done, int of) {
        if (!what.equals(stage)) {
            endStage();
            stage = what;
        }
        lastDone = done;
        lastOf = of;
        long now = System.nanoTime();
        if (terminal && (done == of || now - drawnNanos > REDRAW_NANOS)) {
            drawnNanos = now;
            drawn = true;
            int filled = of == 0 ? WIDTH : (int) ((long) WIDTH * done / of);
            err.printf(
                    Locale.ROOT,
                    "\r\033[K%-10s [%s%s] %,d of %,d",
                    what,
                    "#".repeat(filled),
                    ".".repeat(WIDTH - filled),
                    done,
                    of);
            err.flush();
        }
    }

    private void endStage() {
        if (terminal) {
            if (drawn) {
                err.print("\r\033[K");
                err.flush();
                drawn = false;
            }
        } else if (!stage.isEmpty()) {
            err.printf(Locale.ROOT, "%s: %,d of %,d%n", stage, lastDone, lastOf);
            err.flush();
        }
        stage = "";
    }

    /** Clears the bar, or says how the last stage ended. */
    @Override
    public void close() {
        endStage();
    }
}
