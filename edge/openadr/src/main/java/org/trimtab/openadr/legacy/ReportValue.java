package org.trimtab.openadr.legacy;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** What is said about one point in one interval. */
public sealed interface ReportValue {

    /** How good a value is. */
    enum Quality {
        GOOD("Quality Good - Non Specific"),
        ESTIMATED("Quality Uncertain - Non Specific"),
        STALE("Quality Bad - Last Known Value"),
        SUSPECT("Quality Uncertain - Sensor Not Accurate");

        private final String word;

        Quality(String word) {
            this.word = word;
        }

        /** The word on the wire. */
        public String word() {
            return word;
        }
    }

    /** A number in the unit of the point. */
    record Quantity(BigDecimal value, Quality quality) implements ReportValue {}

    /**
     * The state of a resource.
     *
     * @param manualOverride a person has taken control
     * @param capacity what it could do, or null when that is not known
     */
    record Status(boolean online, boolean manualOverride, @Nullable Capacity capacity)
            implements ReportValue {}

    /** Power a resource can take, in kW; a null part is not known. */
    record Capacity(
            @Nullable BigDecimal min,
            @Nullable BigDecimal max,
            BigDecimal current,
            @Nullable BigDecimal normal) {}
}
