package org.trimtab.engine;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.trimtab.program.Hold;
import org.trimtab.resource.DeviceId;

/** Hands on the switch: which devices a person has taken out of dispatch. */
final class Holds {
    /** Most holds at once; a further one is not taken, and said so. */
    static final int HOLDS_MAX = 1_000;

    private final Fleet fleet;
    private final Outbox outbox;
    private final Map<String, Hold> byId = new LinkedHashMap<>();
    private final Map<Integer, Hold> byPlace = new HashMap<>();
    private final List<Integer> touched = new ArrayList<>();

    Holds(Fleet fleet, Outbox outbox) {
        this.fleet = fleet;
        this.outbox = outbox;
    }

    void place(Hold hold, Instant now) {
        if (byId.size() >= HOLDS_MAX && !byId.containsKey(hold.id())) {
            outbox.add(
                    new Output.Alarm(
                            "TOO_MANY_HOLDS",
                            "Hold "
                                    + hold.id()
                                    + " was not taken: "
                                    + HOLDS_MAX
                                    + " are in force; lift one first."));
            return;
        }
        if (hold.until() != null && !hold.until().isAfter(now)) {
            return;
        }
        if (hold.equals(byId.get(hold.id()))) {
            return;
        }
        remove(hold.id());
        byId.put(hold.id(), hold);
        for (DeviceId device : hold.devices().stream().sorted().toList()) {
            int place = fleet.place(device);
            if (place >= 0) {
                byPlace.put(place, hold);
                touched.add(place);
            }
        }
        outbox.add(new Output.HoldChanged(hold, true));
    }

    void lift(String id) {
        Hold lifted = remove(id);
        if (lifted != null) {
            outbox.add(new Output.HoldChanged(lifted, false));
        }
    }

    void expire(Instant now) {
        for (Hold hold : List.copyOf(byId.values())) {
            if (hold.until() != null && !hold.until().isAfter(now)) {
                lift(hold.id());
            }
        }
    }

    private @Nullable Hold remove(String id) {
        Hold old = byId.remove(id);
        if (old == null) {
            return null;
        }
        for (DeviceId device : old.devices()) {
            int place = fleet.place(device);
            if (place >= 0 && old.equals(byPlace.get(place))) {
                byPlace.remove(place);
                touched.add(place);
                // Another hold may have been covered by this one.
                for (Hold other : byId.values()) {
                    if (other.devices().contains(device)) {
                        byPlace.put(place, other);
                    }
                }
            }
        }
        touched.sort(null);
        return old;
    }

    /** Places whose hold has changed since this was last asked. */
    List<Integer> touched() {
        List<Integer> places = List.copyOf(touched);
        touched.clear();
        return places;
    }

    /** The hold on a device; null when nobody holds it. */
    @Nullable Hold on(int place) {
        return byPlace.isEmpty() ? null : byPlace.get(place);
    }

    /** Every held place with its hold. */
    Map<Integer, Hold> places() {
        return byPlace;
    }

    List<Hold> all() {
        return List.copyOf(byId.values());
    }

    /** What a command for a hold names as its cause. */
    static String cause(Hold hold) {
        return "hold:" + hold.id();
    }
}
