package org.trimtab.store.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.trimtab.documents.BadDocument;
import org.trimtab.resource.DeviceId;
import org.trimtab.resource.Endpoint;
import org.trimtab.resource.FeederId;
import org.trimtab.resource.Switch;
import org.trimtab.resource.SwitchId;
import org.trimtab.resource.SwitchLine;

class SwitchBlocksTest {
    private static final String SWITCHES =
            """
            switches:
              - id: breaker
                kind: modbus-coil
                address: 10.0.0.9
                feeder: f1
                unit: 3
                coil: 7
                contact: 8
                closed-when: clear
                min-off: 2 m
                min-on: 30 m
                operations-per-day: 2
                enabled: true
                sheds-live: true
              - id: outlet
                kind: snmp-outlet
                address: pdu-1:1161
                devices: [ant-0001]
                control: 1.3.6.1.4.1.318.1.1.4.4.2.1.3.5
                closed-value: 1
                open-value: 2
                login: {password-env: PDU_COMMUNITY}
            """;

    private static SiteSwitches read(String text) {
        return SiteFile.parse("site.yaml", SiteFileTest.RIGHT + text, SiteFileTest.CATALOGUE)
                .switches();
    }

    @Test
    void shouldHaveNoneWhenTheFileSaysNothing() {
        assertThat(read("")).isEqualTo(SiteSwitches.NONE);
    }

    @Test
    void shouldReadBothKinds() {
        SiteSwitches switches = read(SWITCHES);

        Switch breaker = switches.all().get(0);
        assertThat(breaker.line()).isEqualTo(new SwitchLine.ModbusCoil(3, 7, 8, false));
        assertThat(breaker.endpoint()).isEqualTo(new Endpoint("10.0.0.9", 502));
        assertThat(breaker.feeder()).isEqualTo(new FeederId("f1"));
        assertThat(breaker.rules())
                .isEqualTo(
                        new Switch.Rules(
                                Duration.ofMinutes(2), Duration.ofMinutes(30), 2, true, true));
        Switch outlet = switches.all().get(1);
        String oid = "1.3.6.1.4.1.318.1.1.4.4.2.1.3.5";
        assertThat(outlet.line()).isEqualTo(new SwitchLine.SnmpOutlet(oid, oid, 1, 2));
        assertThat(outlet.endpoint()).isEqualTo(new Endpoint("pdu-1", 1161));
        assertThat(outlet.devices()).isEqualTo(Set.of(new DeviceId("ant-0001")));
        assertThat(outlet.rules()).isEqualTo(Switch.Rules.OFF);
        assertThat(switches.logins())
                .containsEntry(
                        new SwitchId("outlet"),
                        new LoginRef("", new LoginRef.FromEnvironment("PDU_COMMUNITY")))
                .hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "kind: modbus-coil | kind: modbus-coils | unknown kind",
                "feeder: f1 | feeder: f9 | no feeder \"f9\"",
                "[ant-0001] | [ant-0002] | no device \"ant-0002\"",
                "unit: 3 | unit: 300 | 1 to 247",
                "id: outlet | id: breaker | given twice",
                "open-value: 2 | open-value: 1 | closed and open",
                "control: 1.3.6 | control: x.3.6 | object identifier",
                "operations-per-day: 2 | operations-per-day: 0 | from 1 to 100",
                "closed-when: clear | closed-when: maybe | set or clear",
                "enabled: true | enabled: perhaps | true or false",
                "contact: 8 | contakt: 8 | contact",
                "{password-env: PDU_COMMUNITY} | {user: a} | password-env",
            })
    void shouldSayWhatIsWrongAndWhatIsRight(String right, String wrong, String says) {
        assertThatThrownBy(() -> read(SWITCHES.replace(right, wrong)))
                .isInstanceOf(BadDocument.class)
                .hasMessageContaining("site.yaml")
                .hasMessageContaining(says);
    }
}
