package org.trimtab.testkit;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.trimtab.engine.SiteDefinition;
import org.trimtab.resource.MeterId;

/**
 * What is broken at a {@link Plant}, and when.
 *
 * @param devices faults of devices; of two faults of one device the later in the list counts
 * @param meters faults of meters
 * @param stalls times in which nothing is sent
 * @param line what happens to messages on their way to the engine
 */
public record PlantFaults(
        List<OfDevice> devices, List<OfMeter> meters, List<Stall> stalls, Line line) {
    /** Nothing is broken. */
    public static final PlantFaults NONE =
            new PlantFaults(List.of(), List.of(), List.of(), Line.CLEAR);

    public PlantFaults {
        devices = List.copyOf(devices);
        meters = List.copyOf(meters);
        stalls = List.copyOf(stalls);
    }

    /** How a device can misbehave. */
    public enum DeviceKind {
        /** Says it will, and does nothing. */
        DEAF,
        /** Answers nothing, neither commands nor questions, and does nothing. */
        SILENT,
        /** Answers no. */
        REFUSES,
        /** Does everything so many times slower. */
        SLOW,
        /** Says it draws only so many percent of what it draws. */
        LIES,
        /** Goes back to work so many seconds after it fell asleep. */
        WAKES_BY_ITSELF,
        /** Says it will wake, and sleeps on. */
        STAYS_ASLEEP,
        /** Draws so many percent more when it is asked to draw less. */
        DRAWS_MORE_WHEN_CAPPED
    }

    /**
     * A fault of one device.
     *
     * @param place its place in the site
     * @param kind what it does
     * @param figure times, percent or seconds, as the kind says; unused otherwise
     * @param from since when
     * @param until it is well again from here on
     */
    public record OfDevice(int place, DeviceKind kind, int figure, Instant from, Instant until) {}

    /** How a meter can misbehave. */
    public enum MeterKind {
        /** Shows the same figure again and again, each time as if read now. */
        FREEZE,
        /** Shows now and then a figure that cannot be. */
        JUMP,
        /** Shows consumption as export. */
        SIGN,
        /** Shows nothing. */
        LOST
    }

    /** A fault of one meter. */
    public record OfMeter(MeterId meter, MeterKind kind, Instant from, Instant until) {}

    /** A time in which commands wait in the sender. */
    public record Stall(Instant from, Instant until) {}

    /**
     * What happens to readings and outcomes on their way.
     *
     * @param latePercent so many of a hundred come late, and so behind younger ones
     * @param lateMost at most so late
     * @param twicePercent so many of a hundred come twice
     * @param lostPercent so many of a hundred never come
     * @param until the line is clear from here on
     */
    public record Line(
            int latePercent, Duration lateMost, int twicePercent, int lostPercent, Instant until) {
        /** Every message comes once and in time. */
        public static final Line CLEAR = new Line(0, Duration.ZERO, 0, 0, Instant.MIN);
    }

    /** A share of the devices, drawn by the seed, has one fault all the time. */
    public static PlantFaults all(
            DeviceKind kind, int figure, double share, SiteDefinition definition, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<OfDevice> faults = new ArrayList<>();
        for (int place = 0; place < definition.site().devices().size(); place++) {
            if (random.nextDouble() < share) {
                faults.add(new OfDevice(place, kind, figure, Instant.MIN, Instant.MAX));
            }
        }
        return new PlantFaults(faults, List.of(), List.of(), Line.CLEAR);
    }
}
