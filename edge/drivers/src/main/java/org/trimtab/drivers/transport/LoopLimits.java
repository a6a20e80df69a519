package org.trimtab.drivers.transport;

import com.sun.management.UnixOperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;

/**
 * The loop's limits.
 *
 * @param inFlightMax talks with an open connection; the others wait their turn
 * @param pollsInFlightMax how many of them may be polls, so that hung devices never keep commands waiting
 * @param inboxMax talks handed in and not yet started; one more is dropped with {@link Dropped.Reason#QUEUE_FULL}
 * @param commandsPerDeviceMax commands waiting for one device; one more is dropped likewise
 * @param replyBytesMax longest reply; a longer one ends in {@code TooLong}
 * @param connectBatch connections begun before the loop looks at replies again
 * @param connectWithin longest time a connection may take to come up
 */
public record LoopLimits(
        int inFlightMax,
        int pollsInFlightMax,
        int inboxMax,
        int commandsPerDeviceMax,
        int replyBytesMax,
        int connectBatch,
        Duration connectWithin) {
    /** Longest reply, by default. */
    public static final int REPLY_BYTES_MAX = 256 * 1024;

    /** File descriptors left for everything that is not a device. */
    private static final int FILES_KEPT_FREE = 256;

    private static final int IN_FLIGHT_WISHED = 8_192;
    private static final int IN_FLIGHT_LEAST = 64;

    public LoopLimits {
        if (inFlightMax < 1 || pollsInFlightMax < 1 || pollsInFlightMax > inFlightMax) {
            throw new IllegalArgumentException(
                    "polls in flight "
                            + pollsInFlightMax
                            + " must lie between 1 and the talks in flight "
                            + inFlightMax);
        }
        if (inboxMax < 1 || commandsPerDeviceMax < 1 || replyBytesMax < 1_024 || connectBatch < 1) {
            throw new IllegalArgumentException(
                    "inbox, commands per device and connect batch must be at least 1,"
                            + " a reply at least 1024 bytes");
        }
    }

    /** Limits that fit the number of files this process may open. */
    public static LoopLimits standard() {
        int inFlight = Math.max(IN_FLIGHT_LEAST, Math.min(IN_FLIGHT_WISHED, filesFree()));
        return new LoopLimits(
                inFlight,
                Math.max(1, Math.min(1_024, inFlight / 4)),
                200_000,
                4,
                REPLY_BYTES_MAX,
                64,
                Duration.ofSeconds(3));
    }

    private static int filesFree() {
        if (ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean os) {
            long free =
                    os.getMaxFileDescriptorCount()
                            - os.getOpenFileDescriptorCount()
                            - FILES_KEPT_FREE;
            // Half of them: the same process may serve a virtual fleet on the other ends.
            return (int) Math.max(0, Math.min(Integer.MAX_VALUE, free / 2));
        }
        return IN_FLIGHT_WISHED;
    }
}
