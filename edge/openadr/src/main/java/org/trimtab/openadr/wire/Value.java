package org.trimtab.openadr.wire;

import java.math.BigDecimal;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** One entry of a {@link ValuesMap}. */
public sealed interface Value {
    /** A number, with the digits it came with. */
    record Num(BigDecimal value) implements Value {}

    /** A text. */
    record Text(String value) implements Value {}

    /** True or false. */
    record Flag(boolean value) implements Value {}

    /** A pair, as in a curve. */
    record Point(BigDecimal x, BigDecimal y, Extras extras) implements Value {}

    /** Something the text does not allow; only ever read from a server's answer. */
    record Other(JsonNode value) implements Value {}

    /** A number. */
    static Value of(BigDecimal value) {
        return new Num(value);
    }

    /** A whole number. */
    static Value of(long value) {
        return new Num(BigDecimal.valueOf(value));
    }

    /** A text. */
    static Value of(String value) {
        return new Text(value);
    }

    /** The number, when it is one. */
    default Optional<BigDecimal> number() {
        return this instanceof Num num ? Optional.of(num.value()) : Optional.empty();
    }

    /** The words to show to a person. */
    default String words() {
        return switch (this) {
            case Num num -> num.value().toPlainString();
            case Text text -> text.value();
            case Flag flag -> Boolean.toString(flag.value());
            case Point point -> point.x().toPlainString() + "," + point.y().toPlainString();
            case Other other -> other.value().toString();
        };
    }
}
