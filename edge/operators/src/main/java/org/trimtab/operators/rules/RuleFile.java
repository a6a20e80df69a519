package org.trimtab.operators.rules;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.trimtab.documents.BadDocument;
import org.trimtab.documents.Document;
import org.trimtab.documents.Nearest;
import org.trimtab.documents.Section;
import org.trimtab.operators.rules.RuleKey.Mistake;
import org.trimtab.operators.rules.RuleValues.Placed;
import org.trimtab.program.RulePack;
import org.trimtab.program.RuleUnit;
import org.trimtab.program.RuleUnit.Dimension;
import org.trimtab.program.RuleValue;

/**
 * One rule file: the versions of the programs in it, or what is wrong with it. Values of the whole file, of a program
 * and of a period are laid one over the other; the later goes before.
 */
final class RuleFile {
    /** Most programs in one file. */
    static final int PROGRAMS_MAX = 50;

    /** Most versions of one program. */
    static final int PERIODS_MAX = 200;

    private static final Pattern ID = Pattern.compile("[a-z0-9-]{1,30}/[a-z0-9-]{1,40}");
    private static final Pattern AMOUNT = Pattern.compile("([A-Z]{3})(/.*)?");

    private final RuleKinds kinds;
    private final RuleFindings findings;
    private final RuleValues reader;
    private final List<RulePack> packs = new ArrayList<>();

    /**
     * What a file holds.
     *
     * @param packs its versions in order; those without a mistake when there are findings
     * @param findings what is wrong
     */
    record Content(List<RulePack> packs, List<RuleFinding> findings) {}

    /** One period of a program before its end is known. */
    private record Period(
            int line, LocalDate from, @Nullable LocalDate until, Map<String, Placed> values) {}

    private RuleFile(RuleKinds kinds, String name) {
        this.kinds = kinds;
        this.findings = new RuleFindings(name);
        this.reader = new RuleValues(kinds, findings);
    }

    /** Reads a text. */
    static Content parse(RuleKinds kinds, String name, String text) {
        RuleFile file = new RuleFile(kinds, name);
        try {
            file.read(Document.parse(name, text));
        } catch (BadDocument e) {
            file.findings.add(e);
        }
        return new Content(List.copyOf(file.packs), file.findings.all());
    }

    private void read(Section file) {
        file.only("market", "kind", "sources", "values", "programs", "periods");
        String market = file.text("market");
        String named = file.text("kind");
        RuleKinds.Kind kind = kinds.kinds().get(named);
        if (kind == null) {
            findings.add(
                    file.lineOf("kind"),
                    "kind",
                    new Mistake(
                            "unknown kind \""
                                    + named
                                    + "\""
                                    + Nearest.advice(named, kinds.kinds().keySet()),
                            ""));
            return;
        }
        reader.sources(file.findSection("sources"));
        Map<String, Placed> common = reader.values(file.findSection("values"), kind);
        List<Period> shared = periods(file, kind);
        Section programs = file.section("programs");
        if (programs.keys().size() > PROGRAMS_MAX) {
            throw file.bad("programs", "at most " + PROGRAMS_MAX + " programs are read");
        }
        for (String id : programs.keys()) {
            if (!ID.matcher(id).matches()) {
                findings.add(
                        programs.lineOf(id),
                        id,
                        new Mistake("no name of a program", "write it like ercot/ers-30"));
                continue;
            }
            try {
                program(new Heading(id, market, kind), programs.section(id), common, shared);
            } catch (BadDocument e) {
                findings.add(e);
            }
        }
    }

    /** What all versions of a program have in common. */
    private record Heading(String id, String market, RuleKinds.Kind kind) {}

    private void program(
            Heading heading, Section block, Map<String, Placed> common, List<Period> shared) {
        block.only("title", "values", "periods");
        String title = block.text("title");
        Map<String, Placed> own = reader.values(block.findSection("values"), heading.kind());
        List<Period> periods = block.has("periods") ? periods(block, heading.kind()) : shared;
        if (periods.isEmpty()) {
            findings.add(
                    block.lineOf("periods"),
                    heading.id(),
                    new Mistake(
                            "it has no period",
                            "write under \"periods:\" from which day it holds"));
        }
        checkOrder(heading.id(), periods);
        for (int i = 0; i < periods.size(); i++) {
            Period period = periods.get(i);
            Map<String, Placed> values = new LinkedHashMap<>(common);
            values.putAll(own);
            values.putAll(period.values());
            LocalDate until = period.until();
            if (until == null && i + 1 < periods.size()) {
                until = periods.get(i + 1).from();
            }
            int before = findings.size();
            checkNeeds(heading, period, values);
            checkCurrency(values);
            if (findings.size() == before
                    && values.values().stream().noneMatch(v -> v.value() == null)) {
                packs.add(pack(heading, title, period.from(), until, values));
            }
        }
    }

    private static RulePack pack(
            Heading heading,
            String title,
            LocalDate from,
            @Nullable LocalDate until,
            Map<String, Placed> placed) {
        Map<String, RuleValue> values = new LinkedHashMap<>();
        placed.forEach((key, at) -> {
            if (at.value() != null) {
                values.put(key, at.value());
            }
        });
        return new RulePack(
                heading.id(), title, heading.market(), heading.kind().name(), from, until, values);
    }

    private List<Period> periods(Section block, RuleKinds.Kind kind) {
        List<Section> sections = block.sections("periods");
        if (sections.size() > PERIODS_MAX) {
            throw block.bad("periods", "at most " + PERIODS_MAX + " periods are read");
        }
        List<Period> periods = new ArrayList<>();
        for (Section section : sections) {
            section.only("from", "until", "status", "values");
            Map<String, Placed> values =
                    new LinkedHashMap<>(reader.values(section.findSection("values"), kind));
            RuleValue from = implied(RuleBook.EFFECTIVE_FROM, section, "from", values);
            implied(RuleBook.STATUS, section, "status", values);
            String until = section.find("until", Function.identity());
            LocalDate end = until == null ? null : RuleKey.day(until);
            if (until != null && end == null) {
                findings.add(
                        section.lineOf("until"),
                        "until",
                        new Mistake(
                                "\"" + until + "\" cannot be read", "write it like 2028-06-01"));
            }
            LocalDate begin = from == null ? null : RuleKey.day(from.text());
            if (begin != null) {
                periods.add(new Period(section.lineOf("from"), begin, end, values));
            }
        }
        return periods;
    }

    /** A value that is written in the heading of a period, where its unit is clear. */
    private @Nullable RuleValue implied(
            String key, Section period, String written, Map<String, Placed> values) {
        Section block = period.findSection(written);
        if (block == null) {
            if (key.equals(RuleBook.EFFECTIVE_FROM)) {
                findings.add(
                        period.lineOf(written),
                        written,
                        new Mistake("it is missing", "write from: {value: 2026-01-01, source: …}"));
            }
            return null;
        }
        RuleValue value = reader.value(key, block, RuleUnit.TEXT);
        values.put(key, new Placed(period.lineOf(written), value));
        return value;
    }

    private void checkOrder(String id, List<Period> periods) {
        for (int i = 0; i < periods.size(); i++) {
            Period one = periods.get(i);
            if (one.until() != null && !one.until().isAfter(one.from())) {
                findings.add(
                        one.line(),
                        id,
                        new Mistake(
                                "a period ends on "
                                        + one.until()
                                        + ", not after it begins on "
                                        + one.from(),
                                "until is the first day it no longer holds"));
            }
            if (i + 1 == periods.size()) {
                continue;
            }
            Period next = periods.get(i + 1);
            if (!next.from().isAfter(one.from())) {
                findings.add(
                        next.line(),
                        id,
                        new Mistake(
                                "periods overlap: the one from "
                                        + next.from()
                                        + " stands after the one from "
                                        + one.from(),
                                "write periods in order, each from a later day"));
            } else if (one.until() != null && !one.until().equals(next.from())) {
                boolean gap = one.until().isBefore(next.from());
                findings.add(
                        one.line(),
                        id,
                        new Mistake(
                                (gap ? "a gap between periods: until " : "periods overlap: until ")
                                        + one.until()
                                        + ", and the next from "
                                        + next.from(),
                                "leave until out, or write until: " + next.from()));
            }
        }
    }

    private void checkNeeds(Heading heading, Period period, Map<String, Placed> values) {
        List<String> needs = new ArrayList<>(kinds.always().needs());
        needs.addAll(heading.kind().needs());
        for (String key : needs) {
            if (!values.containsKey(key)) {
                findings.add(
                        period.line(),
                        key,
                        new Mistake(
                                heading.id()
                                        + " from "
                                        + period.from()
                                        + " lacks it; rules of kind "
                                        + heading.kind().name()
                                        + " need it",
                                "add it with unit and source"));
            }
        }
    }

    private void checkCurrency(Map<String, Placed> values) {
        Placed currency = values.get(RuleBook.CURRENCY);
        if (currency == null || currency.value() == null) {
            return;
        }
        String wanted = currency.value().text();
        for (Map.Entry<String, Placed> entry : values.entrySet()) {
            RuleValue value = entry.getValue().value();
            if (value == null || !isMoney(value.unit().dimension())) {
                continue;
            }
            var amount = AMOUNT.matcher(value.unit().symbol());
            if (amount.matches() && !amount.group(1).equals(wanted)) {
                findings.add(
                        entry.getValue().line(),
                        entry.getKey(),
                        new Mistake(
                                "it is in " + amount.group(1) + ", the pack in " + wanted,
                                "write every amount of a pack in its currency"));
            }
        }
    }

    private static boolean isMoney(Dimension dimension) {
        return switch (dimension) {
            case MONEY, ENERGY_PRICE, RESERVE_PRICE, CAPACITY_PRICE, DEMAND_RATE -> true;
            case POWER, TIME, RATIO, COUNT, FREQUENCY, RAMP, TEXT -> false;
        };
    }
}
