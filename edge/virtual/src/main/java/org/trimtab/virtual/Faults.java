package org.trimtab.virtual;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.trimtab.quantity.Share;
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

    /** This part of the machines at fault, in turn with every kind there is. */
    public static Faults spread(Share share) {
        Map<Fault, Share> shares = new EnumMap<>(Fault.class);
        int kindsLeft = Fault.values().length;
        int left = share.partsPerMillion();
        for (Fault fault : Fault.values()) {
            int part = left / kindsLeft--;
            shares.put(fault, new Share(part));
            left -= part;
        }
        return new Faults(shares);
    }

    /**
     * Draws who is at fault.
     *
     * @return the fault of each machine that has one, by its index
     */
    Map<Integer, Fault> draw(int machines, long seed) {
        Map<Integer, Fault> drawn = new HashMap<>();
        List<Integer> order = new ArrayList<>();
        for (int i = 0; i < machines; i++) {
            order.add(i);
        }
        Collections.shuffle(order, new Random(seed));
        long sum = 0;
        int done = 0;
        for (Fault fault : Fault.values()) {
            sum += shares.getOrDefault(fault, Share.NONE).partsPerMillion();
            // Counting along the running sum keeps the whole right when single kinds come to less
            // than one machine.
            int until = (int) ((sum * machines + 500_000) / 1_000_000);
            for (; done < until; done++) {
                drawn.put(order.get(done), fault);
            }
        }
        return drawn;
    }
}
