package org.trimtab.backtest;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.trimtab.engine.DispatchPolicy;
import org.trimtab.engine.SiteDefinition;
import org.trimtab.market.MiningTerms;
import org.trimtab.program.ProgramTerms;
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
import org.trimtab.resource.Site;
import org.trimtab.resource.SiteId;
import org.trimtab.resource.Timing;

/** The site of {@code samples/site.yaml}, and parts to make smaller ones. */
final class SampleSite {
    static final Timing LUXOS =
            new Timing(Duration.ofSeconds(5), Duration.ofSeconds(5), Duration.ofSeconds(30));
    static final Timing ANTMINER =
            new Timing(Duration.ofSeconds(25), Duration.ofSeconds(30), Duration.ofMinutes(5));
    static final MiningTerms TERMS =
            new MiningTerms(
                    HashPrice.ofDollars(new BigDecimal("60")),
                    new Share(10_000),
                    new BigDecimal("1.03"),
                    dollars("2"),
                    dollars("5"),
                    Duration.ofMinutes(10),
                    Duration.ofMinutes(20));

    private SampleSite() {}

    static SiteDefinition definition() {
        List<Device> devices = new ArrayList<>();
        add(devices, 250, "lux-s21", LUXOS, 3_500, 200);
        add(devices, 200, "lux-s19k", LUXOS, 2_760, 120);
        add(devices, 150, "lux-s19j", LUXOS, 3_068, 104);
        add(devices, 200, "ant-s19xp", ANTMINER, 3_010, 141);
        add(devices, 200, "ant-t21", ANTMINER, 3_610, 190);
        return definition(TERMS, devices);
    }

    static SiteDefinition definition(MiningTerms terms, List<Device> devices) {
        return new SiteDefinition(
                new Site(new SiteId("west-1"), List.of(), List.of(), devices),
                terms,
                new ProgramTerms(
                        "Emergency response",
                        ProgramTerms.BaselineMethod.METER_BEFORE_METER_AFTER,
                        Duration.ofMinutes(5),
                        null,
                        Duration.ofMinutes(1),
                        Duration.ofSeconds(30),
                        new BigDecimal("5.15"),
                        dollars("100"),
                        new BigDecimal("0.95")),
                DispatchPolicy.DEFAULT);
    }

    static void add(
            List<Device> devices,
            int count,
            String group,
            Timing timing,
            long watts,
            long terahashes) {
        for (int i = 1; i <= count; i++) {
            devices.add(
                    device(
                            String.format("%s-%04d", group, i),
                            timing,
                            watts,
                            terahashes,
                            new Envelope(Duration.ofSeconds(30), Duration.ofSeconds(60), false)));
        }
    }

    static Device device(String id, Timing timing, long watts, long terahashes, Envelope envelope) {
        return new Device(
                new DeviceId(id),
                "luxos",
                "Antminer",
                new Endpoint(id + ".example", 4028),
                null,
                Power.ofWatts(watts),
                Power.ofWatts(25),
                HashRate.ofTerahashes(terahashes),
                envelope,
                timing,
                Set.of(Capability.CURTAIL));
    }

    static EnergyPrice dollars(String dollars) {
        return EnergyPrice.ofDollars(new BigDecimal(dollars));
    }
}
