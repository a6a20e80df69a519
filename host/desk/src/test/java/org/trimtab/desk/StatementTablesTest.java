package org.trimtab.desk;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class StatementTablesTest {
    @Test
    void shouldWriteLinesExactly() {
        assertThat(StatementCsv.lines(Samples.statement()))
                .isEqualTo(
                        """
                        line,kind,quantity,quantity_unit,rate,rate_unit,amount,currency,explanation
                        availability of Time Period 5,PAYMENT,281504.442,MW-h,15.03,USD/MW-h,4231011.76,USD,\
                        "2,288.654 MW x 123 h x 15.03 USD/MW-h"
                        event performance,PENALTY,,,,,-248783.49,USD,"(1 - 0.9412) of the availability, since ERSEPF is below 0.95"
                        energy at the settlement point,CHARGE,48.2,MWh,,USD/MWh,,USD,\
                        no price is known for 2026-10-14T22:15:00Z; give --prices
                        total,TOTAL,,,,,,USD,each line half-even to the cent
                        """);
    }

    @Test
    void shouldWriteIntervalsToTheWattAndUnknownAsNothing() {
        assertThat(StatementCsv.intervals(Samples.statement()).lines().toList())
                .contains(
                        "west-1/evening,2026-10-14T22:00:00Z,2026-10-14T22:15:00Z,20000.000,9000.000,"
                                + "1000.000,19000.000,11000.000,0.5789,MISSED,57.9 % of what was owed",
                        "west-1/evening,2026-10-14T23:15:00Z,2026-10-14T23:30:00Z,20000.000,,"
                                + "1000.000,19000.000,,,NOT_SETTLED,the meter was not read")
                .hasSize(11);
    }

    @Test
    void shouldMarkWhatNobodyVerified() {
        assertThat(StatementCsv.rules(Samples.statement()))
                .contains(
                        "pass_ratio,95,%,RECALLED,false,ERCOT Nodal Protocols,8.1.3.1.4,2026-08-01");
        assertThat(StatementCsv.figures(Samples.statement()))
                .contains(",ERSEPF,0.9412,1,false,8.47 / 9\n")
                .contains(",Restoration,,h,,the recall is not in the file\n");
    }

    @Test
    void shouldLeadWithAnApostropheWhatASpreadsheetWouldRun() {
        String lines = StatementCsv.lines(Samples.statement("e", "=HYPERLINK(\"http://x\",1)\n2"));

        assertThat(lines).contains("\n\"'=HYPERLINK(\"\"http://x\"\",1) 2\",PAYMENT");
    }

    @Test
    void shouldWriteMoneyAsTextAndUnknownAsNull() {
        JsonNode json =
                JsonMapper.shared()
                        .readTree(StatementJson.write(Samples.statement(), Samples.HEADING));

        assertThat(json.path("total").isNull()).isTrue();
        assertThat(json.path("lines").get(0).path("amount").asString()).isEqualTo("4231011.76");
        assertThat(json.path("lines").get(0).path("amount").isString()).isTrue();
        JsonNode event = json.path("events").get(0);
        assertThat(event.path("intervals").get(5).path("metered_w").isNull()).isTrue();
        assertThat(event.path("intervals").get(0).path("metered_w").asLong()).isEqualTo(9_000_000);
        assertThat(event.path("baseline").path("adjustment").path("value").asString())
                .isEqualTo("200000");
        assertThat(json.path("rules_unverified").asInt()).isEqualTo(1);
    }
}
