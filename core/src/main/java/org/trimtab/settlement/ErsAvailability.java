package org.trimtab.settlement;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.trimtab.interval.MarketInterval;
import org.trimtab.quantity.Power;
import org.trimtab.settlement.SettlementCase.Excused;

/**
 * How much of the time an emergency response resource was ready (Nodal Protocols §8.1.3.1.3, as market-rules §1.11
 * says): intervals in which enough load was there to be shed, over intervals obligated. Deployments and the time given
 * to be ready again after them, outages, and announced unavailability up to a limit do not count.
 */
final class ErsAvailability {
    private final Worksheet sheet;
    private final Duration length;
    private final BigDecimal loadRatio;
    private final BigDecimal announcedRatio;
    private final Duration restoreWithin;
    private final List<Piece> pieces = new ArrayList<>();

    private record Piece(Award award, MarketInterval interval) {}

    /** Counts of one time period. */
    private static final class Count {
        private int obligated;
        private int available;
        private int unknown;
        private int excused;
        private BigDecimal sold = BigDecimal.ZERO;
    }

    /**
     * Availability of one time period.
     *
     * @param factor available over obligated intervals; null when none was obligated
     * @param sold megawatt-seconds sold in it
     * @param explanation the counts in words
     */
    record OfPeriod(@Nullable Bounds factor, BigDecimal sold, String explanation) {}

    ErsAvailability(Worksheet sheet) {
        this.sheet = sheet;
        RulesUsed rules = sheet.rules();
        this.length = sheet.scoringLength("settlement_interval");
        this.loadRatio = rules.ratio("availability_load_ratio");
        this.announcedRatio = rules.ratio("scheduled_unavailability_ratio");
        this.restoreWithin = rules.duration("restore_within");
        for (Award award : sheet.given().awards()) {
            MarketInterval held = Stretch.common(award.interval(), sheet.given().period());
            if (held != null) {
                for (MarketInterval piece : Stretch.pieces(held, length)) {
                    pieces.add(new Piece(award, piece));
                }
            }
        }
    }

    /** Availability by time period, in the order of the awards. {@code usedUpAt} ends the obligation; null never. */
    Map<String, OfPeriod> byPeriod(@Nullable Instant usedUpAt) {
        Map<String, Count> counts = new LinkedHashMap<>();
        long mayBeAnnounced =
                announcedRatio
                        .multiply(BigDecimal.valueOf(pieces.size()))
                        .setScale(0, RoundingMode.DOWN)
                        .longValueExact();
        long announced = 0;
        for (Piece piece : pieces) {
            Count count = counts.computeIfAbsent(piece.award().name(), name -> new Count());
            count.sold =
                    count.sold.add(
                            Stretch.megawattSeconds(
                                    piece.award().reduction().watts(), piece.interval()));
            if (isExcused(piece.interval(), usedUpAt)) {
                count.excused++;
            } else if (announced < mayBeAnnounced && isAnnounced(piece.interval())) {
                announced++;
                count.excused++;
            } else {
                judge(piece, count);
            }
        }
        Map<String, OfPeriod> periods = new LinkedHashMap<>();
        counts.forEach((name, count) -> periods.put(name, ofPeriod(count)));
        return periods;
    }

    private void judge(Piece piece, Count count) {
        count.obligated++;
        Power load = sheet.meter().mean(piece.interval());
        if (load == null) {
            count.unknown++;
            return;
        }
        Power kept = piece.award().contracted();
        long sheddable = load.watts() - (kept == null ? 0 : kept.watts());
        BigDecimal needed =
                BigDecimal.valueOf(piece.award().reduction().watts()).multiply(loadRatio);
        if (BigDecimal.valueOf(sheddable).compareTo(needed) >= 0) {
            count.available++;
        }
    }

    private boolean isExcused(MarketInterval interval, @Nullable Instant usedUpAt) {
        if (usedUpAt != null && !interval.from().isBefore(usedUpAt)) {
            return true;
        }
        for (GridEvent event : sheet.given().events()) {
            Instant from =
                    event.noticeAt().isBefore(event.interval().from())
                            ? event.noticeAt()
                            : event.interval().from();
            Instant until = event.interval().until().plus(restoreWithin);
            if (new MarketInterval(from, until).overlaps(interval)) {
                return true;
            }
        }
        return sheet.excuse(interval) != null;
    }

    private boolean isAnnounced(MarketInterval interval) {
        return sheet.given().excused().stream()
                .anyMatch(e ->
                        e.why().equals(Excused.Why.ANNOUNCED) && e.interval().overlaps(interval));
    }

    private static OfPeriod ofPeriod(Count count) {
        Bounds factor =
                count.obligated == 0
                        ? null
                        : Bounds.of(
                                BigDecimal.valueOf(count.available),
                                BigDecimal.valueOf((long) count.available + count.unknown),
                                BigDecimal.valueOf(count.obligated));
        return new OfPeriod(
                factor,
                count.sold,
                count.available
                        + " of "
                        + count.obligated
                        + " obligated intervals available, "
                        + count.unknown
                        + " not read, "
                        + count.excused
                        + " excused");
    }
}
