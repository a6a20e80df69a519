package org.trimtab.dispatch;

/** Draws what lets devices work again without ever taking more than there is room for: dearest work first. */
final class AllocatorRaise {
    /** Devices without room for a whole step that are looked at for part of one. */
    private static final int PARTS_MOST = 512;

    private final AllocatorPoints points;
    private final AllocatorGroups groups;
    private final AllocatorMerit merit;
    private final AllocatorTargets targets;
    private final long[] roomWatts;
    private long siteRoomWatts;
    private int next;
    private int nextWake;
    private int nextStray;
    private int parts;

    AllocatorRaise(
            AllocatorPoints points,
            AllocatorGroups groups,
            AllocatorMerit merit,
            AllocatorTargets targets) {
        this.points = points;
        this.groups = groups;
        this.merit = merit;
        this.targets = targets;
        roomWatts = new long[groups.count()];
    }

    void draw(long siteWatts, long[] groupRoomWatts) {
        merit.prepareRises();
        targets.begin();
        siteRoomWatts = Math.max(0, siteWatts);
        for (int g = 0; g < roomWatts.length; g++) {
            roomWatts[g] = Math.max(0, groupRoomWatts[g]);
        }
        next = merit.throttles.order.size() - 1;
        nextWake = merit.wakes.order.size() - 1;
        nextStray = merit.strayRises.size() - 1;
        parts = 0;
        boolean more = true;
        while (more && siteRoomWatts + targets.given > 0) {
            more = takeNext();
        }
    }

    /** Takes the dearest step upwards that is left; false when there is none. */
    private boolean takeNext() {
        long most = parts < PARTS_MOST ? Integer.MAX_VALUE : siteRoomWatts + targets.given;
        next = merit.throttles.lastRise(next, most);
        nextWake = merit.wakes.lastRise(nextWake, siteRoomWatts + targets.given);
        long step = next >= 0 ? merit.throttles.order.at(next) : AllocatorOrder.NONE;
        long wake = nextWake >= 0 ? merit.wakes.order.at(nextWake) : AllocatorOrder.NONE;
        long stray = nextStray >= 0 ? merit.strayRises.at(nextStray) : AllocatorOrder.NONE;
        long dearest = Math.max(step, Math.max(wake, stray));
        if (dearest == AllocatorOrder.NONE) {
            return false;
        }
        int place = merit.place(dearest);
        if (dearest == step) {
            next--;
            take(place, merit.from(step));
        } else {
            take(place, merit.risesTo(dearest));
            if (dearest == wake) {
                nextWake--;
            } else {
                nextStray--;
            }
        }
        return true;
    }

    private void take(int place, int to) {
        int at = targets.of(place);
        if (to <= at) {
            return;
        }
        long room = room(points.group[place]);
        long takes = -targets.gives(place, to);
        if (takes > 0 && takes <= room) {
            targets.send(place, to, Because.GIVE_BACK);
        } else if (points.stand(place) > 0 && parts < PARTS_MOST) {
            parts++;
            takePart(place, at, to, room);
        }
    }

    /** Goes as far towards a point as there is room for. */
    private void takePart(int place, int at, int to, long room) {
        for (int p = to - 1; p > at && p >= points.lowest(place); p--) {
            if (points.isUsable(place, p)) {
                long takes = -targets.gives(place, p);
                if (takes > 0 && takes <= room && points.loss(place, p) < points.loss(place, at)) {
                    targets.send(place, p, Because.FITS_THE_REST);
                    return;
                }
            }
        }
    }

    private long room(int group) {
        long room = siteRoomWatts + targets.given;
        for (int g = group; g >= 0; g = groups.behind(g)) {
            room = Math.min(room, roomWatts[g] + targets.groupGiven[g]);
        }
        return room;
    }
}
