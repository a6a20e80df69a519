package org.trimtab.cli;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.trimtab.cli.DemoStackedReport.Following;
import org.trimtab.dispatch.Band;
import org.trimtab.dispatch.SetPointPath;
import org.trimtab.engine.DispatchPolicy;
import org.trimtab.engine.Input;
import org.trimtab.engine.Output;
import org.trimtab.engine.SiteDefinition;
import org.trimtab.engine.Step;
import org.trimtab.program.Instruction;
import org.trimtab.program.Signal;
import org.trimtab.quantity.Power;
import org.trimtab.resource.Meter;
import org.trimtab.resource.MeterId;
import org.trimtab.settlement.FollowingRule;
import org.trimtab.settlement.FollowingScore;
import org.trimtab.settlement.FollowingScorer;
import org.trimtab.telemetry.MeterReading;
import org.trimtab.telemetry.Quality;

/**
 * Scores a compressed hour from its journal: the market's own formula over stretches as long as the base points lie
 * apart here, since the engine scores whole five minutes only. A stretch is exempt while something stronger than the
 * set-point decides.
 */
final class DemoFollowing {
    private static final Duration METER_GAP = Duration.ofSeconds(2);
    private static final FollowingRule RULE =
            new FollowingRule(
                    FollowingRule.ERCOT.tolerance(),
                    Power.ZERO,
                    FollowingRule.ERCOT.passShare(),
                    Duration.ofSeconds(DemoHour.BASE_POINT_EVERY_S),
                    METER_GAP,
                    "ERCOT's formula and its 5 %, without the 5 MW that would pass anything here");

    private final @Nullable MeterId meter;
    private final DispatchPolicy.Following policy;
    private final List<FollowingScore> scores = new ArrayList<>();
    private @Nullable SetPointPath path;
    private @Nullable FollowingScorer scorer;
    private final Instant begun;

    /** Scored stretches begin on the clock; here they begin with the track, so times are moved by this much. */
    private Duration moved = Duration.ZERO;

    private Band band = Band.OPEN;

    /**
     * Scores nothing yet.
     *
     * @param begun seconds are counted from here
     */
    DemoFollowing(SiteDefinition definition, Instant begun) {
        this.begun = begun;
        Meter settles = definition.site().settlementMeter();
        meter = settles == null ? null : settles.id();
        policy = definition.policy().following();
    }

    void took(Step step) {
        step.inputs().forEach(this::cameIn);
        for (Output output : step.outputs()) {
            if (output instanceof Output.BandChanged changed) {
                band = changed.band();
            }
        }
        FollowingScorer scoring = scorer;
        if (scoring != null) {
            if (band.conflicts().stream().anyMatch(c -> c.loser().equals(DemoStackedRun.TRACK))) {
                scoring.exempt(step.now().minus(moved));
            }
            scores.addAll(scoring.close(step.now().minus(moved)));
        }
    }

    private void cameIn(Input input) {
        switch (input) {
            case Input.InstructionArrived(Instruction.Track track, var _) -> {
                path =
                        new SetPointPath(
                                track.basePoint(),
                                track.interval(),
                                policy.baseRamp(),
                                policy.setPointStaleAfter());
                long from = track.interval().from().toEpochMilli();
                moved = Duration.ofMillis(Math.floorMod(from, RULE.interval().toMillis()));
                scorer =
                        new FollowingScorer(
                                RULE,
                                track.interval().from().minus(moved),
                                track.interval().until().minus(moved));
            }
            case Input.SignalArrived(Signal signal, var _) -> {
                if (path != null) {
                    path.take(signal);
                }
            }
            case Input.MeterRead(MeterReading reading) -> {
                boolean counts = reading.meter().equals(meter) && reading.quality() == Quality.GOOD;
                if (counts && scorer != null && path != null) {
                    Instant at = reading.observedAt();
                    scorer.asked(at.minus(moved), path.at(at), Power.ZERO);
                    scorer.read(at.minus(moved), reading.power());
                }
            }
            default -> {}
        }
    }

    List<Following> scored() {
        return scores.stream()
                .map(score ->
                        new Following(
                                seconds(score.interval().from().plus(moved)),
                                seconds(score.interval().until().plus(moved)),
                                score.meanSetPoint().watts(),
                                watts(score.meanLevel()),
                                watts(score.deviation()),
                                score.verdict().name()))
                .toList();
    }

    List<String> lines() {
        return scored().stream()
                .map(one ->
                        String.format(
                                Locale.ROOT,
                                "%+6.1f to %+6.1f s: asked %s, metered %s: %s",
                                one.fromS(),
                                one.untilS(),
                                DemoStory.megawatts(one.askedW()),
                                one.meteredW() == null
                                        ? "unknown"
                                        : DemoStory.megawatts(one.meteredW()),
                                words(one)))
                .toList();
    }

    private static String words(Following one) {
        String verdict = one.verdict().toLowerCase(Locale.ROOT).replace('_', ' ');
        if (one.verdict().equals("EXEMPT")) {
            return "exempt: the track did not cover it, or something stronger decided";
        }
        return one.deviationW() == null
                ? verdict
                : String.format(
                        Locale.ROOT,
                        "%+.1f %%, %s",
                        100.0 * one.deviationW() / Math.max(1, one.askedW()),
                        verdict);
    }

    private static @Nullable Long watts(@Nullable Power power) {
        return power == null ? null : (Long) power.watts();
    }

    private double seconds(Instant at) {
        return Duration.between(begun, at).toMillis() / 1e3;
    }
}
