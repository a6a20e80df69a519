package org.trimtab.market;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.trimtab.quantity.EnergyPrice;
import org.trimtab.quantity.Power;

/**
 * Levels and prices as a market takes them, ready to file.
 *
 * @param product reserve product, or {@code energy} for a bid
 * @param points in order of level; at most {@link #POINTS_MAX}
 */
public record OfferCurve(String product, List<Point> points) {
    /** Most points of a curve (ERCOT Nodal Protocols §6.4.3.2, recalled). */
    public static final int POINTS_MAX = 10;

    /** Name of the curve of an energy bid. */
    public static final String ENERGY = "energy";

    /**
     * A point.
     *
     * @param upTo level the price holds up to, from the point before
     * @param microDollars price in µ$ per MWh of energy, or per MW and hour of reserve
     */
    public record Point(Power upTo, long microDollars) {}

    /**
     * Machines that are priced alike.
     *
     * @param level what they draw together
     * @param microDollars their price
     */
    public record Step(Power level, long microDollars) {}

    public OfferCurve {
        points = List.copyOf(points);
        if (points.size() > POINTS_MAX) {
            throw new IllegalArgumentException(
                    "a curve has at most " + POINTS_MAX + " points, got " + points.size());
        }
        for (int i = 1; i < points.size(); i++) {
            if (points.get(i).upTo().compareTo(points.get(i - 1).upTo()) <= 0) {
                throw new IllegalArgumentException("the levels of a curve rise, got " + points);
            }
        }
    }

    /**
     * A bid to draw energy: from the least level up, the machines that earn most first, so the price falls with the
     * level. Its last machines are the first to be curtailed.
     *
     * @param least level that is drawn at any price
     * @param groups machines with what a MWh of their work is worth, adders taken off
     * @param most greatest price the market takes
     */
    public static OfferCurve bid(Power least, List<Step> groups, EnergyPrice most) {
        List<Step> sorted = new ArrayList<>(groups);
        sorted.sort(Comparator.comparingLong(Step::microDollars).reversed());
        List<Point> points = new ArrayList<>();
        Power level = least;
        if (level.watts() > 0) {
            points.add(new Point(level, most.microDollarsPerMwh()));
        }
        for (Step step : sorted) {
            level = level.plus(step.level());
            points.add(new Point(level, Math.min(step.microDollars(), most.microDollarsPerMwh())));
        }
        return new OfferCurve(ENERGY, fewer(points, false));
    }

    /**
     * An offer of a reserve: the machines that risk least first, so the price rises with the level.
     *
     * @param steps machines with what holding them must at least pay
     * @param most how much may be offered; what is beyond is left out
     */
    public static OfferCurve offer(String product, List<Step> steps, Power most) {
        List<Step> sorted = new ArrayList<>(steps);
        sorted.sort(Comparator.comparingLong(Step::microDollars));
        List<Point> points = new ArrayList<>();
        Power level = Power.ZERO;
        for (Step step : sorted) {
            Power next = level.plus(step.level()).atMost(most);
            if (next.compareTo(level) > 0) {
                points.add(new Point(next, step.microDollars()));
            }
            level = next;
        }
        return new OfferCurve(product, fewer(points, true));
    }

    /** Joins neighbours nearest in price until there are few enough; a joined step takes the safer price. */
    private static List<Point> fewer(List<Point> points, boolean rising) {
        List<Point> kept = new ArrayList<>(points);
        for (int i = kept.size() - 1; i > 0; i--) {
            if (kept.get(i).microDollars() == kept.get(i - 1).microDollars()) {
                kept.remove(i - 1);
            }
        }
        while (kept.size() > POINTS_MAX) {
            int nearest = 1;
            for (int i = 1; i < kept.size(); i++) {
                if (gap(kept, i) < gap(kept, nearest)) {
                    nearest = i;
                }
            }
            Point upper = kept.get(nearest);
            long lower = kept.get(nearest - 1).microDollars();
            // Never paid less than a machine asks, never drawing dearer than its work is worth.
            long price =
                    rising
                            ? Math.max(upper.microDollars(), lower)
                            : Math.min(upper.microDollars(), lower);
            kept.set(nearest, new Point(upper.upTo(), price));
            kept.remove(nearest - 1);
        }
        return kept;
    }

    private static long gap(List<Point> points, int i) {
        return Math.abs(points.get(i).microDollars() - points.get(i - 1).microDollars());
    }
}
