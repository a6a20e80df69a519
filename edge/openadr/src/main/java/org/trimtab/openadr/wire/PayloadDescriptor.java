package org.trimtab.openadr.wire;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;
import org.trimtab.openadr.wire.Rules.Between;
import org.trimtab.openadr.wire.Rules.Expected;
import org.trimtab.openadr.wire.Rules.Must;
import org.trimtab.openadr.wire.Rules.OneOf;
import org.trimtab.openadr.wire.Rules.Size;

/**
 * What payload values mean (eventPayloadDescriptor and reportPayloadDescriptor, told apart by
 * their object type).
 *
 * @param objectType {@link #EVENT} or {@link #REPORT}
 * @param payloadType the type of the payloads it describes
 * @param readingType how a report value was come by
 * @param units KW, KWH or another
 * @param currency of a price
 * @param accuracy of report values
 * @param confidence percent
 * @param extras properties the text does not know
 */
public record PayloadDescriptor(
        @Expected @OneOf({EVENT, REPORT}) @Nullable String objectType,
        @Must @Size String payloadType,
        @Size @Nullable String readingType,
        @Size @Nullable String units,
        @Size(min = 0, max = 8192) @Nullable String currency,
        @Nullable BigDecimal accuracy,
        @Between(min = 0, max = 100) @Nullable Integer confidence,
        Extras extras) {
    /** Object type of a descriptor of event payloads. */
    public static final String EVENT = "EVENT_PAYLOAD_DESCRIPTOR";

    /** Object type of a descriptor of report payloads. */
    public static final String REPORT = "REPORT_PAYLOAD_DESCRIPTOR";

    /** A descriptor of event payloads. */
    public static PayloadDescriptor event(
            String payloadType, @Nullable String units, @Nullable String currency) {
        return new PayloadDescriptor(
                EVENT, payloadType, null, units, currency, null, null, Extras.NONE);
    }

    /** A descriptor of report payloads. */
    public static PayloadDescriptor report(
            String payloadType, @Nullable String readingType, @Nullable String units) {
        return new PayloadDescriptor(
                REPORT, payloadType, readingType, units, null, null, null, Extras.NONE);
    }
}
