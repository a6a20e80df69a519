package org.trimtab.live;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.trimtab.openadr.ven.Measures;

/** What a running site says of itself in OpenADR reports. */
record SiteMeasures(SiteDesk desk, LevelMemory levels, String resource) implements Measures {
    @Override
    public Figure figure(Kind kind, Instant from, Instant until) {
        return switch (kind) {
            case LEVEL -> levels.figure(from, until, false);
            case PEAK -> levels.figure(from, until, true);
            case BASELINE -> known(desk.status().baselineW());
            case SET_POINT -> known(desk.status().targetW());
            case CAN_FALL -> canFall();
            case CAN_RISE -> canRise();
        };
    }

    private static Figure known(@Nullable Long watts) {
        return watts == null ? Figure.MISSING : Figure.ok(watts);
    }

    /** What can be promised within the longest time asked of the site. */
    private Figure canFall() {
        var offers = desk.status().offers();
        return offers.isEmpty() ? Figure.MISSING : Figure.ok(offers.getLast().confidentW());
    }

    /** What was put to sleep may wake again; beyond that nothing is known. */
    private Figure canRise() {
        SiteStatus status = desk.status();
        if (status.baselineW() == null || status.meteredW() == null) {
            return Figure.MISSING;
        }
        return new Figure(
                java.math.BigDecimal.valueOf(Math.max(0, status.baselineW() - status.meteredW())),
                "ESTIMATED");
    }

    @Override
    public String operatingState() {
        return switch (desk.status().state()) {
            case "SAFE" -> "ERROR";
            case "EVENT" -> "RUNNING_CURTAILED";
            default -> "NORMAL";
        };
    }
}
