package org.trimtab.baseline;

import java.util.Set;

/** Specs with one value changed, for tests. */
final class Specs {
    private Specs() {}

    static BaselineSpec unadjusted(BaselineSpec spec) {
        return new BaselineSpec(
                spec.id(),
                spec.title(),
                spec.formula(),
                spec.source(),
                spec.groups(),
                spec.pools(),
                spec.lookbackDays(),
                spec.select(),
                spec.rankBy(),
                spec.excluded(),
                spec.lowUsage(),
                spec.eventDaysWhenTooFew(),
                null,
                spec.interval());
    }

    static BaselineSpec excluding(BaselineSpec spec, Set<DayMark.Why> excluded) {
        return new BaselineSpec(
                spec.id(),
                spec.title(),
                spec.formula(),
                spec.source(),
                spec.groups(),
                spec.pools(),
                spec.lookbackDays(),
                spec.select(),
                spec.rankBy(),
                excluded,
                spec.lowUsage(),
                spec.eventDaysWhenTooFew(),
                spec.adjustment(),
                spec.interval());
    }

    static BaselineSpec correctedBy(BaselineSpec spec, BaselineSpec.Correction correction) {
        return new BaselineSpec(
                spec.id(),
                spec.title(),
                spec.formula(),
                spec.source(),
                spec.groups(),
                spec.pools(),
                spec.lookbackDays(),
                spec.select(),
                spec.rankBy(),
                spec.excluded(),
                spec.lowUsage(),
                spec.eventDaysWhenTooFew(),
                correction,
                spec.interval());
    }
}
