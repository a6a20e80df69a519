package org.trimtab.settlement;

import java.util.List;
import org.trimtab.program.RuleMissing;

/**
 * Settles a program by its own rules: how it performed, what is paid and charged, and what could not be told. The
 * algebra is here; every figure comes from the rules.
 *
 * <p>Every kind reads these rules if they are there: {@code money_rounding}, {@code currency} (ISO 4217) and {@code
 * estimated_readings} ({@code false} when estimated readings do not count as read). Money is rounded once a line, and
 * the total is the sum of the lines.
 */
public final class ProgramSettlement {
    private static final List<String> KINDS =
            List.of(
                    "ers",
                    "reserve-deployment",
                    "set-point-following",
                    "set-point-deviation",
                    "ancillary-two-settlement",
                    "coincident-peak",
                    "demand-charge",
                    "capacity-firm-service",
                    "economic-reduction",
                    "baseline-energy",
                    "synchronised-reserve",
                    "regulation",
                    "installed-capacity",
                    "threshold-credit",
                    "duty",
                    "generic");

    private ProgramSettlement() {}

    /** Ids of the kinds of programs that can be settled. */
    public static List<String> kinds() {
        return KINDS;
    }

    /**
     * Settles a period.
     *
     * @throws RuleMissing when the rules lack a value, have it in another unit, or are of an unknown kind
     */
    public static ProgramStatement settle(SettlementCase given) {
        Worksheet sheet = new Worksheet(given);
        switch (given.rules().kind()) {
            case "ers" -> ErsKind.settle(sheet);
            case "reserve-deployment" -> ReserveDeploymentKind.settle(sheet);
            case "set-point-following" -> SetPointFollowingKind.settle(sheet);
            case "set-point-deviation" -> SetPointDeviationKind.settle(sheet);
            case "ancillary-two-settlement" -> TwoSettlementKind.settle(sheet);
            case "coincident-peak" -> CoincidentPeakKind.settle(sheet);
            case "demand-charge" -> DemandChargeKind.settle(sheet);
            case "capacity-firm-service" -> CapacityKind.settle(sheet);
            case "economic-reduction", "baseline-energy" -> BaselineEnergyKind.settle(sheet);
            case "synchronised-reserve" -> SynchronisedReserveKind.settle(sheet);
            case "regulation" -> RegulationKind.settle(sheet);
            case "installed-capacity" -> InstalledCapacityKind.settle(sheet);
            case "threshold-credit" -> ThresholdCreditKind.settle(sheet);
            case "duty" -> DutyKind.settle(sheet);
            case "generic" -> GenericKind.settle(sheet);
            default ->
                    throw new RuleMissing(
                            "the rules "
                                    + given.rules().version()
                                    + " are of the kind \""
                                    + given.rules().kind()
                                    + "\", which nothing settles; the kinds are "
                                    + String.join(", ", kinds()));
        }
        return sheet.statement();
    }
}
