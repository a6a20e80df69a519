package org.trimtab.cli;

import java.nio.file.Path;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.trimtab.backtest.CallDraw;
import org.trimtab.backtest.StrategyScene.ReserveTerms;
import org.trimtab.interval.MarketInterval;
import org.trimtab.market.AsOfRule;
import org.trimtab.market.AsOfSeries;
import org.trimtab.market.ReserveCall;
import org.trimtab.market.ReservePrices;
import org.trimtab.market.ReserveProduct;
import org.trimtab.market.ReserveProduct.Side;
import org.trimtab.market.ReserveRules.Needs;
import org.trimtab.operators.prices.CallsFile;
import org.trimtab.operators.prices.PriceFile;
import org.trimtab.operators.prices.ReserveFile;
import org.trimtab.operators.reserves.ReserveCatalogue;
import org.trimtab.operators.rules.RuleBook;
import picocli.CommandLine.Option;

/** How reserve is sold and called in a backtest or a plan; the products are those of the market's rules. */
final class BacktestReserves {
    /** Load resources that fall by instruction; what a mine is unless it says otherwise. */
    private static final Map<String, String> USUAL = Map.of("ERCOT", "nclr", "PJM", "dr");

    @Option(
            names = "--reserves",
            paramLabel = "FILE.csv[.gz]",
            description =
                    "Clearing prices of reserves in $/MW per hour, a column for each product:"
                            + " REGDN,REGUP,RRS,NSPIN,ECRS in ERCOT, SR,NSR,REG in PJM.")
    @Nullable Path file;

    @Option(
            names = "--reserve-products",
            split = ",",
            paramLabel = "PRODUCT",
            description =
                    "What the site may offer (default: what its registration may hold by sleeping,"
                            + " such as rrs,ecrs,non-spin).")
    @Nullable List<String> asked;

    @Option(
            names = "--market",
            paramLabel = "NAME",
            description = "Whose reserve products, ERCOT or PJM (default: ERCOT).")
    String market = "ERCOT";

    @Option(
            names = "--resource",
            paramLabel = "KIND",
            description =
                    "What the site is registered as: clr, nclr or alr in ERCOT, dr in PJM (default:"
                            + " nclr, dr).")
    @Nullable String resource;

    @Option(
            names = "--calls",
            paramLabel = "FILE.csv",
            description =
                    "Calls on reserves to play, from,until,product,mw; a blank mw calls all that is"
                            + " held.")
    @Nullable Path calls;

    @Option(
            names = "--expected-calls",
            paramLabel = "SEED",
            description =
                    "Play calls drawn with a seed, as often as the rules of each product expect.")
    @Nullable Long expected;

    /** The terms for a span of days. */
    ReserveTerms terms(LocalDate last, List<String> warnings) {
        List<ReserveProduct> rules = rules(last);
        List<String> products = new ArrayList<>();
        if (asked == null) {
            rules.stream().filter(this::isUsual).forEach(rule -> products.add(rule.id()));
        } else {
            for (String name : asked) {
                products.add(chosen(name, rules, warnings));
            }
        }
        ReserveTerms usual = ReserveTerms.DEFAULT;
        return new ReserveTerms(
                products,
                rules.isEmpty()
                        ? usual.gate()
                        : or(rules.getFirst().rules().offersDue(), usual.gate()),
                rules.isEmpty()
                        ? usual.posted()
                        : or(rules.getFirst().rules().awardsPosted(), usual.posted()),
                usual.failureMultiple(),
                usual.shareMost(),
                usual.calledShare(),
                rules,
                calls != null || expected != null);
    }

    private static LocalTime or(@Nullable LocalTime told, LocalTime otherwise) {
        return told == null ? otherwise : told;
    }

    private List<ReserveProduct> rules(LocalDate last) {
        try {
            return ReserveCatalogue.on(RuleBook.shipped(), market, last);
        } catch (IllegalArgumentException e) {
            throw Fault.badInput("--market: " + e.getMessage());
        }
    }

    private boolean isUsual(ReserveProduct rule) {
        return rule.side() == Side.UP
                && rule.rules().needs() == Needs.NOTHING
                && rule.rules().isOpenTo(registered());
    }

    private String registered() {
        return resource == null
                ? USUAL.getOrDefault(market.toUpperCase(Locale.ROOT), "dr")
                : resource.strip().toLowerCase(Locale.ROOT);
    }

    private String chosen(String name, List<ReserveProduct> rules, List<String> warnings) {
        String given = name.strip();
        ReserveProduct rule =
                rules.stream()
                        .filter(one ->
                                one.id().equals(given.toLowerCase(Locale.ROOT))
                                        || (one.rules().column().equalsIgnoreCase(given)
                                                && one.id().equals(one.rules().pricedAs())))
                        .findFirst()
                        .orElseThrow(() ->
                                Fault.badInput(
                                        "--reserve-products "
                                                + given
                                                + ": "
                                                + market
                                                + " has "
                                                + rules.stream()
                                                        .map(ReserveProduct::id)
                                                        .collect(Collectors.joining(", "))));
        if (rule.side() == Side.DOWN) {
            throw Fault.badInput(
                    "--reserve-products "
                            + given
                            + ": it draws more when called, and a site at full work has no room for"
                            + " that");
        }
        if (!rule.rules().isOpenTo(registered())) {
            warnings.add(rule.id() + " is closed to " + registered() + " by its rules; --resource");
        }
        if (rule.rules().needs() != Needs.NOTHING) {
            warnings.add(
                    rule.id()
                            + (rule.rules().needs() == Needs.RELAY
                                    ? " needs a relay that trips by itself"
                                    : " needs machines held at levels between, which are left out")
                            + "; here machines fall whole when it is called");
        }
        return rule.id();
    }

    /** Clearing prices by product, each known when the market posts. */
    SortedMap<String, AsOfSeries> prices(ReserveTerms terms, ZoneId zone, List<String> warnings) {
        SortedMap<String, AsOfSeries> byProduct = new TreeMap<>();
        if (file == null) {
            return byProduct;
        }
        ReservePrices read = ReserveFile.read(file, PriceFile.TIME_COLUMN);
        AsOfRule rule = AsOfRule.dayBefore(terms.posted(), zone);
        for (String product : read.products()) {
            List<AsOfSeries.Fact> facts = new ArrayList<>();
            for (ReservePrices.Hour hour : read.hours()) {
                var price = hour.prices().get(product);
                if (price != null) {
                    facts.add(
                            new AsOfSeries.Fact(
                                    hour.interval(),
                                    rule.knownAt(hour.interval()),
                                    price.microDollarsPerMwHour()));
                }
            }
            byProduct.put(product, AsOfSeries.of(product, facts));
        }
        for (String product : terms.products()) {
            if (!byProduct.containsKey(pricedAs(product, terms))) {
                warnings.add(
                        "the reserve file has no prices of "
                                + product
                                + "; nothing of it is offered");
            }
        }
        read.pricedFrom()
                .forEach((product, first) -> {
                    if (first.isAfter(read.span().from())) {
                        warnings.add(
                                product
                                        + " has no price before "
                                        + first
                                        + "; it is not sold before");
                    }
                });
        return byProduct;
    }

    private static String pricedAs(String product, ReserveTerms terms) {
        return terms.rules().stream()
                .filter(rule -> rule.id().equals(product))
                .map(rule -> rule.rules().pricedAs())
                .findFirst()
                .orElse(product);
    }

    /** The calls to play over a span. */
    List<ReserveCall> calls(ReserveTerms terms, MarketInterval span, List<String> warnings) {
        if (calls != null && expected != null) {
            throw Fault.badInput("--calls and --expected-calls: give one of them");
        }
        if (calls == null && expected == null) {
            return List.of();
        }
        if (file == null) {
            throw Fault.badInput("calls are on reserves that were sold: give prices by --reserves");
        }
        Long seed = expected;
        if (seed != null) {
            List<ReserveProduct> offered =
                    terms.rules().stream()
                            .filter(rule -> terms.products().contains(rule.id()))
                            .toList();
            for (ReserveProduct rule : offered) {
                warnings.add(
                        "calls on %s are drawn for %s of the hours held (%s)"
                                .formatted(
                                        rule.id(),
                                        rule.rules().call().share(),
                                        rule.rules()
                                                .call()
                                                .evidence()
                                                .name()
                                                .toLowerCase(Locale.ROOT)));
            }
            return CallDraw.of(offered, span, seed);
        }
        List<ReserveCall> read = calls == null ? List.of() : CallsFile.read(calls);
        TreeSet<String> unknown = new TreeSet<>();
        read.forEach(call -> {
            if (!terms.products().contains(call.product())) {
                unknown.add(call.product());
            }
        });
        if (!unknown.isEmpty()) {
            warnings.add(
                    "--calls: "
                            + String.join(", ", unknown)
                            + " is not among what is offered, "
                            + String.join(", ", terms.products())
                            + "; such calls do nothing");
        }
        return read;
    }
}
