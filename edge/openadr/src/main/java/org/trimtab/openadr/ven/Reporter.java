package org.trimtab.openadr.ven;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.trimtab.openadr.wire.Event;
import org.trimtab.openadr.wire.Extras;
import org.trimtab.openadr.wire.Interval;
import org.trimtab.openadr.wire.IntervalPeriod;
import org.trimtab.openadr.wire.PayloadDescriptor;
import org.trimtab.openadr.wire.ReportDescriptor;
import org.trimtab.openadr.wire.ReportRequest;
import org.trimtab.openadr.wire.ReportResource;
import org.trimtab.openadr.wire.Value;
import org.trimtab.openadr.wire.ValuesMap;
import org.trimtab.openadr.wire.WireDuration;
import org.trimtab.openadr.wire.WireTime;

/** Makes the reports a VTN's events ask for, and sees that they get there. One thread. */
final class Reporter {
    private static final Duration AGAIN_FIRST = Duration.ofSeconds(2);
    private static final Duration AGAIN_MAX = Duration.ofMinutes(1);
    private static final int DIGITS = 6;

    private static final Map<String, Measures.Kind> KINDS =
            Map.ofEntries(
                    Map.entry("USAGE", Measures.Kind.LEVEL),
                    Map.entry("READING", Measures.Kind.LEVEL),
                    Map.entry("DEMAND", Measures.Kind.LEVEL),
                    Map.entry("DELTA_USAGE", Measures.Kind.LEVEL), // less the baseline
                    Map.entry("USAGE_FORECAST", Measures.Kind.EXPECTED),
                    Map.entry("BASELINE", Measures.Kind.BASELINE),
                    Map.entry("SETPOINT", Measures.Kind.SET_POINT),
                    Map.entry("REGULATION_SETPOINT", Measures.Kind.SET_POINT),
                    Map.entry("UP_REGULATION_AVAILABLE", Measures.Kind.CAN_FALL),
                    Map.entry("DOWN_REGULATION_AVAILABLE", Measures.Kind.CAN_RISE),
                    Map.entry("LOAD_SHED_DELTA_AVAILABLE", Measures.Kind.CAN_FALL));

    private final VenClient client;
    private final VenNotes notes;
    private final Measures measures;
    private final Consumer<String> said;
    private final Consumer<String> reported;
    private Instant notBefore = Instant.MIN;
    private Duration again = AGAIN_FIRST;

    Reporter(
            VenClient client,
            VenNotes notes,
            Measures measures,
            Consumer<String> said,
            Consumer<String> reported) {
        this.client = client;
        this.notes = notes;
        this.measures = measures;
        this.said = said;
        this.reported = reported;
    }

    /** Makes what has become due; a VTN that does not take it is asked again, later. */
    void report(List<Agenda.Known> events, Instant now) {
        if (now.isBefore(notBefore)) {
            return;
        }
        for (Agenda.Known known : events) {
            List<ReportDescriptor> asked = known.event().request().reportDescriptors();
            if (asked == null || asked.isEmpty()) {
                continue;
            }
            EventTimeline line = EventTimeline.of(known.event(), known.seenAt(), notes);
            for (int i = 0; i < asked.size(); i++) {
                ReportPlan plan = new ReportPlan(known.event(), line, asked.get(i), known.seenAt());
                if (!report(known.event(), i, plan, now)) {
                    return;
                }
            }
        }
    }

    private boolean report(Event event, int place, ReportPlan plan, Instant now) {
        String key = event.meta().id() + "#" + place;
        List<ReportDescriptor> asked = event.request().reportDescriptors();
        for (ReportPlan.Due due : plan.due(notes.lastReported(key), now)) {
            ReportDescriptor descriptor = java.util.Objects.requireNonNull(asked).get(place);
            try {
                client.report(made(event, descriptor, due));
                reported.accept(
                        "reported "
                                + descriptor.payloadType()
                                + " for event "
                                + event.meta().id()
                                + ", "
                                + due.covers().size()
                                + " intervals");
                again = AGAIN_FIRST;
            } catch (VtnFault e) {
                if (e.kind() != VtnFault.Kind.REFUSED) {
                    said.accept("a report waits: " + e.getMessage());
                    notBefore = now.plus(again);
                    again =
                            again.multipliedBy(2).compareTo(AGAIN_MAX) < 0
                                    ? again.multipliedBy(2)
                                    : AGAIN_MAX;
                    return false;
                }
                said.accept("a report is not taken and is given up: " + e.getMessage());
            }
            notes.reported(key, due.number());
        }
        return true;
    }

    private ReportRequest made(Event event, ReportDescriptor asked, ReportPlan.Due due) {
        String units = units(asked);
        List<Interval> intervals = new ArrayList<>();
        for (EventTimeline.Stretch stretch : due.covers()) {
            intervals.add(interval(asked, units, stretch, due.at()));
        }
        String resource = asked.sums() ? ReportResource.AGGREGATED : measures.resource();
        return new ReportRequest(
                event.meta().id(),
                client.vtn().venName(),
                asked.payloadType() + " " + due.number(),
                List.of(
                        PayloadDescriptor.report(
                                asked.payloadType(),
                                asked.readingType(),
                                units.isEmpty() ? null : units)),
                List.of(new ReportResource(resource, null, intervals, Extras.NONE)),
                Extras.NONE);
    }

    private Interval interval(
            ReportDescriptor asked, String units, EventTimeline.Stretch stretch, Instant madeAt) {
        List<ValuesMap> payloads = new ArrayList<>();
        if (asked.payloadType().equals("OPERATING_STATE")) {
            payloads.add(ValuesMap.of(asked.payloadType(), Value.of(measures.operatingState())));
        } else {
            Measures.Figure figure = figure(asked, stretch, madeAt);
            BigDecimal value = scaled(figure.watts(), units, stretch);
            payloads.add(
                    new ValuesMap(
                            asked.payloadType(),
                            value == null ? List.of() : List.of(Value.of(value)),
                            Extras.NONE));
            payloads.add(
                    ValuesMap.of(
                            "DATA_QUALITY",
                            Value.of(value == null ? "MISSING" : figure.quality())));
        }
        boolean endless = stretch.until().equals(Instant.MAX);
        WireDuration length =
                endless
                        ? WireDuration.FOREVER
                        : WireDuration.of(Duration.between(stretch.from(), stretch.until()));
        return new Interval(
                stretch.id(),
                IntervalPeriod.of(WireTime.of(stretch.from()), length),
                payloads,
                Extras.NONE);
    }

    private Measures.Figure figure(
            ReportDescriptor asked, EventTimeline.Stretch stretch, Instant madeAt) {
        Measures.Kind kind = KINDS.get(asked.payloadType());
        if (kind == null) {
            return Measures.Figure.MISSING;
        }
        boolean level = kind == Measures.Kind.LEVEL;
        if (level && "PEAK".equals(asked.readingType())) {
            kind = Measures.Kind.PEAK;
        } else if (level && (!asked.looksBack() || "FORECAST".equals(asked.readingType()))) {
            kind = Measures.Kind.EXPECTED;
        }
        Instant until = stretch.until().equals(Instant.MAX) ? madeAt : stretch.until();
        Measures.Figure figure = measures.figure(kind, stretch.from(), until);
        return asked.payloadType().equals("DELTA_USAGE")
                ? change(figure, measures.figure(Measures.Kind.BASELINE, stretch.from(), until))
                : figure;
    }

    /** Negative where less was drawn than without the event; as good as the worse of both. */
    private static Measures.Figure change(Measures.Figure level, Measures.Figure baseline) {
        BigDecimal drawn = level.watts();
        BigDecimal without = baseline.watts();
        if (drawn == null || without == null) {
            return Measures.Figure.MISSING;
        }
        String quality = level.quality().equals("OK") ? baseline.quality() : level.quality();
        return new Measures.Figure(drawn.subtract(without), quality);
    }

    private static String units(ReportDescriptor asked) {
        String units = asked.units();
        if (units != null && !units.isEmpty()) {
            return units.toUpperCase(Locale.ROOT);
        }
        return switch (asked.payloadType()) {
            case "USAGE", "DELTA_USAGE", "USAGE_FORECAST" -> "KWH";
            case "OPERATING_STATE" -> "";
            default -> "KW";
        };
    }

    /** Watts in the units asked for; null when they cannot be had in them. */
    private static @Nullable BigDecimal scaled(
            @Nullable BigDecimal watts, String units, EventTimeline.Stretch stretch) {
        if (watts == null) {
            return null;
        }
        BigDecimal power =
                switch (units) {
                    case "W", "WH" -> watts;
                    case "KW", "KWH" -> watts.movePointLeft(3);
                    case "MW", "MWH" -> watts.movePointLeft(6);
                    default -> null;
                };
        if (power == null) {
            return null;
        }
        if (units.endsWith("H")) {
            if (stretch.until().equals(Instant.MAX)) {
                return null;
            }
            long millis = Duration.between(stretch.from(), stretch.until()).toMillis();
            power =
                    power.multiply(BigDecimal.valueOf(millis))
                            .divide(BigDecimal.valueOf(3_600_000), DIGITS, RoundingMode.HALF_EVEN);
        }
        BigDecimal plain = power.setScale(DIGITS, RoundingMode.HALF_EVEN).stripTrailingZeros();
        return plain.scale() < 0 ? plain.setScale(0) : plain;
    }
}
