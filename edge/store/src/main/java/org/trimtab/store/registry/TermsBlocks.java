package org.trimtab.store.registry;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;
import org.trimtab.documents.Section;
import org.trimtab.engine.DispatchPolicy;
import org.trimtab.engine.DispatchPolicy.Following;
import org.trimtab.engine.DispatchPolicy.Trust;
import org.trimtab.market.MiningTerms;
import org.trimtab.program.ProgramTerms;
import org.trimtab.program.ProgramTerms.BaselineMethod;
import org.trimtab.quantity.Power;
import org.trimtab.quantity.QuantityFormat;
import org.trimtab.resource.SiteLimits;

/**
 * Reads the blocks that say what is earned, owed and risked: {@code mining}, {@code program}, {@code limits}, {@code
 * policy}.
 */
final class TermsBlocks {
    private TermsBlocks() {}

    static MiningTerms mining(Section block) {
        block.only(
                "hashprice",
                "pool-fee",
                "power-usage-effectiveness",
                "adders",
                "hysteresis",
                "min-off",
                "min-on");
        return new MiningTerms(
                block.value("hashprice", QuantityFormat::parseHashPrice),
                block.value("pool-fee", QuantityFormat::parseShare),
                block.value("power-usage-effectiveness", Parsers::powerUsageEffectiveness),
                block.value("adders", QuantityFormat::parseEnergyPrice),
                block.value("hysteresis", Parsers::priceNotNegative),
                block.value("min-off", QuantityFormat::parseDuration),
                block.value("min-on", QuantityFormat::parseDuration));
    }

    static ProgramTerms program(Section block) {
        block.only(
                "name",
                "baseline",
                "maximum-base-load",
                "baseline-window",
                "interval",
                "deliver-within",
                "availability",
                "energy",
                "pass-ratio");
        BaselineMethod method = block.value("baseline", TermsBlocks::baseline);
        return new ProgramTerms(
                block.text("name"),
                method,
                block.value("baseline-window", Parsers::wholeSeconds),
                maximumBaseLoad(block, method),
                block.value("interval", Parsers::wholeSeconds),
                block.value("deliver-within", QuantityFormat::parseDuration),
                block.value("availability", Parsers::usdPerMwHour),
                block.value("energy", Parsers::priceNotNegative),
                block.value("pass-ratio", TermsBlocks::passRatio));
    }

    static DispatchPolicy policy(@Nullable Section block) {
        DispatchPolicy usual = DispatchPolicy.DEFAULT;
        if (block == null) {
            return usual;
        }
        block.only(
                "margin",
                "meter-stale-after",
                "device-stale-after",
                "command-life",
                "attempts-max",
                "trim-after",
                "wake-wave-max",
                "wake-wave-every",
                "obligation-longest",
                "obligation-ahead",
                "base-ramp",
                "set-point-stale-after",
                "dead-band",
                "failures-max",
                "quarantine",
                "over-dispatch-most",
                "wear-per-sleep");
        return new DispatchPolicy(
                block.value("margin", QuantityFormat::parseShare, usual.margin()),
                block.value("meter-stale-after", Parsers::stretch, usual.meterStaleAfter()),
                block.value("device-stale-after", Parsers::stretch, usual.deviceStaleAfter()),
                block.value("command-life", Parsers::stretch, usual.commandLife()),
                block.value("attempts-max", Parsers.whole(1, 100), usual.attemptsMax()),
                block.value("trim-after", Parsers::stretch, usual.trimAfter()),
                block.value("wake-wave-max", Parsers.whole(1, 200_000), usual.wakeWaveMax()),
                block.value("wake-wave-every", Parsers::stretch, usual.wakeWaveEvery()),
                block.value("obligation-longest", Parsers::stretch, usual.obligationLongest()),
                block.value("obligation-ahead", Parsers::stretch, usual.obligationAhead()),
                following(block, usual.following()),
                trust(block, usual.trust()),
                block.value("wear-per-sleep", Parsers::usd, usual.wearPerSleepUsd()));
    }

    private static Following following(Section block, Following usual) {
        return new Following(
                block.value("base-ramp", Parsers::stretch, usual.baseRamp()),
                block.value("set-point-stale-after", Parsers::stretch, usual.setPointStaleAfter()),
                block.value("dead-band", QuantityFormat::parseShare, usual.deadBand()));
    }

    private static Trust trust(Section block, Trust usual) {
        return new Trust(
                block.value("failures-max", Parsers.whole(1, 100), usual.failuresMax()),
                block.value("quarantine", Parsers::stretch, usual.quarantine()),
                block.value(
                        "over-dispatch-most",
                        QuantityFormat::parseShare,
                        usual.overDispatchMost()));
    }

    static SiteLimits limits(@Nullable Section block) {
        if (block == null) {
            return SiteLimits.NONE;
        }
        block.only("most", "least", "ramp-up", "ramp-down");
        Power most = block.find("most", Parsers::powerAboveZero);
        Power least = block.value("least", Parsers::powerNotNegative, Power.ZERO);
        if (most != null && least.compareTo(most) > 0) {
            throw block.bad("least", "least, " + least + ", must not lie above most, " + most);
        }
        return new SiteLimits(
                most,
                least,
                block.find("ramp-up", QuantityFormat::parseRampRate),
                block.find("ramp-down", QuantityFormat::parseRampRate));
    }

    private static BaselineMethod baseline(String text) {
        return switch (text) {
            case "meter-before-meter-after" -> BaselineMethod.METER_BEFORE_METER_AFTER;
            case "maximum-base-load" -> BaselineMethod.MAXIMUM_BASE_LOAD;
            default -> throw Parsers.bad(text, "meter-before-meter-after or maximum-base-load");
        };
    }

    private static @Nullable Power maximumBaseLoad(Section block, BaselineMethod method) {
        String key = "maximum-base-load";
        if (method == BaselineMethod.MAXIMUM_BASE_LOAD) {
            return block.value(key, Parsers::powerAboveZero);
        }
        if (block.has(key)) {
            throw block.bad(key, "only belongs to baseline: maximum-base-load; leave it out");
        }
        return null;
    }

    private static BigDecimal passRatio(String text) {
        BigDecimal ratio = QuantityFormat.parseShare(text).fraction().stripTrailingZeros();
        if (ratio.signum() <= 0) {
            throw Parsers.bad(text, "above 0 %");
        }
        return ratio;
    }
}
