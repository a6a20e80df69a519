package org.trimtab.baseline;

import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
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
