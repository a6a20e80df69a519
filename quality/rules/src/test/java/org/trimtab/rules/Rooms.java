package org.trimtab.rules;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The plan of the house: every room, its floor, and the rooms it may use. A room is the package right below
 * {@code org.trimtab}; a package that is not in the plan fails the build until it has been given a place here.
 */
final class Rooms {
    /** Floors, bottom up. */
    enum Floor {
        CORE,
        ENGINE,
        EDGE,
        HOST,
        APP,
        QUALITY
    }

    private static final Map<String, Floor> FLOORS = new LinkedHashMap<>();
    private static final Map<String, Set<String>> MAY_USE = new LinkedHashMap<>();

    static {
        // Inside core a room also may use what the rooms it names may use.
        core("quantity");
        core("interval", "quantity");
        core("resource", "interval");
        core("program", "resource");
        core("telemetry", "resource");
        core("market", "program");
        core("baseline", "telemetry", "program");
        core("dispatch", "market", "telemetry", "program");
        core("settlement", "baseline", "market", "telemetry", "program");
        core("evidence", "settlement");

        room(Floor.ENGINE, "engine", onFloors(Floor.CORE));

        // Doors do not see each other, except the one that reads files people write; only the store
        // sees the engine.
        room(Floor.EDGE, "documents", onFloors(Floor.CORE));
        Set<String> door = plus(onFloors(Floor.CORE), "documents");
        for (String name :
                List.of(
                        "drivers",
                        "virtual",
                        "meters",
                        "switches",
                        "operators",
                        "openadr",
                        "solver")) {
            room(Floor.EDGE, name, door);
        }
        room(Floor.EDGE, "store", plus(door, "engine"));

        Set<String> belowHosts = onFloors(Floor.CORE, Floor.ENGINE, Floor.EDGE);
        room(Floor.HOST, "live", belowHosts);
        room(Floor.HOST, "backtest", belowHosts);
        room(Floor.HOST, "desk", belowHosts);
        // Fleet verbs work on the site file and data folder of a live site, and must keep out of
        // its way.
        room(Floor.HOST, "fleet", plus(belowHosts, "live"));

        Set<String> belowApps = plus(belowHosts, "live", "backtest", "desk", "fleet");
        room(Floor.APP, "dashboard", Set.of());
        room(Floor.APP, "server", plus(belowApps, "dashboard"));
        room(Floor.APP, "cli", plus(belowApps, "server"));

        Set<String> shipped = onFloors(Floor.CORE, Floor.ENGINE, Floor.EDGE, Floor.HOST, Floor.APP);
        room(Floor.QUALITY, "testkit", onFloors(Floor.CORE, Floor.ENGINE));
        room(Floor.QUALITY, "rules", plus(shipped, "testkit"));
        room(Floor.QUALITY, "scenarios", plus(shipped, "testkit"));
        room(Floor.QUALITY, "bench", plus(shipped, "testkit"));
        room(Floor.QUALITY, "storm", plus(shipped, "testkit"));
    }

    private Rooms() {}

    static Set<String> all() {
        return FLOORS.keySet();
    }

    static Set<String> mayUse(String room) {
        return MAY_USE.getOrDefault(room, Set.of());
    }

    static boolean isOn(String room, Floor... floors) {
        return Set.of(floors).contains(FLOORS.get(room));
    }

    /** The room of a package such as {@code org.trimtab.drivers.api}; empty when it is not ours. */
    static String of(String packageName) {
        if (!packageName.startsWith("org.trimtab.")) {
            return "";
        }
        String rest = packageName.substring("org.trimtab.".length());
        int dot = rest.indexOf('.');
        return dot < 0 ? rest : rest.substring(0, dot);
    }

    private static void core(String name, String... uses) {
        Set<String> allowed = new TreeSet<>();
        for (String used : uses) {
            allowed.add(used);
            allowed.addAll(mayUse(used));
        }
        room(Floor.CORE, name, allowed);
    }

    private static void room(Floor floor, String name, Set<String> uses) {
        FLOORS.put(name, floor);
        MAY_USE.put(name, Set.copyOf(uses));
    }

    private static Set<String> onFloors(Floor... floors) {
        Set<String> rooms = new TreeSet<>();
        for (String room : FLOORS.keySet()) {
            if (isOn(room, floors)) {
                rooms.add(room);
            }
        }
        return rooms;
    }

    private static Set<String> plus(Set<String> rooms, String... more) {
        Set<String> all = new TreeSet<>(rooms);
        all.addAll(List.of(more));
        return all;
    }
}
