package org.trimtab.live;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.trimtab.baseline.LoadSeries;
import org.trimtab.baseline.Reconciliation;
import org.trimtab.baseline.Reconciliation.Limits;
import org.trimtab.baseline.Reconciliation.Verdict;
import org.trimtab.engine.Engine;
import org.trimtab.quantity.Power;
import org.trimtab.resource.Device;
import org.trimtab.telemetry.DeviceReading;
import org.trimtab.telemetry.MeterReading;
import org.trimtab.telemetry.Quality;

/** Holds the site meter against the sum of the devices, minute by minute. Crank's thread only. */
final class MeterCheck {
    /** Minutes looked at. */
    static final int MINUTES = 15;

    /** How often both are looked at. */
    static final Duration EVERY = Duration.ofSeconds(5);

    /** Looks that a minute needs to count: half of those it has room for. */
    static final int LOOKS_MIN = 6;

    private static final long SECONDS = 60;

    private final List<Device> devices;
    private final Duration staleAfter;
    private final long working;
    private final Deque<Minute> minutes = new ArrayDeque<>(MINUTES + 1);
    private Instant next = Instant.MIN;

    MeterCheck(List<Device> devices, Duration staleAfter) {
        this.devices = devices;
        this.staleAfter = staleAfter;
        long sum = 0;
        for (Device device : devices) {
            sum += device.running().watts();
        }
        working = sum;
    }

    /** Sums of the looks of one minute, W. */
    private static final class Minute {
        final long number;
        long meter;
        long read;
        long unread;
        int looks;

        Minute(long number) {
            this.number = number;
        }

        int mean(long sum) {
            return (int) Math.min(Integer.MAX_VALUE, sum / looks);
        }
    }

    /** Looks at both when it is time to. */
    void stepped(Instant now, Engine engine) {
        if (now.isBefore(next)) {
            return;
        }
        next = now.plus(EVERY);
        MeterReading meter = engine.image().siteMeter();
        boolean known =
                meter != null
                        && meter.quality() == Quality.GOOD
                        && !meter.observedAt().plus(staleAfter).isBefore(now);
        long read = 0;
        long unread = 0;
        for (int place = 0; place < devices.size(); place++) {
            DeviceReading reading = engine.reading(place);
            if (reading != null && !reading.observedAt().plus(staleAfter).isBefore(now)) {
                read += reading.power().watts();
            } else {
                unread += devices.get(place).running().watts();
            }
        }
        look(now, known && meter != null ? meter.power() : null, read, unread);
    }

    /**
     * Takes one look in.
     *
     * @param meter the meter's level; null when unknown
     * @param read sum of the devices read, W
     * @param unread what the others draw at most, W
     */
    void look(Instant now, @Nullable Power meter, long read, long unread) {
        if (meter == null || meter.watts() * 2 < working) {
            return;
        }
        long number = Math.floorDiv(now.getEpochSecond(), SECONDS);
        Minute minute = minutes.peekLast();
        if (minute == null || minute.number != number) {
            minute = new Minute(number);
            minutes.addLast(minute);
            if (minutes.size() > MINUTES + 1) {
                minutes.removeFirst();
            }
        }
        minute.meter += meter.watts();
        minute.read += read;
        minute.unread += unread;
        minute.looks++;
    }

    /** How they agree over the last whole minutes. */
    MeterAgreement agreement(Instant now) {
        long first = Math.floorDiv(now.getEpochSecond(), SECONDS) - MINUTES;
        int[] meter = unknown();
        int[] least = unknown();
        int[] most = unknown();
        int known = 0;
        for (Minute minute : minutes) {
            long at = minute.number - first;
            if (at >= 0 && at < MINUTES && minute.looks >= LOOKS_MIN) {
                meter[(int) at] = minute.mean(minute.meter);
                least[(int) at] = minute.mean(minute.read);
                most[(int) at] = minute.mean(minute.read + minute.unread);
                known++;
            }
        }
        Instant from = Instant.ofEpochSecond(first * SECONDS);
        Reconciliation low = Reconciliation.of(series(from, meter), series(from, least), STANDARD);
        Reconciliation high = Reconciliation.of(series(from, meter), series(from, most), STANDARD);
        Power sum = low.devices();
        Power bound = high.devices();
        return new MeterAgreement(
                verdict(low, high).name(),
                low.meter() == null ? null : (Long) low.meter().watts(),
                sum == null ? null : (Long) sum.watts(),
                sum == null || bound == null ? null : (Long) (bound.watts() - sum.watts()),
                known,
                MINUTES);
    }

    private static final Limits STANDARD = Limits.STANDARD;

    /** What holds whether the devices that were not read draw nothing or all they can. */
    private static Verdict verdict(Reconciliation low, Reconciliation high) {
        Long less = low.unexplainedPartsPerMillion();
        Long more = high.unexplainedPartsPerMillion();
        boolean sameSide = less != null && more != null && (less >= 0) == (more >= 0);
        boolean same = low.verdict() == high.verdict();
        return same && (sameSide || low.verdict() == Verdict.GOOD)
                ? low.verdict()
                : Verdict.UNKNOWN;
    }

    private static int[] unknown() {
        int[] levels = new int[MINUTES];
        Arrays.fill(levels, LoadSeries.UNKNOWN);
        return levels;
    }

    private static LoadSeries series(Instant from, int[] watts) {
        return LoadSeries.of(from, Duration.ofSeconds(SECONDS), watts);
    }
}
