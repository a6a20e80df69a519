package org.trimtab.virtual;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.trimtab.quantity.Share;
import org.trimtab.virtual.machine.Family;
import org.trimtab.virtual.machine.Fault;

/**
 * How many machines are at fault, and how. Which ones is drawn from the fleet's seed.
 *
 * @param shares part of all machines by kind of fault; together at most the whole
 */
public record Faults(Map<Fault, Share> shares) {
    public static final Faults NONE = new Faults(Map.of());

    public Faults {
        shares = Map.copyOf(shares);
        long sum = shares.values().stream().mapToLong(Share::partsPerMillion).sum();
        if (sum > Share.ALL.partsPerMillion()) {
            throw new IllegalArgumentException(
                    "faults of "
                            + sum / 10_000
                            + " % of the machines are more than all of them;"
                            + " let the shares add up to at most 100 %");
        }
    }

    /** This part of the machines at fault, in turn with every kind that any machine can have. */
    public static Faults spread(Share share) {
        return spread(share, Set.of());
    }

    /** This part of the machines at fault, in turn with every kind that machines of these families can have. */
    public static Faults spread(Share share, Set<Family> families) {
        List<Fault> kinds =
                Arrays.stream(Fault.values())
                        .filter(fault ->
                                fault.befallsAll() || families.stream().anyMatch(fault::befalls))
                        .toList();
        Map<Fault, Share> shares = new EnumMap<>(Fault.class);
        int kindsLeft = kinds.size();
        int left = share.partsPerMillion();
        for (Fault fault : kinds) {
            int part = left / kindsLeft--;
            shares.put(fault, new Share(part));
            left -= part;
        }
        return new Faults(shares);
    }

    /**
     * Draws who is at fault. A kind that too few machines can have befalls fewer.
     *
     * @param machines the family of each machine
     * @return the fault of each machine that has one, by its index
     */
    Map<Integer, Fault> draw(List<Family> machines, long seed) {
        Map<Integer, Fault> drawn = new HashMap<>();
        List<Integer> order = new ArrayList<>();
        for (int i = 0; i < machines.size(); i++) {
            order.add(i);
        }
        Collections.shuffle(order, new Random(seed));
        long sum = 0;
        int done = 0;
        for (Fault fault : Fault.values()) {
            sum += shares.getOrDefault(fault, Share.NONE).partsPerMillion();
            // Counting along the running sum keeps the whole right when single kinds come to less
            // than one machine.
            int until = (int) ((sum * machines.size() + 500_000) / 1_000_000);
            for (; done < until; done++) {
                Iterator<Integer> rest = order.iterator();
                while (rest.hasNext()) {
                    int machine = rest.next();
                    if (fault.befalls(machines.get(machine))) {
                        drawn.put(machine, fault);
                        rest.remove();
                        break;
                    }
                }
            }
        }
        return drawn;
    }
}
