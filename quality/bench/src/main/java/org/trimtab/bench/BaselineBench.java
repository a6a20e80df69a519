package org.trimtab.bench;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.trimtab.baseline.BaselineCase;
import org.trimtab.baseline.BaselineCase.Beside;
import org.trimtab.baseline.BaselineMethod;
import org.trimtab.baseline.BaselineMethods;
import org.trimtab.baseline.DayMark;
import org.trimtab.baseline.LoadSeries;
import org.trimtab.bench.Figure.Unit;
import org.trimtab.interval.MarketCalendar;
import org.trimtab.interval.MarketCalendars;
import org.trimtab.interval.MarketInterval;
import org.trimtab.quantity.Power;

/**
 * How long baselines take: of one event for 2,000 meters with a year of 15-minute readings each, and of one such meter
 * by every method. Readings are in memory, as the meter files and the store hand them over.
 */
final class BaselineBench {
    private static final int METERS = 2_000;
    private static final int DAYS = 365;
    private static final int PER_DAY = 96;
    private static final int PAST_EVENTS = 20;
    private static final int SYSTEM_PEAKS = 40;
    private static final long SEED = 20_261_123L;
    private static final double ALL_TARGET_S = 15;
    private static final double SITE_TARGET_S = 2;
    private static final double MEMORY_TARGET_MB = 4_000;
    private static final double NANOS_PER_S = 1e9;
    private static final double MS_PER_S = 1e3;
    private static final double BYTES_PER_MB = 1e6;
    private static final Duration QUARTER = Duration.ofMinutes(15);
    private static final Instant FROM = Instant.parse("2025-08-01T05:00:00Z");
    private static final MarketCalendar CALENDAR = MarketCalendars.of("ERCOT");

    /** Those of them that look furthest, and the plain one. */
    private static final List<String> METHODS =
            List.of(
                    "ercot-mid-8-of-10",
                    "ercot-nearest-20",
                    "ercot-matching-day-pair",
                    "ercot-regression",
                    "pjm-3-day-type-saa");

    private final SplittableRandom random = new SplittableRandom(SEED);
    private final List<DayMark> marks = new ArrayList<>();
    private final List<Instant> peaks = new ArrayList<>();
    private final MarketInterval event =
            MarketInterval.starting(
                    FROM.plus(Duration.ofDays(DAYS - 2)).plus(Duration.ofHours(14)),
                    Duration.ofHours(4));

    private final Figures figures;

    private BaselineBench(Figures figures) {
        this.figures = figures;
        for (int i = 0; i < PAST_EVENTS; i++) {
            Instant at = FROM.plus(Duration.ofDays(random.nextInt(DAYS - 10)).plusHours(15));
            marks.add(
                    new DayMark(
                            MarketInterval.starting(at, Duration.ofHours(3)), DayMark.Why.EVENT));
        }
        for (int i = 0; i < SYSTEM_PEAKS; i++) {
            peaks.add(FROM.plus(Duration.ofDays(i).plusHours(17)));
        }
    }

    static void measure(int runs, Figures figures, List<String> notes, Consumer<String> say)
            throws InterruptedException, ExecutionException {
        BaselineBench bench = new BaselineBench(figures);
        for (String method : METHODS) {
            figures.expect(
                    "baseline_all_%s_s".formatted(method.replace('-', '_')),
                    "baseline of 2,000 meters, " + method,
                    Unit.S,
                    ALL_TARGET_S);
        }
        figures.expect("baseline_cpu_s", "  processor time of these", Unit.S, null);
        figures.expect("site_year_s", "one site-year, all methods", Unit.S, SITE_TARGET_S)
                .expect("baseline_memory_mb", "  memory in use", Unit.MB, MEMORY_TARGET_MB);
        say.accept("making a year of 15-minute readings of 2,000 meters …");
        List<LoadSeries> meters = new ArrayList<>(METERS);
        for (int i = 0; i < METERS; i++) {
            meters.add(bench.year());
        }
        for (int run = 0; run <= runs; run++) {
            say.accept("baselines, run " + run + " of " + runs + " …");
            bench.run(meters, run > 0);
        }
        notes.add(
                String.format(
                        Locale.ROOT,
                        "baselines: %,d readings in memory, %d threads, an event of 4 hours, %d events before"
                                + " it; the first run, which warms up, is not counted",
                        (long) METERS * DAYS * PER_DAY,
                        Runtime.getRuntime().availableProcessors(),
                        PAST_EVENTS));
    }

    /** A load with a day, a week, a year and some chance in it. */
    private LoadSeries year() {
        int[] watts = new int[DAYS * PER_DAY];
        double full = random.nextDouble(200_000, 20_000_000);
        for (int i = 0; i < watts.length; i++) {
            double day = StrictMath.cos(2 * StrictMath.PI * i / PER_DAY);
            double season = StrictMath.cos(2 * StrictMath.PI * i / watts.length);
            double week = i / PER_DAY % 7 < 5 ? 1 : 0.9;
            watts[i] =
                    (int)
                            (full
                                    * week
                                    * (0.8 + (0.1 * day) + (0.05 * season))
                                    * random.nextDouble(0.97, 1.03));
        }
        return LoadSeries.of(FROM, QUARTER, watts);
    }

    private void run(List<LoadSeries> meters, boolean isCounted)
            throws InterruptedException, ExecutionException {
        double processor = Machine.processorMs();
        for (String method : METHODS) {
            double seconds = all(meters, BaselineMethods.of(method));
            if (isCounted) {
                figures.add("baseline_all_%s_s".formatted(method.replace('-', '_')), seconds);
            }
        }
        double used = (Machine.processorMs() - processor) / MS_PER_S;
        long from = System.nanoTime();
        for (BaselineMethod method : BaselineMethods.all()) {
            method.find(of(meters.getFirst()));
        }
        if (isCounted) {
            figures.add("baseline_cpu_s", used);
            figures.add("site_year_s", (System.nanoTime() - from) / NANOS_PER_S);
            Runtime machine = Runtime.getRuntime();
            figures.add(
                    "baseline_memory_mb",
                    (machine.totalMemory() - machine.freeMemory()) / BYTES_PER_MB);
        }
    }

    /** Every meter's baseline, spread over the processors. */
    private double all(List<LoadSeries> meters, BaselineMethod method)
            throws InterruptedException, ExecutionException {
        int threads = Runtime.getRuntime().availableProcessors();
        long from = System.nanoTime();
        try (ExecutorService pool = Executors.newFixedThreadPool(threads)) {
            List<Future<?>> parts = new ArrayList<>(threads);
            for (int part = 0; part < threads; part++) {
                int first = part;
                parts.add(
                        pool.submit(() -> {
                            for (int i = first; i < meters.size(); i += threads) {
                                require(method, of(meters.get(i)));
                            }
                        }));
            }
            for (Future<?> part : parts) {
                part.get();
            }
        }
        return (System.nanoTime() - from) / NANOS_PER_S;
    }

    private static void require(BaselineMethod method, BaselineCase given) {
        String refusal = method.find(given).refusal();
        if (refusal != null) {
            throw new BenchFailure(method.id() + " refuses: " + refusal);
        }
    }

    private BaselineCase of(LoadSeries load) {
        Power level = Power.ofWatts(1_000_000);
        return new BaselineCase(
                load,
                event,
                event.from().minus(Duration.ofMinutes(30)),
                CALENDAR,
                marks,
                new Beside(level, level, load, null, load, peaks));
    }
}
