package org.trimtab.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.trimtab.engine.SiteDefinition;
import org.trimtab.live.SiteFiles;
import org.trimtab.market.BreakEven;
import org.trimtab.market.OfferCurve;
import org.trimtab.market.ReserveProduct;
import org.trimtab.market.ReserveProduct.Side;
import org.trimtab.market.ReserveRoom;
import org.trimtab.market.ReserveValue;
import org.trimtab.market.RestartCost;
import org.trimtab.market.ValueOfWork;
import org.trimtab.operators.reserves.ReserveCatalogue;
import org.trimtab.quantity.EnergyPrice;
import org.trimtab.quantity.Power;
import org.trimtab.quantity.QuantityFormat;
import org.trimtab.quantity.Share;
import org.trimtab.resource.Device;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "curves",
        description = {
            "Makes offers a market takes from a site file: the energy bid, and what each reserve must"
                    + " pay at least for the risk of being called. Nothing is filed.",
            "",
            "Example:",
            "  trimtab offers curves --site site.yaml --market ERCOT --day 2026-11-24"
        })
final class OffersCurvesVerb implements Callable<Integer> {
    @Option(names = "--site", required = true, paramLabel = "SITE.yaml", description = "The site.")
    Path siteFile = Path.of("site.yaml");

    @Option(
            names = "--market",
            defaultValue = "ERCOT",
            paramLabel = "NAME",
            description = "ERCOT or PJM (default: ${DEFAULT-VALUE}).")
    String market = "";

    @Option(names = "--day", required = true, paramLabel = "DAY", description = "Operating day.")
    String day = "";

    @Option(
            names = "--energy-price",
            defaultValue = "30 $/MWh",
            paramLabel = "PRICE",
            description = "Expected price of energy (default: ${DEFAULT-VALUE}).")
    String energyPrice = "";

    @Option(
            names = "--deployed",
            paramLabel = "SHARE",
            description =
                    "Expected share of the hours held in which a reserve is called (default: that of"
                            + " the product's rules, most of it our own reckoning).")
    @Nullable String deployed;

    @Option(
            names = "--resource",
            paramLabel = "KIND",
            description =
                    "What the site is registered as: clr, nclr or alr in ERCOT, dr in PJM; products"
                            + " that are closed to it show no room (default: any).")
    @Nullable String resource;

    @Option(
            names = "--most-price",
            defaultValue = "5000 $/MWh",
            paramLabel = "PRICE",
            description = "Greatest price of a bid (default: ${DEFAULT-VALUE}).")
    String mostPrice = "";

    @Option(names = "--json", description = "Print one JSON object.")
    boolean json;

    @Mixin RulesAt rules = new RulesAt();

    @Spec @Nullable CommandSpec spec;

    @Override
    public Integer call() {
        SiteDefinition site = SiteFiles.read(siteFile);
        List<ReserveProduct> products = ReserveCatalogue.on(rules.open(), market, RulesAt.day(day));
        Power least = Power.ZERO;
        Power most = Power.ZERO;
        for (Device device : site.site().devices()) {
            least = least.plus(device.standby());
            most = most.plus(device.running());
        }
        ReserveRoom room = new ReserveRoom(most, least, most);
        OfferCurve bid =
                OfferCurve.bid(least, bidSteps(site), QuantityFormat.parseEnergyPrice(mostPrice));
        PrintWriter out = Terminal.out(spec);
        if (json) {
            Json.print(out, json(site, room, bid, products));
        } else {
            print(out, site, room, bid, products);
        }
        return 0;
    }

    private static List<OfferCurve.Step> bidSteps(SiteDefinition site) {
        TreeMap<Long, Long> steps = new TreeMap<>();
        for (Device device : site.site().devices()) {
            EnergyPrice price = BreakEven.price(device.efficiency(), site.mining());
            long watts = device.running().watts() - device.standby().watts();
            steps.merge(price.microDollarsPerMwh(), watts, Long::sum);
        }
        return steps(steps);
    }

    private OfferCurve offer(SiteDefinition site, ReserveRoom room, ReserveProduct product) {
        EnergyPrice energy = QuantityFormat.parseEnergyPrice(energyPrice);
        Share called =
                deployed == null
                        ? product.rules().call().share()
                        : QuantityFormat.parseShare(deployed);
        Duration kept = product.sustain();
        Duration off = kept == null || kept.isZero() ? Duration.ofHours(1) : kept;
        TreeMap<Long, Long> steps = new TreeMap<>();
        long able = 0;
        for (Device device : site.site().devices()) {
            if (!isOpen(product) || !product.mayHold(falls(device), device.capabilities())) {
                continue;
            }
            EnergyPrice restart =
                    RestartCost.perMwh(
                            RestartCost.USUAL.of(
                                    device.hashRate(),
                                    site.mining().hashPrice(),
                                    site.mining().poolFee()),
                            device.running(),
                            off);
            long price =
                    ReserveValue.expectedCost(
                                    product,
                                    called,
                                    ValueOfWork.perMwh(device.efficiency(), site.mining()),
                                    energy.plus(site.mining().adders()),
                                    restart)
                            .microDollarsPerMwHour();
            long watts = device.running().watts() - device.standby().watts();
            able += watts;
            steps.merge(price, watts, Long::sum);
        }
        Power most =
                room.offerable(
                        product,
                        Map.of(product.id(), Power.ofWatts(able)),
                        List.of(),
                        site.programs());
        // Less than the market takes is not offered at all.
        return OfferCurve.offer(
                product.id(),
                steps(steps),
                most.compareTo(product.rules().least()) < 0 ? Power.ZERO : most);
    }

    private boolean isOpen(ReserveProduct product) {
        return resource == null
                || product.rules().isOpenTo(resource.strip().toLowerCase(Locale.ROOT));
    }

    /** Why nothing of a product can be offered. */
    private String closed(SiteDefinition site, ReserveProduct product) {
        if (!isOpen(product)) {
            return "closed to " + resource;
        }
        if (site.site().devices().stream()
                .anyMatch(device -> product.mayHold(falls(device), device.capabilities()))) {
            return "no room";
        }
        return switch (product.rules().needs()) {
            case RELAY -> "needs a relay that trips by itself";
            case SET_POINT -> "needs machines that hold a level";
            case NOTHING -> "no machine falls in time";
        };
    }

    private static Duration falls(Device device) {
        return device.timing().answersWithin().plus(device.timing().fallsWithin());
    }

    private static List<OfferCurve.Step> steps(SortedMap<Long, Long> watts) {
        List<OfferCurve.Step> steps = new ArrayList<>();
        watts.forEach(
                (price, level) -> steps.add(new OfferCurve.Step(Power.ofWatts(level), price)));
        return steps;
    }

    private void print(
            PrintWriter out,
            SiteDefinition site,
            ReserveRoom room,
            OfferCurve bid,
            List<ReserveProduct> products) {
        out.printf("%s on %s, %s down to %s%n%n", market, day, room.most(), room.least());
        TextTable table = new TextTable("curve", "up to", "price", "within", "kept up", "seen");
        for (OfferCurve.Point point : bid.points()) {
            table.row(
                    "energy bid", point.upTo(), new EnergyPrice(point.microDollars()), "", "", "");
        }
        for (ReserveProduct product : products) {
            OfferCurve curve = offer(site, room, product);
            if (curve.points().isEmpty()) {
                table.row(
                        product.id(),
                        Power.ZERO,
                        "-",
                        within(product),
                        kept(product),
                        closed(site, product));
            }
            for (OfferCurve.Point point : curve.points()) {
                table.row(
                        product.id(),
                        point.upTo(),
                        new org.trimtab.market.ReservePrice(point.microDollars()),
                        within(product),
                        kept(product),
                        seen(product));
            }
        }
        table.print(out);
        out.println();
        out.println("reserves upward share one room: what is held of one is not there for another");
        out.flush();
    }

    private static String within(ReserveProduct product) {
        return product.within().compareTo(Duration.ofMinutes(1)) < 0
                ? product.within().toMillis() + " ms"
                : product.within().toMinutes() + " min";
    }

    private static String kept(ReserveProduct product) {
        Duration sustain = product.sustain();
        String time = sustain == null ? "not told" : sustain.toMinutes() + " min";
        return product.untilRecalled() ? time + ", until recalled" : time;
    }

    private static String seen(ReserveProduct product) {
        return product.evidence().name().toLowerCase(Locale.ROOT);
    }

    private Map<String, @Nullable Object> json(
            SiteDefinition site, ReserveRoom room, OfferCurve bid, List<ReserveProduct> products) {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        object.put("market", market);
        object.put("day", day);
        object.put("most_w", room.most().watts());
        object.put("least_w", room.least().watts());
        object.put("energy_bid", points(bid, "usd_per_mwh"));
        List<Map<String, @Nullable Object>> offers = new ArrayList<>();
        for (ReserveProduct product : products) {
            Map<String, @Nullable Object> offer = new LinkedHashMap<>();
            Duration sustain = product.sustain();
            offer.put("product", product.id());
            offer.put("program", product.program());
            offer.put("side", product.side() == Side.UP ? "up" : "down");
            offer.put("within_s", product.within().toSeconds());
            offer.put("sustain_s", sustain == null ? null : sustain.toSeconds());
            offer.put("until_recalled", product.untilRecalled());
            offer.put("resources", product.rules().resources().stream().sorted().toList());
            offer.put("needs", product.rules().needs().name().toLowerCase(Locale.ROOT));
            offer.put("least_w", product.rules().least().watts());
            Share share = product.rules().loadShareMost();
            Power system = product.rules().systemMost();
            offer.put("load_share_most", share == null ? null : share.fraction());
            offer.put("system_most_w", system == null ? null : system.watts());
            offer.put("excludes", product.rules().excludes().stream().sorted().toList());
            offer.put("qualification", product.rules().qualification());
            offer.put("called_share", product.rules().call().share().fraction());
            offer.put(
                    "called_evidence",
                    product.rules().call().evidence().name().toLowerCase(Locale.ROOT));
            offer.put("evidence", seen(product));
            offer.put("points", points(offer(site, room, product), "usd_per_mw_hour"));
            offers.add(offer);
        }
        object.put("reserves", offers);
        return object;
    }

    private static List<Map<String, @Nullable Object>> points(OfferCurve curve, String unit) {
        List<Map<String, @Nullable Object>> points = new ArrayList<>();
        for (OfferCurve.Point point : curve.points()) {
            Map<String, @Nullable Object> one = new LinkedHashMap<>();
            one.put("up_to_w", point.upTo().watts());
            one.put(unit, java.math.BigDecimal.valueOf(point.microDollars(), 6));
            points.add(one);
        }
        return points;
    }
}
