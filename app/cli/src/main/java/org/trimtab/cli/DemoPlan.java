package org.trimtab.cli;

import java.nio.file.Path;
import org.trimtab.quantity.Share;

/**
 * What the demonstration is to show.
 *
 * @param miners virtual miners
 * @param seed of everything drawn by chance
 * @param faults share of miners that misbehave
 * @param holdSeconds how long the instruction holds
 * @param port port of the dashboard, 0 for a free one
 * @param out where its files go
 */
record DemoPlan(int miners, long seed, Share faults, int holdSeconds, int port, Path out) {
    static final Share LIMIT = new Share(300_000);
}
