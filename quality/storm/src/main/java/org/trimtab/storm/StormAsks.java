package org.trimtab.storm;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.trimtab.engine.Input;
import org.trimtab.engine.SiteDefinition;
import org.trimtab.interval.MarketInterval;
import org.trimtab.program.Instruction;
import org.trimtab.program.InstructionId;
import org.trimtab.program.Notice;
import org.trimtab.program.ProgramBook;
import org.trimtab.program.Signal;
import org.trimtab.quantity.Power;
import org.trimtab.quantity.Reduction;
import org.trimtab.testkit.Seeded;

/** What the grid asks in one storm: instructions that overlap and contradict each other, and signals of tracks. */
final class StormAsks {
    private static final int INSTRUCTIONS_MOST = 9;

    /** Updated levels come every four seconds, as ERCOT sends them. */
    private static final Duration SIGNAL_EVERY = Duration.ofSeconds(4);

    private final Seeded any;
    private final SiteDefinition definition;
    private final long loadWatts;
    private final UnaryOperator<Instant> site;
    private final List<Moment> moments = new ArrayList<>();

    /**
     * For one storm.
     *
     * @param site what the site's clock shows at a real time
     */
    StormAsks(Seeded any, SiteDefinition definition, long loadWatts, UnaryOperator<Instant> site) {
        this.any = any;
        this.definition = definition;
        this.loadWatts = loadWatts;
        this.site = site;
    }

    List<Moment> between(Instant from, Instant calmAt) {
        int count = any.intFrom(1, INSTRUCTIONS_MOST);
        for (int number = 1; number <= count; number++) {
            instruction(number, any.instant(from, calmAt), calmAt);
        }
        if (definition.frequency() != null) {
            award(from, calmAt);
        }
        return moments;
    }

    private void tell(Instant at, Input input) {
        moments.add(new Moment.Tell(at, input));
    }

    private void instruction(int number, Instant at, Instant calmAt) {
        InstructionId id = new InstructionId("i" + number);
        MarketInterval interval = interval(at, calmAt);
        Notice notice = new Notice(id, "operator", site.apply(at), interval, program());
        Instruction ask = ask(notice);
        tell(at, new Input.InstructionArrived(ask, "as it came"));
        if (any.chance(20)) {
            tell(
                    at.plusMillis(any.longFrom(0, 60_000)),
                    new Input.InstructionArrived(ask, "again"));
        }
        if (any.chance(8)) {
            tell(
                    at.plusMillis(any.longFrom(0, 60_000)),
                    new Input.InstructionArrived(ask(notice), "the same name, another content"));
        }
        if (any.chance(25)) {
            Instant cancelAt = any.instant(at, calmAt);
            tell(cancelAt, new Input.CancelArrived(id, site.apply(cancelAt)));
        }
        if (ask instanceof Instruction.Track) {
            signals(id, at, calmAt);
        }
    }

    /** Mostly within the storm; now and then too long, too far ahead, over, or already begun. */
    private MarketInterval interval(Instant at, Instant calmAt) {
        Instant now = site.apply(at);
        if (any.chance(4)) {
            return MarketInterval.starting(now, Duration.ofDays(3));
        }
        if (any.chance(3)) {
            return MarketInterval.starting(now.plus(Duration.ofDays(30)), Duration.ofMinutes(5));
        }
        if (any.chance(3)) {
            return MarketInterval.starting(now.minusSeconds(600), Duration.ofMinutes(5));
        }
        Instant from =
                any.chance(40)
                        ? now
                        : any.chance(15)
                                ? now.minusSeconds(any.longFrom(1, 300))
                                : now.plusSeconds(any.longFrom(1, 600));
        Instant until = from.plusMillis(any.longFrom(1, 1_500_000));
        Instant latest = site.apply(calmAt);
        if (until.isAfter(latest)) {
            until = latest;
        }
        return new MarketInterval(from, until.isAfter(from) ? until : from.plusMillis(1));
    }

    private String program() {
        return any.chance(4)
                ? "nobody-knows-it"
                : any.pick(
                        List.of(
                                StormFleet.EMERGENCY,
                                StormFleet.LOAD,
                                StormFleet.EVENT,
                                StormFleet.PEAK,
                                StormFleet.RESERVE,
                                ProgramBook.EVENT));
    }

    private Instruction ask(Notice notice) {
        int kind = any.intFrom(1, 10);
        if (kind <= 4) {
            return new Instruction.LimitTo(notice, StormScript.level(any, loadWatts));
        }
        if (kind <= 6) {
            return new Instruction.ReduceBy(notice, reduction());
        }
        return kind <= 8
                ? new Instruction.Track(notice, StormScript.level(any, loadWatts))
                : new Instruction.HoldReserve(notice, reduction());
    }

    private Reduction reduction() {
        long most = any.chance(5) ? 5 * loadWatts : loadWatts * 8 / 10;
        return Reduction.ofWatts(any.longFrom(0, most));
    }

    /** A wandering level; some signals come twice, late, behind their successor, or for a track nobody knows. */
    private void signals(InstructionId track, Instant from, Instant calmAt) {
        Instant until = any.instant(from, calmAt);
        long level = any.longFrom(loadWatts / 4, loadWatts);
        int tick = 0;
        for (Instant at = from; at.isBefore(until); at = at.plus(SIGNAL_EVERY)) {
            level += any.longFrom(-loadWatts / 25, loadWatts / 25);
            Power to = any.chance(2) ? StormScript.level(any, loadWatts) : Power.ofWatts(level);
            Instant issued = site.apply(at);
            InstructionId of = any.chance(1) ? new InstructionId("no-such-track") : track;
            Signal signal =
                    tick++ % 75 == 0
                            ? new Signal.BasePoint(of, issued, to)
                            : new Signal.SetPoint(of, issued, to);
            if (any.chance(95)) {
                arrives(any.chance(8) ? at.plusMillis(any.longFrom(1, 20_000)) : at, signal);
            }
            if (any.chance(5)) {
                arrives(at.plusMillis(any.longFrom(0, 30_000)), signal);
            }
        }
    }

    private void arrives(Instant at, Signal signal) {
        tell(at, new Input.SignalArrived(signal, site.apply(at)));
    }

    /** What makes frequency matter: an award, and a person who arms and disarms. */
    private void award(Instant from, Instant calmAt) {
        if (any.chance(70)) {
            Instant at = any.instant(from, calmAt);
            MarketInterval interval = interval(at, calmAt);
            Notice notice =
                    new Notice(
                            new InstructionId("award"),
                            "operator",
                            site.apply(at),
                            interval,
                            any.chance(80) ? StormFleet.RESERVE : StormFleet.LOAD);
            tell(
                    at,
                    new Input.InstructionArrived(
                            new Instruction.HoldReserve(notice, reduction()), "award"));
        }
        int turns = any.intFrom(0, 4);
        for (int i = 0; i < turns; i++) {
            tell(
                    any.instant(from, calmAt),
                    new Input.FrequencyArmed(any.chance(70), any.chance(50) ? "ann" : "bob"));
        }
    }
}
