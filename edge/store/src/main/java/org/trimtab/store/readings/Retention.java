package org.trimtab.store.readings;

import java.time.Duration;

/**
 * How long readings are kept; the coarser the longer.
 *
 * @param devices single readings of devices
 * @param meters single readings of meters
 * @param minutes minutes of everything
 * @param quarters five and fifteen minutes of everything
 */
public record Retention(Duration devices, Duration meters, Duration minutes, Duration quarters) {
    /** 90 days of devices, two years of meters and minutes, seven years of what is settled on. */
    public static final Retention STANDARD =
            new Retention(
                    Duration.ofDays(90),
                    Duration.ofDays(731),
                    Duration.ofDays(731),
                    Duration.ofDays(2_557));

    public Retention {
        if (devices.isNegative()
                || meters.compareTo(devices) < 0
                || minutes.compareTo(devices) < 0
                || quarters.compareTo(minutes) < 0) {
            throw new IllegalArgumentException(
                    "devices are kept no longer than meters and minutes, and these no longer than"
                            + " quarters of an hour");
        }
    }
}
