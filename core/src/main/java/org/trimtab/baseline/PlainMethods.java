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

    private static final String ERCOT_PROTOCOLS = "ERCOT Nodal Protocols";

    private PlainMethods() {}

    static List<BaselineMethod> all() {
        return List.of(
                given(
                        GivenLevel.Kind.CONTRACTED,
                        "maximum-base-load",
                        "Maximum base load (NAESB; ERCOT ERS alternate, MISO)",
                        "baseline = contracted maximum base load; delivered when load <= it",
                        NAESB),
                given(
                        GivenLevel.Kind.PEAK,
                        "firm-service-level",
                        "Firm service level (PJM capacity, MISO)",
                        "baseline = peak load contribution; delivered when load <= peak -"
                                + " nominated",
                        source("PJM Manual 18 PJM Capacity Market", "", null, Evidence.RECALLED)),
                before("1-sample", null, false, "the last reading before", NAESB),
                before("1m", Duration.ofMinutes(1), false, "mean of the minute before", NAESB),
                before(
                        "5m",
                        Duration.ofMinutes(5),
                        false,
                        "mean of the 5 minutes before",
                        source(ERCOT_PROTOCOLS, "8.1.1.4.3(3)", null, Evidence.SECONDARY)),
                before(
                        "15m",
                        Duration.ofMinutes(15),
                        true,
                        "the full quarter of an hour of the clock that ends before",
                        source(
                                "ERCOT Demand Response Baseline Methodologies",
                                "2.2",
                                LocalDate.of(2024, 9, 9),
                                Evidence.SECONDARY)),
                given(
                        GivenLevel.Kind.SET_POINT,
                        "set-point",
                        "Set-point performance (ERCOT controllable load)",
                        "baseline = set-point asked for; reduction = set-point - load",
                        source(ERCOT_PROTOCOLS, "8.1.1.4.1", null, Evidence.RECALLED)),
                given(
                        GivenLevel.Kind.CONTROL_GROUP,
                        "control-group",
                        "Control group, scaled to the site",
                        "baseline = load of the control group in the same interval",
                        NAESB),
                pjmSameDay(),
                centerPoint(),
                nyisoAcl(),
                new HydroQuebecThreshold(),
                new DayRegression(LikeDaySpecs.ercotRegression()));
    }

    private static BaselineMethod pjmSameDay() {
        return new SameDay(
                "pjm-same-day",
                "PJM same day (3 + 2)",
                "mean of the 3 hours from 4 h to 1 h before the event and of the 2 hours from 1 h"
                        + " to 3 h after it",
                source(
                        "PJM Manual 11 Energy and Ancillary Services Market Operations",
                        "10.4.2",
                        LocalDate.of(2026, 7, 28),
                        Evidence.SECONDARY),
                List.of(
                        window(Window.Side.BEFORE_EVENT, 1, 4),
                        window(Window.Side.AFTER_EVENT, 1, 3)),
                0);
    }

    private static BaselineMethod centerPoint() {
        return new SameDay(
                "centerpoint-load-management",
                "CenterPoint commercial and industrial load management",
                "mean of the hour from 2 h to 1 h before the event on the event day and the 4"
                        + " business days before it; delivered = it - the event's highest hour",
                source(
                        "CenterPoint Energy load management programme manual",
                        "",
                        null,
                        Evidence.PRIMARY),
                List.of(window(Window.Side.BEFORE_EVENT, 1, 2)),
                4);
    }

    private static BaselineMethod nyisoAcl() {
        return new PeakHours(
                "nyiso-acl",
                "NYISO average coincident load (special case resources)",
                "mean of the site's 20 highest loads in the market's 40 highest hours of the like"
                        + " season before",
                source(
                        "NYISO Installed Capacity Manual",
                        "special case resources",
                        null,
                        Evidence.RECALLED),
                20);
    }

    private static BaselineMethod given(
            GivenLevel.Kind kind, String id, String title, String formula, RuleSource source) {
        return new GivenLevel(kind, id, title, formula, source);
    }

    private static RuleSource source(
            String document, String section, @Nullable LocalDate dated, Evidence evidence) {
        return new RuleSource(document, section, dated, evidence);
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
