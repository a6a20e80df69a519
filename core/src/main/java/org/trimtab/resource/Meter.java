package org.trimtab.resource;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A meter of the site.
 *
 * @param id its name within the site
 * @param kind how it is read, such as {@code sunspec}
 * @param endpoint where it answers
 * @param unit Modbus unit id, 1 to 247
 * @param every time between two reads
 * @param feeder the feeder it measures; null for the meter that the grid settles on
 */
public record Meter(
        MeterId id,
        String kind,
        Endpoint endpoint,
        int unit,
        Duration every,
        @Nullable FeederId feeder) {}
