package org.trimtab.meters.intake;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.trimtab.interval.MarketInterval;
import org.trimtab.quantity.Power;

/**
 * A grid event as a file lists it.
 *
 * @param line where it stands
 * @param id its name; the line's number when the file gives none
 * @param interval when load was to be reduced
 * @param noticeAt when the site was told; null when the file does not say
 * @param kind what kind of event it was, in the file's words; null when it does not say
 * @param reduction reduction asked for; null when the file does not say
 * @param level level asked for; null when the file does not say
 */
public record ListedEvent(
        int line,
        String id,
        MarketInterval interval,
        @Nullable Instant noticeAt,
        @Nullable String kind,
        @Nullable Power reduction,
        @Nullable Power level) {}
