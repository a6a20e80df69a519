package org.trimtab.evidence;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.trimtab.interval.MarketInterval;
import org.trimtab.quantity.Power;

/** Takes fields out of an object; every complaint names the field. */
record FieldReader(Json.Fields fields) {
    private static final Pattern DECIMAL = Pattern.compile("-?\\d{1,18}(\\.\\d{1,18})?");
    private static final Pattern DIGITS = Pattern.compile("-?\\d{16,19}");

    private Json field(String name) {
        Json value = fields.get(name);
        if (value == null) {
            throw new BadEvidence("field \"" + name + "\" is missing");
        }
        return value;
    }

    boolean absent(String name) {
        return field(name) instanceof Json.Nothing;
    }

    String text(String name) {
        if (field(name) instanceof Json.Text text) {
            return text.value();
        }
        throw new BadEvidence("field \"" + name + "\" is not a text");
    }

    @Nullable String textOrNull(String name) {
        return absent(name) ? null : text(name);
    }

    /** A text, or {@code usual} in a record made before there was such a field. */
    String textOr(String name, String usual) {
        return fields.get(name) == null ? usual : text(name);
    }

    long whole(String name) {
        Json value = field(name);
        if (value instanceof Json.Whole whole) {
            return whole.value();
        }
        if (value instanceof Json.Text text && DIGITS.matcher(text.value()).matches()) {
            try {
                return Long.parseLong(text.value());
            } catch (NumberFormatException e) {
                throw new BadEvidence("field \"" + name + "\" is too large a number");
            }
        }
        throw new BadEvidence("field \"" + name + "\" is not a whole number");
    }

    Power power(String name) {
        return Power.ofWatts(whole(name));
    }

    @Nullable Power powerOrNull(String name) {
        return absent(name) ? null : power(name);
    }

    Duration millis(String name) {
        return Duration.ofMillis(whole(name));
    }

    BigDecimal decimal(String name) {
        String text = text(name);
        if (!DECIMAL.matcher(text).matches()) {
            throw new BadEvidence("field \"" + name + "\" is not a decimal number");
        }
        return new BigDecimal(text);
    }

    @Nullable BigDecimal decimalOrNull(String name) {
        return absent(name) ? null : decimal(name);
    }

    boolean flag(String name) {
        if (field(name) instanceof Json.Flag flag) {
            return flag.value();
        }
        throw new BadEvidence("field \"" + name + "\" is neither true nor false");
    }

    LocalDate date(String name) {
        return date(name, text(name));
    }

    @Nullable LocalDate dateOrNull(String name) {
        return absent(name) ? null : date(name);
    }

    List<LocalDate> dates(String name) {
        return items(name).stream()
                .map(i -> date(name, i instanceof Json.Text text ? text.value() : ""))
                .toList();
    }

    List<Instant> instants(String name) {
        return items(name).stream()
                .map(i -> instant(name, i instanceof Json.Text text ? text.value() : ""))
                .toList();
    }

    List<FieldReader> objects(String name) {
        return items(name).stream()
                .map(i -> {
                    if (i instanceof Json.Fields object) {
                        return new FieldReader(object);
                    }
                    throw new BadEvidence("field \"" + name + "\" is not a list of objects");
                })
                .toList();
    }

    MarketInterval interval() {
        return new MarketInterval(instant("from"), instant("until"));
    }

    private static LocalDate date(String name, String text) {
        try {
            LocalDate date = LocalDate.parse(text);
            if (date.toString().equals(text)) {
                return date;
            }
        } catch (DateTimeException e) {
            // Said below, in our own words.
        }
        throw new BadEvidence("field \"" + name + "\" is not a date such as 2026-07-01");
    }

    Instant instant(String name) {
        return instant(name, text(name));
    }

    private static Instant instant(String name, String text) {
        try {
            Instant instant = Instant.parse(text);
            if (instant.toString().equals(text)) {
                return instant;
            }
        } catch (DateTimeException e) {
            // Said below, in our own words.
        }
        throw new BadEvidence(
                "field \"" + name + "\" is not an instant such as 2026-07-01T15:00:00Z");
    }

    @Nullable Instant instantOrNull(String name) {
        return absent(name) ? null : instant(name);
    }

    <E extends Enum<E>> E constant(String name, Class<E> type) {
        String text = text(name);
        try {
            E constant = Enum.valueOf(type, text.toUpperCase(Locale.ROOT));
            if (Json.code(constant).equals(text)) {
                return constant;
            }
        } catch (IllegalArgumentException e) {
            // Said below, in our own words.
        }
        throw new BadEvidence("field \"" + name + "\" has an unknown word");
    }

    FieldReader object(String name) {
        if (field(name) instanceof Json.Fields object) {
            return new FieldReader(object);
        }
        throw new BadEvidence("field \"" + name + "\" is not an object");
    }

    List<Json> items(String name) {
        if (field(name) instanceof Json.Items items) {
            return items.values();
        }
        throw new BadEvidence("field \"" + name + "\" is not a list");
    }
}
