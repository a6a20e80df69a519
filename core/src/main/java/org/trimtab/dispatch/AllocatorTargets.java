package org.trimtab.dispatch;

import java.util.Arrays;

/** Where a draft being drawn sends each device, in the order it came to them, and what that gives. */
@SuppressWarnings("EnumOrdinal") // reasons are kept as bytes within one draft, never written
final class AllocatorTargets {
    private static final byte UNTOUCHED = -1;

    private final AllocatorPoints points;
    private final AllocatorGroups groups;
    private final byte[] target;
    private int[] touched = new int[64];
    private byte[] reasons = new byte[64];
    private int size;

    /** What the moves give behind each group, and altogether; below zero when they take. */
    final long[] groupGiven;

    long given;

    AllocatorTargets(AllocatorPoints points, AllocatorGroups groups) {
        this.points = points;
        this.groups = groups;
        target = new byte[points.devices];
        Arrays.fill(target, UNTOUCHED);
        groupGiven = new long[groups.count()];
    }

    void begin() {
        for (int i = 0; i < size; i++) {
            target[touched[i]] = UNTOUCHED;
        }
        size = 0;
        given = 0;
        Arrays.fill(groupGiven, 0);
    }

    int size() {
        return size;
    }

    int place(int i) {
        return touched[i];
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
    void send(int place, int to, long gives, Because because) {
        if (target[place] == UNTOUCHED) {
            if (size == touched.length) {
                touched = Arrays.copyOf(touched, size * 2);
                reasons = Arrays.copyOf(reasons, size * 2);
            }
            touched[size] = place;
            reasons[size++] = (byte) because.ordinal();
        } else if (because == Because.FITS_THE_REST) {
            remember(place, because);
        }
        target[place] = (byte) to;
        given += gives;
        if (groupGiven.length > 0) {
            groups.add(groupGiven, points.group[place], gives);
        }
    }

    /** Only the last few are ever sent elsewhere to fit the rest, so they are looked for from the end. */
    private void remember(int place, Because because) {
        int i = size - 1;
        while (touched[i] != place) {
            i--;
        }
        reasons[i] = (byte) because.ordinal();
    }

    /** The draft of all that move. */
    Draft end(long shortfallWatts, long[] groupShortfallWatts) {
        int[] places = new int[size];
        byte[] froms = new byte[size];
        byte[] tos = new byte[size];
        int[] watts = new int[size];
        byte[] because = new byte[size];
        long loss = 0;
        int move = 0;
        for (int i = 0; i < size; i++) {
            int place = touched[i];
            int from = points.stand(place);
            int to = target[place];
            if (to != from) {
                places[move] = place;
                froms[move] = (byte) from;
                tos[move] = (byte) to;
                watts[move] = points.draw(place) - points.watts(place, to);
                because[move] = reasons[i];
                loss += points.loss(place, to) - points.loss(place, from);
                move++;
            }
        }
        var totals = new Draft.Totals(move, given, shortfallWatts, loss);
        return new Draft(places, froms, tos, watts, because, totals, groupShortfallWatts);
    }
}
