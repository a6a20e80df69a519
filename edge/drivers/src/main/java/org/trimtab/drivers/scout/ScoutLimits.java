package org.trimtab.drivers.scout;

import java.time.Duration;
import org.trimtab.drivers.transport.LoopLimits;

/**
 * How long an address is waited for.
 *
 * @param connectWithin longest time a connection may take to come up
 * @param answersWithin longest time from there to the whole answer
 * @param silentPortsMax ports that let us wait in vain for a connection before an address with no other sign of life
 *     is left alone
 */
public record ScoutLimits(Duration connectWithin, Duration answersWithin, int silentPortsMax) {
    /** For machines on the same network. */
    public static final ScoutLimits STANDARD =
            new ScoutLimits(Duration.ofSeconds(1), Duration.ofSeconds(3), 3);

    public ScoutLimits {
        if (connectWithin.isNegative() || connectWithin.isZero()) {
            throw new IllegalArgumentException(
                    "the time to connect must be above zero, not " + connectWithin);
        }
        if (answersWithin.isNegative() || answersWithin.isZero()) {
            throw new IllegalArgumentException(
                    "the time to answer must be above zero, not " + answersWithin);
        }
        if (silentPortsMax < 1) {
            throw new IllegalArgumentException(
                    "at least one port must be tried, not " + silentPortsMax);
        }
    }

    /** A loop's limits for a scan: a loop of its own knows how long a connection may take, an exchange does not. */
    public LoopLimits of(LoopLimits usual) {
        return new LoopLimits(
                usual.inFlightMax(),
                usual.pollsInFlightMax(),
                usual.inboxMax(),
                usual.commandsPerDeviceMax(),
                usual.replyBytesMax(),
                usual.connectBatch(),
                connectWithin);
    }
}
