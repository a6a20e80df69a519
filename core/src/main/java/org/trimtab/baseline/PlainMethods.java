package org.trimtab.baseline;

import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.trimtab.baseline.BaselineSpec.Window;
import org.trimtab.program.RuleSource;
import org.trimtab.program.RuleSource.Evidence;

/** The methods that are not made of like days: contracted levels, levels before the event, averages of peaks. */
final class PlainMethods {
    private static final RuleSource NAESB =
            new RuleSource(
                    "NAESB WEQ-015 Measurement and Verification of Demand Response Products",
                    "performance evaluation methodologies",
                    null,
                    Evidence.RECALLED);

    private PlainMethods() {}

    static List<BaselineMethod> all() {
        return List.of(
                new GivenLevel(
                        GivenLevel.Kind.CONTRACTED,
                        "maximum-base-load",
                        "Maximum base load (NAESB; ERCOT ERS alternate, MISO)",
                        "baseline = contracted maximum base load; delivered when load <= it",
                        NAESB),
                new GivenLevel(
                        GivenLevel.Kind.PEAK,
                        "firm-service-level",
                        "Firm service level (PJM capacity, MISO)",
                        "baseline = peak load contribution; delivered when load <= peak - nominated",
                        new RuleSource(
                                "PJM Manual 18 PJM Capacity Market", "", null, Evidence.RECALLED)),
                before("1-sample", null, false, "the last reading before", NAESB),
                before("1m", Duration.ofMinutes(1), false, "mean of the minute before", NAESB),
                before(
                        "5m",
                        Duration.ofMinutes(5),
                        false,
                        "mean of the 5 minutes before",
                        new RuleSource(
                                "ERCOT Nodal Protocols", "8.1.1.4.3(3)", null, Evidence.SECONDARY)),
                before(
                        "15m",
                        Duration.ofMinutes(15),
                        true,
                        "the full quarter of an hour of the clock that ends before",
                        new RuleSource(
                                "ERCOT Demand Response Baseline Methodologies",
                                "2.2",
                                LocalDate.of(2024, 9, 9),
                                Evidence.SECONDARY)),
                new SameDay(
                        "pjm-same-day",
                        "PJM same day (3 + 2)",
                        "mean of the 3 hours from 4 h to 1 h before the event and of the 2 hours from"
                                + " 1 h to 3 h after it",
                        new RuleSource(
                                "PJM Manual 11 Energy and Ancillary Services Market Operations",
                                "10.4.2",
                                LocalDate.of(2026, 7, 28),
                                Evidence.PRIMARY),
                        List.of(
                                window(Window.Side.BEFORE_EVENT, 1, 4),
                                window(Window.Side.AFTER_EVENT, 1, 3)),
                        0),
                new SameDay(
                        "centerpoint-load-management",
                        "CenterPoint commercial and industrial load management",
                        "mean of the hour from 2 h to 1 h before the event on the event day and the 4"
                                + " business days before it; delivered = it - the event's highest hour",
                        new RuleSource(
                                "CenterPoint Energy load management programme manual",
                                "",
                                LocalDate.of(2008, 1, 1),
                                Evidence.PRIMARY),
                        List.of(window(Window.Side.BEFORE_EVENT, 1, 2)),
                        4),
                new PeakHours(
                        "nyiso-acl",
                        "NYISO average coincident load (special case resources)",
                        "mean of the site's 20 highest loads in the market's 40 highest hours of the"
                                + " like season before",
                        new RuleSource(
                                "NYISO Installed Capacity Manual",
                                "special case resources",
                                null,
                                Evidence.RECALLED),
                        20),
                new HydroQuebecThreshold(),
                new DayRegression(LikeDaySpecs.ercotRegression()),
                new GivenLevel(
                        GivenLevel.Kind.SET_POINT,
                        "set-point",
                        "Set-point performance (ERCOT controllable load)",
                        "baseline = set-point asked for; reduction = set-point - load",
                        new RuleSource(
                                "ERCOT Nodal Protocols", "8.1.1.4.1", null, Evidence.RECALLED)),
                new GivenLevel(
                        GivenLevel.Kind.CONTROL_GROUP,
                        "control-group",
                        "Control group, scaled to the site",
                        "baseline = load of the control group in the same interval",
                        NAESB));
    }

    private static Window window(Window.Side side, int nearHours, int farHours) {
        return new Window(side, Duration.ofHours(nearHours), Duration.ofHours(farHours));
    }

    private static BaselineMethod before(
            String name,
            @Nullable Duration window,
            boolean onTheClock,
            String formula,
            RuleSource source) {
        return new MeterBeforeEvent(
                "meter-before-" + name,
                "Meter before / meter after, " + name,
                "baseline = " + formula + " the instruction, held through the event",
                source,
                window,
                onTheClock);
    }
}
