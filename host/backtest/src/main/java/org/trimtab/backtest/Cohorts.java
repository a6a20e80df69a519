package org.trimtab.backtest;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.trimtab.backtest.BacktestOptions.Machines;
import org.trimtab.engine.DispatchPolicy;
import org.trimtab.engine.SiteDefinition;
import org.trimtab.market.StrategyCohort;
import org.trimtab.market.StrategySite;
import org.trimtab.program.ProgramBook;
import org.trimtab.program.ProgramRule;
import org.trimtab.program.Rank;
import org.trimtab.quantity.HashRate;
import org.trimtab.quantity.Power;
import org.trimtab.quantity.Share;
import org.trimtab.resource.Capability;
import org.trimtab.resource.Device;
import org.trimtab.resource.Envelope;
import org.trimtab.resource.FeederId;
import org.trimtab.resource.Site;
import org.trimtab.resource.Timing;

/**
 * A site whose alike devices are taken together, so that a year costs as much for 100,000 devices as for a few. Each
 * cohort becomes a few lots, and a lot is to the engine one large device. A device works or sleeps here; levels in
 * between are left out.
 *
 * @param definition the site of lots, as the engine knows it
 * @param site the site of cohorts, as a strategy knows it
 * @param cohortOf the cohort of each lot
 * @param devicesAt how many devices each lot stands for
 */
record Cohorts(
        SiteDefinition definition,
        StrategySite site,
        List<Integer> cohortOf,
        List<Integer> devicesAt) {
    /** The program of what a strategy asks: weaker than anything anybody else asks. */
    static final String PLAN = "plan";

    /** The program of reserve that was sold. */
    static final String RESERVE = "reserve";

    /** Longer than any backtest. */
    private static final Duration EVER = Duration.ofDays(36_500);

    /** About this many lots, so that part of a cohort can be asked where there are few cohorts. */
    private static final int LOTS = 48;

    private static final int LOTS_PER_COHORT_MAX = 8;

    /** A lot's power must fit the engine's counters. */
    private static final long LOT_WATTS_MAX = 1_000_000_000L;

    /** What makes devices alike. */
    private record Kind(
            String family,
            String model,
            @Nullable FeederId feeder,
            Power running,
            Power standby,
            HashRate hashRate,
            Envelope envelope,
            Timing timing,
            Set<Capability> capabilities) {
        static Kind of(Device device) {
            return new Kind(
                    device.family(),
                    device.model(),
                    device.feeder(),
                    device.running(),
                    device.standby(),
                    device.hashRate(),
                    device.envelope(),
                    device.timing(),
                    device.capabilities());
        }
    }

    static Cohorts of(SiteDefinition definition, Machines machines) {
        Map<Kind, List<Device>> kinds = new LinkedHashMap<>();
        for (Device device : definition.site().devices()) {
            kinds.computeIfAbsent(Kind.of(device), _ -> new ArrayList<>()).add(device);
        }
        if (kinds.isEmpty()) {
            throw new IllegalArgumentException("the site has no devices; a backtest needs some");
        }
        List<Device> lots = new ArrayList<>();
        List<Integer> cohortOf = new ArrayList<>();
        List<Integer> devicesAt = new ArrayList<>();
        List<StrategyCohort> cohorts = new ArrayList<>();
        int each = Math.clamp(LOTS / kinds.size(), 1, LOTS_PER_COHORT_MAX);
        kinds.forEach((kind, devices) -> {
            long watts = kind.running().watts() * devices.size();
            int count = Math.min(devices.size(), Math.max(each, (int) (watts / LOT_WATTS_MAX) + 1));
            for (int lot = 0; lot < count; lot++) {
                int from = (int) ((long) devices.size() * lot / count);
                int until = (int) ((long) devices.size() * (lot + 1) / count);
                lots.add(together(devices.get(from), until - from));
                cohortOf.add(cohorts.size());
                devicesAt.add(until - from);
            }
            cohorts.add(cohort(kind, devices.size(), definition));
        });
        StrategySite site =
                new StrategySite(
                        cohorts, definition.mining(), machines.warmUp(), machines.wearPerStart());
        return new Cohorts(ofLots(definition, lots), site, cohortOf, devicesAt);
    }

    private static Device together(Device first, int count) {
        return new Device(
                first.id(),
                first.family(),
                first.model(),
                first.endpoint(),
                first.feeder(),
                Power.ofWatts(first.running().watts() * count),
                Power.ofWatts(first.standby().watts() * count),
                new HashRate(first.hashRate().megahashesPerSecond() * count),
                first.envelope(),
                first.timing(),
                first.capabilities());
    }

    private static StrategyCohort cohort(Kind kind, int count, SiteDefinition definition) {
        Duration answers = IdealFleet.atLeastOneSecond(kind.timing().answersWithin());
        return new StrategyCohort(
                kind.model(),
                count,
                Power.ofWatts(kind.running().watts() * count),
                Power.ofWatts(kind.standby().watts() * count),
                new HashRate(kind.hashRate().megahashesPerSecond() * count),
                longer(kind.envelope().minOff(), definition.mining().minOff()),
                longer(kind.envelope().minOn(), definition.mining().minOn()),
                answers.plus(IdealFleet.atLeastOneSecond(kind.timing().fallsWithin())),
                answers.plus(IdealFleet.atLeastOneSecond(kind.timing().wakesWithin())),
                kind.envelope().exempt() || !kind.capabilities().contains(Capability.CURTAIL));
    }

    private static Duration longer(Duration a, Duration b) {
        return a.compareTo(b) >= 0 ? a : b;
    }

    /** A fleet that obeys and says so at once needs no care for silence, disobedience and doubt. */
    private static SiteDefinition ofLots(SiteDefinition definition, List<Device> lots) {
        Site site = definition.site();
        DispatchPolicy policy = definition.policy();
        List<ProgramRule> rules = new ArrayList<>(definition.programs().rules());
        add(rules, PLAN, Rank.PRICE);
        add(rules, RESERVE, Rank.GRID_EMERGENCY);
        return new SiteDefinition(
                new Site(site.id(), site.meters(), site.feeders(), lots, site.limits()),
                definition.mining(),
                definition.program(),
                new DispatchPolicy(
                        policy.margin(),
                        policy.meterStaleAfter(),
                        EVER,
                        policy.commandLife(),
                        policy.attemptsMax(),
                        policy.trimAfter(),
                        policy.wakeWaveMax(),
                        policy.wakeWaveEvery(),
                        policy.obligationLongest(),
                        policy.obligationAhead(),
                        policy.following(),
                        new DispatchPolicy.Trust(
                                policy.trust().failuresMax(),
                                policy.trust().quarantine(),
                                Share.NONE),
                        policy.wearPerSleepUsd()),
                new ProgramBook(rules),
                null);
    }

    private static void add(List<ProgramRule> rules, String name, Rank rank) {
        if (rules.stream().noneMatch(rule -> rule.name().equals(name))) {
            rules.add(new ProgramRule(name, rank, Set.of(), Duration.ofMinutes(10)));
        }
    }

    /** Lots of a cohort, by their place. */
    int[] lotsOf(int cohort) {
        return IntStream.range(0, cohortOf.size())
                .filter(place -> cohortOf.get(place) == cohort)
                .toArray();
    }
}
