package org.trimtab.operators.tariffs;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.trimtab.documents.Document;
import org.trimtab.documents.Section;
import org.trimtab.interval.MarketCalendar;
import org.trimtab.interval.MarketCalendars;
import org.trimtab.market.CoincidentPeakCharge;
import org.trimtab.market.DemandCharge;
import org.trimtab.market.EnergyIndex;
import org.trimtab.market.FixedBlock;
import org.trimtab.market.RenewableTerms;
import org.trimtab.market.Tariff;
import org.trimtab.market.VolumetricCharge;
import org.trimtab.operators.rules.RuleBook;
import org.trimtab.program.RulePack;
import org.trimtab.quantity.EnergyPrice;
import org.trimtab.quantity.QuantityFormat;
import org.trimtab.quantity.Share;

/** Reads a tariff from a YAML file; docs/reference/tariffs.md says how it is written. */
public final class TariffFile {
    private static final Set<Integer> ALL_MONTHS =
            IntStream.rangeClosed(1, 12).boxed().collect(Collectors.toUnmodifiableSet());

    private TariffFile() {}

    /**
     * Reads a file.
     *
     * @param rules where {@code program} of a coincident-peak charge is looked up
     * @throws org.trimtab.documents.BadDocument when anything in it is wrong, naming line, key and the allowed form
     */
    public static Tariff read(Path file, RuleBook rules) {
        return tariff(Document.read(file), rules);
    }

    /** The tariff a block of a document describes; see {@link #read}. */
    public static Tariff tariff(Section file, RuleBook rules) {
        file.only(
                "tariff",
                "currency",
                "market",
                "zone",
                "index",
                "losses",
                "blocks",
                "volumetric",
                "renewable-hours",
                "demand",
                "coincident-peaks",
                "rounding");
        MarketCalendar calendar = calendar(file);
        Tariff tariff =
                new Tariff(
                        file.text("tariff"),
                        file.value("currency", TariffFile::currency, "USD"),
                        calendar,
                        file.value("index", TariffFile::index, EnergyIndex.REAL_TIME),
                        file.value("losses", QuantityFormat::parseShare, Share.NONE),
                        blocks(file, calendar.zone()),
                        volumetric(file),
                        renewable(file.findSection("renewable-hours")),
                        demand(file),
                        peaks(file, rules),
                        file.value("rounding", TariffFile::rounding, RoundingMode.HALF_UP));
        file.done();
        return tariff;
    }

    private static MarketCalendar calendar(Section file) {
        MarketCalendar market = file.find("market", MarketCalendars::of);
        ZoneId zone = file.find("zone", TariffFile::zone);
        if (market != null) {
            if (zone != null) {
                throw file.bad("zone", "give a market or a zone, not both");
            }
            return market;
        }
        return MarketCalendars.of(zone == null ? ZoneId.of("UTC") : zone);
    }

    private static List<FixedBlock> blocks(Section file, ZoneId zone) {
        List<FixedBlock> blocks = new ArrayList<>();
        for (Section block : file.sections("blocks")) {
            block.only("name", "level", "price", "from", "until", "resale", "resale-fee");
            blocks.add(
                    new FixedBlock(
                            block.text("name", "block " + (blocks.size() + 1)),
                            block.value("level", QuantityFormat::parsePower),
                            block.value("price", TariffUnits::price),
                            day(block, "from", zone),
                            day(block, "until", zone),
                            block.value("resale", TariffFile::flag, false),
                            block.value("resale-fee", TariffUnits::price, EnergyPrice.ZERO)));
        }
        return blocks;
    }

    private static List<VolumetricCharge> volumetric(Section file) {
        List<VolumetricCharge> charges = new ArrayList<>();
        for (Section charge : file.sections("volumetric")) {
            charge.only("name", "rate");
            charges.add(
                    new VolumetricCharge(
                            charge.text("name"), charge.value("rate", TariffUnits::price)));
        }
        return charges;
    }

    private static @Nullable RenewableTerms renewable(@Nullable Section block) {
        if (block == null) {
            return null;
        }
        block.only("name", "inside", "outside");
        return new RenewableTerms(
                block.text("name", "renewable hours"),
                block.value("inside", TariffUnits::price),
                block.value("outside", TariffUnits::price, EnergyPrice.ZERO));
    }

    private static List<DemandCharge> demand(Section file) {
        List<DemandCharge> charges = new ArrayList<>();
        for (Section charge : file.sections("demand")) {
            charge.only("name", "rate", "interval", "months", "ratchet", "ratchet-months");
            Share ratchet = charge.value("ratchet", QuantityFormat::parseShare, Share.NONE);
            charges.add(
                    new DemandCharge(
                            charge.text("name", "demand"),
                            charge.value("rate", TariffUnits::monthlyRate),
                            charge.value("interval", QuantityFormat::parseDuration),
                            months(charge),
                            ratchet,
                            charge.value(
                                    "ratchet-months",
                                    Integer::valueOf,
                                    ratchet.equals(Share.NONE)
                                            ? 0
                                            : DemandCharge.RATCHET_MONTHS_MAX)));
        }
        return charges;
    }

    private static List<CoincidentPeakCharge> peaks(Section file, RuleBook rules) {
        List<CoincidentPeakCharge> charges = new ArrayList<>();
        for (Section charge : file.sections("coincident-peaks")) {
            charges.add(charge.has("program") ? ofProgram(charge, rules) : ofTerms(charge));
        }
        return charges;
    }

    private static CoincidentPeakCharge ofProgram(Section charge, RuleBook rules) {
        charge.only("program", "on", "rate");
        LocalDate on = charge.value("on", TariffFile::date);
        BigDecimal rate = charge.find("rate", TariffUnits::yearlyRate);
        RulePack pack = charge.value("program", id -> rules.find(id, on));
        return CoincidentPeakCharge.of(pack, rate);
    }

    private static CoincidentPeakCharge ofTerms(Section charge) {
        charge.only("name", "rate", "interval", "months", "peaks", "choice", "lag-years");
        Set<Integer> months = months(charge);
        return new CoincidentPeakCharge(
                charge.text("name", "coincident peaks"),
                months,
                charge.value("peaks", Integer::valueOf, months.size()),
                charge.value(
                        "choice", TariffFile::choice, CoincidentPeakCharge.Choice.ONE_PER_MONTH),
                charge.value("interval", QuantityFormat::parseDuration),
                charge.value("rate", TariffUnits::yearlyRate),
                charge.value("lag-years", Integer::valueOf, 1));
    }

    private static Set<Integer> months(Section block) {
        List<Integer> months = block.values("months", Integer::valueOf);
        return months.isEmpty() ? ALL_MONTHS : new HashSet<>(months);
    }

    private static @Nullable Instant day(Section block, String key, ZoneId zone) {
        LocalDate day = block.find(key, TariffFile::date);
        return day == null ? null : day.atStartOfDay(zone).toInstant();
    }

    private static LocalDate date(String text) {
        try {
            return LocalDate.parse(text);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("\"" + text + "\" is no day, such as 2023-08-01", e);
        }
    }

    private static ZoneId zone(String text) {
        try {
            return ZoneId.of(text);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(
                    "\"" + text + "\" is no time zone, such as America/Chicago", e);
        }
    }

    private static EnergyIndex index(String text) {
        return word(EnergyIndex.class, text);
    }

    private static CoincidentPeakCharge.Choice choice(String text) {
        return word(CoincidentPeakCharge.Choice.class, text);
    }

    private static RoundingMode rounding(String text) {
        return switch (text) {
            case "half-up" -> RoundingMode.HALF_UP;
            case "half-even" -> RoundingMode.HALF_EVEN;
            default ->
                    throw new IllegalArgumentException(
                            "\"" + text + "\" is not half-up or half-even");
        };
    }

    private static boolean flag(String text) {
        return switch (text) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException("\"" + text + "\" is not true or false");
        };
    }

    private static String currency(String text) {
        if (!text.matches("[A-Z]{3}")) {
            throw new IllegalArgumentException("\"" + text + "\" is no currency, such as USD");
        }
        return text;
    }

    private static <E extends Enum<E>> E word(Class<E> type, String text) {
        List<String> words = new ArrayList<>();
        for (E one : type.getEnumConstants()) {
            String word = one.name().toLowerCase(Locale.ROOT).replace('_', '-');
            if (word.equals(text)) {
                return one;
            }
            words.add(word);
        }
        throw new IllegalArgumentException(
                "\"" + text + "\" is not one of " + String.join(", ", words));
    }
}
