package org.trimtab.operators.rules;

/** A rule file without a mistake, for tests to plant one in. */
final class RuleText {
    static final String GOOD =
            """
            market: TESTLAND
            kind: generic
            sources:
              contract: {document: Agreement 7, section: annex B, dated: 2026-02-01, evidence: primary}
              talk: {document: account manager}
            values:
              zone: {value: America/Chicago, unit: text, source: contract}
              currency: {value: USD, unit: text, source: contract}
              settlement_interval: {value: 15, unit: min, source: contract}
              money_rounding: {value: half-up cents, unit: text, source: talk, evidence: recalled}
              baseline: {value: meter-before-15m, unit: text, source: contract}
              deliver_within: {value: 10, unit: min, source: contract, section: "§4"}
              pass_ratio: {value: 95, unit: "%", source: contract}
              energy_price: {value: 120.50, unit: USD/MWh, source: contract}
            programs:
              test/relief:
                title: Relief
                periods:
                  - from: {value: 2026-03-01, source: contract}
                  - from: {value: 2026-11-01, source: contract}
                    until: 2027-03-01
                    values:
                      deliver_within: {value: 5, unit: min, source: contract}
            """;

    private RuleText() {}

    /** The file with one place changed; fails when there is no such place. */
    static String with(String place, String instead) {
        if (!GOOD.contains(place)) {
            throw new IllegalArgumentException("nothing to change: " + place);
        }
        return GOOD.replace(place, instead);
    }
}
