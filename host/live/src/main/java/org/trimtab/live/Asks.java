package org.trimtab.live;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.concurrent.atomic.AtomicInteger;

/** Names for those that come without one. */
final class Asks {
    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss-SSS").withZone(ZoneOffset.UTC);
    private static final AtomicInteger COUNT = new AtomicInteger();

    private Asks() {}

    static String freshId(Instant receivedAt) {
        return "i-" + STAMP.format(receivedAt) + "-" + COUNT.incrementAndGet();
    }

    static String freshHold(Instant placedAt) {
        return "h-" + STAMP.format(placedAt) + "-" + COUNT.incrementAndGet();
    }
}
