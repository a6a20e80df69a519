package org.trimtab.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.trimtab.bench.Figure.Unit;

/** How long {@code trimtab --help} takes, from starting it to its end. */
final class HelpBench {
    private static final int RUNS = 7;
    private static final double TARGET_S = 1;
    private static final double NANOS_PER_S = 1e9;
    private static final Duration ENDS_WITHIN = Duration.ofSeconds(60);

    private HelpBench() {}

    static void measure(Children children, Figures figures) throws IOException {
        figures.expect("help_s", "trimtab --help", Unit.S, TARGET_S);
        for (int i = -1; i < RUNS; i++) {
            Child child = children.start("help", List.of("--help"));
            int exit = child.end(ENDS_WITHIN);
            double seconds = (System.nanoTime() - child.startedNanos()) / NANOS_PER_S;
            if (exit != 0) {
                throw child.failure("ended with exit code " + exit);
            }
            // The first reads files from the disk and is not counted.
            if (i >= 0) {
                figures.add("help_s", seconds);
            }
        }
    }
}
