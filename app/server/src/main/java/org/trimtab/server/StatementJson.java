package org.trimtab.server;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.trimtab.interval.MarketInterval;
import org.trimtab.quantity.Money;
import org.trimtab.quantity.Power;
import org.trimtab.quantity.Reduction;
import org.trimtab.settlement.IntervalPerformance;
import org.trimtab.settlement.IntervalPerformance.Verdict;
import org.trimtab.settlement.Statement;

/**
 * A statement as JSON: levels and reductions in whole W, energy in MWh to six decimals (1 Wh) and exactly in J, money
 * rounded half-even to cents, times in UTC. Unknown values are null.
 */
public final class StatementJson {
    private static final int MWH_DECIMALS = 6;

    private StatementJson() {}

    /** The statement as a tree that {@link WireJson#mapper()} writes in order. */
    public static Map<String, @Nullable Object> of(Statement statement) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("site", statement.site().value());
        json.put("instruction_id", statement.instruction().value());
        json.put("program", statement.program());
        json.put("from", text(statement.owed().from()));
        json.put("until", text(statement.owed().until()));
        json.put("baseline_w", watts(statement.baseline()));
        json.put("limit_w", watts(statement.limit()));
        json.put(
                "delivered_at",
                statement.deliveredAt() == null ? null : text(statement.deliveredAt()));
        json.put("energy_reduced_j", statement.energyReduced().joules());
        json.put(
                "energy_reduced_mwh",
                statement.energyReduced().megawattHours(MWH_DECIMALS, RoundingMode.HALF_EVEN));
        putMoney(json, "availability", statement.availability());
        putMoney(json, "energy", statement.energy());
        putMoney(json, "total", statement.total());
        json.put("intervals_by_verdict", counts(statement));
        json.put("intervals", statement.intervals().stream().map(StatementJson::interval).toList());
        return json;
    }

    /** The statement as JSON text. */
    public static String write(Statement statement) {
        return WireJson.mapper().writeValueAsString(of(statement));
    }

    private static Map<String, Long> counts(Statement statement) {
        Map<String, Long> counts = new LinkedHashMap<>();
        for (Verdict verdict : Verdict.values()) {
            counts.put(verdict.name(), statement.count(verdict));
        }
        return counts;
    }

    private static Map<String, @Nullable Object> interval(IntervalPerformance performance) {
        MarketInterval when = performance.interval();
        Reduction delivered = performance.delivered();
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("from", text(when.from()));
        json.put("until", text(when.until()));
        json.put("metered_w", watts(performance.metered()));
        json.put("owed_w", performance.owed().watts());
        json.put("delivered_w", delivered == null ? null : delivered.watts());
        json.put("verdict", performance.verdict().name());
        json.put("reason", performance.reason().name());
        return json;
    }

    private static void putMoney(Map<String, @Nullable Object> json, String what, Money money) {
        BigDecimal cents = money.toCents(RoundingMode.HALF_EVEN).amount();
        json.put(what + "_" + money.currency().toLowerCase(Locale.ROOT), cents);
    }

    private static @Nullable Long watts(@Nullable Power power) {
        return power == null ? null : power.watts();
    }

    private static String text(java.time.Instant instant) {
        return instant.toString();
    }
}
