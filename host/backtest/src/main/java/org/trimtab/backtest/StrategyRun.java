package org.trimtab.backtest;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.trimtab.dispatch.Command;
import org.trimtab.engine.Engine;
import org.trimtab.engine.Input;
import org.trimtab.engine.Output;
import org.trimtab.interval.MarketInterval;
import org.trimtab.market.AsOfMarket;
import org.trimtab.market.MiningTerms;
import org.trimtab.market.PriceSeries.Priced;
import org.trimtab.market.Strategy;
import org.trimtab.market.StrategyAward;
import org.trimtab.market.StrategyDecision;
import org.trimtab.market.StrategyDecision.Ask;
import org.trimtab.market.StrategyState;
import org.trimtab.market.Tariff;
import org.trimtab.program.Instruction;
import org.trimtab.program.InstructionId;
import org.trimtab.program.Notice;
import org.trimtab.quantity.Power;
import org.trimtab.quantity.Reduction;

/**
 * Plays one strategy through a span of prices. It asks the strategy at the start of every interval, hands what it wants
 * to the engine that also runs live, lets the fleet do what the engine commands, and books what came of it.
 */
public final class StrategyRun {
    private static final long PARTS = 1_000_000L;
    private static final int TOLD_EVERY = 512;

    private final StrategyScene scene;
    private final Strategy strategy;
    private final Engine engine;
    private final Agenda agenda = new Agenda();
    private final IdealFleet fleet;
    private final LotStates lots;
    private final ReserveBook reserves;
    private final Outages outages;
    private final @Nullable TariffMeter meter;
    private final CallDesk calls;
    private final Duration waveEvery;
    private final long overheadPpm;
    private final long keptPpm;
    private final long marginPpm;
    private final long alwaysWatts;
    private final List<StrategyRow> rows;
    private Instant workedUntil;
    private SortedMap<String, Reduction> promised = new TreeMap<>();
    private long workedJoules;
    private long workedMegahashes;
    private int asked;

    /** True when nothing was asked of the interval before and everything ran. */
    private boolean settled = true;

    /** Hears how far a run has come. */
    @FunctionalInterface
    public interface Progress {
        /** So many intervals of so many are done. */
        void at(int done, int of);
    }

    private StrategyRun(StrategyScene scene, Cohorts cohorts, Strategy strategy) {
        this.scene = scene;
        this.strategy = strategy;
        MiningTerms terms = scene.definition().mining();
        engine = new Engine(cohorts.definition());
        fleet =
                new IdealFleet(
                        cohorts.definition().site().devices(), scene.machines().warmUp(), agenda);
        lots = new LotStates(cohorts);
        reserves = new ReserveBook(scene);
        calls = new CallDesk(scene);
        outages =
                new Outages(
                        scene.machines().outages(),
                        cohorts.definition().site().devices().size(),
                        scene.span());
        Tariff tariff = scene.supply().tariff();
        meter = tariff == null ? null : new TariffMeter(tariff, scene.supply(), scene.span());
        waveEvery = IdealFleet.wholeSeconds(cohorts.definition().policy().wakeWaveEvery());
        overheadPpm = MicroDollars.of(terms.powerUsageEffectiveness());
        keptPpm = PARTS - terms.poolFee().partsPerMillion();
        marginPpm = cohorts.definition().policy().margin().partsPerMillion();
        alwaysWatts = fleet.drawnWatts();
        rows = new ArrayList<>(scene.prices().size());
        workedUntil = scene.span().from();
    }

    /** Plays a strategy that {@code maker} makes for the site's cohorts. */
    public static StrategyResult play(StrategyScene scene, StrategyMaker maker, Progress progress) {
        Cohorts cohorts = Cohorts.of(scene.definition(), scene.machines());
        Strategy strategy = maker.make(cohorts.site().with(scene.supply()));
        StrategyRun run = new StrategyRun(scene, cohorts, strategy);
        run.play(progress);
        return new StrategyResult(strategy.id(), scene, run.rows, run.lots.startsPerDevice());
    }

    /** Makes a strategy for a site. */
    @FunctionalInterface
    public interface StrategyMaker {
        /** One that has seen nothing yet. */
        Strategy make(org.trimtab.market.StrategySite site);
    }

    private void play(Progress progress) {
        step(workedUntil, List.of(fleet.firstReading(workedUntil)));
        int of = scene.prices().size();
        for (int i = 0; i < of; i++) {
            interval(scene.prices().get(i));
            if (i % TOLD_EVERY == 0 || i == of - 1) {
                progress.at(i + 1, of);
            }
        }
    }

    private void interval(Priced priced) {
        MarketInterval time = priced.interval();
        pass(time.from());
        calls.forget(time.from());
        workedJoules = 0;
        workedMegahashes = 0;
        AsOfMarket known = scene.markets().asOf(time.from());
        List<StrategyAward> awards = reserves.known(time.from());
        List<Power> demand = meter == null ? List.of() : meter.demandSoFar(time.from());
        StrategyState state = new StrategyState(time, lots.standings(), awards, demand);
        reserves.offer(strategy, known, state);
        StrategyDecision decision = strategy.decide(known, state);
        long startsBefore = lots.starts();
        promised = decision.reserves();
        List<Input> inputs = inputs(decision, time);
        if (!inputs.isEmpty() || !settled) {
            // What was asked of the interval before ends here, whatever comes next.
            agenda.look(time.from());
        }
        settled = inputs.isEmpty() && lots.allRun();
        lots.lookAtHolds(time.from(), agenda);
        moment(time.from(), inputs);
        long setPoint = atMeter(lots.setPointWatts());
        pass(time.until());
        book(priced, decision, awards, setPoint, (int) (lots.starts() - startsBefore));
    }

    private List<Input> inputs(StrategyDecision decision, MarketInterval time) {
        List<Input> inputs = new ArrayList<>();
        if (decision.ask() instanceof Ask.FollowPrice follow) {
            inputs.add(new Input.PriceKnown(time, follow.price()));
        } else if (decision.ask() instanceof Ask.AtMost most) {
            long level = Math.max(most.level().watts(), lots.leastWatts());
            if (level < alwaysWatts) {
                inputs.add(
                        arrived(new Instruction.LimitTo(notice(time, Cohorts.PLAN), limit(level))));
            }
        }
        long held = decision.reserves().values().stream().mapToLong(Reduction::watts).sum();
        if (held > 0) {
            long machines = held * PARTS / overheadPpm;
            inputs.add(
                    arrived(
                            new Instruction.HoldReserve(
                                    notice(time, Cohorts.RESERVE), Reduction.ofWatts(machines))));
        }
        return inputs;
    }

    /** The limit at which the engine, which keeps a margin below it, aims at a level. */
    private Power limit(long level) {
        return Power.ofWatts(Math.ceilDiv(Math.multiplyExact(level + 1, PARTS), PARTS - marginPpm));
    }

    private static Input arrived(Instruction instruction) {
        return new Input.InstructionArrived(instruction, "");
    }

    private Notice notice(MarketInterval time, String program) {
        asked++;
        return new Notice(
                new InstructionId(program + "-" + asked), program, time.from(), time, program);
    }

    private long atMeter(long watts) {
        return Math.multiplyExact(watts, overheadPpm) / PARTS;
    }

    /** Lets everything happen before an instant. */
    private void pass(Instant until) {
        for (Instant next = next(until); next != null; next = next(until)) {
            moment(next, List.of());
        }
        workUntil(until);
    }

    private @Nullable Instant next(Instant until) {
        Instant known = agenda.nextBefore(until);
        return earlier(earlier(known, outages.nextBefore(until)), calls.nextBefore(until));
    }

    private static @Nullable Instant earlier(@Nullable Instant a, @Nullable Instant b) {
        return a == null || (b != null && b.isBefore(a)) ? b : a;
    }

    private void moment(Instant now, List<Input> asked) {
        workUntil(now);
        List<Input> inputs = new ArrayList<>(fleet.happen(agenda.take(now), now));
        for (Outages.Turn turn : outages.take(now)) {
            lots.turned(turn.place(), turn.isBroken());
            inputs.add(
                    turn.isBroken()
                            ? fleet.breaks(turn.place(), now)
                            : fleet.repaired(turn.place(), now));
        }
        inputs.addAll(asked);
        inputs.addAll(called(now));
        boolean look = agenda.takeLook(now);
        if (look || !inputs.isEmpty()) {
            step(now, inputs);
        }
    }

    /** Calls that begin: the site goes that far below where it is, until the recall. */
    private List<Input> called(Instant now) {
        List<Input> inputs = new ArrayList<>();
        long level = lots.setPointWatts();
        for (CallDesk.Running call : calls.begin(now, promised)) {
            level = Math.max(lots.leastWatts(), level - call.watts() * PARTS / overheadPpm);
            MarketInterval time = new MarketInterval(now, call.call().interval().until());
            inputs.add(
                    arrived(new Instruction.LimitTo(notice(time, Cohorts.RESERVE), limit(level))));
            agenda.look(time.until());
            settled = false;
        }
        return inputs;
    }

    private void step(Instant now, List<Input> inputs) {
        for (Output output : engine.step(now, inputs)) {
            if (output instanceof Output.CommandIssued issued) {
                Command command = issued.command();
                fleet.take(command, now);
                lots.commanded(fleet.place(command.device()), command.action().isSleep(), now);
                if (!command.action().isSleep()) {
                    agenda.look(now.plus(waveEvery));
                }
            }
        }
    }

    private void workUntil(Instant now) {
        long seconds = Duration.between(workedUntil, now).toSeconds();
        if (seconds > 0) {
            workedJoules += Math.multiplyExact(fleet.drawnWatts(), seconds);
            workedMegahashes += Math.multiplyExact(fleet.earningMegahashes(), seconds);
            workedUntil = now;
        }
    }

    private void book(
            Priced priced,
            StrategyDecision decision,
            List<StrategyAward> awards,
            long setPoint,
            int starts) {
        MarketInterval time = priced.interval();
        long seconds = Duration.between(time.from(), time.until()).toSeconds();
        long joules = MicroDollars.parts(workedJoules, overheadPpm);
        TariffMeter.Billed billed = billed(priced, joules);
        SortedMap<String, Reduction> held = held(decision, setPoint, awards, time.from());
        rows.add(
                new StrategyRow(
                        time.from(),
                        time.until(),
                        priced.price().microDollarsPerMwh(),
                        setPoint,
                        held.values().stream().mapToLong(Reduction::watts).sum(),
                        joules,
                        Math.multiplyExact(atMeter(alwaysWatts), seconds),
                        MicroDollars.hashing(workedMegahashes, hashPrice(time.from()), keptPpm),
                        billed.energyMicros(),
                        reserves.earned(held, awards, time),
                        peak(time, joules, seconds),
                        billed.demandMicros(),
                        MicroDollars.of(scene.machines().wearPerStart()) * starts,
                        starts,
                        calls.calledJoules(time),
                        decision.reason()));
    }

    private TariffMeter.Billed billed(Priced priced, long joules) {
        if (meter != null) {
            return meter.read(priced.interval(), joules, scene.indexMicros(priced));
        }
        long paid = priced.price().plus(scene.supply().adders()).microDollarsPerMwh();
        return new TariffMeter.Billed(MicroDollars.energy(joules, paid), 0);
    }

    private long peak(MarketInterval time, long joules, long seconds) {
        double usdPerMw = scene.peakUsdPerMw(time);
        return usdPerMw == 0 || seconds == 0 ? 0 : Math.round(usdPerMw * joules / seconds);
    }

    /** Nobody can hold more than what would really fall; what was called has fallen already and counts. */
    private SortedMap<String, Reduction> held(
            StrategyDecision decision, long setPoint, List<StrategyAward> awards, Instant from) {
        SortedMap<String, Long> sold = new TreeMap<>();
        for (StrategyAward award : awards) {
            if (award.interval().contains(from)) {
                sold.merge(award.product(), award.quantity().watts(), Long::sum);
            }
        }
        SortedMap<String, Long> counted = calls.counted(from);
        SortedMap<String, Reduction> held = new TreeMap<>();
        long fallen = counted.values().stream().mapToLong(watts -> watts).sum();
        long room = Math.max(0, setPoint + fallen - atMeter(lots.leastWatts()));
        room = Math.min(room, atMeter(alwaysWatts - lots.leastWatts()));
        SortedMap<String, Long> wanted = new TreeMap<>();
        counted.forEach((product, watts) ->
                wanted.put(product, Math.min(watts, sold.getOrDefault(product, 0L))));
        decision.reserves()
                .forEach((product, its) -> wanted.merge(product, its.watts(), Math::max));
        for (var one : wanted.entrySet()) {
            long watts = Math.min(room, one.getValue());
            held.put(one.getKey(), Reduction.ofWatts(watts));
            room -= watts;
        }
        return held;
    }

    private long hashPrice(Instant at) {
        return scene.hashPriceMicros(at);
    }
}
