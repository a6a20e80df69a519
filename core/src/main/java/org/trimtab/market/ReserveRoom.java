package org.trimtab.market;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.trimtab.market.ReserveProduct.Side;
import org.trimtab.program.ProgramBook;
import org.trimtab.quantity.Power;

/**
 * The room a load has for reserves (market-rules §1.2): its level less all reserves upward stays at or above its least,
 * its level and all reserves downward at or below its most. A site that is curtailed already has none upward.
 *
 * @param level at which it runs
 * @param least lowest level it can go to
 * @param most highest level it can go to
 */
public record ReserveRoom(Power level, Power least, Power most) {
    public ReserveRoom {
        if (least.compareTo(most) > 0) {
            throw new IllegalArgumentException("the least " + least + " is above the most " + most);
        }
    }

    /**
     * A reserve held, or one that is owed to another program already.
     *
     * @param product what is held; null for an obligation that is no product of this market
     * @param program its program, for exclusions
     * @param level how much
     */
    public record Held(@Nullable ReserveProduct product, String program, Power level) {}

    /** Room downward from the level, for reserves that draw less; at least 0. */
    public Power upward() {
        return level.minus(least).atLeast(Power.ZERO);
    }

    /** Room upward from the level, for reserves that draw more; at least 0. */
    public Power downward() {
        return most.minus(level).atLeast(Power.ZERO);
    }

    /**
     * What may still be offered of a product.
     *
     * @param capability what the site can promise within the product's time, by product
     * @param held what is held and owed; a program that may share a megawatt with this one leaves the room to it
     * @param book which programs may share a megawatt; two reserves of a market never do
     */
    public Power offerable(
            ReserveProduct product,
            Map<String, Power> capability,
            List<Held> held,
            ProgramBook book) {
        Power room = product.side() == Side.UP ? upward() : downward();
        for (Held other : held) {
            ReserveProduct beside = other.product();
            boolean takes =
                    beside == null
                            ? product.side() == Side.UP && !mayShare(product, other, book)
                            : beside.side() == product.side();
            room = takes ? room.minus(other.level()) : room;
        }
        return room.atMost(capability.getOrDefault(product.id(), Power.ZERO)).atLeast(Power.ZERO);
    }

    /** The site's own book and the market's rules must both allow it. */
    private static boolean mayShare(ReserveProduct product, Held other, ProgramBook book) {
        return book.mayShare(product.program(), other.program())
                && !product.rules().excludes().contains(other.program());
    }

    /** Why a set of reserves does not fit, naming the first that fails; null when it does. */
    public @Nullable String misfit(List<Held> held, Map<String, Power> capability) {
        Power up = Power.ZERO;
        Power down = Power.ZERO;
        for (Held one : held) {
            ReserveProduct product = one.product();
            if (product == null) {
                up = up.plus(one.level());
                continue;
            }
            Power able = capability.getOrDefault(product.id(), Power.ZERO);
            if (one.level().compareTo(able) > 0) {
                return product.id()
                        + " of "
                        + one.level()
                        + " is above what can be promised, "
                        + able;
            }
            up = product.side() == Side.UP ? up.plus(one.level()) : up;
            down = product.side() == Side.DOWN ? down.plus(one.level()) : down;
        }
        if (up.compareTo(upward()) > 0) {
            return "reserves that draw less come to " + up + ", and there are " + upward();
        }
        return down.compareTo(downward()) > 0
                ? "reserves that draw more come to " + down + ", and there are " + downward()
                : null;
    }
}
