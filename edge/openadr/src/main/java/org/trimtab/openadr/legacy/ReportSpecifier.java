package org.trimtab.openadr.legacy;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * One report we offer to a VTN (a METADATA report).
 *
 * @param id our name of it
 * @param history how far back values can be asked for
 * @param hertz mains frequency, which 2.0b wants with every power
 * @param volts mains voltage, which 2.0b wants with every power
 */
public record ReportSpecifier(
        String id,
        ReportKind kind,
        List<ReportPoint> points,
        Duration history,
        int hertz,
        int volts) {

    /** Points of one report. */
    public static final int MAX_POINTS = 200;

    public ReportSpecifier {
        points = List.copyOf(points);
        long distinct = points.stream().map(ReportPoint::rId).distinct().count();
        if (points.isEmpty() || points.size() > MAX_POINTS || distinct != points.size()) {
            throw new IllegalArgumentException(
                    "Report '%s' has %d points with %d different ids; give 1 to %d, each its own id."
                            .formatted(id, points.size(), distinct, MAX_POINTS));
        }
    }

    Optional<ReportPoint> point(String rId) {
        return points.stream().filter(point -> point.rId().equals(rId)).findFirst();
    }
}
