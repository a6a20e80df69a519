package org.trimtab.store.registry;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.trimtab.documents.Section;
import org.trimtab.program.FrequencyDuty;
import org.trimtab.program.FrequencyDuty.Droop;
import org.trimtab.program.FrequencyDuty.UnderFrequency;
import org.trimtab.program.ProgramBook;
import org.trimtab.quantity.Frequency;
import org.trimtab.quantity.QuantityFormat;
import org.trimtab.quantity.Share;
import org.trimtab.resource.Meter;

/**
 * Reads the {@code frequency} block: what the site does by itself when frequency moves. A threshold that lies on the
 * wrong side of nominal would shed at rest, so every figure is held against the others.
 */
final class FrequencyBlock {
    /**
     * Meters are usually read every second, and one read may be late or lost: of two reads and some slack one comes in
     * time. A frequency that stays unknown for longer is no base for shedding load.
     */
    private static final Duration SAMPLE_STALE_USUAL = Duration.ofSeconds(3);

    /** A sample must outlive this many reads of the fastest meter, or one lost read would blind the site. */
    private static final int READS_OUTLIVED = 2;

    private static final Duration STUCK_USUAL = Duration.ofSeconds(10);
    private static final Duration DELAY_USUAL = Duration.ofMillis(100);
    private static final Duration HOLD_USUAL = Duration.ofMinutes(15);
    private static final Duration REARM_AFTER_USUAL = Duration.ofMinutes(1);

    /** Re-arming this far below nominal is usual. */
    private static final Frequency REARM_BELOW_NOMINAL = Frequency.ofMillihertz(20);

    private static final Share DROOP_USUAL = new Share(50_000);
    private static final Frequency DEAD_BAND_USUAL = Frequency.ofMillihertz(17);
    private static final long NOMINAL_50 = 50_000_000L;
    private static final long NOMINAL_60 = 60_000_000L;

    /** A grid further below nominal than this part of it has collapsed; a threshold there is a slip. */
    private static final int DEEPEST_PART = 10;

    private FrequencyBlock() {}

    static @Nullable FrequencyDuty read(
            @Nullable Section block, ProgramBook programs, List<Meter> meters) {
        if (block == null) {
            return null;
        }
        block.only("nominal", "sample-stale-after", "stuck-after", "under-frequency", "droop");
        Frequency nominal = block.value("nominal", FrequencyBlock::nominal);
        if (!block.has("under-frequency") && !block.has("droop")) {
            throw block.bad(
                    "nominal", "give under-frequency, droop or both, or leave out frequency");
        }
        Duration stale = block.value("sample-stale-after", Parsers::stretch, SAMPLE_STALE_USUAL);
        Duration stuck = block.value("stuck-after", Parsers::stretch, STUCK_USUAL);
        checkReads(block, stale, meters);
        if (stuck.compareTo(stale) <= 0) {
            throw block.bad(
                    block.has("stuck-after") ? "stuck-after" : "sample-stale-after",
                    "stuck-after, "
                            + stuck.toMillis()
                            + " ms, must be longer than sample-stale-after, "
                            + stale.toMillis()
                            + " ms");
        }
        return new FrequencyDuty(
                nominal,
                underFrequency(block.findSection("under-frequency"), nominal, programs),
                droop(block.findSection("droop"), nominal, programs),
                stale,
                stuck);
    }

    private static void checkReads(Section block, Duration stale, List<Meter> meters) {
        Duration every =
                meters.stream().map(Meter::every).min(Duration::compareTo).orElse(Duration.ZERO);
        if (stale.compareTo(every.multipliedBy(READS_OUTLIVED)) < 0) {
            throw block.bad(
                    block.has("sample-stale-after") ? "sample-stale-after" : "nominal",
                    "a sample is stale after "
                            + stale.toMillis()
                            + " ms, but the fastest meter is read every "
                            + every.toMillis()
                            + " ms, so one lost read would blind the site; give at least "
                            + every.multipliedBy(READS_OUTLIVED).toMillis()
                            + " ms, or read the meter more often");
        }
    }

    private static @Nullable UnderFrequency underFrequency(
            @Nullable Section block, Frequency nominal, ProgramBook programs) {
        if (block == null) {
            return null;
        }
        block.only("program", "threshold", "delay", "hold", "rearm-above", "rearm-after");
        Frequency threshold = block.value("threshold", QuantityFormat::parseFrequency);
        long deepest = nominal.microhertz() - nominal.microhertz() / DEEPEST_PART;
        if (threshold.compareTo(nominal) >= 0 || threshold.microhertz() < deepest) {
            throw block.bad(
                    "threshold",
                    threshold
                            + " must lie below nominal "
                            + nominal
                            + " and not below "
                            + new Frequency(deepest));
        }
        Frequency rearm =
                block.value("rearm-above", QuantityFormat::parseFrequency, usualRearm(nominal));
        if (rearm.compareTo(threshold) <= 0 || rearm.compareTo(nominal) > 0) {
            throw block.bad(
                    block.has("rearm-above") ? "rearm-above" : "threshold",
                    "rearm-above "
                            + rearm
                            + " must lie above the threshold "
                            + threshold
                            + " and not above nominal "
                            + nominal);
        }
        return new UnderFrequency(
                block.value("program", name -> ProgramBlocks.listed(name, programs)),
                threshold,
                block.value("delay", QuantityFormat::parseDuration, DELAY_USUAL),
                block.value("hold", Parsers::stretch, HOLD_USUAL),
                rearm,
                block.value("rearm-after", Parsers::stretch, REARM_AFTER_USUAL));
    }

    private static @Nullable Droop droop(
            @Nullable Section block, Frequency nominal, ProgramBook programs) {
        if (block == null) {
            return null;
        }
        block.only("program", "droop", "dead-band", "capacity");
        Share droop = block.value("droop", FrequencyBlock::shareAboveZero, DROOP_USUAL);
        Frequency deadBand =
                block.value("dead-band", QuantityFormat::parseFrequency, DEAD_BAND_USUAL);
        Frequency whole =
                Frequency.ofHertz(
                        droop.fraction().multiply(BigDecimal.valueOf(nominal.microhertz(), 6)));
        if (deadBand.compareTo(whole) >= 0) {
            throw block.bad(
                    block.has("dead-band") ? "dead-band" : "droop",
                    "the dead-band, "
                            + deadBand
                            + ", must be narrower than the deviation that asks for everything, "
                            + whole);
        }
        return new Droop(
                block.value("program", name -> ProgramBlocks.listed(name, programs)),
                droop,
                deadBand,
                block.value("capacity", Parsers::powerAboveZero));
    }

    private static Frequency usualRearm(Frequency nominal) {
        return new Frequency(nominal.microhertz() - REARM_BELOW_NOMINAL.microhertz());
    }

    private static Frequency nominal(String text) {
        Frequency nominal = QuantityFormat.parseFrequency(text);
        if (nominal.microhertz() != NOMINAL_50 && nominal.microhertz() != NOMINAL_60) {
            throw Parsers.bad(text, "60 Hz or 50 Hz");
        }
        return nominal;
    }

    private static Share shareAboveZero(String text) {
        Share share = QuantityFormat.parseShare(text);
        if (share.partsPerMillion() == 0) {
            throw Parsers.bad(text, "above 0 %");
        }
        return share;
    }
}
