package org.trimtab.desk;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.trimtab.baseline.DayMark;
import org.trimtab.documents.Document;
import org.trimtab.documents.Section;
import org.trimtab.interval.MarketCalendar;
import org.trimtab.interval.MarketInterval;
import org.trimtab.quantity.Power;
import org.trimtab.quantity.QuantityFormat;
import org.trimtab.quantity.Reduction;
import org.trimtab.quantity.Share;
import org.trimtab.settlement.Award;
import org.trimtab.settlement.GridEvent;
import org.trimtab.settlement.RevenueSplit;
import org.trimtab.settlement.SettlementCase.Excused;
import org.trimtab.settlement.SettlementCase.PastResult;

/** Reads what a site owes and was promised for it; every key is in {@code docs/reference/obligation-file.md}. */
public final class ObligationFile {
    private static final Pattern PRICE =
            Pattern.compile("([-+]?\\d{1,12}(?:\\.\\d{1,12})?) *(?:USD|\\$)/MW-?h");
    private static final String PRICE_FORM = "a price such as \"5.15 USD/MW-h\"";
    private static final String HOURS_FORM = "hours such as \"19:00-22:00\"";
    private static final int PARTS_PER_MILLION = 1_000_000;
    private static final Pattern HOURS = Pattern.compile("(\\d\\d:\\d\\d) ?- ?(\\d\\d:\\d\\d)");
    private static final String MIDNIGHT_LAST = "24:00";
    private static final String[] TOP_KEYS = {
        "site",
        "program",
        "from",
        "until",
        "contracted",
        "peak",
        "awards",
        "events",
        "excused",
        "marks",
        "past",
        "system-peaks",
        "shares"
    };

    private final MarketCalendar calendar;

    private ObligationFile(MarketCalendar calendar) {
        this.calendar = calendar;
    }

    /**
     * What is known of an event beside its time.
     *
     * @param id its name in the events file
     * @param noticeAt when the site was told; null when the file does not say
     * @param reduction reduction instructed; null when none was named
     * @param level level instructed; null when none was named
     * @param kind a deployment or a test
     */
    public record EventTerms(
            String id,
            @Nullable Instant noticeAt,
            @Nullable Reduction reduction,
            @Nullable Power level,
            GridEvent.Kind kind) {}

    /**
     * Reads a file.
     *
     * @param calendar the market's, for local days and times
     * @throws org.trimtab.documents.BadDocument when any of it is not clear
     */
    public static Obligations read(Path file, MarketCalendar calendar) {
        return new ObligationFile(calendar).obligations(Document.read(file));
    }

    private Obligations obligations(Section top) {
        top.only(TOP_KEYS);
        Instant from = top.find("from", this::instant);
        Instant until = top.find("until", this::instant);
        if ((from == null) != (until == null)) {
            throw top.bad(from == null ? "until" : "from", "from and until belong together");
        }
        MarketInterval period = from == null || until == null ? null : interval(top, from, until);
        List<Award> awards = new ArrayList<>();
        for (Section award : top.sections("awards")) {
            awards.addAll(awards(award, period));
        }
        Obligations read =
                new Obligations(
                        top.text("site", "the site"),
                        top.find("program", text -> text),
                        period,
                        top.find("contracted", QuantityFormat::parsePower),
                        top.find("peak", QuantityFormat::parsePower),
                        awards,
                        top.sections("events").stream().map(this::eventTerms).toList(),
                        top.sections("excused").stream().map(this::excused).toList(),
                        top.sections("marks").stream().map(this::mark).toList(),
                        top.sections("past").stream().map(this::past).toList(),
                        top.values("system-peaks", this::instant),
                        shares(top));
        top.done();
        return read;
    }

    private List<Award> awards(Section award, @Nullable MarketInterval period) {
        award.only(
                "name",
                "reduction",
                "price",
                "from",
                "until",
                "hours",
                "days",
                "holidays",
                "maximum-base-load",
                "firm-service-level",
                "minimum-demand",
                "peak",
                "market");
        Instant from = award.find("from", this::instant);
        Instant until = award.find("until", this::instant);
        if (from == null || until == null) {
            if (period == null) {
                throw award.bad("from", "give from and until here or at the top of the file");
            }
            from = from == null ? period.from() : from;
            until = until == null ? period.until() : until;
        }
        Award whole =
                new Award(
                        award.text("name"),
                        interval(award, from, until),
                        award.value("reduction", ObligationFile::reduction),
                        award.find("price", ObligationFile::price),
                        contracted(award),
                        award.find("peak", QuantityFormat::parsePower),
                        award.value("market", ObligationFile::market, Award.Market.CONTRACT));
        Award.Hours hours = hours(award);
        try {
            return hours == null ? List.of(whole) : whole.during(hours, calendar);
        } catch (IllegalArgumentException e) {
            throw award.bad("hours", String.valueOf(e.getMessage()));
        }
    }

    private static @Nullable Power contracted(Section award) {
        @Nullable Power level = null;
        for (String key : List.of("maximum-base-load", "firm-service-level", "minimum-demand")) {
            Power given = award.find(key, QuantityFormat::parsePower);
            if (given != null && level != null) {
                throw award.bad(key, "an award has one contracted level; leave the other out");
            }
            level = given == null ? level : given;
        }
        return level;
    }

    private static Award.@Nullable Hours hours(Section award) {
        String text = award.find("hours", hours -> hours);
        List<String> days = award.values("days", word -> word.toLowerCase(Locale.ROOT));
        boolean weekends = days.contains("weekends");
        boolean holidays =
                award.value("holidays", ObligationFile::yes, weekends || days.contains("all"));
        if (text == null) {
            if (!days.isEmpty() || award.has("holidays")) {
                throw award.bad("hours", "days and holidays go with " + HOURS_FORM);
            }
            return null;
        }
        Matcher parts = HOURS.matcher(text);
        if (!parts.matches()) {
            throw award.bad("hours", "\"" + text + "\" must be " + HOURS_FORM);
        }
        Set<DayOfWeek> on = EnumSet.noneOf(DayOfWeek.class);
        for (String word : days.isEmpty() ? List.of("all") : days) {
            on.addAll(days(award, word));
        }
        return new Award.Hours(
                on, holidays, time(award, parts.group(1)), time(award, parts.group(2)));
    }

    private static Set<DayOfWeek> days(Section award, String word) {
        return switch (word) {
            case "all" -> EnumSet.allOf(DayOfWeek.class);
            case "weekdays" -> EnumSet.range(DayOfWeek.MONDAY, DayOfWeek.FRIDAY);
            case "weekends" -> EnumSet.range(DayOfWeek.SATURDAY, DayOfWeek.SUNDAY);
            default -> {
                for (DayOfWeek day : DayOfWeek.values()) {
                    if (day.name().toLowerCase(Locale.ROOT).equals(word)) {
                        yield EnumSet.of(day);
                    }
                }
                throw award.bad(
                        "days",
                        "\"" + word + "\" must be all, weekdays, weekends or a day such as monday");
            }
        };
    }

    private static LocalTime time(Section award, String text) {
        try {
            return text.equals(MIDNIGHT_LAST) ? LocalTime.MIDNIGHT : LocalTime.parse(text);
        } catch (DateTimeParseException e) {
            throw award.bad("hours", "\"" + text + "\" is no time of day; write " + HOURS_FORM);
        }
    }

    private EventTerms eventTerms(Section event) {
        event.only("id", "notice", "reduction", "level", "kind");
        return new EventTerms(
                event.text("id"),
                event.find("notice", this::instant),
                event.find("reduction", ObligationFile::reduction),
                event.find("level", QuantityFormat::parsePower),
                event.value("kind", ObligationFile::eventKind, GridEvent.Kind.DEPLOYMENT));
    }

    private Excused excused(Section one) {
        one.only("from", "until", "why", "reason");
        Excused.Why why =
                one.value(
                        "why",
                        text -> closed(text, Excused.Why.values(), "outage, announced or exempted"),
                        Excused.Why.EXEMPTED);
        return new Excused(stretch(one), why, one.text("reason"));
    }

    private DayMark mark(Section one) {
        one.only("from", "until", "why");
        return new DayMark(
                stretch(one),
                one.value(
                        "why",
                        text ->
                                closed(
                                        text.equals("price") ? "price-curtailed" : text,
                                        DayMark.Why.values(),
                                        "event, outage or price")));
    }

    private PastResult past(Section one) {
        one.only("id", "at", "kind", "passed");
        return new PastResult(
                one.text("id"),
                one.value("at", this::instant),
                one.value("kind", ObligationFile::eventKind, GridEvent.Kind.DEPLOYMENT),
                one.value("passed", ObligationFile::yes));
    }

    private static List<RevenueSplit.Share> shares(Section top) {
        List<RevenueSplit.Share> shares = new ArrayList<>();
        long sum = 0;
        for (Section one : top.sections("shares")) {
            one.only("party", "share");
            Share share = one.value("share", QuantityFormat::parseShare);
            shares.add(new RevenueSplit.Share(one.text("party"), share.partsPerMillion()));
            sum += share.partsPerMillion();
        }
        if (!shares.isEmpty() && sum != PARTS_PER_MILLION) {
            throw top.bad(
                    "shares",
                    "they must add up to 100 %, got "
                            + BigDecimal.valueOf(sum, 4).stripTrailingZeros().toPlainString()
                            + " %");
        }
        return shares;
    }

    private MarketInterval stretch(Section one) {
        return interval(one, one.value("from", this::instant), one.value("until", this::instant));
    }

    private static MarketInterval interval(Section one, Instant from, Instant until) {
        if (!from.isBefore(until)) {
            throw one.bad("until", "must come after from (" + from + "), got " + until);
        }
        return new MarketInterval(from, until);
    }

    private Instant instant(String text) {
        return LocalText.instant(text, calendar.zone());
    }

    private static Reduction reduction(String text) {
        Power power = QuantityFormat.parsePower(text);
        if (power.watts() <= 0) {
            throw new IllegalArgumentException("must be above 0, got \"" + text + "\"");
        }
        return Reduction.ofWatts(power.watts());
    }

    private static BigDecimal price(String text) {
        Matcher parts = PRICE.matcher(text.strip());
        if (!parts.matches()) {
            throw new IllegalArgumentException(
                    "\""
                            + (text.length() > 40 ? text.substring(0, 40) : text)
                            + "\" is not "
                            + PRICE_FORM);
        }
        return new BigDecimal(parts.group(1));
    }

    private static Award.Market market(String text) {
        return closed(text, Award.Market.values(), "contract, day-ahead or real-time");
    }

    private static GridEvent.Kind eventKind(String text) {
        return closed(text, GridEvent.Kind.values(), "deployment or test");
    }

    private static boolean yes(String text) {
        return switch (text) {
            case "true", "yes" -> true;
            case "false", "no" -> false;
            default ->
                    throw new IllegalArgumentException(
                            "must be true or false, got \"" + text + "\"");
        };
    }

    private static <T extends Enum<T>> T closed(String text, T[] values, String form) {
        for (T value : values) {
            if (value.name().toLowerCase(Locale.ROOT).replace('_', '-').equals(text)) {
                return value;
            }
        }
        throw new IllegalArgumentException("must be " + form + ", got \"" + text + "\"");
    }
}
