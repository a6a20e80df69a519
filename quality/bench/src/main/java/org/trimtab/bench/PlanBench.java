package org.trimtab.bench;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import org.trimtab.bench.DispatchVerb.Sizes;
import org.trimtab.bench.Figure.Unit;
import org.trimtab.dispatch.Allocator;
import org.trimtab.dispatch.Draft;

/**
 * How long the allocation of a large fleet takes, by one thread: a plan of 30 % from nothing but descriptions, and
 * plans for a target that moves by up to 2 % around it, each applied before the next.
 */
final class PlanBench {
    static final int DEVICES_LEAST = 1_000;
    static final int DEVICES_MOST = 1_000_000;

    private static final int FULL_PLANS = 100;
    private static final int RE_PLANS = 1_000;
    private static final double FULL_P99_TARGET_MS = 10;
    private static final double RE_P99_TARGET_MS = 1;
    private static final double MEMORY_TARGET = 150;
    private static final double NANOS_PER_MS = 1e6;
    private static final double SHARE = 0.3;
    private static final double MOVES_BY = 0.02;
    private static final long[] NO_GROUPS = {};
    private static final long SEED = 20_261_123L;

    private final int devices;
    private final Figures figures;
    private final SplittableRandom random = new SplittableRandom(SEED);
    private final Allocator allocator;
    private long movesOfFull;

    private PlanBench(int devices, Figures figures) {
        this.devices = devices;
        this.figures = figures;
        figures.expect("allocator_bytes", "allocator, bytes a device", Unit.COUNT, MEMORY_TARGET);
        expect("full_plan", "full plan", FULL_PLANS, FULL_P99_TARGET_MS);
        expect("re_plan", "re-plan, target moved ±2 %", RE_PLANS, RE_P99_TARGET_MS);
        long before = usedBytes();
        allocator = new Allocator(devices, new int[0]);
        for (int place = 0; place < devices; place++) {
            describe(place);
        }
        allocator.raise(1, NO_GROUPS);
        figures.add("allocator_bytes", Math.max(0, usedBytes() - before) / (double) devices);
    }

    static void measure(Sizes sizes, Figures figures, List<String> notes, Consumer<String> say) {
        say.accept("plans of " + sizes.devices() + " devices …");
        PlanBench bench = new PlanBench(sizes.devices(), figures);
        for (int run = -1; run < sizes.runs(); run++) {
            bench.fullPlans(run >= 0);
            bench.rePlans(run >= 0);
        }
        notes.add(
                "plans: %d devices of 4 points in this process, one thread; a full plan moves %d of them; options %s"
                        .formatted(sizes.devices(), bench.movesOfFull, options()));
    }

    private void expect(String key, String name, int each, double p99Target) {
        figures.expect(key + "_median_ms", name + ", median of " + each, Unit.MS, null);
        figures.expect(key + "_p99_ms", name + ", p99 of " + each, Unit.MS, p99Target);
    }

    /** A miner of some model and some efficiency, with two throttled points that are worth their watts. */
    private void describe(int place) {
        long full = random.nextLong(3_000, 4_000);
        double perWatt = random.nextDouble(30, 90);
        double half = random.nextDouble(0.3, 0.45);
        double threeQuarters = random.nextDouble(0.12, 0.2);
        long[] watts = {random.nextLong(10, 60), full / 2, full * 3 / 4, full};
        long all = Math.round(full * perWatt);
        long[] loss = {all, Math.round(all * half), Math.round(all * threeQuarters), 0};
        allocator.describe(place, -1, watts, loss, random.nextLong(1_000, 6_000));
        allocator.turns(place, random.nextInt(4));
    }

    /** Another horizon each time makes every cost another, so that nothing is left of the plan before. */
    private void fullPlans(boolean isCounted) {
        for (int place = 0; place < devices; place++) {
            allocator.stand(place, 3);
            allocator.draw(place, allocator.watts(place, 3));
        }
        double[] took = new double[FULL_PLANS];
        for (int i = 0; i < FULL_PLANS; i++) {
            long need = Math.round(allocator.level() * SHARE);
            long start = System.nanoTime();
            allocator.horizon(Duration.ofSeconds(random.nextLong(1_800, 7_200)));
            Draft draft = allocator.lower(need, NO_GROUPS);
            took[i] = (System.nanoTime() - start) / NANOS_PER_MS;
            movesOfFull = draft.size();
        }
        add("full_plan", took, isCounted);
    }

    private void rePlans(boolean isCounted) {
        long level = allocator.level();
        allocator.apply(allocator.lower(Math.round(level * SHARE), NO_GROUPS));
        allocator.raise(0, NO_GROUPS);
        double[] took = new double[RE_PLANS];
        for (int i = 0; i < RE_PLANS; i++) {
            double share = SHARE * (1 + random.nextDouble(-MOVES_BY, MOVES_BY));
            long target = level - Math.round(level * share);
            long start = System.nanoTime();
            long over = allocator.level() - target;
            Draft draft =
                    over > 0 ? allocator.lower(over, NO_GROUPS) : allocator.raise(-over, NO_GROUPS);
            allocator.apply(draft);
            took[i] = (System.nanoTime() - start) / NANOS_PER_MS;
        }
        add("re_plan", took, isCounted);
    }

    private void add(String key, double[] took, boolean isCounted) {
        if (isCounted) {
            Arrays.sort(took);
            figures.add(key + "_median_ms", took[took.length / 2]);
            figures.add(key + "_p99_ms", took[took.length * 99 / 100]);
        }
    }

    private static long usedBytes() {
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }

    private static String options() {
        return ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(a -> a.startsWith("-XX:+Use") || a.startsWith("-XX:Tiered"))
                .toList()
                .toString();
    }
}
