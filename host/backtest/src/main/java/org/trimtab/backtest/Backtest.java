package org.trimtab.backtest;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.trimtab.backtest.BacktestOptions.Foresight;
import org.trimtab.dispatch.Command;
import org.trimtab.engine.DispatchPolicy;
import org.trimtab.engine.Engine;
import org.trimtab.engine.Input;
import org.trimtab.engine.Output;
import org.trimtab.engine.SiteDefinition;
import org.trimtab.interval.MarketInterval;
import org.trimtab.market.MiningTerms;
import org.trimtab.market.PriceResponse;
import org.trimtab.market.PriceSeries;
import org.trimtab.market.PriceSeries.Priced;
import org.trimtab.quantity.EnergyPrice;

/**
 * Plays a site through a price series with a virtual clock. The engine is the one that runs live; the fleet does what
 * it is asked. Nothing is drawn by lot: the same site and prices give the same result.
 */
public final class Backtest {
    private final MiningTerms terms;
    private final BacktestOptions options;
    private final Engine engine;
    private final Agenda agenda = new Agenda();
    private final IdealFleet fleet;
    private final PriceResponse[] responses;

    /** Longer than any backtest. */
    private static final Duration EVER = Duration.ofDays(36_500);

    /** When shortest times end. The engine must look then, should the price have changed meanwhile. */
    private final TreeSet<Instant> holds = new TreeSet<>();

    private final Duration waveEvery;
    private final long alwaysOnWatts;
    private final long alwaysOnMegahashes;
    private final SequencedMap<LocalDate, Ledger> days = new LinkedHashMap<>();
    private Instant workedUntil;
    private long workedJoules;
    private long workedMegahashes;

    private Backtest(SiteDefinition definition, BacktestOptions options, Instant start) {
        this.terms = definition.mining();
        this.options = options;
        engine = new Engine(everRead(definition));
        fleet = new IdealFleet(definition.site().devices(), options.warmUp(), agenda);
        responses =
                definition.site().devices().stream()
                        .map(device -> PriceResponse.of(device, terms))
                        .toArray(PriceResponse[]::new);
        waveEvery = IdealFleet.wholeSeconds(definition.policy().wakeWaveEvery());
        alwaysOnWatts = fleet.drawnWatts();
        alwaysOnMegahashes = fleet.earningMegahashes();
        workedUntil = start;
    }

    /**
     * Runs a site over prices.
     *
     * @throws IllegalArgumentException when no price lies in the window, or it is not in whole seconds
     */
    public static BacktestResult run(
            SiteDefinition definition, PriceSeries series, BacktestOptions options) {
        MarketInterval window = windowOf(series, options);
        Backtest backtest = new Backtest(definition, options, window.from());
        backtest.play(new Pieces(series.prices(), window, options.zone()));
        return backtest.result(series.point(), window);
    }

    /** An ideal fleet says what it draws when it changes and is never silent: what it said last holds. */
    private static SiteDefinition everRead(SiteDefinition definition) {
        DispatchPolicy policy = definition.policy();
        return new SiteDefinition(
                definition.site(),
                definition.mining(),
                definition.program(),
                policy.withDeviceStaleAfter(EVER),
                definition.programs(),
                definition.frequency());
    }

    private static MarketInterval windowOf(PriceSeries series, BacktestOptions options) {
        MarketInterval span = series.span();
        Instant from = options.from() == null ? span.from() : options.from();
        Instant until = options.until() == null ? span.until() : options.until();
        if (!isWhole(from) || !isWhole(until)) {
            throw new IllegalArgumentException(
                    "a backtest runs in whole seconds, got " + from + " to " + until);
        }
        boolean hasPrice =
                from.isBefore(until)
                        && series.prices().stream()
                                .anyMatch(p ->
                                        p.interval().overlaps(new MarketInterval(from, until)));
        if (!hasPrice) {
            throw new IllegalArgumentException(
                    "no price of "
                            + series.point()
                            + " lies between "
                            + from
                            + " and "
                            + until
                            + "; there are prices from "
                            + span.from()
                            + " until "
                            + span.until());
        }
        return new MarketInterval(from, until);
    }

    private static boolean isWhole(Instant instant) {
        return instant.equals(instant.truncatedTo(ChronoUnit.SECONDS));
    }

    private void play(Pieces pieces) {
        step(workedUntil, List.of(fleet.firstReading(workedUntil)));
        while (pieces.hasNext()) {
            Piece piece = pieces.next();
            Instant from = piece.time().from();
            Input price = learned(piece);
            long startsBefore = fleet.startsInAll();
            moment(from, price);
            for (Instant next = agenda.nextBefore(piece.time().until());
                    next != null;
                    next = agenda.nextBefore(piece.time().until())) {
                moment(next, null);
            }
            workUntil(piece.time().until());
            book(piece, fleet.startsInAll() - startsBefore);
        }
    }

    /** What the site learns when a piece begins, or null. */
    private @Nullable Input learned(Piece piece) {
        Priced priced = piece.priced();
        Priced known = options.foresight() == Foresight.AT_START ? priced : piece.before();
        return priced == null || known == null
                ? null
                : new Input.PriceKnown(priced.interval(), known.price());
    }

    private void moment(Instant now, @Nullable Input price) {
        workUntil(now);
        List<Input> inputs = new ArrayList<>(fleet.happen(agenda.take(now), now));
        if (price != null) {
            inputs.add(price);
            holds.headSet(now, true).clear();
            holds.forEach(agenda::look);
        }
        boolean look = agenda.takeLook(now);
        if (look || !inputs.isEmpty()) {
            step(now, inputs);
        }
    }

    private void step(Instant now, List<Input> inputs) {
        for (Output output : engine.step(now, inputs)) {
            if (output instanceof Output.CommandIssued issued) {
                Command command = issued.command();
                fleet.take(command, now);
                PriceResponse response = responses[fleet.place(command.device())];
                boolean sleep = command.action().isSleep();
                Duration held = sleep ? response.minOff() : response.minOn();
                holds.add(now.plus(IdealFleet.wholeSeconds(held)));
                if (!sleep) {
                    // The next wave of wakes may be due.
                    agenda.look(now.plus(waveEvery));
                }
            }
        }
    }

    private void workUntil(Instant now) {
        long seconds = Duration.between(workedUntil, now).toSeconds();
        workedJoules = Math.addExact(workedJoules, Math.multiplyExact(fleet.drawnWatts(), seconds));
        workedMegahashes =
                Math.addExact(
                        workedMegahashes, Math.multiplyExact(fleet.earningMegahashes(), seconds));
        workedUntil = now;
    }

    private void book(Piece piece, long starts) {
        Ledger day = days.computeIfAbsent(piece.day(), _ -> new Ledger());
        Duration length = piece.time().length();
        if (piece.priced() == null) {
            day.bookUnpriced(length);
        } else {
            EnergyPrice paid = piece.priced().price().plus(terms.adders());
            day.book(
                    length,
                    paid,
                    new Ledger.Work(
                            Math.multiplyExact(alwaysOnWatts, length.toSeconds()),
                            Math.multiplyExact(alwaysOnMegahashes, length.toSeconds())),
                    new Ledger.Work(workedJoules, workedMegahashes));
        }
        day.bookStarts(starts);
        workedJoules = 0;
        workedMegahashes = 0;
    }

    private BacktestResult result(String point, MarketInterval window) {
        Ledger all = new Ledger();
        SequencedMap<LocalDate, BacktestResult.Totals> closed = new LinkedHashMap<>();
        for (Map.Entry<LocalDate, Ledger> day : days.entrySet()) {
            all.add(day.getValue());
            closed.put(day.getKey(), day.getValue().close(terms));
        }
        return new BacktestResult(
                point,
                window,
                all.close(terms),
                Collections.unmodifiableSequencedMap(closed),
                Collections.unmodifiableSortedMap(new TreeMap<>(fleet.starts())));
    }
}
