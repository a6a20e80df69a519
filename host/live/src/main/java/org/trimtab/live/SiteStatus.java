package org.trimtab.live;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How the site stands.
 *
 * @param site its name
 * @param at when this was so
 * @param state {@code STARTING}, {@code READY}, {@code EVENT}, {@code RESTORING} or {@code SAFE} (takes nothing new)
 * @param meteredW level at the site meter; null when unknown
 * @param meterQuality quality of that level; null before the first reading
 * @param targetW level owed now; null when nothing is owed
 * @param baselineW baseline of the event in force; null when there is none
 * @param devices how many devices the site has
 * @param read how many have been read recently
 * @param activities devices by what they say they do
 * @param phases devices by where they stand with us
 * @param activeEvents ids of events not yet final
 * @param band where the level may lie now, who says so, and which claims cannot be kept whole
 * @param frequency how the site stands to the grid's frequency; null when its file asks nothing of it
 * @param price what energy costs, as its sources say; null when the site file names none
 * @param held devices a person holds
 * @param quarantined devices that disobeyed too often and are offered to nobody
 * @param agreement how the meter and the sum of the devices agree
 * @param offers what can be promised now; no older than a few seconds
 * @param alarms what a person should know, newest first
 */
public record SiteStatus(
        String site,
        Instant at,
        String state,
        @Nullable Long meteredW,
        @Nullable String meterQuality,
        @Nullable Long targetW,
        @Nullable Long baselineW,
        int devices,
        int read,
        Map<String, Integer> activities,
        Map<String, Integer> phases,
        List<String> activeEvents,
        BandView band,
        Hands.@Nullable FrequencyView frequency,
        @Nullable PriceView price,
        int held,
        int quarantined,
        MeterAgreement agreement,
        List<Offers.Part> offers,
        List<String> alarms) {}
