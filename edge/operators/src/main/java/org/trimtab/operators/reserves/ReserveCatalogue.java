package org.trimtab.operators.reserves;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.trimtab.market.ReserveProduct;
import org.trimtab.market.ReserveProduct.Side;
import org.trimtab.market.ReserveRules;
import org.trimtab.market.ReserveRules.Needs;
import org.trimtab.operators.rules.RuleBook;
import org.trimtab.program.RulePack;
import org.trimtab.program.RuleSource.Evidence;
import org.trimtab.program.RuleValue;
import org.trimtab.quantity.Power;
import org.trimtab.quantity.Share;

/** Which reserves a load may offer in a market on a day: the rule packs of the kind {@code reserve-product}. */
public final class ReserveCatalogue {
    /** The kind of rule pack that describes a product. */
    public static final String KIND = "reserve-product";

    private ReserveCatalogue() {}

    /**
     * The products of a market on an operating day, by their id; one that did not exist yet is not among them.
     *
     * @param market such as ERCOT or PJM
     * @throws IllegalArgumentException for a market whose products are not known, naming those that are
     */
    public static List<ReserveProduct> on(RuleBook rules, String market, LocalDate day) {
        List<ReserveProduct> products = new ArrayList<>();
        for (String id : of(rules, market)) {
            rules.versions(id).stream()
                    .filter(pack -> pack.holdsOn(day) && !RuleBook.isProposal(pack))
                    .findFirst()
                    .ifPresent(pack -> products.add(product(pack)));
        }
        products.sort(java.util.Comparator.comparing(ReserveProduct::id));
        return products;
    }

    /** Products by the column of their clearing price in files; a sub-type shares that of its product. */
    public static Map<String, String> columns(RuleBook rules) {
        Map<String, String> columns = new LinkedHashMap<>();
        for (String id : rules.ids()) {
            RulePack pack = rules.versions(id).getLast();
            if (pack.kind().equals(KIND)) {
                columns.put(pack.text("price_column"), pack.text("priced_as"));
            }
        }
        return columns;
    }

    private static List<String> of(RuleBook rules, String market) {
        Set<String> known = new TreeSet<>();
        List<String> ids = new ArrayList<>();
        for (String id : rules.ids()) {
            RulePack pack = rules.versions(id).getLast();
            if (pack.kind().equals(KIND)) {
                known.add(pack.market());
                if (pack.market().equals(market.toUpperCase(Locale.ROOT))) {
                    ids.add(id);
                }
            }
        }
        if (ids.isEmpty()) {
            throw new IllegalArgumentException(
                    "reserves are known of "
                            + String.join(" and ", known)
                            + ", not of \""
                            + market
                            + "\"");
        }
        return ids;
    }

    private static ReserveProduct product(RulePack pack) {
        Optional<RuleValue> sustain = pack.find("sustain");
        Evidence evidence = pack.value("deliver_within").source().evidence();
        if (sustain.isPresent()) {
            evidence = weaker(evidence, sustain.get().source().evidence());
        }
        return new ReserveProduct(
                pack.text("product"),
                pack.title(),
                pack.text("settled_by"),
                pack.text("direction").equals("up") ? Side.UP : Side.DOWN,
                pack.duration("deliver_within"),
                sustain.map(_ -> pack.duration("sustain")).orElse(null),
                pack.flag("until_recalled"),
                evidence,
                terms(pack));
    }

    private static ReserveRules terms(RulePack pack) {
        return new ReserveRules(
                pack.text("priced_as"),
                pack.text("price_column"),
                listed(pack.text("resources")),
                needs(pack),
                pack.power("minimum_power"),
                power(pack, "system_limit"),
                pack.has("load_share_most") ? share(pack, "load_share_most") : null,
                pack.has("excludes") ? listed(pack.text("excludes")) : Set.of(),
                new ReserveRules.Call(
                        share(pack, "deployed_ratio"),
                        pack.duration("call_length"),
                        pack.has("restore_within")
                                ? pack.duration("restore_within")
                                : Duration.ZERO,
                        pack.value("deployed_ratio").source().evidence()),
                time(pack, "offers_due"),
                time(pack, "awards_posted"),
                pack.text("qualification"));
    }

    private static Needs needs(RulePack pack) {
        return switch (pack.text("needs")) {
            case "none" -> Needs.NOTHING;
            case "relay" -> Needs.RELAY;
            case "set-point" -> Needs.SET_POINT;
            default ->
                    throw new BadReserveRules(
                            pack.id()
                                    + ": needs is none, relay or set-point, got "
                                    + pack.text("needs"));
        };
    }

    private static @Nullable Power power(RulePack pack, String key) {
        return pack.has(key) ? pack.power(key) : null;
    }

    private static Share share(RulePack pack, String key) {
        return new Share(pack.ratio(key).multiply(BigDecimal.valueOf(1_000_000)).intValue());
    }

    private static LocalTime time(RulePack pack, String key) {
        return LocalTime.parse(pack.text(key));
    }

    private static Set<String> listed(String text) {
        return Arrays.stream(text.split(",", -1))
                .map(String::strip)
                .collect(Collectors.toUnmodifiableSet());
    }

    private static Evidence weaker(Evidence a, Evidence b) {
        return a.isVerified() ? b : a;
    }
}
