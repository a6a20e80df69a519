package org.trimtab.dispatch;

import java.util.Arrays;

/**
 * Moves of devices along their operating points, in merit order, that nobody has been asked for yet. At most one move
 * per device, from where it stands to where it ends.
 */
public final class Draft {
    private final int[] places;
    private final byte[] froms;
    private final byte[] tos;
    private final int[] watts;
    private final byte[] reasons;
    private final long[] groupShortfallWatts;
    private final long shortfallWatts;
    private final long givenWatts;
    private final long lossMicroDollarsPerHour;

    private static final Because[] REASONS = Because.values();

    private Draft(Sketch sketch, long shortfallWatts, long[] groupShortfallWatts) {
        places = Arrays.copyOf(sketch.places, sketch.size);
        froms = Arrays.copyOf(sketch.froms, sketch.size);
        tos = Arrays.copyOf(sketch.tos, sketch.size);
        watts = Arrays.copyOf(sketch.watts, sketch.size);
        reasons = Arrays.copyOf(sketch.reasons, sketch.size);
        givenWatts = sketch.givenWatts;
        lossMicroDollarsPerHour = sketch.loss;
        this.shortfallWatts = shortfallWatts;
        this.groupShortfallWatts = groupShortfallWatts;
    }

    /** A draft being drawn; its room is used again for the next. */
    static final class Sketch {
        private static final int SIZE_FIRST = 64;

        private int[] places = new int[SIZE_FIRST];
        private byte[] froms = new byte[SIZE_FIRST];
        private byte[] tos = new byte[SIZE_FIRST];
        private int[] watts = new int[SIZE_FIRST];
        private byte[] reasons = new byte[SIZE_FIRST];
        private int size;
        private long givenWatts;
        private long loss;

        void begin(int most) {
            size = 0;
            givenWatts = 0;
            loss = 0;
            if (most > places.length) {
                int room = Math.max(most, places.length * 2);
                places = new int[room];
                froms = new byte[room];
                tos = new byte[room];
                watts = new int[room];
                reasons = new byte[room];
            }
        }

        void add(int place, int from, int to, int fallsWatts, long losesPerHour, byte reason) {
            places[size] = place;
            froms[size] = (byte) from;
            tos[size] = (byte) to;
            watts[size] = fallsWatts;
            reasons[size] = reason;
            size++;
            givenWatts += fallsWatts;
            loss = Math.addExact(loss, losesPerHour);
        }

        Draft end(long shortfallWatts, long[] groupShortfallWatts) {
            return new Draft(this, shortfallWatts, groupShortfallWatts);
        }
    }

    /** How many devices move. */
    public int size() {
        return places.length;
    }

    /** Which device move {@code i} is of. */
    public int place(int i) {
        return places[i];
    }

    /** The point it stands at. */
    public int from(int i) {
        return froms[i];
    }

    /** The point it goes to. */
    public int to(int i) {
        return tos[i];
    }

    /** What the site's level changes by, in watts: above zero it falls, below zero it rises. */
    public long watts(int i) {
        return watts[i];
    }

    public Because because(int i) {
        return REASONS[reasons[i]];
    }

    /** What of the site's need nobody can give; for a raise, what of the room nobody takes. */
    public long shortfallWatts() {
        return shortfallWatts;
    }

    /** What of a group's need nobody behind it can give; 0 for a raise. */
    public long groupShortfallWatts(int group) {
        return groupShortfallWatts[group];
    }

    /** The sum of all moves, in watts: above zero the level falls, below zero it rises. */
    public long givenWatts() {
        return givenWatts;
    }

    /** What work is lost (above zero) or regained (below zero) per hour by all moves, in micro-dollars, stops apart. */
    public long lossMicroDollarsPerHour() {
        return lossMicroDollarsPerHour;
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < Math.min(size(), 20); i++) {
            text.append(places[i]).append(": ").append(froms[i]).append(" → ").append(tos[i]);
            text.append(' ').append(watts[i]).append(" W ").append(because(i)).append("; ");
        }
        return text.append(size())
                .append(" moves, ")
                .append(givenWatts)
                .append(" W, short of ")
                .append(shortfallWatts)
                .append(" W")
                .toString();
    }
}
