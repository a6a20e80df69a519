package org.trimtab.fleet;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.trimtab.quantity.Power;
import org.trimtab.quantity.Reduction;

/**
 * Who will be commanded and who will not.
 *
 * @param wish what is wanted
 * @param devices everybody selected, in the order in which commands are sent: slow families first
 */
public record FleetPlan(Wish wish, List<PlannedDevice> devices) {
    public FleetPlan {
        devices = List.copyOf(devices);
    }

    /** Who will be commanded. */
    public List<PlannedDevice> commanded() {
        return devices.stream().filter(planned -> planned.obstacle() == null).toList();
    }

    /** What the commanded draw now, as far as they say. */
    public Power now() {
        Power sum = Power.ZERO;
        for (PlannedDevice planned : commanded()) {
            Power draws = planned.now();
            sum = draws == null ? sum : sum.plus(draws);
        }
        return sum;
    }

    /** By how much power will fall. */
    public Reduction expected() {
        long watts = commanded().stream().mapToLong(planned -> planned.expected().watts()).sum();
        return Reduction.ofWatts(watts);
    }

    /** How many are left out, by why. */
    public Map<Obstacle, Integer> leftOut() {
        Map<Obstacle, Integer> counts = new EnumMap<>(Obstacle.class);
        for (PlannedDevice planned : devices) {
            if (planned.obstacle() != null) {
                counts.merge(planned.obstacle(), 1, Integer::sum);
            }
        }
        return counts;
    }
}
