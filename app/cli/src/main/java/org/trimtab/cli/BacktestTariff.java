package org.trimtab.cli;

import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.trimtab.backtest.PeakCharges;
import org.trimtab.interval.MarketInterval;
import org.trimtab.market.CoincidentPeakCharge;
import org.trimtab.market.CoincidentPeakCharge.Choice;
import org.trimtab.market.LoadProfile;
import org.trimtab.market.MiningTerms;
import org.trimtab.market.SupplyTerms;
import org.trimtab.market.Tariff;
import org.trimtab.operators.prices.LoadFile;
import org.trimtab.operators.prices.PriceFile;
import org.trimtab.operators.rules.RuleBook;
import org.trimtab.operators.tariffs.TariffFile;
import org.trimtab.quantity.EnergyPrice;
import picocli.CommandLine.Option;

/** By what a site pays for its power in a backtest or a plan. */
final class BacktestTariff {
    private static final String RENEWABLE = "renewable";

    @Option(
            names = "--tariff",
            paramLabel = "FILE.yaml",
            description =
                    "What the site pays for its power (docs/reference/tariffs.md), in place of the"
                            + " market price and the adders of the site file. Coincident peaks of it"
                            + " need --load, a day-ahead index --da.")
    @Nullable Path file;

    @Option(
            names = "--renewable-hours",
            paramLabel = "FILE.csv[.gz]",
            description =
                    "Which hours count as renewable in the tariff: interval_start_utc, and a column"
                            + " renewable of 1 or 0. Each is known when it begins.")
    @Nullable Path renewable;

    /** The terms; the market price and the adders of the site when no tariff is given. */
    SupplyTerms read(
            MiningTerms mining, @Nullable LoadProfile load, ZoneId zone, List<String> warnings) {
        if (file == null) {
            if (renewable != null) {
                throw Fault.badInput("--renewable-hours needs --tariff: only a tariff tells hours");
            }
            return SupplyTerms.market(mining.adders());
        }
        Tariff tariff = TariffFile.read(file, RuleBook.shipped());
        check(tariff, zone, warnings);
        if (!mining.adders().equals(EnergyPrice.ZERO)) {
            warnings.add(
                    "the adders of the site file, "
                            + mining.adders()
                            + ", are left out: the tariff says all there is to pay");
        }
        return SupplyTerms.of(peaksBy(load, tariff, warnings), hours(tariff));
    }

    private static void check(Tariff tariff, ZoneId zone, List<String> warnings) {
        if (!tariff.currency().equals("USD")) {
            throw Fault.badInput(
                    "--tariff: a backtest counts in USD, the tariff is in " + tariff.currency());
        }
        if (!tariff.calendar().zone().equals(zone)) {
            warnings.add(
                    "months of the tariff are those of "
                            + tariff.calendar().zone()
                            + ", days of the backtest those of "
                            + zone
                            + "; --zone changes these");
        }
        long choices = tariff.peaks().stream().map(CoincidentPeakCharge::choice).distinct().count();
        if (choices > 1) {
            throw Fault.badInput(
                    "--tariff: a backtest takes coincident peaks of one choice, "
                            + Choice.ONE_PER_MONTH
                            + " or "
                            + Choice.HIGHEST_DAYS
                            + "; the tariff has both");
        }
    }

    private static Tariff peaksBy(
            @Nullable LoadProfile load, Tariff tariff, List<String> warnings) {
        if (tariff.peaks().isEmpty()) {
            return tariff;
        }
        if (load == null) {
            warnings.add(
                    "without --load nobody knows the system's peaks: the tariff's charges for"
                            + " coincident peaks are left out");
            return PeakCharges.without(tariff);
        }
        Duration known = load.levels().getFirst().interval().length();
        if (tariff.peaks().stream().anyMatch(charge -> charge.interval().compareTo(known) < 0)) {
            warnings.add(
                    "the system's load is known by "
                            + known.toMinutes()
                            + " min: coincident peaks of shorter intervals are taken as its mean");
        }
        return PeakCharges.knownBy(tariff, known);
    }

    private List<MarketInterval> hours(Tariff tariff) {
        List<MarketInterval> hours = new ArrayList<>();
        Path told = renewable;
        if (told == null) {
            return hours;
        }
        if (tariff.renewable() == null) {
            throw Fault.badInput("--renewable-hours: the tariff has no renewable-hours");
        }
        for (LoadProfile.Level level :
                LoadFile.read(told, RENEWABLE, PriceFile.TIME_COLUMN).levels()) {
            if (level.mean().watts() > 0) {
                hours.add(level.interval());
            }
        }
        return hours;
    }
}
