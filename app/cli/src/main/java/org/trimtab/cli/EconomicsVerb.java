package org.trimtab.cli;

import java.io.PrintWriter;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.trimtab.market.AsicModel;
import org.trimtab.market.BreakEven;
import org.trimtab.market.MiningTerms;
import org.trimtab.market.NetworkHashPrice;
import org.trimtab.market.RestartCost;
import org.trimtab.operators.mining.AsicModels;
import org.trimtab.quantity.EnergyPrice;
import org.trimtab.quantity.HashPrice;
import org.trimtab.quantity.QuantityFormat;
import org.trimtab.quantity.Share;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "economics",
        subcommands = EconomicsBlockVerb.class,
        description = {
            "Says what hashing earns and at which power price each miner stops paying.",
            "",
            "Examples:",
            "  trimtab economics --hashprice \"55 $/PH/s/day\" --model \"Antminer S21 XP\"",
            "  trimtab economics --difficulty 113757508517000 --bitcoin 100000 --height 900000",
            "  trimtab economics block --mw 345 --contract-price \"25 $/MWh\" --month 2023-08 ..."
        })
final class EconomicsVerb implements Callable<Integer> {
    @Option(
            names = "--hashprice",
            paramLabel = "PRICE",
            description = "Such as \"55 $/PH/s/day\"; or give --difficulty and --bitcoin.")
    @Nullable String hashPrice;

    @Option(names = "--difficulty", paramLabel = "D", description = "Difficulty of the network.")
    @Nullable BigDecimal difficulty;

    @Option(names = "--bitcoin", paramLabel = "USD", description = "Price of one bitcoin.")
    @Nullable BigDecimal bitcoin;

    @Option(
            names = "--height",
            paramLabel = "BLOCK",
            defaultValue = "900000",
            description = "Block height; it tells the subsidy (default: ${DEFAULT-VALUE}).")
    long height;

    @Option(
            names = "--fees",
            paramLabel = "BTC",
            defaultValue = "0",
            description = "Mean fees of a block (default: ${DEFAULT-VALUE}).")
    BigDecimal fees = BigDecimal.ZERO;

    @Option(
            names = "--pool-fee",
            paramLabel = "SHARE",
            defaultValue = "0 %",
            description = "What the pool keeps (default: ${DEFAULT-VALUE}).")
    String poolFee = "";

    @Option(
            names = "--pue",
            paramLabel = "RATIO",
            defaultValue = "1",
            description = "Site power per machine power (default: ${DEFAULT-VALUE}).")
    BigDecimal pue = BigDecimal.ONE;

    @Option(
            names = "--uptime",
            paramLabel = "SHARE",
            defaultValue = "100 %",
            description = "Share of its powered time a machine hashes (default: ${DEFAULT-VALUE}).")
    String uptime = "";

    @Option(
            names = "--adders",
            paramLabel = "PRICE",
            defaultValue = "0 $/MWh",
            description = "What a MWh costs beyond the market (default: ${DEFAULT-VALUE}).")
    String adders = "";

    @Option(names = "--model", paramLabel = "NAME", description = "One miner of the table.")
    @Nullable String model;

    @Option(names = "--json", description = "Print one JSON object.")
    boolean json;

    @Spec @Nullable CommandSpec spec;

    @Override
    public Integer call() {
        HashPrice price = price();
        MiningTerms terms =
                new MiningTerms(
                        price,
                        QuantityFormat.parseShare(poolFee),
                        pue,
                        QuantityFormat.parseEnergyPrice(adders),
                        EnergyPrice.ZERO,
                        Duration.ZERO,
                        Duration.ZERO);
        Share up = QuantityFormat.parseShare(uptime);
        List<AsicModel> models =
                model == null ? AsicModels.shipped() : List.of(AsicModels.find(model));
        PrintWriter out = Terminal.out(spec);
        if (json) {
            Json.print(out, json(price, terms, up, models));
        } else {
            print(out, price, terms, up, models);
        }
        return 0;
    }

    private HashPrice price() {
        if (hashPrice != null) {
            if (difficulty != null || bitcoin != null) {
                throw Fault.badInput("give --hashprice, or --difficulty with --bitcoin; not both");
            }
            return QuantityFormat.parseHashPrice(hashPrice);
        }
        if (difficulty == null || bitcoin == null) {
            throw Fault.badInput(
                    "give --hashprice, such as \"55 $/PH/s/day\", or --difficulty with --bitcoin");
        }
        return NetworkHashPrice.from(
                difficulty,
                new NetworkHashPrice.Reward(NetworkHashPrice.subsidyAt(height), fees),
                bitcoin);
    }

    private static void print(
            PrintWriter out,
            HashPrice price,
            MiningTerms terms,
            Share uptime,
            List<AsicModel> models) {
        out.printf(
                "hashprice %s; pool fee %s, PUE %s, uptime %s, adders %s%n%n",
                price,
                terms.poolFee(),
                terms.powerUsageEffectiveness().toPlainString(),
                uptime,
                terms.adders());
        TextTable table =
                new TextTable(
                        "model",
                        "hash rate",
                        "power",
                        "efficiency",
                        "break-even",
                        "restart",
                        "seen");
        for (AsicModel one : models) {
            table.row(
                    one.name(),
                    one.hashRate(),
                    one.power(),
                    one.efficiency(),
                    BreakEven.price(price, one.efficiency(), terms, uptime),
                    RestartCost.USUAL.of(one.hashRate(), price, terms.poolFee()),
                    seen(one));
        }
        table.print(out);
        out.println();
        out.println(
                "nameplates differ from machines at work by 5 to 10 %; restart: 10 min of lost");
        out.println(
                "work and 0.20 USD of wear, both inferred; seen: how far the figures were seen");
        out.flush();
    }

    private static String seen(AsicModel model) {
        return model.evidence().name().toLowerCase(Locale.ROOT)
                + (model.note().isEmpty() ? "" : "; " + model.note());
    }

    private static Map<String, @Nullable Object> json(
            HashPrice price, MiningTerms terms, Share uptime, List<AsicModel> models) {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        object.put("hashprice_usd_per_ph_day", price.dollars());
        object.put("pool_fee", terms.poolFee().fraction());
        object.put("pue", terms.powerUsageEffectiveness());
        object.put("uptime", uptime.fraction());
        object.put("adders_usd_per_mwh", terms.adders().dollars());
        List<Map<String, @Nullable Object>> rows = new ArrayList<>();
        for (AsicModel model : models) {
            Map<String, @Nullable Object> row = new LinkedHashMap<>();
            row.put("model", model.name());
            row.put("hashrate_th", BigDecimal.valueOf(model.hashRate().megahashesPerSecond(), 6));
            row.put("power_w", model.power().watts());
            row.put(
                    "efficiency_j_per_th",
                    BigDecimal.valueOf(model.efficiency().millijoulesPerTerahash(), 3));
            row.put("cooling", model.cooling());
            row.put(
                    "break_even_usd_per_mwh",
                    BreakEven.price(price, model.efficiency(), terms, uptime).dollars());
            row.put(
                    "restart_usd",
                    RestartCost.USUAL
                            .of(model.hashRate(), price, terms.poolFee())
                            .amount()
                            .setScale(4, RoundingMode.HALF_EVEN));
            row.put("evidence", model.evidence().name().toLowerCase(Locale.ROOT));
            row.put("source", model.source());
            row.put("note", model.note());
            rows.add(row);
        }
        object.put("models", rows);
        return object;
    }
}
