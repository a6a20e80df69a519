package org.trimtab.openadr.legacy;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.trimtab.openadr.ven.Measures;

/** What a site measures, as the reports of 2.0b: power, energy, baseline, set point and status. */
public final class MeasuredReports implements ReportSource {
    private static final Duration SHORTEST = Duration.ofSeconds(2);
    private static final Duration HISTORY = Duration.ofHours(26);
    private static final BigDecimal MILLIS_AN_HOUR = BigDecimal.valueOf(3_600_000);

    /** A reading at a moment is the mean of so long before it: that second is not read yet. */
    private static final Duration MOMENT = Duration.ofSeconds(2);

    private static final int DIGITS = 6;

    private final Measures measures;

    /** Values from there. */
    public MeasuredReports(Measures measures) {
        this.measures = measures;
    }

    /**
     * The reports a site offers.
     *
     * @param hertz mains frequency
     * @param volts mains voltage at the meter
     */
    public static List<ReportSpecifier> offered(int hertz, int volts) {
        ReportPoint setPoint =
                new ReportPoint(
                        "set-point",
                        "setPoint",
                        LegacyUnit.kilowatts(),
                        "Direct Read",
                        null,
                        SHORTEST,
                        Duration.ofHours(1));
        return List.of(
                new ReportSpecifier(
                        "usage",
                        ReportKind.USAGE,
                        List.of(
                                ReportPoint.power("power", null, SHORTEST),
                                ReportPoint.energy("energy", null, SHORTEST),
                                ReportPoint.baseline("baseline", null, SHORTEST),
                                setPoint),
                        HISTORY,
                        hertz,
                        volts),
                new ReportSpecifier(
                        "status",
                        ReportKind.STATUS,
                        List.of(ReportPoint.status("site", null, SHORTEST)),
                        HISTORY,
                        hertz,
                        volts));
    }

    @Override
    public Optional<ReportValue> value(ReportPoint point, Instant from, Instant until) {
        Instant begin = from.equals(until) ? from.minus(MOMENT) : from;
        return switch (point.rId()) {
            case "power" -> quantity(measures.figure(Measures.Kind.LEVEL, begin, until));
            case "energy" -> energy(begin, until);
            case "baseline" -> quantity(measures.figure(Measures.Kind.BASELINE, begin, until));
            case "set-point" -> quantity(measures.figure(Measures.Kind.SET_POINT, begin, until));
            case "site" -> status(begin, until);
            default -> Optional.empty();
        };
    }

    private static Optional<ReportValue> quantity(Measures.Figure figure) {
        BigDecimal watts = figure.watts();
        return watts == null
                ? Optional.empty()
                : Optional.of(new ReportValue.Quantity(kilo(watts), quality(figure)));
    }

    private Optional<ReportValue> energy(Instant from, Instant until) {
        Measures.Figure level = measures.figure(Measures.Kind.LEVEL, from, until);
        BigDecimal watts = level.watts();
        if (watts == null) {
            return Optional.empty();
        }
        BigDecimal millis = BigDecimal.valueOf(Duration.between(from, until).toMillis());
        BigDecimal wattHours =
                watts.multiply(millis).divide(MILLIS_AN_HOUR, DIGITS, RoundingMode.HALF_EVEN);
        return Optional.of(new ReportValue.Quantity(kilo(wattHours), quality(level)));
    }

    private Optional<ReportValue> status(Instant from, Instant until) {
        BigDecimal now = measures.figure(Measures.Kind.LEVEL, from, until).watts();
        ReportValue.Capacity capacity =
                now == null
                        ? null
                        : new ReportValue.Capacity(
                                least(now, measures.figure(Measures.Kind.CAN_FALL, from, until)),
                                most(now, measures.figure(Measures.Kind.CAN_RISE, from, until)),
                                kilo(now),
                                null);
        boolean online = !measures.operatingState().equals("ERROR");
        return Optional.of(new ReportValue.Status(online, false, capacity));
    }

    private static @Nullable BigDecimal least(BigDecimal now, Measures.Figure fall) {
        BigDecimal watts = fall.watts();
        return watts == null ? null : kilo(now.subtract(watts).max(BigDecimal.ZERO));
    }

    private static @Nullable BigDecimal most(BigDecimal now, Measures.Figure rise) {
        BigDecimal watts = rise.watts();
        return watts == null ? null : kilo(now.add(watts));
    }

    private static BigDecimal kilo(BigDecimal value) {
        BigDecimal kilo =
                value.movePointLeft(3)
                        .setScale(DIGITS, RoundingMode.HALF_EVEN)
                        .stripTrailingZeros();
        return kilo.scale() < 0 ? kilo.setScale(0) : kilo;
    }

    private static ReportValue.Quality quality(Measures.Figure figure) {
        return switch (figure.quality()) {
            case "OK" -> ReportValue.Quality.GOOD;
            case "BAD" -> ReportValue.Quality.SUSPECT;
            default -> ReportValue.Quality.ESTIMATED;
        };
    }
}
