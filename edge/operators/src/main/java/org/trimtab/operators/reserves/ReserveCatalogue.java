package org.trimtab.operators.reserves;

import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.trimtab.market.ReserveProduct;
import org.trimtab.market.ReserveProduct.Side;
import org.trimtab.operators.rules.RuleBook;
import org.trimtab.program.RulePack;
import org.trimtab.program.RuleSource.Evidence;
import org.trimtab.program.RuleUnit.Dimension;
import org.trimtab.program.RuleValue;

/** Which reserves a load may offer in a market on a day, read from the rules in force then. */
public final class ReserveCatalogue {
    private static final String ERCOT_MONEY = "ercot/as";

    private ReserveCatalogue() {}

    /**
     * A product and the rules its figures stand in.
     *
     * @param id of the product
     * @param title for people
     * @param side which way the load moves
     * @param program rules with the time to respond
     * @param within key of that time
     * @param sustain key of the time it is kept up, in the program or in the market's rules of money
     */
    private record Entry(
            String id, String title, Side side, String program, String within, String sustain) {}

    private static final List<Entry> ERCOT =
            List.of(
                    new Entry(
                            "reg-up",
                            "Regulation Up",
                            Side.UP,
                            "ercot/clredp",
                            "scoring_interval",
                            "duration_regulation"),
                    new Entry(
                            "reg-down",
                            "Regulation Down",
                            Side.DOWN,
                            "ercot/clredp",
                            "scoring_interval",
                            "duration_regulation"),
                    new Entry(
                            "rrs",
                            "Responsive Reserve",
                            Side.UP,
                            "ercot/nclr-rrs",
                            "deliver_within",
                            "duration_rrs"),
                    new Entry(
                            "ecrs",
                            "Contingency Reserve",
                            Side.UP,
                            "ercot/nclr-ecrs",
                            "deliver_within",
                            "duration_ecrs"),
                    new Entry(
                            "non-spin",
                            "Non-Spinning Reserve",
                            Side.UP,
                            "ercot/nclr-non-spin",
                            "deliver_within",
                            "duration_non_spin"));

    private static final List<Entry> PJM =
            List.of(
                    new Entry(
                            "synchronised-reserve",
                            "Synchronized Reserve",
                            Side.UP,
                            "pjm/synchronised-reserve",
                            "deliver_within",
                            "sustain"),
                    new Entry(
                            "regulation",
                            "Regulation",
                            Side.UP,
                            "pjm/regulation",
                            "delay_most",
                            "commitment"));

    /**
     * The products of a market on an operating day; one that did not exist yet is not among them.
     *
     * @param market ERCOT or PJM
     * @throws IllegalArgumentException for any other market
     */
    public static List<ReserveProduct> on(RuleBook rules, String market, LocalDate day) {
        List<Entry> entries =
                switch (market.toUpperCase(Locale.ROOT)) {
                    case "ERCOT" -> ERCOT;
                    case "PJM" -> PJM;
                    default ->
                            throw new IllegalArgumentException(
                                    "reserves are known of ERCOT and PJM, not of \""
                                            + market
                                            + "\"");
                };
        List<ReserveProduct> products = new ArrayList<>();
        for (Entry entry : entries) {
            RulePack pack = inForce(rules, entry.program(), day);
            if (pack != null) {
                products.add(product(entry, pack, money(rules, market, day)));
            }
        }
        return products;
    }

    private static ReserveProduct product(Entry entry, RulePack pack, @Nullable RulePack money) {
        RuleValue within = pack.value(entry.within());
        Optional<RuleValue> sustain = pack.find("sustain").or(() -> pack.find(entry.sustain()));
        if (sustain.isEmpty() && money != null) {
            sustain = money.find(entry.sustain());
        }
        Evidence evidence = within.source().evidence();
        if (sustain.isPresent()) {
            evidence = weaker(evidence, sustain.get().source().evidence());
        }
        return new ReserveProduct(
                entry.id(),
                entry.title(),
                pack.id(),
                entry.side(),
                pack.duration(entry.within()),
                sustain.map(ReserveCatalogue::time).orElse(null),
                pack.has("until_recalled") && pack.flag("until_recalled"),
                evidence);
    }

    private static Duration time(RuleValue value) {
        if (!value.unit().dimension().equals(Dimension.TIME)) {
            throw new BadReserveRules(value.key() + " is no time but " + value.unit().symbol());
        }
        return Duration.ofSeconds(value.number().longValueExact());
    }

    private static Evidence weaker(Evidence a, Evidence b) {
        return a.isVerified() ? b : a;
    }

    private static @Nullable RulePack money(RuleBook rules, String market, LocalDate day) {
        return market.equalsIgnoreCase("ERCOT") ? inForce(rules, ERCOT_MONEY, day) : null;
    }

    private static @Nullable RulePack inForce(RuleBook rules, String id, LocalDate day) {
        return rules.versions(id).stream()
                .filter(pack -> pack.holdsOn(day) && !RuleBook.isProposal(pack))
                .findFirst()
                .orElse(null);
    }
}
