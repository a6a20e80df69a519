package org.trimtab.bench;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.trimtab.engine.DispatchPolicy;
import org.trimtab.engine.SiteDefinition;
import org.trimtab.market.MiningTerms;
import org.trimtab.program.ProgramBook;
import org.trimtab.program.ProgramRule;
import org.trimtab.program.ProgramTerms;
import org.trimtab.program.ProgramTerms.BaselineMethod;
import org.trimtab.program.Rank;
import org.trimtab.quantity.EnergyPrice;
import org.trimtab.quantity.HashPrice;
import org.trimtab.quantity.HashRate;
import org.trimtab.quantity.Power;
import org.trimtab.quantity.Share;
import org.trimtab.resource.Capability;
import org.trimtab.resource.Device;
import org.trimtab.resource.DeviceId;
import org.trimtab.resource.Endpoint;
import org.trimtab.resource.Envelope;
import org.trimtab.resource.Labels;
import org.trimtab.resource.Meter;
import org.trimtab.resource.MeterId;
import org.trimtab.resource.PowerCurve;
import org.trimtab.resource.PowerCurve.Level;
import org.trimtab.resource.Site;
import org.trimtab.resource.SiteId;
import org.trimtab.resource.Timing;
import org.trimtab.telemetry.Activity;
import org.trimtab.telemetry.DeviceReading;
import org.trimtab.telemetry.MeterReading;
import org.trimtab.telemetry.PowerSource;
import org.trimtab.telemetry.Quality;

/**
 * A large site for the engine alone: miners of five models, most of them with four points to work at (asleep, 60 %,
 * 80 %, all), the others only asleep or at work. Nothing of it is on any network.
 *
 * @param definition the site as the engine knows it
 */
record EngineStepFleet(SiteDefinition definition) {
    /** The program the benchmarks instruct by. */
    static final String TRACK = "controllable-load";

    private static final MeterId MAIN = new MeterId("main");

    /** Actuators of five seconds: an answer within one, power there within four more, down as up. */
    static final Timing QUICK =
            new Timing(Duration.ofSeconds(1), Duration.ofSeconds(4), Duration.ofSeconds(4));

    private static final Envelope ENVELOPE =
            new Envelope(Duration.ofSeconds(30), Duration.ofSeconds(60), false);
    private static final int ADDRESSES_A_BLOCK = 65_536;

    /** Work goes with power to this: held back, a machine is more efficient. */
    private static final double WORK_BY_POWER = 0.68;

    private static final List<Double> LEVELS = List.of(0.6, 0.8);

    /** A model and its nameplate; listed by the makers. */
    private record Model(String name, long watts, long terahashes) {}

    private static final List<Model> MODELS =
            List.of(
                    new Model("Antminer S19j Pro", 3_068, 104),
                    new Model("Antminer S19k Pro", 2_760, 120),
                    new Model("Antminer S19 XP", 3_010, 141),
                    new Model("Antminer S21", 3_500, 200),
                    new Model("Antminer S21 Pro", 3_510, 234));

    /**
     * A site.
     *
     * @param count devices
     * @param plainEvery every so manieth device only works or sleeps; 0 for none
     * @param policy how carefully the engine acts
     */
    static EngineStepFleet of(int count, int plainEvery, DispatchPolicy policy) {
        List<PowerCurve> curves = MODELS.stream().map(EngineStepFleet::curve).toList();
        List<Device> devices = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            int kind = i % MODELS.size();
            boolean plain = plainEvery > 0 && i % plainEvery == plainEvery - 1;
            devices.add(device(i, MODELS.get(kind), plain ? null : curves.get(kind)));
        }
        Meter meter =
                new Meter(
                        MAIN,
                        "sunspec",
                        new Endpoint("127.0.0.1", 1_502),
                        1,
                        Duration.ofSeconds(1),
                        null);
        return new EngineStepFleet(
                new SiteDefinition(
                        new Site(new SiteId("bench"), List.of(meter), List.of(), devices),
                        mining(),
                        program(),
                        policy,
                        new ProgramBook(
                                List.of(
                                        new ProgramRule(
                                                TRACK,
                                                Rank.SET_POINT,
                                                Set.of(),
                                                Duration.ofMinutes(10)))),
                        null));
    }

    /**
     * The usual policy of a site that may raise this many devices a second, as large ones have to.
     *
     * @param margin how far below a limit a plan aims
     */
    static DispatchPolicy policy(Share margin, int wakeWaveMax) {
        DispatchPolicy usual = DispatchPolicy.DEFAULT;
        return new DispatchPolicy(
                margin,
                usual.meterStaleAfter(),
                usual.deviceStaleAfter(),
                usual.commandLife(),
                usual.attemptsMax(),
                usual.trimAfter(),
                wakeWaveMax,
                usual.wakeWaveEvery(),
                usual.obligationLongest(),
                usual.obligationAhead(),
                usual.following(),
                usual.trust(),
                usual.wearPerSleepUsd());
    }

    List<Device> devices() {
        return definition.site().devices();
    }

    /** What all draw together at full work, W. */
    long fullWatts() {
        return devices().stream().mapToLong(device -> device.running().watts()).sum();
    }

    /** A reading of full work. Its figures are its own objects, as they are when they come off a wire. */
    static DeviceReading atWork(Device device, Instant at) {
        return new DeviceReading(
                device.id(),
                Instant.ofEpochSecond(at.getEpochSecond(), at.getNano()),
                Activity.HASHING,
                Power.ofWatts(device.running().watts()),
                PowerSource.MEASURED,
                new HashRate(device.hashRate().megahashesPerSecond()),
                Quality.GOOD);
    }

    static MeterReading metered(Instant at, long watts) {
        return new MeterReading(MAIN, at, Power.ofWatts(watts), Quality.GOOD);
    }

    private static Device device(int index, Model model, @Nullable PowerCurve curve) {
        int block = index / ADDRESSES_A_BLOCK + 1;
        int rest = index % ADDRESSES_A_BLOCK;
        return new Device(
                new DeviceId(String.format(Locale.ROOT, "m-%06d", index + 1)),
                "luxos",
                model.name,
                new Endpoint("10." + block + "." + (rest >> 8) + "." + (rest & 255), 4_028),
                null,
                Power.ofWatts(model.watts),
                Power.ofWatts(25),
                HashRate.ofTerahashes(model.terahashes),
                ENVELOPE,
                QUICK,
                curve == null
                        ? Set.of(Capability.CURTAIL, Capability.METERED)
                        : Set.of(Capability.CURTAIL, Capability.METERED, Capability.CAP),
                Labels.NONE,
                curve);
    }

    private static PowerCurve curve(Model model) {
        List<Level> levels = new ArrayList<>();
        for (double share : LEVELS) {
            levels.add(
                    new Level(
                            Math.round(share * 100) + " %",
                            Power.ofWatts(Math.round(model.watts * share)),
                            new HashRate(
                                    Math.round(
                                            model.terahashes
                                                    * 1e6
                                                    * Math.pow(share, WORK_BY_POWER)))));
        }
        return new PowerCurve(levels, PowerCurve.Origin.PROFILES);
    }

    private static MiningTerms mining() {
        return new MiningTerms(
                HashPrice.ofDollars(new BigDecimal("55")),
                new Share(10_000),
                BigDecimal.ONE,
                EnergyPrice.ofDollars(new BigDecimal("2")),
                EnergyPrice.ofDollars(new BigDecimal("5")),
                Duration.ofMinutes(10),
                Duration.ofMinutes(20));
    }

    private static ProgramTerms program() {
        return new ProgramTerms(
                "Benchmark",
                BaselineMethod.METER_BEFORE_METER_AFTER,
                Duration.ofMinutes(5),
                null,
                Duration.ofMinutes(1),
                Duration.ofSeconds(30),
                new BigDecimal("5.15"),
                EnergyPrice.ofDollars(new BigDecimal("100")),
                new BigDecimal("0.95"));
    }
}
