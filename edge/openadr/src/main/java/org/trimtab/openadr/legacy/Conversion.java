package org.trimtab.openadr.legacy;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.trimtab.openadr.wire.Event;
import org.trimtab.openadr.wire.EventRequest;
import org.trimtab.openadr.wire.Extras;
import org.trimtab.openadr.wire.Interval;
import org.trimtab.openadr.wire.IntervalPeriod;
import org.trimtab.openadr.wire.Meta;
import org.trimtab.openadr.wire.PayloadDescriptor;
import org.trimtab.openadr.wire.Value;
import org.trimtab.openadr.wire.ValuesMap;
import org.trimtab.openadr.wire.WireDuration;
import org.trimtab.openadr.wire.WireTime;

/** Events of 2.0 in the words of 3.1, where a signal means the same in both. */
final class Conversion {

    private static final int MAX_SIMPLE_LEVEL = 3;
    private static final int MAX_LEVEL_OFFSET = 10;
    private static final String KILOWATTS = "KW";
    private static final String KILOWATT_HOURS = "KWH";

    private Conversion() {}

    /** How one signal is said in 3.1; the function is empty for a value that does not fit. */
    private record Meaning(
            PayloadDescriptor descriptor, Function<BigDecimal, Optional<BigDecimal>> value) {}

    /** One stretch of time; until is null when it lasts until the event is cancelled. */
    private record Stretch(Instant from, @Nullable Instant until) {}

    static Optional<Event> toEvent(LegacyEvent event, String programId) {
        Map<String, PayloadDescriptor> descriptors = new LinkedHashMap<>();
        Map<Stretch, List<ValuesMap>> payloads = new LinkedHashMap<>();
        for (LegacySignal signal : event.signals()) {
            Meaning meaning = meaning(event, signal).orElse(null);
            if (meaning == null) {
                continue;
            }
            String type = meaning.descriptor().payloadType();
            if (descriptors.containsKey(type)) {
                continue;
            }
            List<Optional<BigDecimal>> values =
                    signal.intervals().stream()
                            .map(interval -> meaning.value().apply(interval.value()))
                            .toList();
            if (values.stream().anyMatch(Optional::isEmpty)) {
                continue;
            }
            descriptors.put(type, meaning.descriptor());
            for (int i = 0; i < values.size(); i++) {
                LegacyInterval interval = signal.intervals().get(i);
                payloads.computeIfAbsent(
                                new Stretch(interval.from(), interval.until()),
                                stretch -> new ArrayList<>())
                        .add(ValuesMap.of(type, Value.of(values.get(i).orElseThrow())));
            }
        }
        return descriptors.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        new Event(
                                meta(event),
                                request(event, programId, descriptors.values(), payloads)));
    }

    private static EventRequest request(
            LegacyEvent event,
            String programId,
            Iterable<PayloadDescriptor> descriptors,
            Map<Stretch, List<ValuesMap>> payloads) {
        List<Interval> intervals = new ArrayList<>();
        payloads.forEach((stretch, values) ->
                intervals.add(
                        new Interval(
                                intervals.size(),
                                period(stretch.from(), stretch.until()),
                                values,
                                Extras.NONE)));
        List<PayloadDescriptor> described = new ArrayList<>();
        descriptors.forEach(described::add);
        Long priority = event.priority();
        return new EventRequest(
                programId,
                event.eventId(),
                null,
                priority == null ? null : (int) Math.min(priority, Integer.MAX_VALUE),
                null,
                null,
                described,
                period(event.startAt(), event.endAt().orElse(null)),
                intervals,
                Extras.NONE);
    }

    private static IntervalPeriod period(Instant from, @Nullable Instant until) {
        return IntervalPeriod.of(
                WireTime.of(from),
                until == null
                        ? WireDuration.FOREVER
                        : WireDuration.of(Duration.between(from, until)));
    }

    /** A later version is later by its number at least, as 3.1 orders versions by time. */
    private static Meta meta(LegacyEvent event) {
        Instant modified = event.modifiedAt() == null ? event.createdAt() : event.modifiedAt();
        return new Meta(
                id(event.eventId()),
                WireTime.of(event.createdAt()),
                WireTime.of(modified.plusMillis(event.modificationNumber())),
                "EVENT");
    }

    /** The id of 3.1 has 1 to 128 letters, digits, - and _; another id becomes a hash of itself. */
    static String id(String eventId) {
        if (eventId.matches("[A-Za-z0-9_-]{1,128}")) {
            return eventId;
        }
        try {
            byte[] hash =
                    MessageDigest.getInstance("SHA-256")
                            .digest(eventId.getBytes(StandardCharsets.UTF_8));
            return "oadr2-" + HexFormat.of().formatHex(hash, 0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("This Java has no SHA-256.", e);
        }
    }

    private static Optional<Meaning> meaning(LegacyEvent event, LegacySignal signal) {
        return switch (signal.name() + "/" + signal.type()) {
            case "SIMPLE/level" ->
                    plain("SIMPLE", null, value -> whole(value, 0, MAX_SIMPLE_LEVEL));
            case "LOAD_DISPATCH/setpoint" -> power("DISPATCH_SETPOINT", signal.unit());
            case "LOAD_DISPATCH/delta" -> power("DISPATCH_SETPOINT_RELATIVE", signal.unit());
            case "LOAD_CONTROL/x-loadControlSetpoint" ->
                    plain("CONTROL_SETPOINT", null, Optional::of);
            case "LOAD_CONTROL/x-loadControlLevelOffset" ->
                    plain(
                            "CONTROL_LEVEL_OFFSET",
                            null,
                            value -> whole(value, -MAX_LEVEL_OFFSET, MAX_LEVEL_OFFSET));
            case "LOAD_CONTROL/x-loadControlPercentOffset" ->
                    plain(
                            "CONTROL_LEVEL_OFFSET_PERCENT",
                            "PERCENT",
                            value ->
                                    Optional.of(value)
                                            .filter(v -> v.abs().compareTo(BigDecimal.ONE) <= 0));
            case "ELECTRICITY_PRICE/price" -> price(signal.unit());
            case "ENERGY_PRICE/price" ->
                    event.signal("ELECTRICITY_PRICE").isPresent()
                            ? Optional.empty()
                            : price(signal.unit());
            case "CHARGE_STATE/setpoint" -> energy("CHARGE_STATE_SETPOINT", signal.unit());
            default -> Optional.empty();
        };
    }

    private static Optional<Meaning> plain(
            String type, @Nullable String units, Function<BigDecimal, Optional<BigDecimal>> value) {
        return Optional.of(new Meaning(PayloadDescriptor.event(type, units, null), value));
    }

    private static Optional<BigDecimal> whole(BigDecimal value, int least, int most) {
        return value.stripTrailingZeros().scale() <= 0
                        && value.compareTo(BigDecimal.valueOf(least)) >= 0
                        && value.compareTo(BigDecimal.valueOf(most)) <= 0
                ? Optional.of(BigDecimal.valueOf(value.intValueExact()))
                : Optional.empty();
    }

    private static Optional<Meaning> power(String type, @Nullable LegacyUnit unit) {
        return unit == null || !unit.units().equals("W")
                ? Optional.empty()
                : plain(type, KILOWATTS, unit::kilo);
    }

    private static Optional<Meaning> energy(String type, @Nullable LegacyUnit unit) {
        return unit == null || !unit.units().equals("Wh")
                ? Optional.empty()
                : plain(type, KILOWATT_HOURS, unit::kilo);
    }

    private static Optional<Meaning> price(@Nullable LegacyUnit unit) {
        return unit == null || !unit.kind().equals("currencyPerKWh")
                ? Optional.empty()
                : Optional.of(
                        new Meaning(
                                PayloadDescriptor.event("PRICE", KILOWATT_HOURS, unit.units()),
                                unit::plain));
    }
}
