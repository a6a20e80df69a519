package org.trimtab.dispatch;

import java.util.Arrays;

/** Where a draft being drawn sends each device, in the order it came to them, and what that gives. */
@SuppressWarnings("EnumOrdinal") // reasons are kept as bytes within one draft, never written
final class AllocatorTargets {
    private static final byte UNTOUCHED = -1;

    /** When more than one device in so many moves, walking over all of them in their order is quicker. */
    private static final int MANY_ONE_IN = 8;

    private final AllocatorPoints points;
    private final AllocatorGroups groups;

    /** Where each device goes, or untouched; kept small, because it is read all over. */
    private final byte[] target;

    /** Which move is whose; means nothing of an untouched device. */
    private final int[] move;

    /** For each move the device, what it gives altogether, and why. */
    private int[] places = new int[64];

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
        target = new byte[points.devices];
        Arrays.fill(target, UNTOUCHED);
        groupGiven = new long[groups.count()];
    }

    void begin() {
        if (areMany()) {
            Arrays.fill(target, UNTOUCHED);
        } else {
            for (int i = 0; i < size; i++) {
                target[places[i]] = UNTOUCHED;
            }
        }
        size = 0;
        given = 0;
        Arrays.fill(groupGiven, 0);
    }

    private boolean areMany() {
        return size > target.length / MANY_ONE_IN;
    }

    int size() {
        return size;
    }

    int place(int i) {
        return places[i];
    }

    /** Where it goes, or stands when it does not. */
    int of(int place) {
        int to = target[place];
        return to == UNTOUCHED ? points.stand(place) : to;
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
        if (target[place] == UNTOUCHED) {
            if (size == places.length) {
                grow();
            }
            move[place] = size;
            places[size] = place;
            gives[size] = (int) more;
            reasons[size++] = (byte) because.ordinal();
        } else {
            int i = move[place];
            gives[i] += (int) more;
            if (because == Because.FITS_THE_REST) {
                reasons[i] = (byte) because.ordinal();
            }
        }
        target[place] = (byte) to;
        given += more;
        if (groupGiven.length > 0) {
            groups.add(groupGiven, points.group[place], more);
        }
    }

    private void grow() {
        places = Arrays.copyOf(places, places.length * 2);
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
            int place = places[i];
            byte from = (byte) points.stand(place);
            byte sent = target[place];
            if (sent != from) {
                moved[moves] = place;
                froms[moves] = from;
                to[moves] = sent;
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
        if (areMany()) {
            for (int place = 0; place < target.length; place++) {
                loss += target[place] == UNTOUCHED ? 0 : loss(place);
            }
        } else {
            for (int i = 0; i < size; i++) {
                loss += loss(places[i]);
            }
        }
        return loss;
    }

    private long loss(int place) {
        return points.loss(place, target[place]) - points.loss(place, points.stand(place));
    }
}
