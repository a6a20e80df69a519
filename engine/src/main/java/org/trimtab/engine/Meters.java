package org.trimtab.engine;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.trimtab.engine.MeterGuard.Trouble;
import org.trimtab.resource.Meter;
import org.trimtab.resource.MeterId;
import org.trimtab.resource.Site;
import org.trimtab.telemetry.MeterReading;
import org.trimtab.telemetry.Quality;

/**
 * What the meters tell of the level. A meter that is silent or not believed leaves the level where it last put it, and
 * from then on only what the devices say of themselves moves it.
 */
final class Meters {
    /** A meter, the feeder it measures (-1 for the site) and what is thought of it. */
    private static final class Watched {
        private final int feeder;
        private final MeterGuard guard = new MeterGuard();
        private Trouble trouble = Trouble.NONE;

        Watched(int feeder) {
            this.feeder = feeder;
        }
    }

    private final LevelModel level;
    private final Outbox outbox;
    private final Map<MeterId, Watched> watched = new HashMap<>();
    private final Duration staleAfter;
    private Instant believedAt = Instant.MIN;
    private boolean missed;

    Meters(Site site, Duration staleAfter, LevelModel level, Outbox outbox) {
        this.staleAfter = staleAfter;
        this.level = level;
        this.outbox = outbox;
        Meter main = site.settlementMeter();
        for (Meter meter : site.meters()) {
            if (meter.feeder() != null) {
                watched.put(meter.id(), new Watched(feeder(site, meter)));
            } else if (main != null && meter.id().equals(main.id())) {
                watched.put(meter.id(), new Watched(-1));
            }
        }
    }

    private static int feeder(Site site, Meter meter) {
        for (int g = 0; g < site.feeders().size(); g++) {
            if (site.feeders().get(g).id().equals(meter.feeder())) {
                return g;
            }
        }
        return -1;
    }

    /** Takes a reading; what the devices' own figures contradict moves nothing. */
    void read(MeterReading reading) {
        Watched meter = watched.get(reading.meter());
        if (meter == null) {
            return;
        }
        Trouble trouble =
                meter.guard.judge(
                        reading,
                        level.least(meter.feeder),
                        level.most(meter.feeder),
                        level.then(meter.feeder));
        if (trouble == Trouble.NONE) {
            level.metered(meter.feeder, reading.power().watts());
        }
        if (meter.feeder < 0 && trouble == Trouble.NONE) {
            believedAt = reading.observedAt();
        } else if (meter.feeder < 0 && trouble == Trouble.NOT_GOOD) {
            believedAt = Instant.MIN;
        }
        boolean telling = trouble != Trouble.JUMPED && trouble != Trouble.NOT_GOOD;
        if (trouble != meter.trouble && telling) {
            if (trouble != Trouble.NONE || meter.trouble != Trouble.NONE) {
                outbox.add(
                        new Output.Alarm(
                                trouble == Trouble.NONE ? "METER_BELIEVED" : "METER_DOUBTED",
                                "Meter "
                                        + reading.meter()
                                        + " at "
                                        + reading.power()
                                        + " "
                                        + trouble.words()
                                        + (trouble == Trouble.NONE
                                                ? "."
                                                : "; dispatch goes by its devices' own figures.")));
            }
            meter.trouble = trouble;
        }
    }

    /** True when the site meter has been believed and is not lost. */
    boolean isFresh(Instant now) {
        return !believedAt.plus(staleAfter).isBefore(now);
    }

    /** Says when the meter the grid settles on is lost and when it is back. */
    void watch(boolean owed, @Nullable MeterReading latest) {
        boolean good = latest != null && latest.quality() == Quality.GOOD;
        if (!good && !missed && owed) {
            missed = true;
            outbox.add(
                    new Output.Alarm(
                            "METER_LOST",
                            "The site meter has no good reading; dispatch goes by what the devices"
                                    + " say they draw, and intervals without one cannot be"
                                    + " settled."));
        } else if (good && missed) {
            missed = false;
            outbox.add(new Output.Alarm("METER_BACK", "The site meter reads well again."));
        }
    }
}
