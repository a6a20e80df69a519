package org.trimtab.desk;

import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.trimtab.baseline.BaselineCase.Beside;
import org.trimtab.baseline.BaselineMethod;
import org.trimtab.baseline.BaselineMethods;
import org.trimtab.baseline.DayMark;
import org.trimtab.baseline.LoadSeries;
import org.trimtab.desk.ObligationFile.EventTerms;
import org.trimtab.interval.MarketCalendar;
import org.trimtab.interval.MarketCalendars;
import org.trimtab.interval.MarketInterval;
import org.trimtab.market.PriceSeries;
import org.trimtab.meters.intake.EventFile;
import org.trimtab.meters.intake.Finding;
import org.trimtab.meters.intake.ListedEvent;
import org.trimtab.meters.intake.MeterFile;
import org.trimtab.meters.intake.MeterFileOptions;
import org.trimtab.meters.intake.MeterFiles;
import org.trimtab.operators.prices.PriceFile;
import org.trimtab.operators.rules.RuleBook;
import org.trimtab.program.RulePack;
import org.trimtab.quantity.Reduction;
import org.trimtab.settlement.GridEvent;
import org.trimtab.settlement.ProgramSettlement;
import org.trimtab.settlement.ProgramStatement;
import org.trimtab.settlement.SettlementCase;

/** Settles a program from files: the rules of the operating day, a meter, events, and what was owed. */
public final class SettlementDesk {
    private SettlementDesk() {}

    /**
     * What is to be settled.
     *
     * @param program id of the program
     * @param rules folder of one's own rules; null for those that ship
     * @param on operating day whose rules hold; null for the day the period begins
     * @param calendar days and holidays; null for the market's own
     * @param meter the meter's readings
     * @param meterOptions what is known of that file
     * @param events the events; null when there were none
     * @param obligation what was owed
     * @param prices market prices; null when none are needed
     * @param series series that some baselines need besides the meter
     */
    public record Asked(
            String program,
            @Nullable Path rules,
            @Nullable LocalDate on,
            @Nullable MarketCalendar calendar,
            Path meter,
            MeterFileOptions meterOptions,
            @Nullable Path events,
            Path obligation,
            @Nullable AskedPrices prices,
            AskedSeries series) {}

    /**
     * Files of series that some baselines need besides the meter; null when there is none.
     *
     * @param control load of a control group, scaled to the site
     * @param temperature outside temperature
     * @param setPoints level that was asked for in each interval
     */
    public record AskedSeries(
            @Nullable Path control, @Nullable Path temperature, @Nullable Path setPoints) {
        public static final AskedSeries NONE = new AskedSeries(null, null, null);
    }

    /**
     * A file of prices and the columns wanted of it; a column is null when it is not needed.
     *
     * @param file the file
     * @param energy energy where the site is settled
     * @param dayAheadReserve the reserve, day ahead
     * @param realTimeReserve the reserve, in real time
     * @param netBenefits least price of energy from which a reduction is paid
     */
    public record AskedPrices(
            Path file,
            @Nullable String energy,
            @Nullable String dayAheadReserve,
            @Nullable String realTimeReserve,
            @Nullable String netBenefits) {
        private @Nullable PriceSeries read(@Nullable String column) {
            return column == null ? null : PriceFile.read(file, column);
        }
    }

    /**
     * A settlement with all it was made from.
     *
     * @param given the case as it was settled; settling it again gives the same statement
     * @param statement what came out
     * @param site whose it is
     * @param warnings what was found in the files, a sentence each
     */
    public record Settled(
            SettlementCase given, ProgramStatement statement, String site, List<String> warnings) {
        public Settled {
            warnings = List.copyOf(warnings);
        }

        /** What stands over its pages. */
        public Heading heading(String madeBy) {
            return new Heading(site, given.rules().title(), madeBy);
        }
    }

    /**
     * Settles.
     *
     * @throws BadSettlement when the files do not fit each other; files that cannot be read have their own exceptions,
     *     all with one line that says what to do
     */
    public static Settled settle(Asked asked) {
        RuleBook book = RuleBook.open(asked.rules());
        RulePack latest = book.versions(asked.program()).getLast();
        MarketCalendar calendar = asked.calendar() == null ? calendarOf(latest) : asked.calendar();
        Obligations owed = ObligationFile.read(asked.obligation(), calendar);
        if (owed.program() != null && !owed.program().equals(asked.program())) {
            throw new BadSettlement(
                    asked.obligation()
                            + " is about "
                            + owed.program()
                            + ", and "
                            + asked.program()
                            + " is to be settled; give the one that is meant");
        }
        EventFile listed = asked.events() == null ? null : EventFile.read(asked.events());
        List<GridEvent> events = listed == null ? List.of() : events(listed, owed);
        MarketInterval period = period(asked, owed, events, calendar);
        RulePack rules = rules(book, asked, period, calendar);
        MeterFileOptions options =
                asked.meterOptions().zone() == null
                        ? asked.meterOptions().zone(calendar.zone())
                        : asked.meterOptions();
        MeterFile meter = MeterFiles.read(asked.meter(), options);
        List<MeterFile> read = new ArrayList<>(List.of(meter));
        Beside beside = beside(owed, asked.series(), options, read);
        List<GridEvent> within =
                events.stream().filter(event -> event.interval().overlaps(period)).toList();
        SettlementCase given =
                SettlementCase.of(rules, period, meter.series(), calendar, SettlementDesk::method)
                        .withEvents(within)
                        .withAwards(owed.awards())
                        .withPrices(prices(asked.prices()))
                        .withMarks(marks(owed, events))
                        .withBeside(beside)
                        .withExcused(owed.excused())
                        .withPast(owed.past())
                        .withShares(owed.shares());
        List<String> warnings = new ArrayList<>();
        if (RuleBook.isProposal(rules)) {
            warnings.add(
                    rules.version()
                            + " is a proposal and not in force: this is what it would pay, not what is owed");
        }
        for (MeterFile each : read) {
            each.findings().forEach(finding -> warnings.add(each.name() + " " + finding));
        }
        if (listed != null) {
            Stream.concat(listed.findings().stream(), listed.outside(meter.series()).stream())
                    .map(Finding::toString)
                    .forEach(finding -> warnings.add(listed.name() + " " + finding));
        }
        if (within.size() < events.size()) {
            warnings.add(
                    Shown.count(events.size() - within.size(), "event")
                            + " outside the period of "
                            + period
                            + " left out");
        }
        return new Settled(given, ProgramSettlement.settle(given), owed.site(), warnings);
    }

    /** The market's own calendar, or plain days of the rules' zone when there is none of that market. */
    private static MarketCalendar calendarOf(RulePack rules) {
        return MarketCalendars.markets().contains(rules.market())
                ? MarketCalendars.of(rules.market())
                : MarketCalendars.of(ZoneId.of(rules.text(RuleBook.ZONE)));
    }

    private static @Nullable BaselineMethod method(String id) {
        return BaselineMethods.all().stream()
                .filter(method -> method.id().equals(id))
                .findFirst()
                .orElse(null);
    }

    private static RulePack rules(
            RuleBook book, Asked asked, MarketInterval period, MarketCalendar calendar) {
        if (asked.on() != null) {
            return book.find(asked.program(), asked.on());
        }
        LocalDate first = calendar.dateOf(period.from());
        LocalDate last = calendar.dateOf(period.until().minusNanos(1));
        RulePack rules = book.find(asked.program(), first);
        if (!rules.holdsOn(last)) {
            throw new BadSettlement(
                    "the rules of "
                            + asked.program()
                            + " change on "
                            + rules.effectiveUntil()
                            + ", within the period from "
                            + first
                            + " to "
                            + last
                            + "; settle the days before and after apart, or name the day whose rules"
                            + " hold with --on");
        }
        return rules;
    }

    /** The period the obligation names, or the local days of all awards and events. */
    private static MarketInterval period(
            Asked asked, Obligations owed, List<GridEvent> events, MarketCalendar calendar) {
        if (owed.period() != null) {
            return owed.period();
        }
        List<MarketInterval> told =
                Stream.concat(
                                owed.awards().stream().map(award -> award.interval()),
                                events.stream().map(GridEvent::interval))
                        .toList();
        Instant from =
                told.stream().map(MarketInterval::from).min(Comparator.naturalOrder()).orElse(null);
        Instant until =
                told.stream()
                        .map(MarketInterval::until)
                        .max(Comparator.naturalOrder())
                        .orElse(null);
        if (from == null || until == null) {
            throw new BadSettlement(
                    asked.obligation()
                            + " names no period, and there are neither awards nor events; add from"
                            + " and until");
        }
        return new MarketInterval(
                calendar.day(calendar.dateOf(from)).from(),
                calendar.day(calendar.dateOf(until.minusNanos(1))).until());
    }

    private static List<GridEvent> events(EventFile listed, Obligations owed) {
        Map<String, EventTerms> terms = new HashMap<>();
        for (EventTerms one : owed.events()) {
            terms.put(one.id(), one);
        }
        List<GridEvent> events = new ArrayList<>();
        for (ListedEvent event : listed.events()) {
            events.add(event(event, terms.remove(event.id()), listed.name()));
        }
        if (!terms.isEmpty()) {
            throw new BadSettlement(
                    "the obligation speaks of event "
                            + terms.keySet().iterator().next()
                            + ", which "
                            + listed.name()
                            + " does not list; it lists "
                            + String.join(
                                    ", ",
                                    listed.events().stream()
                                            .map(ListedEvent::id)
                                            .limit(10)
                                            .toList()));
        }
        return events;
    }

    private static GridEvent event(ListedEvent event, @Nullable EventTerms terms, String file) {
        Instant notice =
                Stream.of(terms == null ? null : terms.noticeAt(), event.noticeAt())
                        .filter(Objects::nonNull)
                        .findFirst()
                        .orElse(event.interval().from());
        if (!notice.isBefore(event.interval().until())) {
            throw new BadSettlement(
                    file
                            + " line "
                            + event.line()
                            + ": the notice of event "
                            + event.id()
                            + " at "
                            + notice
                            + " comes after its end");
        }
        Reduction reduction =
                event.reduction() == null
                        ? null
                        : Reduction.ofWatts(Math.max(0, event.reduction().watts()));
        return new GridEvent(
                event.id(),
                event.interval(),
                notice,
                terms == null || terms.reduction() == null ? reduction : terms.reduction(),
                terms == null || terms.level() == null ? event.level() : terms.level(),
                terms == null ? kind(event, file) : terms.kind());
    }

    private static GridEvent.Kind kind(ListedEvent event, String file) {
        return switch (event.kind()) {
            case null -> GridEvent.Kind.DEPLOYMENT;
            case "deployment" -> GridEvent.Kind.DEPLOYMENT;
            case "test" -> GridEvent.Kind.TEST;
            default ->
                    throw new BadSettlement(
                            file
                                    + " line "
                                    + event.line()
                                    + ": kind \""
                                    + event.kind()
                                    + "\" must be deployment or test");
        };
    }

    /** What the obligation marks, and every event, so that none makes the baseline of another. */
    private static List<DayMark> marks(Obligations owed, List<GridEvent> events) {
        List<DayMark> marks = new ArrayList<>(owed.marks());
        for (GridEvent event : events) {
            marks.add(new DayMark(event.interval(), DayMark.Why.EVENT));
        }
        return marks;
    }

    /** What the obligation and the other files say; files read as meters are added to {@code read}. */
    private static Beside beside(
            Obligations owed, AskedSeries series, MeterFileOptions options, List<MeterFile> read) {
        LoadSeries meter = read.getFirst().series();
        return new Beside(
                owed.contracted(),
                owed.peak(),
                series(series.control(), options, read),
                series.temperature() == null
                        ? null
                        : TemperatureFile.read(series.temperature(), meter),
                series(series.setPoints(), options, read),
                owed.systemPeaks());
    }

    /** The column that is named is one of the meter's own file. */
    private static @Nullable LoadSeries series(
            @Nullable Path file, MeterFileOptions options, List<MeterFile> read) {
        if (file == null) {
            return null;
        }
        MeterFile found = MeterFiles.read(file, options.column(null, null));
        read.add(found);
        return found.series();
    }

    private static SettlementCase.Prices prices(@Nullable AskedPrices asked) {
        if (asked == null) {
            return SettlementCase.Prices.NONE;
        }
        return new SettlementCase.Prices(
                asked.read(asked.energy()),
                asked.read(asked.dayAheadReserve()),
                asked.read(asked.realTimeReserve()),
                asked.read(asked.netBenefits()));
    }
}
