package org.trimtab.openadr.legacy;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * One thing we can report.
 *
 * @param rId our name of it, unique within its report
 * @param type a report type of 2.0b, such as {@code usage}, {@code demand}, {@code baseline}
 * @param unit null for a status
 * @param readingType such as {@code Direct Read} or {@code Mean}
 * @param resourceId the resource it is about; null for the whole VEN
 * @param minPeriod shortest sampling period we can keep
 * @param maxPeriod longest sampling period that makes sense
 */
public record ReportPoint(
        String rId,
        String type,
        @Nullable LegacyUnit unit,
        String readingType,
        @Nullable String resourceId,
        Duration minPeriod,
        Duration maxPeriod) {

    /** Mean real power of a resource in kW. */
    public static ReportPoint power(String rId, @Nullable String resourceId, Duration minPeriod) {
        return new ReportPoint(
                rId,
                "demand",
                LegacyUnit.kilowatts(),
                "Mean",
                resourceId,
                minPeriod,
                Duration.ofHours(1));
    }

    /** Energy of a resource over each interval in kWh. */
    public static ReportPoint energy(String rId, @Nullable String resourceId, Duration minPeriod) {
        return new ReportPoint(
                rId,
                "usage",
                LegacyUnit.kilowattHours(),
                "Net",
                resourceId,
                minPeriod,
                Duration.ofHours(1));
    }

    /** The baseline power of a resource in kW. */
    public static ReportPoint baseline(
            String rId, @Nullable String resourceId, Duration minPeriod) {
        return new ReportPoint(
                rId,
                "baseline",
                LegacyUnit.kilowatts(),
                "Derived",
                resourceId,
                minPeriod,
                Duration.ofHours(1));
    }

    /** Whether a resource is online. */
    public static ReportPoint status(String rId, @Nullable String resourceId, Duration minPeriod) {
        return new ReportPoint(
                rId,
                "x-resourceStatus",
                null,
                "x-notApplicable",
                resourceId,
                minPeriod,
                Duration.ofHours(1));
    }
}
