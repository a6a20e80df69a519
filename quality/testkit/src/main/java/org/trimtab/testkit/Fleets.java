package org.trimtab.testkit;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.trimtab.engine.DispatchPolicy;
import org.trimtab.engine.SiteDefinition;
import org.trimtab.market.MiningTerms;
import org.trimtab.program.ProgramTerms;
import org.trimtab.program.ProgramTerms.BaselineMethod;
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
import org.trimtab.resource.Meter;
import org.trimtab.resource.MeterId;
import org.trimtab.resource.Site;
import org.trimtab.resource.SiteId;
import org.trimtab.resource.Timing;

/** Sites with names that people can say. Nameplates are the makers' published wall power and hash rate. */
public final class Fleets {
    /** A model and its nameplate. */
    private record Model(String name, long watts, long terahashes) {}

    /** A protocol family as far as a plan cares. */
    private record Family(String name, int port, Power standby, Timing timing) {}

    private static final Family LUXOS =
            new Family(
                    "luxos",
                    4028,
                    Power.ofWatts(25),
                    new Timing(
                            Duration.ofSeconds(2), Duration.ofSeconds(5), Duration.ofSeconds(30)));
    private static final Family ANTMINER =
            new Family(
                    "antminer",
                    80,
                    Power.ofWatts(30),
                    new Timing(
                            Duration.ofSeconds(30), Duration.ofSeconds(10), Duration.ofMinutes(5)));

    private static final List<Model> MODELS =
            List.of(
                    new Model("Antminer S19j Pro", 3_068, 104),
                    new Model("Antminer S19k Pro", 2_760, 120),
                    new Model("Antminer S19 XP", 3_010, 141),
                    new Model("Antminer S21", 3_500, 200),
                    new Model("Antminer S21 Pro", 3_510, 234));

    private static final int LUXOS_PERCENT = 60;
    private static final int ADDRESSES_PER_BLOCK = 250;

    private Fleets() {}

    /**
     * Three LuxOS miners behind one meter, 9,578 W by their nameplates: {@code m1} is an S19j Pro (29.5 J/TH),
     * {@code m2} an S19 XP (21.3 J/TH), {@code m3} an S21 (17.5 J/TH).
     */
    public static SiteDefinition threeMinersOneMeter() {
        return site(
                "three-miners",
                List.of(
                        miner("m1", LUXOS, MODELS.get(0), 1),
                        miner("m2", LUXOS, MODELS.get(2), 2),
                        miner("m3", LUXOS, MODELS.get(3), 3)));
    }

    /** A hundred miners of five models, sixty on LuxOS and forty on stock firmware, mixed by the seed. */
    public static SiteDefinition hundredMinersTwoFamilies(long seed) {
        return miners(100, seed);
    }

    /** A thousand miners of five models, 60 % on LuxOS and 40 % on stock firmware, mixed by the seed. */
    public static SiteDefinition thousandMinersTwoFamilies(long seed) {
        return miners(1_000, seed);
    }

    /** As many miners of five models, 60 % on LuxOS and the rest on stock firmware, mixed by the seed. */
    public static SiteDefinition miners(int count, long seed) {
        Seeded any = Seeded.of(seed);
        List<Family> families = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            families.add(i < count * LUXOS_PERCENT / 100 ? LUXOS : ANTMINER);
        }
        List<Device> devices = new ArrayList<>();
        for (Family family : any.shuffled(families)) {
            int number = devices.size() + 1;
            String id = String.format(Locale.ROOT, "%s-%04d", family.name(), number);
            devices.add(miner(id, family, any.pick(MODELS), number));
        }
        return site("miners-" + count, devices);
    }

    /** Hashing at 55 $/PH/s/day with a pool that keeps 1 %. */
    public static MiningTerms mining() {
        return new MiningTerms(
                HashPrice.ofDollars(new BigDecimal("55")),
                new Share(10_000),
                new BigDecimal("1.03"),
                EnergyPrice.ofDollars(new BigDecimal("2")),
                EnergyPrice.ofDollars(new BigDecimal("5")),
                Duration.ofMinutes(10),
                Duration.ofMinutes(20));
    }

    /** An emergency program measured against the five minutes before the event. */
    public static ProgramTerms program() {
        return new ProgramTerms(
                "Emergency response",
                BaselineMethod.METER_BEFORE_METER_AFTER,
                Duration.ofMinutes(5),
                null,
                Duration.ofMinutes(1),
                Duration.ofSeconds(30),
                new BigDecimal("5.15"),
                EnergyPrice.ofDollars(new BigDecimal("100")),
                new BigDecimal("0.95"));
    }

    private static SiteDefinition site(String name, List<Device> devices) {
        Meter meter =
                new Meter(
                        new MeterId("main"),
                        "sunspec",
                        new Endpoint("127.0.0.1", 1502),
                        1,
                        Duration.ofSeconds(1),
                        null);
        return new SiteDefinition(
                new Site(new SiteId(name), List.of(meter), List.of(), devices),
                mining(),
                program(),
                DispatchPolicy.DEFAULT);
    }

    private static Device miner(String id, Family family, Model model, int number) {
        int block = (number - 1) / ADDRESSES_PER_BLOCK;
        int host = (number - 1) % ADDRESSES_PER_BLOCK + 1;
        return new Device(
                new DeviceId(id),
                family.name(),
                model.name(),
                new Endpoint("127.1." + block + "." + host, family.port()),
                null,
                Power.ofWatts(model.watts()),
                family.standby(),
                HashRate.ofTerahashes(model.terahashes()),
                new Envelope(Duration.ofSeconds(30), Duration.ofSeconds(60), false),
                family.timing(),
                Set.of(Capability.CURTAIL, Capability.METERED));
    }
}
