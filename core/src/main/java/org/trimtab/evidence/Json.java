package org.trimtab.evidence;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A value that has one spelling only, so that its bytes can be hashed and signed: texts, whole numbers, yes or no,
 * nothing, items and fields. There are no fractions; a decimal is a text.
 */
public sealed interface Json {
    /** Largest whole number that every reader of JSON holds exactly, 2^53 - 1. */
    long WHOLE_MAX = 9_007_199_254_740_991L;

    /** The absent value. */
    Json NOTHING = new Nothing();

    /** A text without unpaired surrogates. */
    record Text(String value) implements Json {}

    /** A whole number of at most {@link #WHOLE_MAX} in size. */
    record Whole(long value) implements Json {
        public Whole {
            if (value > WHOLE_MAX || value < -WHOLE_MAX) {
                throw new IllegalArgumentException(
                        "a whole number must lie within ±" + WHOLE_MAX + ", got " + value);
            }
        }
    }

    /** Yes or no. */
    record Flag(boolean value) implements Json {}

    /** Null. */
    record Nothing() implements Json {}

    /** Values in order. */
    record Items(List<Json> values) implements Json {
        public Items {
            values = List.copyOf(values);
        }
    }

    /** Named values, sorted by name in UTF-16 code units. */
    record Fields(NavigableMap<String, Json> values) implements Json {
        public Fields {
            values = Collections.unmodifiableNavigableMap(new TreeMap<>(values));
        }

        /** A field, or null when there is none of that name. */
        public @Nullable Json get(String name) {
            return values.get(name);
        }
    }

    /** A text; unpaired surrogates, which have no UTF-8 form, become U+FFFD. */
    static Json of(@Nullable String text) {
        return text == null ? NOTHING : new Text(paired(text));
    }

    /** A whole number; one too large for every reader becomes a text of digits. */
    static Json of(long value) {
        return value > WHOLE_MAX || value < -WHOLE_MAX
                ? new Text(Long.toString(value))
                : new Whole(value);
    }

    static Json of(boolean value) {
        return new Flag(value);
    }

    /** An instant in UTC, such as {@code 2026-07-01T15:00:00.250Z}. */
    static Json of(@Nullable Instant instant) {
        return instant == null ? NOTHING : new Text(instant.toString());
    }

    /** A constant of a closed vocabulary, in small letters. */
    static Json of(@Nullable Enum<?> constant) {
        return constant == null ? NOTHING : new Text(code(constant));
    }

    static Json items(List<? extends Json> values) {
        return new Items(List.copyOf(values));
    }

    /** Starts an object. */
    static Builder fields() {
        return new Builder();
    }

    /** How a constant is spelled in evidence. */
    static String code(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    private static String paired(String text) {
        StringBuilder fixed = null;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isHighSurrogate(c)
                    && i + 1 < text.length()
                    && Character.isLowSurrogate(text.charAt(i + 1))) {
                i++;
            } else if (Character.isSurrogate(c)) {
                fixed = fixed == null ? new StringBuilder(text) : fixed;
                fixed.setCharAt(i, '\uFFFD');
            }
        }
        return fixed == null ? text : fixed.toString();
    }

    /** Collects the fields of an object; a name is given once. */
    final class Builder {
        private final NavigableMap<String, Json> values = new TreeMap<>();

        private Builder() {}

        public Builder with(String name, Json value) {
            if (values.put(name, value) != null) {
                throw new IllegalArgumentException("field \"" + name + "\" is given twice");
            }
            return this;
        }

        public Builder with(String name, @Nullable String text) {
            return with(name, Json.of(text));
        }

        public Builder with(String name, boolean value) {
            return with(name, Json.of(value));
        }

        public Builder with(String name, @Nullable LocalDate date) {
            return with(name, date == null ? NOTHING : new Text(date.toString()));
        }

        public Builder with(String name, @Nullable BigDecimal decimal) {
            return with(name, decimal == null ? NOTHING : new Text(decimal.toPlainString()));
        }

        public Builder with(String name, long value) {
            return with(name, Json.of(value));
        }

        public Builder with(String name, @Nullable Long value) {
            return with(name, value == null ? NOTHING : Json.of(value.longValue()));
        }

        public Builder with(String name, @Nullable Instant instant) {
            return with(name, Json.of(instant));
        }

        public Builder with(String name, @Nullable Enum<?> constant) {
            return with(name, Json.of(constant));
        }

        public Fields build() {
            return new Fields(values);
        }
    }
}
