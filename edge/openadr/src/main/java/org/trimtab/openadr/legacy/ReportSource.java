package org.trimtab.openadr.legacy;

import java.time.Instant;
import java.util.Optional;

/** Where report values come from. */
@FunctionalInterface
public interface ReportSource {

    /** Knows nothing, for a site that reports nothing. */
    ReportSource NONE = (point, from, until) -> Optional.empty();

    /**
     * The value of a point over [from, until); when both are equal, the value at that moment. Empty
     * when it is not known, which the VTN is told as such, never as zero.
     */
    Optional<ReportValue> value(ReportPoint point, Instant from, Instant until);
}
