package org.trimtab.storm;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.trimtab.engine.SiteDefinition;
import org.trimtab.resource.Meter;
import org.trimtab.testkit.PlantFaults;
import org.trimtab.testkit.PlantFaults.DeviceKind;
import org.trimtab.testkit.Seeded;

/** What is broken in one storm, up to a third of the devices and more. */
final class StormWeather {
    private static final int DEAF_PERCENT_MOST = 30;

    private final Seeded any;
    private final Instant start;
    private final Instant calmAt;

    private StormWeather(Seeded any, Instant start, Instant calmAt) {
        this.any = any;
        this.start = start;
        this.calmAt = calmAt;
    }

    static PlantFaults of(Seeded any, SiteDefinition definition, Instant start, Instant calmAt) {
        StormWeather weather = new StormWeather(any, start, calmAt);
        return new PlantFaults(
                weather.devices(definition.site().devices().size()),
                weather.meters(definition.site().meters()),
                weather.stalls(),
                weather.line());
    }

    private List<PlantFaults.OfDevice> devices(int count) {
        int deafPercent = any.intFrom(0, DEAF_PERCENT_MOST);
        int otherPercent = any.intFrom(0, 35);
        List<PlantFaults.OfDevice> faults = new ArrayList<>();
        for (int place = 0; place < count; place++) {
            if (any.chance(deafPercent)) {
                faults.add(fault(place, DeviceKind.DEAF));
            } else if (any.chance(otherPercent)) {
                faults.add(fault(place, any.pick(DeviceKind.class)));
            }
        }
        return faults;
    }

    private PlantFaults.OfDevice fault(int place, DeviceKind kind) {
        int figure =
                switch (kind) {
                    case SLOW -> any.intFrom(2, 8);
                    case LIES -> any.intFrom(20, 150);
                    case WAKES_BY_ITSELF -> any.intFrom(1, 600);
                    case DRAWS_MORE_WHEN_CAPPED -> any.intFrom(1, 30);
                    default -> 0;
                };
        Instant from = any.chance(50) ? start : any.instant(start, calmAt);
        Instant until = any.chance(50) ? calmAt : any.instant(from, calmAt);
        return new PlantFaults.OfDevice(place, kind, figure, from, until);
    }

    private List<PlantFaults.OfMeter> meters(List<Meter> meters) {
        List<PlantFaults.OfMeter> faults = new ArrayList<>();
        for (Meter meter : meters) {
            if (any.chance(40)) {
                Instant from = any.instant(start, calmAt);
                Instant until = from.plusSeconds(any.longFrom(1, 900));
                faults.add(
                        new PlantFaults.OfMeter(
                                meter.id(),
                                any.pick(PlantFaults.MeterKind.class),
                                from,
                                until.isAfter(calmAt) ? calmAt : until));
            }
        }
        return faults;
    }

    private List<PlantFaults.Stall> stalls() {
        int count = any.chance(50) ? 0 : any.intFrom(1, 5);
        List<PlantFaults.Stall> stalls = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Instant from = any.instant(start, calmAt);
            Instant until = from.plusSeconds(any.longFrom(1, 180));
            stalls.add(new PlantFaults.Stall(from, until.isAfter(calmAt) ? calmAt : until));
        }
        return stalls;
    }

    private PlantFaults.Line line() {
        return any.chance(50)
                ? PlantFaults.Line.CLEAR
                : new PlantFaults.Line(
                        any.intFrom(0, 10),
                        any.duration(Duration.ofSeconds(2), Duration.ofSeconds(60)),
                        any.intFrom(0, 10),
                        any.intFrom(0, 10),
                        calmAt);
    }
}
