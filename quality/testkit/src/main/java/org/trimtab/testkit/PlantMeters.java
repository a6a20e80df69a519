package org.trimtab.testkit;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.trimtab.quantity.Power;
import org.trimtab.resource.FeederId;
import org.trimtab.resource.Meter;
import org.trimtab.resource.MeterId;
import org.trimtab.resource.Site;
import org.trimtab.telemetry.MeterReading;
import org.trimtab.telemetry.Quality;
import org.trimtab.testkit.PlantFaults.MeterKind;

/** The meters of a plant: what they show of what is really drawn. */
final class PlantMeters {
    private static final int JUMP_ONE_IN = 4;

    private final Site site;
    private final PlantDevices devices;
    private final PlantSettings settings;
    private final SplittableRandom random;
    private final Map<FeederId, Integer> feeders = new HashMap<>();
    private final Map<MeterId, MeterKind> faults = new HashMap<>();
    private final Map<MeterId, Long> lastWatts = new HashMap<>();

    PlantMeters(Site site, PlantDevices devices, PlantSettings settings, long seed) {
        this.site = site;
        this.devices = devices;
        this.settings = settings;
        random = new SplittableRandom(seed);
        site.feeders().forEach(feeder -> feeders.put(feeder.id(), feeders.size()));
    }

    List<Meter> all() {
        return site.meters();
    }

    void breakDown(MeterId meter, MeterKind kind) {
        faults.put(meter, kind);
    }

    void repair(MeterId meter) {
        faults.remove(meter);
    }

    /** What a meter shows when it is asked now; null when it shows nothing. */
    @Nullable MeterReading reading(Meter meter, Instant observedAt) {
        long drawn = drawnWatts(meter.feeder());
        long span = settings.noise().of(Power.ofWatts(Math.abs(drawn))).watts();
        long watts = span == 0 ? drawn : drawn + random.nextLong(-span, span + 1);
        MeterKind fault = faults.get(meter.id());
        Quality quality = Quality.GOOD;
        if (fault != null) {
            switch (fault) {
                case LOST -> {
                    return null;
                }
                case FREEZE -> watts = lastWatts.getOrDefault(meter.id(), watts);
                case SIGN -> watts = -watts;
                case JUMP -> {
                    if (random.nextInt(JUMP_ONE_IN) == 0) {
                        watts = watts * random.nextLong(0, 4) + random.nextLong(0, 1_000_000);
                        quality = random.nextBoolean() ? Quality.SUSPECT : Quality.GOOD;
                    }
                }
            }
        }
        lastWatts.put(meter.id(), watts);
        return new MeterReading(meter.id(), observedAt, Power.ofWatts(watts), quality);
    }

    /** What is really drawn behind a feeder, or by the site. */
    long drawnWatts(@Nullable FeederId feeder) {
        if (feeder == null) {
            return devices.siteWatts() + settings.otherLoad().watts();
        }
        Integer place = feeders.get(feeder);
        return place == null ? 0 : devices.feederWatts(place);
    }
}
