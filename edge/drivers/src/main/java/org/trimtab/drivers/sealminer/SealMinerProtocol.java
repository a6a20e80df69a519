package org.trimtab.drivers.sealminer;

import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.trimtab.dispatch.Action;
import org.trimtab.drivers.cgminer.Cgminer;
import org.trimtab.drivers.cgminer.CgminerReply;
import org.trimtab.drivers.cgminer.JsonValue;
import org.trimtab.drivers.cgminer.SummaryHashRate;
import org.trimtab.quantity.HashRate;
import tools.jackson.databind.JsonNode;

/** What a SealMiner is asked and what it answers. Pure. */
final class SealMinerProtocol {
    /** Its own report: state, power, boards. */
    static final String STATS = "stats";

    /** Hash rate averages, for firmware whose boards give none. */
    static final String SUMMARY = "summary";

    private static final int BOARDS_MAX = 16;

    private SealMinerProtocol() {}

    /** What it says its work is at. */
    enum Work {
        RUNNING,
        ASLEEP,
        BETWEEN,
        UNKNOWN
    }

    /** The request that makes it act. A suspended machine works again only after its program restarts. */
    static byte[] act(Action.State state) {
        return switch (state) {
            case SLEEP -> Cgminer.ask("ascset", "0,suspend");
            case WAKE -> Cgminer.ask("restart");
        };
    }

    static Work work(@Nullable JsonNode stats, List<String> asleepWords) {
        String state = JsonValue.text(stats, "PM State");
        if (state == null || state.isBlank()) {
            return Work.UNKNOWN;
        }
        String lower = state.toLowerCase(Locale.ROOT);
        if (lower.equals("running")) {
            return Work.RUNNING;
        }
        return asleepWords.stream().anyMatch(lower::contains) ? Work.ASLEEP : Work.BETWEEN;
    }

    /** Its boards' rates together; null when they give none. */
    static @Nullable HashRate boards(@Nullable JsonNode stats) {
        HashRate sum = null;
        for (int board = 0; board < BOARDS_MAX; board++) {
            BigDecimal rate = JsonValue.number(stats, board + " MHS(Sample)");
            HashRate its = rate == null ? null : SummaryHashRate.of(rate, 0);
            if (its != null && its.megahashesPerSecond() < Long.MAX_VALUE / BOARDS_MAX) {
                sum = sum == null ? its : sum.plus(its);
            }
        }
        return sum;
    }

    /** Power at the input of its power supply, W; null when it does not say. */
    static @Nullable Long inputWatts(@Nullable JsonNode stats) {
        Long watts = JsonValue.whole(stats, "PSU Input Power");
        return watts == null || watts < 0 ? null : watts;
    }

    /** True when it took an order: its program says farewell before it restarts. */
    static boolean taken(CgminerReply answer) {
        return answer.success() || "RESTART".equals(JsonValue.text(answer.json().root(), "STATUS"));
    }
}
