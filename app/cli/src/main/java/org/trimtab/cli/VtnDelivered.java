package org.trimtab.cli;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.trimtab.openadr.wire.Interval;
import org.trimtab.openadr.wire.IntervalPeriod;
import org.trimtab.openadr.wire.PayloadDescriptor;
import org.trimtab.openadr.wire.Report;
import org.trimtab.openadr.wire.ReportResource;
import org.trimtab.openadr.wire.ValuesMap;
import org.trimtab.openadr.wire.WireDuration;
import org.trimtab.openadr.wire.WireTime;

/**
 * What one client delivered in an event by its own reports: in each interval for which it reported both, BASELINE less
 * DEMAND or USAGE; a later report of the same interval counts, an earlier does not. Nothing is made up: an interval
 * with one of the two only counts nowhere.
 */
final class VtnDelivered {
    private static final BigDecimal SECONDS_PER_HOUR = BigDecimal.valueOf(3_600);
    private static final BigDecimal KILO = BigDecimal.valueOf(1_000);
    private static final int SCALE = 6;

    /** One interval of one resource. */
    private record Span(String resource, Instant from, long seconds) {}

    /** Kilowatts by what they are. */
    private static final class Levels {
        private @Nullable BigDecimal baseline;
        private @Nullable BigDecimal drawn;
    }

    private final Map<Span, Levels> spans = new LinkedHashMap<>();
    private int reports;
    private @Nullable WireTime last;

    /** Adds a report; they come oldest first. */
    void add(Report report) {
        reports++;
        last = report.meta().modificationDateTime();
        for (ReportResource resource : report.request().resources()) {
            Instant next = start(resource.intervalPeriod());
            for (Interval interval : resource.intervals()) {
                Instant own = start(interval.intervalPeriod());
                Instant from = own == null ? next : own;
                Duration length = length(interval.intervalPeriod());
                if (length == null) {
                    length = length(resource.intervalPeriod());
                }
                if (from != null && length != null) {
                    put(
                            report,
                            new Span(resource.resourceName(), from, length.toSeconds()),
                            interval);
                    next = from.plus(length);
                }
            }
        }
    }

    private void put(Report report, Span span, Interval interval) {
        for (ValuesMap payload : interval.payloads()) {
            Optional<BigDecimal> value =
                    payload.values().isEmpty()
                            ? Optional.empty()
                            : payload.values().getFirst().number();
            BigDecimal kilowatts =
                    value.isEmpty()
                            ? null
                            : kilowatts(value.get(), units(report, payload.type()), span);
            if (kilowatts != null) {
                Levels levels = spans.computeIfAbsent(span, _ -> new Levels());
                switch (payload.type()) {
                    case "BASELINE" -> levels.baseline = kilowatts;
                    case "DEMAND", "USAGE" -> levels.drawn = kilowatts;
                    default -> {}
                }
            }
        }
    }

    private static @Nullable BigDecimal kilowatts(BigDecimal value, String units, Span span) {
        return switch (units) {
            case "KW" -> value;
            case "W" -> value.divide(KILO, SCALE, RoundingMode.HALF_EVEN);
            case "MW" -> value.multiply(KILO);
            case "KWH" ->
                    value.multiply(SECONDS_PER_HOUR)
                            .divide(
                                    BigDecimal.valueOf(span.seconds()),
                                    SCALE,
                                    RoundingMode.HALF_EVEN);
            default -> null;
        };
    }

    private static String units(Report report, String type) {
        List<PayloadDescriptor> descriptors = report.request().payloadDescriptors();
        if (descriptors != null) {
            for (PayloadDescriptor descriptor : descriptors) {
                if (descriptor.payloadType().equals(type) && descriptor.units() != null) {
                    return descriptor.units();
                }
            }
        }
        return type.equals("USAGE") ? "KWH" : "KW";
    }

    private static @Nullable Instant start(@Nullable IntervalPeriod period) {
        WireTime start = period == null ? null : period.start();
        return start == null ? null : start.instant();
    }

    private static @Nullable Duration length(@Nullable IntervalPeriod period) {
        WireDuration length = period == null ? null : period.duration();
        if (length == null || length.isForever() || length.months() != 0) {
            return null;
        }
        return length.rest().toSeconds() > 0 ? length.rest() : null;
    }

    int reports() {
        return reports;
    }

    /** When it last reported; null when it never did. */
    @Nullable String lastAt() {
        return last == null ? null : last.text();
    }

    /** The share of intervals of a span that have both; their total length in seconds. */
    long coveredSeconds() {
        return spans.entrySet().stream()
                .filter(entry -> isWhole(entry.getValue()))
                .mapToLong(entry -> entry.getKey().seconds())
                .sum();
    }

    private static boolean isWhole(Levels levels) {
        return levels.baseline != null && levels.drawn != null;
    }

    /** Energy not drawn, kWh; null when no interval has both. */
    @Nullable BigDecimal deliveredKilowattHours() {
        BigDecimal sum = BigDecimal.ZERO;
        boolean any = false;
        for (Map.Entry<Span, Levels> entry : spans.entrySet()) {
            BigDecimal baseline = entry.getValue().baseline;
            BigDecimal drawn = entry.getValue().drawn;
            if (baseline != null && drawn != null) {
                any = true;
                sum =
                        sum.add(
                                baseline.subtract(drawn)
                                        .multiply(BigDecimal.valueOf(entry.getKey().seconds())));
            }
        }
        return any ? sum.divide(SECONDS_PER_HOUR, SCALE, RoundingMode.HALF_EVEN) : null;
    }

    /**
     * Power not drawn, kW, all resources together: the energy over the time from the first to the last interval that
     * has both.
     */
    @Nullable BigDecimal deliveredKilowatts() {
        BigDecimal energy = deliveredKilowattHours();
        Map<Instant, Long> moments = new LinkedHashMap<>();
        spans.forEach((span, levels) -> {
            if (isWhole(levels)) {
                moments.merge(span.from(), span.seconds(), Math::max);
            }
        });
        long seconds = moments.values().stream().mapToLong(Long::longValue).sum();
        return energy == null
                ? null
                : energy.multiply(SECONDS_PER_HOUR)
                        .divide(BigDecimal.valueOf(seconds), SCALE, RoundingMode.HALF_EVEN);
    }
}
