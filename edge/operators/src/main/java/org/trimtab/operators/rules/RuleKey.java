package org.trimtab.operators.rules;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.Period;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.trimtab.documents.Nearest;
import org.trimtab.program.RuleUnit;
import org.trimtab.program.RuleUnit.Dimension;

/**
 * What a key of a rule pack may hold.
 *
 * @param name the key; a {@code *} at its end stands for any ending
 * @param form how its text is read
 * @param dimension what is measured; {@link Dimension#TEXT} unless the form is a number
 * @param pattern what a plain text must look like; null when anything goes
 * @param least smallest plausible number, in the base unit
 * @param most greatest plausible number, in the base unit; null when there is none
 * @param says its meaning
 */
record RuleKey(
        String name,
        Form form,
        Dimension dimension,
        @Nullable Pattern pattern,
        BigDecimal least,
        @Nullable BigDecimal most,
        String says) {
    /** Longest text of a value. */
    static final int TEXT_MAX = 500;

    private static final Pattern NUMBER = Pattern.compile("-?\\d{1,12}(\\.\\d{1,9})?");
    private static final Pattern DAY = Pattern.compile("\\d{4}-\\d\\d-\\d\\d");
    private static final Pattern WINDOW = Pattern.compile("(\\d\\d:\\d\\d)-(\\d\\d:\\d\\d)");
    private static final Pattern LIST = Pattern.compile(", *");

    /** How the text of a value is read. */
    enum Form {
        NUMBER,
        TEXT,
        FLAG,
        DATE,
        TIME_OF_DAY,
        ZONE,
        PERIOD,
        MONTHS,
        WINDOW,
        BASELINE,
        BASELINES;

        /** The unit a value of this form is written in; null for a number. */
        @Nullable RuleUnit unit() {
            return switch (this) {
                case NUMBER -> null;
                case FLAG -> RuleUnit.FLAG;
                case TIME_OF_DAY -> RuleUnit.TIME_OF_DAY;
                case TEXT, DATE, ZONE, PERIOD, MONTHS, WINDOW, BASELINE, BASELINES -> RuleUnit.TEXT;
            };
        }
    }

    /** A mistake and what to do about it. */
    record Mistake(String what, String mend) {}

    boolean means(String key) {
        return name.endsWith("*")
                ? key.startsWith(name.substring(0, name.length() - 1))
                        && key.length() >= name.length()
                : key.equals(name);
    }

    /** What is wrong with a unit for this key; null when nothing is. */
    @Nullable Mistake unitMistake(RuleUnit unit) {
        RuleUnit only = form.unit();
        boolean right = only == null ? unit.dimension().equals(dimension) : unit.equals(only);
        if (right) {
            return null;
        }
        String wanted =
                only != null
                        ? only.symbol()
                        : Arrays.stream(RuleUnit.values())
                                .filter(known -> known.dimension().equals(dimension))
                                .map(RuleUnit::symbol)
                                .collect(Collectors.joining(", "));
        return new Mistake(
                "unit \"" + unit.symbol() + "\" is of another kind than " + words(),
                "use " + wanted);
    }

    /** What is wrong with a text for this key; null when nothing is. */
    @Nullable Mistake textMistake(String text, RuleUnit unit, Set<String> baselines) {
        if (text.isBlank() || text.length() > TEXT_MAX) {
            return new Mistake(
                    "the value is empty or too long", "write 1 to " + TEXT_MAX + " characters");
        }
        try {
            return switch (form) {
                case NUMBER -> numberMistake(text, unit);
                case TEXT ->
                        pattern == null || pattern.matcher(text).matches()
                                ? null
                                : unreadable(text, "it looks like " + pattern.pattern());
                case FLAG ->
                        text.equals("true") || text.equals("false")
                                ? null
                                : unreadable(text, "write true or false");
                case DATE -> dateMistake(text);
                case TIME_OF_DAY -> read(LocalTime.parse(text));
                case ZONE -> read(ZoneId.of(text));
                case PERIOD -> read(Period.parse(text));
                case MONTHS -> monthsMistake(text);
                case WINDOW -> windowMistake(text);
                case BASELINE -> baselineMistake(text, baselines);
                case BASELINES -> {
                    Mistake first = null;
                    for (String id : LIST.split(text, -1)) {
                        first = first == null ? baselineMistake(id, baselines) : first;
                    }
                    yield first;
                }
            };
        } catch (DateTimeException e) {
            return unreadable(text, "write it like " + example());
        }
    }

    /** The words for what it holds, such as {@code energy price}. */
    String words() {
        return form == Form.NUMBER ? low(dimension.name()) : low(form.name());
    }

    private @Nullable Mistake numberMistake(String text, RuleUnit unit) {
        if (!NUMBER.matcher(text).matches()) {
            return unreadable(text, "write a plain decimal number such as 0.95");
        }
        BigDecimal base = new BigDecimal(text).multiply(unit.toBase());
        if (base.compareTo(least) < 0 || (most != null && base.compareTo(most) > 0)) {
            String limits =
                    most == null
                            ? "at least " + least.toPlainString()
                            : "from " + least.toPlainString() + " to " + most.toPlainString();
            return new Mistake(
                    text + " " + unit.symbol() + " is implausible",
                    "check number and unit: " + limits + " " + baseUnit(unit) + " is expected");
        }
        int decimals =
                switch (dimension) {
                    case COUNT, POWER, RAMP -> 0;
                    case TIME -> 9;
                    default -> Integer.MAX_VALUE;
                };
        return base.stripTrailingZeros().scale() > decimals
                ? new Mistake(
                        text + " " + unit.symbol() + " is no whole number of " + baseUnit(unit),
                        "write fewer decimals")
                : null;
    }

    private static String baseUnit(RuleUnit unit) {
        for (RuleUnit one : RuleUnit.values()) {
            if (one.dimension().equals(unit.dimension())
                    && one.toBase().compareTo(BigDecimal.ONE) == 0) {
                return one.symbol();
            }
        }
        return unit.symbol();
    }

    private static @Nullable Mistake dateMistake(String text) {
        return day(text) == null ? unreadable(text, "write it like 2025-12-05") : null;
    }

    /** A date from 1990 to 2100; null when it is none. */
    static @Nullable LocalDate day(String text) {
        if (!DAY.matcher(text).matches()) {
            return null;
        }
        try {
            LocalDate day = LocalDate.parse(text);
            return day.getYear() < 1990 || day.getYear() > 2100 ? null : day;
        } catch (DateTimeException e) {
            return null;
        }
    }

    private static @Nullable Mistake monthsMistake(String text) {
        for (String month : LIST.split(text, -1)) {
            if (!month.matches("[1-9]|1[0-2]")) {
                return unreadable(
                        text, "write months from 1 to 12 with commas, such as 6, 7, 8, 9");
            }
        }
        return null;
    }

    private static @Nullable Mistake windowMistake(String text) {
        if (text.equals("all")) {
            return null;
        }
        var ends = WINDOW.matcher(text);
        if (!ends.matches()) {
            return unreadable(text, "write local hours such as 10:00-22:00, or all");
        }
        LocalTime from = LocalTime.parse(ends.group(1));
        LocalTime until = LocalTime.parse(ends.group(2));
        return from.isBefore(until)
                ? null
                : unreadable(text, "write an end later than the beginning, or all");
    }

    private static @Nullable Mistake baselineMistake(String id, Set<String> baselines) {
        return baselines.contains(id)
                ? null
                : new Mistake(
                        "unknown baseline method \"" + id + "\"" + Nearest.advice(id, baselines),
                        "see trimtab baseline methods");
    }

    private String example() {
        return switch (form) {
            case TIME_OF_DAY, WINDOW -> "09:00";
            case ZONE -> "America/Chicago";
            case PERIOD -> "P6M, six months";
            default -> "0.95";
        };
    }

    /** A text that could be read has no mistake. */
    private static @Nullable Mistake read(Object value) {
        return value.toString().isEmpty() ? new Mistake("the value is empty", "write one") : null;
    }

    private static Mistake unreadable(String text, String mend) {
        return new Mistake("\"" + text + "\" cannot be read", mend);
    }

    private static String low(String name) {
        return name.toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
