package org.trimtab.evidence;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.trimtab.baseline.DayMark;
import org.trimtab.baseline.LoadSeries;
import org.trimtab.market.PriceSeries;
import org.trimtab.settlement.Award;
import org.trimtab.settlement.GridEvent;
import org.trimtab.settlement.RevenueSplit;
import org.trimtab.settlement.SettlementCase;
import org.trimtab.telemetry.Quality;

/** How what a program is settled from is told in evidence; {@link CaseReader} is the way back. */
final class CaseBodies {
    /** Most values of one record of a series. */
    static final int CHUNK = 2_000;

    /** Most awards of one record. */
    static final int AWARDS_CHUNK = 500;

    /** Which series it is. */
    enum Role {
        METER,
        CONTROL,
        TEMPERATURE,
        SET_POINT,
        FREQUENCY_RESPONSE,
        ENERGY,
        DAY_AHEAD_RESERVE,
        REAL_TIME_RESERVE,
        NET_BENEFITS
    }

    private CaseBodies() {}

    static Json.Fields terms(String site, String settlement, String meter, SettlementCase given) {
        return Json.fields()
                .with("site_id", site)
                .with("settlement_id", settlement)
                .with("meter_id", meter)
                .with("program", given.rules().id())
                .with("rules", given.rules().version())
                .with("period", StatementBodies.span(given.period()).build())
                .with("contracted_w", StatementBodies.watts(given.beside().contracted()))
                .with("peak_w", StatementBodies.watts(given.beside().peak()))
                .with("system_peaks", StatementBodies.items(given.beside().systemPeaks(), Json::of))
                .build();
    }

    static List<Json.Fields> series(Role role, @Nullable LoadSeries series) {
        List<Json.Fields> chunks = new ArrayList<>();
        for (int from = 0; series != null && from < series.size(); from += CHUNK) {
            chunks.add(series(role, series, from, Math.min(from + CHUNK, series.size())));
        }
        return chunks;
    }

    private static Json.Fields series(Role role, LoadSeries series, int from, int until) {
        List<Json> values = new ArrayList<>(until - from);
        List<Json> qualities = new ArrayList<>(until - from);
        boolean good = true;
        for (int i = from; i < until; i++) {
            values.add(
                    series.watts(i) == LoadSeries.UNKNOWN
                            ? Json.NOTHING
                            : Json.of(series.watts(i)));
            qualities.add(Json.of(series.quality(i)));
            good &= series.quality(i).equals(Quality.GOOD);
        }
        return Json.fields()
                .with("series", role)
                .with("unit", role.equals(Role.TEMPERATURE) ? "milli_celsius" : "w")
                .with("from", series.interval(from).from())
                .with("step_s", series.step().toSeconds())
                .with("values", Json.items(values))
                .with("qualities", good ? Json.NOTHING : Json.items(qualities))
                .build();
    }

    static List<Json.Fields> prices(Role role, @Nullable PriceSeries series) {
        List<Json.Fields> chunks = new ArrayList<>();
        if (series == null) {
            return chunks;
        }
        List<PriceSeries.Priced> all = series.prices();
        for (int from = 0; from < all.size(); from += CHUNK) {
            List<PriceSeries.Priced> some = all.subList(from, Math.min(from + CHUNK, all.size()));
            chunks.add(
                    Json.fields()
                            .with("series", role)
                            .with("point", series.point())
                            .with("resolution_ms", series.resolution().toMillis())
                            .with(
                                    "from",
                                    StatementBodies.items(some, p -> Json.of(p.interval().from())))
                            .with(
                                    "until",
                                    StatementBodies.items(some, p -> Json.of(p.interval().until())))
                            .with(
                                    "micro_usd_per_mwh",
                                    StatementBodies.items(
                                            some, p -> Json.of(p.price().microDollarsPerMwh())))
                            .build());
        }
        return chunks;
    }

    static Json.Fields mark(DayMark mark) {
        return StatementBodies.span(mark.interval()).with("why", mark.why()).build();
    }

    static Json.Fields event(GridEvent event) {
        return StatementBodies.span(event.interval())
                .with("event_id", event.id())
                .with("notice_at", event.noticeAt())
                .with("reduction_w", StatementBodies.watts(event.reduction()))
                .with("level_w", StatementBodies.watts(event.level()))
                .with("kind", event.kind())
                .build();
    }

    static List<Json.Fields> awards(List<Award> awards) {
        List<Json.Fields> chunks = new ArrayList<>();
        for (int from = 0; from < awards.size(); from += AWARDS_CHUNK) {
            List<Award> some = awards.subList(from, Math.min(from + AWARDS_CHUNK, awards.size()));
            chunks.add(
                    Json.fields()
                            .with("awards", StatementBodies.items(some, CaseBodies::award))
                            .build());
        }
        return chunks;
    }

    private static Json.Fields award(Award award) {
        return StatementBodies.span(award.interval())
                .with("name", award.name())
                .with("reduction_w", award.reduction().watts())
                .with("price_usd_per_mw_hour", award.price())
                .with("contracted_w", StatementBodies.watts(award.contracted()))
                .with("peak_w", StatementBodies.watts(award.peak()))
                .with("sold", award.market())
                .build();
    }

    static Json.Fields excused(SettlementCase.Excused excused) {
        return StatementBodies.span(excused.interval())
                .with("why", excused.why())
                .with("reason", excused.reason())
                .build();
    }

    static Json.Fields past(SettlementCase.PastResult past) {
        return Json.fields()
                .with("event_id", past.id())
                .with("started_at", past.at())
                .with("kind", past.kind())
                .with("passed", past.passed())
                .build();
    }

    static Json.Fields shares(List<RevenueSplit.Share> shares) {
        return Json.fields()
                .with("shares", StatementBodies.items(shares, CaseBodies::share))
                .build();
    }

    private static Json.Fields share(RevenueSplit.Share share) {
        return Json.fields()
                .with("party", share.party())
                .with("share_ppm", (long) share.partsPerMillion())
                .build();
    }
}
