package org.trimtab.dispatch;

/**
 * Moves of devices along their operating points, in merit order, that nobody has been asked for yet. At most one move
 * per device, from where it stands to where it ends.
 */
public final class Draft {
    private static final Because[] REASONS = Because.values();
    private static final int SHOWN_MAX = 20;

    private final int size;
    private final int[] places;
    private final byte[] froms;
    private final byte[] tos;
    private final int[] watts;
    private final byte[] reasons;
    private final long[] groupShortfallWatts;
    private final long shortfallWatts;
    private final long givenWatts;
    private final long lossMicroDollarsPerHour;

    /** Columns at least as long as there are moves; they become the draft's own. */
    Draft(
            int[] places,
            byte[] froms,
            byte[] tos,
            int[] watts,
            byte[] reasons,
            Totals totals,
            long[] groupShortfallWatts) {
        this.places = places;
        this.froms = froms;
        this.tos = tos;
        this.watts = watts;
        this.reasons = reasons;
        this.groupShortfallWatts = groupShortfallWatts;
        size = totals.size;
        shortfallWatts = totals.shortfallWatts;
        givenWatts = totals.givenWatts;
        lossMicroDollarsPerHour = totals.lossMicroDollarsPerHour;
    }

    /** What all moves come to. */
    record Totals(int size, long givenWatts, long shortfallWatts, long lossMicroDollarsPerHour) {}

    /** How many devices move. */
    public int size() {
        return size;
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
        for (int i = 0; i < Math.min(size(), SHOWN_MAX); i++) {
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
