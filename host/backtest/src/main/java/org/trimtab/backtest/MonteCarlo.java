package org.trimtab.backtest;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import org.trimtab.backtest.StrategyRun.StrategyMaker;

/** Plays a strategy over many price paths, on all processors. The order in which they end changes nothing. */
public final class MonteCarlo {
    /** Most paths of one run. */
    public static final int PATHS_MAX = 10_000;

    private MonteCarlo() {}

    /**
     * What was left over on one path.
     *
     * @param seed of the path
     * @param netMicros with the strategy, µ$
     * @param alwaysMicros running without a stop, µ$
     */
    public record Outcome(long seed, long netMicros, long alwaysMicros) {}

    /** Makes a strategy for a path. */
    @FunctionalInterface
    public interface Makers {
        /** For one scene. */
        StrategyMaker of(StrategyScene scene);
    }

    /**
     * Plays so many paths.
     *
     * @param seed of the first; the next ones count up
     * @param ended told how many have ended, from any thread
     */
    public static List<Outcome> play(
            PricePaths paths, Makers makers, int count, long seed, IntConsumer ended) {
        if (count < 1 || count > PATHS_MAX) {
            throw new IllegalArgumentException(
                    count + " paths: give a number from 1 to " + PATHS_MAX);
        }
        AtomicInteger done = new AtomicInteger();
        List<Future<Outcome>> futures = new ArrayList<>();
        int processors = Runtime.getRuntime().availableProcessors();
        try (ExecutorService pool = Executors.newFixedThreadPool(processors)) {
            for (int i = 0; i < count; i++) {
                long its = seed + i;
                Callable<Outcome> one =
                        () -> {
                            Outcome outcome = one(paths, makers, its);
                            ended.accept(done.incrementAndGet());
                            return outcome;
                        };
                futures.add(pool.submit(one));
            }
            List<Outcome> outcomes = new ArrayList<>();
            for (Future<Outcome> future : futures) {
                outcomes.add(future.get());
            }
            return outcomes;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while paths were played", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("a path cannot be played: " + e.getCause(), e);
        }
    }

    private static Outcome one(PricePaths paths, Makers makers, long seed) {
        StrategyScene scene = paths.path(seed);
        StrategyResult result = StrategyRun.play(scene, makers.of(scene), (_, _) -> {});
        StrategyResult always =
                StrategyRun.play(
                        scene, _ -> new org.trimtab.market.StrategyAlwaysOn(), (_, _) -> {});
        return new Outcome(seed, result.total().netMicros(), always.total().netMicros());
    }

    /** The value below which a share of the outcomes' net lies, µ$. */
    public static long quantile(List<Outcome> outcomes, double share) {
        List<Long> sorted = outcomes.stream().map(Outcome::netMicros).sorted().toList();
        int place = (int) Math.floor(share * (sorted.size() - 1) + 0.5);
        return sorted.get(Math.clamp(place, 0, sorted.size() - 1));
    }
}
