package org.trimtab.operators.rules;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.trimtab.documents.BadDocument;
import org.trimtab.documents.Nearest;
import org.trimtab.documents.Section;
import org.trimtab.operators.rules.RuleKey.Mistake;
import org.trimtab.program.RuleSource;
import org.trimtab.program.RuleSource.Evidence;
import org.trimtab.program.RuleUnit;
import org.trimtab.program.RuleValue;

/** Reads the sources and values of one rule file and gathers all that is wrong with them. */
final class RuleValues {
    /** Most values in one block. */
    static final int VALUES_MAX = 200;

    private static final List<String> UNITS =
            Arrays.stream(RuleUnit.values()).map(RuleUnit::symbol).toList();
    private static final List<String> GRADES =
            Arrays.stream(Evidence.values()).map(e -> e.name().toLowerCase(Locale.ROOT)).toList();

    private final RuleKinds kinds;
    private final RuleFindings findings;
    private final Map<String, Declared> sources = new LinkedHashMap<>();

    /**
     * A value where it stands.
     *
     * @param line where
     * @param value null when something is wrong with it, which a finding then says
     */
    record Placed(int line, @Nullable RuleValue value) {}

    /** A source as declared; evidence is null when each value brings its own, or when it was wrong. */
    private record Declared(RuleSource source, boolean graded, boolean wrong) {}

    RuleValues(RuleKinds kinds, RuleFindings findings) {
        this.kinds = kinds;
        this.findings = findings;
    }

    /** Takes the sources that values may name. */
    void sources(@Nullable Section block) {
        if (block == null) {
            return;
        }
        for (String name : block.keys()) {
            try {
                sources.put(name, declared(block.section(name)));
            } catch (BadDocument e) {
                findings.add(e);
                sources.put(
                        name,
                        new Declared(
                                new RuleSource(name, "", null, Evidence.RECALLED), true, true));
            }
        }
    }

    private Declared declared(Section block) {
        block.only("document", "section", "dated", "evidence");
        String grade = block.find("evidence", Function.identity());
        Evidence evidence = grade == null ? null : evidence(grade);
        if (grade != null && evidence == null) {
            findings.add(block.lineOf("evidence"), "evidence", unknownGrade(grade));
        }
        return new Declared(
                new RuleSource(
                        block.value("document", RuleValues::notBlank),
                        block.text("section", ""),
                        block.find(
                                "dated",
                                text -> {
                                    var day = RuleKey.day(text);
                                    if (day == null) {
                                        throw new IllegalArgumentException(
                                                "\"" + text + "\" is no date such as 2026-08-01");
                                    }
                                    return day;
                                }),
                        evidence == null ? Evidence.RECALLED : evidence),
                grade != null,
                false);
    }

    /** The values of a block; a wrong one is there without its value. */
    Map<String, Placed> values(@Nullable Section block, RuleKinds.Kind kind) {
        Map<String, Placed> values = new LinkedHashMap<>();
        if (block == null) {
            return values;
        }
        List<String> keys = block.keys();
        if (keys.size() > VALUES_MAX) {
            throw block.bad(keys.get(VALUES_MAX), "at most " + VALUES_MAX + " values are read");
        }
        for (String key : keys) {
            int line = block.lineOf(key);
            if (!kinds.allowed(kind).stream().anyMatch(one -> means(one, key))) {
                findings.add(line, key, unknownKey(key, kind));
            }
            try {
                Section given = block.findSection(key);
                values.put(key, new Placed(line, given == null ? null : value(key, given, null)));
            } catch (BadDocument e) {
                findings.add(e);
                values.put(key, new Placed(line, null));
            }
        }
        return values;
    }

    /**
     * Reads one value.
     *
     * @param implied the unit when none need be written; null otherwise
     * @return null when something is wrong with it
     */
    @Nullable RuleValue value(String key, Section block, @Nullable RuleUnit implied) {
        block.only("value", "unit", "source", "section", "evidence");
        int before = findings.size();
        String text = block.find("value", Function.identity());
        if (text == null) {
            findings.add(block.lineOf("value"), key, new Mistake("it has no value", "write one"));
        }
        RuleUnit unit = unit(key, block, implied);
        RuleKey known = kinds.key(key);
        if (unit != null && known != null) {
            Mistake wrongUnit = known.unitMistake(unit);
            Mistake wrongText =
                    text == null || wrongUnit != null
                            ? null
                            : known.textMistake(text, unit, kinds.baselines());
            findings.add(block.lineOf("unit"), key, wrongUnit);
            findings.add(block.lineOf("value"), key, wrongText);
        }
        RuleSource source = source(key, block);
        return findings.size() > before || text == null || unit == null || source == null
                ? null
                : new RuleValue(key, text, unit, source);
    }

    private @Nullable RuleUnit unit(String key, Section block, @Nullable RuleUnit implied) {
        String symbol = block.find("unit", Function.identity());
        if (symbol == null) {
            if (implied == null) {
                findings.add(
                        block.lineOf("unit"),
                        key,
                        new Mistake("it has no unit", "write one, \"1\" for a ratio"));
            }
            return implied;
        }
        for (RuleUnit unit : RuleUnit.values()) {
            if (unit.symbol().equals(symbol)) {
                return unit;
            }
        }
        findings.add(
                block.lineOf("unit"),
                key,
                new Mistake("unknown unit \"" + symbol + "\"" + Nearest.advice(symbol, UNITS), ""));
        return null;
    }

    private @Nullable RuleSource source(String key, Section block) {
        String name = block.find("source", Function.identity());
        String grade = block.find("evidence", Function.identity());
        Evidence own = grade == null ? null : evidence(grade);
        if (grade != null && own == null) {
            findings.add(block.lineOf("evidence"), key, unknownGrade(grade));
        }
        if (name == null || name.isBlank()) {
            findings.add(
                    block.lineOf("source"),
                    key,
                    new Mistake(
                            "it has no source",
                            "declare the document under \"sources:\" and name it here"));
            return null;
        }
        Declared declared = sources.get(name);
        if (declared == null) {
            findings.add(
                    block.lineOf("source"),
                    key,
                    new Mistake(
                            "unknown source \""
                                    + name
                                    + "\""
                                    + Nearest.advice(name, sources.keySet()),
                            "declare it under \"sources:\""));
            return null;
        }
        if (grade == null && !declared.graded()) {
            findings.add(
                    block.lineOf("source"),
                    key,
                    new Mistake(
                            "it has no evidence, nor has its source " + name,
                            "write one of " + String.join(", ", GRADES)));
        }
        return new RuleSource(
                declared.source().document(),
                block.text("section", declared.source().section()),
                declared.source().dated(),
                own == null ? declared.source().evidence() : own);
    }

    private Mistake unknownKey(String key, RuleKinds.Kind kind) {
        return kinds.key(key) == null
                ? new Mistake(
                        "unknown key" + Nearest.advice(key, kinds.allowed(kind)),
                        "rename or remove it")
                : new Mistake("rules of kind " + kind.name() + " have no such key", "remove it");
    }

    private boolean means(String allowed, String key) {
        RuleKey known = kinds.key(allowed);
        return known != null && known.means(key);
    }

    private static Mistake unknownGrade(String grade) {
        return new Mistake(
                "unknown evidence \"" + grade + "\"" + Nearest.advice(grade, GRADES), "");
    }

    private static @Nullable Evidence evidence(String grade) {
        for (Evidence one : Evidence.values()) {
            if (one.name().toLowerCase(Locale.ROOT).equals(grade)) {
                return one;
            }
        }
        return null;
    }

    private static String notBlank(String text) {
        if (text.isBlank() || text.length() > RuleKey.TEXT_MAX) {
            throw new IllegalArgumentException(
                    "a title of 1 to " + RuleKey.TEXT_MAX + " characters is needed");
        }
        return text;
    }
}
