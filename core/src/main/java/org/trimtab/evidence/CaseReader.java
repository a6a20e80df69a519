package org.trimtab.evidence;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.trimtab.baseline.BaselineCase.Beside;
import org.trimtab.baseline.BaselineMethod;
import org.trimtab.baseline.DayMark;
import org.trimtab.baseline.LoadSeries;
import org.trimtab.evidence.CaseBodies.Role;
import org.trimtab.interval.MarketCalendar;
import org.trimtab.interval.MarketInterval;
import org.trimtab.market.PriceSeries;
import org.trimtab.market.PriceSeries.Priced;
import org.trimtab.program.RulePack;
import org.trimtab.quantity.EnergyPrice;
import org.trimtab.quantity.Reduction;
import org.trimtab.settlement.Award;
import org.trimtab.settlement.GridEvent;
import org.trimtab.settlement.RevenueSplit;
import org.trimtab.settlement.SettlementCase;
import org.trimtab.telemetry.Quality;

/** Puts together again what a program was settled from, record by record. */
final class CaseReader {
    private final FieldReader terms;
    private final Map<Role, Columns> series = new EnumMap<>(Role.class);
    private final Map<Role, Tariff> prices = new EnumMap<>(Role.class);
    private final List<DayMark> marks = new ArrayList<>();
    private final List<GridEvent> events = new ArrayList<>();
    private final List<Award> awards = new ArrayList<>();
    private final List<SettlementCase.Excused> excused = new ArrayList<>();
    private final List<SettlementCase.PastResult> past = new ArrayList<>();
    private final List<RevenueSplit.Share> shares = new ArrayList<>();
    private @Nullable RulePack rules;
    private @Nullable MarketCalendar calendar;

    /** Starts with the terms, which come first. */
    CaseReader(Json.Fields terms) {
        this.terms = new FieldReader(terms);
    }

    /** Takes a record's body in; false when it is of no kind that a case is made of. */
    boolean take(EvidenceKind kind, Json.Fields body) {
        FieldReader fields = new FieldReader(body);
        switch (kind) {
            case CALENDAR -> calendar = RuleBodies.calendar(fields);
            case RULE_PACK -> rules = RuleBodies.pack(fields);
            case SERIES ->
                    series.computeIfAbsent(role(fields), _ -> new Columns(fields)).take(fields);
            case PRICES ->
                    prices.computeIfAbsent(role(fields), _ -> new Tariff(fields)).take(fields);
            case MARK ->
                    marks.add(
                            new DayMark(
                                    fields.interval(), fields.constant("why", DayMark.Why.class)));
            case GRID_EVENT -> events.add(event(fields));
            case AWARDS -> fields.objects("awards").forEach(a -> awards.add(award(a)));
            case EXCUSED ->
                    excused.add(
                            new SettlementCase.Excused(
                                    fields.interval(),
                                    fields.constant("why", SettlementCase.Excused.Why.class),
                                    fields.text("reason")));
            case PAST_RESULT ->
                    past.add(
                            new SettlementCase.PastResult(
                                    fields.text("event_id"),
                                    fields.instant("started_at"),
                                    fields.constant("kind", GridEvent.Kind.class),
                                    fields.flag("passed")));
            case SHARES -> fields.objects("shares").forEach(s -> shares.add(share(s)));
            default -> {
                return false;
            }
        }
        return true;
    }

    /**
     * The case.
     *
     * @param methods finds a baseline method by its id
     * @throws BadEvidence when something is missing that every case has
     */
    SettlementCase made(Function<String, @Nullable BaselineMethod> methods) {
        LoadSeries meter = load(Role.METER);
        if (rules == null || calendar == null || meter == null) {
            throw new BadEvidence("the rules, the calendar or the meter's levels are missing");
        }
        if (!rules.version().equals(terms.text("rules"))
                || !rules.id().equals(terms.text("program"))) {
            throw new BadEvidence(
                    "the rules are "
                            + rules.version()
                            + ", but what is settled is "
                            + terms.text("program")
                            + " by "
                            + terms.text("rules"));
        }
        Beside beside =
                new Beside(
                        terms.powerOrNull("contracted_w"),
                        terms.powerOrNull("peak_w"),
                        load(Role.CONTROL),
                        load(Role.TEMPERATURE),
                        load(Role.SET_POINT),
                        terms.instants("system_peaks"));
        return SettlementCase.of(rules, terms.object("period").interval(), meter, calendar, methods)
                .withEvents(events)
                .withAwards(awards)
                .withPrices(
                        new SettlementCase.Prices(
                                priced(Role.ENERGY),
                                priced(Role.DAY_AHEAD_RESERVE),
                                priced(Role.REAL_TIME_RESERVE),
                                priced(Role.NET_BENEFITS)))
                .withMarks(marks)
                .withBeside(beside)
                .withFrequencyResponse(load(Role.FREQUENCY_RESPONSE))
                .withExcused(excused)
                .withPast(past)
                .withShares(shares);
    }

    private @Nullable LoadSeries load(Role role) {
        Columns columns = series.get(role);
        return columns == null ? null : columns.made();
    }

    private @Nullable PriceSeries priced(Role role) {
        Tariff tariff = prices.get(role);
        return tariff == null
                ? null
                : new PriceSeries(tariff.point, tariff.resolution, tariff.prices);
    }

    private static Role role(FieldReader fields) {
        return fields.constant("series", Role.class);
    }

    private static GridEvent event(FieldReader fields) {
        return new GridEvent(
                fields.text("event_id"),
                fields.interval(),
                fields.instant("notice_at"),
                fields.absent("reduction_w")
                        ? null
                        : Reduction.ofWatts(fields.whole("reduction_w")),
                fields.powerOrNull("level_w"),
                fields.constant("kind", GridEvent.Kind.class));
    }

    private static Award award(FieldReader fields) {
        return new Award(
                fields.text("name"),
                fields.interval(),
                Reduction.ofWatts(fields.whole("reduction_w")),
                fields.decimalOrNull("price_usd_per_mw_hour"),
                fields.powerOrNull("contracted_w"),
                fields.powerOrNull("peak_w"),
                fields.constant("sold", Award.Market.class));
    }

    private static RevenueSplit.Share share(FieldReader fields) {
        return new RevenueSplit.Share(
                fields.text("party"), Math.toIntExact(fields.whole("share_ppm")));
    }

    /** The columns of a series as they come, one chunk after the other without a break in time. */
    private static final class Columns {
        private final Instant from;
        private final Duration step;
        private final List<FieldReader> chunks = new ArrayList<>();
        private int size;

        Columns(FieldReader first) {
            from = first.instant("from");
            step = Duration.ofSeconds(first.whole("step_s"));
        }

        void take(FieldReader fields) {
            if (!fields.instant("from").equals(from.plus(step.multipliedBy(size)))
                    || fields.whole("step_s") != step.toSeconds()) {
                throw new BadEvidence("the series does not go on where it ended before");
            }
            size = Math.addExact(size, fields.items("values").size());
            if (size > LoadSeries.INTERVALS_MAX) {
                throw new BadEvidence(
                        "a series has at most " + LoadSeries.INTERVALS_MAX + " values");
            }
            chunks.add(fields);
        }

        LoadSeries made() {
            int[] watts = new int[size];
            byte[] qualities = new byte[size];
            boolean good = true;
            int at = 0;
            for (FieldReader chunk : chunks) {
                good &= chunk.absent("qualities");
                List<Json> values = chunk.items("values");
                List<Json> marks = chunk.absent("qualities") ? List.of() : chunk.items("qualities");
                if (!chunk.absent("qualities") && marks.size() != values.size()) {
                    throw new BadEvidence("a series has as many qualities as values");
                }
                for (int i = 0; i < values.size(); i++) {
                    watts[at] = level(values.get(i));
                    qualities[at] =
                            LoadSeries.kept(marks.isEmpty() ? Quality.GOOD : quality(marks.get(i)));
                    at++;
                }
            }
            return LoadSeries.of(from, step, watts, good ? null : qualities);
        }

        private static int level(Json value) {
            return switch (value) {
                case Json.Nothing _ -> LoadSeries.UNKNOWN;
                case Json.Whole whole
                        when whole.value() > LoadSeries.UNKNOWN
                                && whole.value() <= Integer.MAX_VALUE ->
                        (int) whole.value();
                default ->
                        throw new BadEvidence("a value of a series is no whole number of 32 bits");
            };
        }

        private static Quality quality(Json value) {
            for (Quality quality : Quality.values()) {
                if (value instanceof Json.Text text && text.value().equals(Json.code(quality))) {
                    return quality;
                }
            }
            throw new BadEvidence("a quality of a series is an unknown word");
        }
    }

    /** A series of prices as it comes. */
    private static final class Tariff {
        private final String point;
        private final Duration resolution;
        private final List<Priced> prices = new ArrayList<>();

        Tariff(FieldReader first) {
            point = first.text("point");
            resolution = first.millis("resolution_ms");
        }

        void take(FieldReader fields) {
            List<Instant> from = fields.instants("from");
            List<Instant> until = fields.instants("until");
            List<Json> levels = fields.items("micro_usd_per_mwh");
            if (!fields.text("point").equals(point)
                    || from.size() != until.size()
                    || from.size() != levels.size()) {
                throw new BadEvidence("the columns of the prices do not belong together");
            }
            for (int i = 0; i < from.size(); i++) {
                if (!(levels.get(i) instanceof Json.Whole whole)) {
                    throw new BadEvidence("a price is not a whole number");
                }
                prices.add(
                        new Priced(
                                new MarketInterval(from.get(i), until.get(i)),
                                new EnergyPrice(whole.value())));
            }
        }
    }
}
