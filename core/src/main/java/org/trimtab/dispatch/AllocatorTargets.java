package org.trimtab.dispatch;

import java.util.Arrays;

/** Where a draft being drawn sends each device, in the order it came to them, and what that gives. */
@SuppressWarnings("EnumOrdinal") // reasons are kept as bytes within one draft, never written
final class AllocatorTargets {
    private static final int UNTOUCHED = -1;

    /** When more than one device in so many moves, walking over all of them in their order is quicker. */
    private static final int MANY_ONE_IN = 8;

    private final AllocatorPoints points;
    private final AllocatorGroups groups;

    /** For each device its move, or untouched. */
    private final int[] move;

    /** For each move the device, where it goes, what that gives altogether, and why. */
    private int[] places = new int[64];

    private byte[] tos = new byte[64];
    private int[] gives = new int[64];
    private byte[] reasons = new byte[64];
    private int size;

    /** What the moves give behind each group, and altogether; below zero when they take. */
    final long[] groupGiven;

    long given;

    AllocatorTargets(AllocatorPoints points, AllocatorGroups groups) {
        this.points = points;
        this.groups = groups;
        move = new int[points.devices];
        Arrays.fill(move, UNTOUCHED);
        groupGiven = new long[groups.count()];
    }

    void begin() {
        for (int i = 0; i < size; i++) {
            move[places[i]] = UNTOUCHED;
        }
        size = 0;
        given = 0;
        Arrays.fill(groupGiven, 0);
    }

    int size() {
        return size;
    }

    int place(int i) {
        return places[i];
    }

    /** Where it goes, or stands when it does not. */
    int of(int place) {
        int i = move[place];
        return i == UNTOUCHED ? points.stand(place) : tos[i];
    }

    /** What going from where it is sent to another point gives. */
    long gives(int place, int to) {
        return (long) points.drawAt(place, of(place)) - points.drawAt(place, to);
    }

    void send(int place, int to, Because because) {
        send(place, to, gives(place, to), because);
    }

    /** As the other, when what it gives is known. */
    void send(int place, int to, long more, Because because) {
        int i = move[place];
        if (i == UNTOUCHED) {
            i = size++;
            if (i == places.length) {
                grow();
            }
            move[place] = i;
            places[i] = place;
            gives[i] = 0;
            reasons[i] = (byte) because.ordinal();
        } else if (because == Because.FITS_THE_REST) {
            reasons[i] = (byte) because.ordinal();
        }
        tos[i] = (byte) to;
        gives[i] += (int) more;
        given += more;
        if (groupGiven.length > 0) {
            groups.add(groupGiven, points.group[place], more);
        }
    }

    private void grow() {
        places = Arrays.copyOf(places, places.length * 2);
        tos = Arrays.copyOf(tos, places.length);
        gives = Arrays.copyOf(gives, places.length);
        reasons = Arrays.copyOf(reasons, places.length);
    }

    /** The draft of all that move. */
    Draft end(long shortfallWatts, long[] groupShortfallWatts) {
        int[] moved = new int[size];
        byte[] froms = new byte[size];
        byte[] to = new byte[size];
        int[] watts = new int[size];
        byte[] because = new byte[size];
        int moves = 0;
        for (int i = 0; i < size; i++) {
            int from = points.stand(places[i]);
            if (tos[i] != from) {
                moved[moves] = places[i];
                froms[moves] = (byte) from;
                to[moves] = tos[i];
                watts[moves] = gives[i];
                because[moves] = reasons[i];
                moves++;
            }
        }
        var totals = new Draft.Totals(moves, given, shortfallWatts, loss());
        return new Draft(moved, froms, to, watts, because, totals, groupShortfallWatts);
    }

    /** What work all moves lose per hour, in micro-dollars. */
    private long loss() {
        long loss = 0;
        if (size > move.length / MANY_ONE_IN) {
            for (int place = 0; place < move.length; place++) {
                loss += move[place] == UNTOUCHED ? 0 : loss(move[place]);
            }
        } else {
            for (int i = 0; i < size; i++) {
                loss += loss(i);
            }
        }
        return loss;
    }

    private long loss(int i) {
        int place = places[i];
        return points.loss(place, tos[i]) - points.loss(place, points.stand(place));
    }
}
