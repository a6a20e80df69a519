package org.trimtab.virtual;

import static org.assertj.core.api.Assertions.assertThat;

import com.ghgande.j2mod.modbus.facade.ModbusTCPMaster;
import java.net.InetAddress;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.snmp4j.CommunityTarget;
import org.snmp4j.PDU;
import org.snmp4j.Snmp;
import org.snmp4j.event.ResponseEvent;
import org.snmp4j.mp.SnmpConstants;
import org.snmp4j.smi.Integer32;
import org.snmp4j.smi.OID;
import org.snmp4j.smi.OctetString;
import org.snmp4j.smi.UdpAddress;
import org.snmp4j.smi.VariableBinding;
import org.snmp4j.transport.DefaultUdpTransportMapping;
import org.trimtab.virtual.FleetGroup.Placement;
import org.trimtab.virtual.breaker.OutletServer;
import org.trimtab.virtual.machine.Family;
import org.trimtab.virtual.machine.Manners;
import org.trimtab.virtual.machine.Physics.Errors;

/** Two machines behind two breakers, moved by a third party's clients. */
class VirtualSwitchTest {
    private final TestClock clock = new TestClock();
    private VirtualFleet fleet;
    private VirtualSwitch breakers;

    @BeforeEach
    void start() throws Exception {
        FleetGroup group =
                FleetGroup.of("g", Family.LUXOS, "Antminer S21", new Placement(2, "127.6.2.1", 0));
        group =
                group.withManners(Manners.INSTANT)
                        .withPhysics(group.traits().physics().withErrors(Errors.NONE));
        fleet = VirtualFleet.start(FleetSpec.of(1, group), clock);
        breakers =
                VirtualSwitch.start(
                        fleet, List.of(Set.of("g-0001"), Set.of("g-0002")), "127.0.0.1", "private");
    }

    @AfterEach
    void stop() {
        breakers.close();
        fleet.close();
    }

    private long watts(int machine) {
        return fleet.truth().get(machine).power().watts();
    }

    @Test
    void shouldCutTheMachinesBehindACoilAndNoOthers() throws Exception {
        ModbusTCPMaster master =
                new ModbusTCPMaster(breakers.coils().host(), breakers.coils().port());
        master.connect();
        try {
            master.writeCoil(VirtualSwitch.UNIT, 0, false);
            clock.advanceSeconds(1);

            assertThat(watts(0)).isZero();
            assertThat(watts(1)).isEqualTo(3_500);
            assertThat(master.readInputDiscretes(VirtualSwitch.UNIT, 0, 1).getBit(0)).isFalse();
            assertThat(fleet.totalTruePowerW(clock.instant())).isEqualTo(3_500);

            master.writeCoil(VirtualSwitch.UNIT, 0, true);
            clock.advanceSeconds(30);
            assertThat(watts(0)).isEqualTo(3_500);
        } finally {
            master.disconnect();
        }
    }

    @Test
    void shouldShowTheContactWhereItStandsWhenABreakerIsJammed() throws Exception {
        breakers.jam(1, true);
        ModbusTCPMaster master =
                new ModbusTCPMaster(breakers.coils().host(), breakers.coils().port());
        master.connect();
        try {
            master.writeCoil(VirtualSwitch.UNIT, 1, false);
            clock.advanceSeconds(1);

            assertThat(master.readCoils(VirtualSwitch.UNIT, 1, 1).getBit(0)).isFalse();
            assertThat(master.readInputDiscretes(VirtualSwitch.UNIT, 1, 1).getBit(0)).isTrue();
            assertThat(watts(1)).isEqualTo(3_500);
        } finally {
            master.disconnect();
        }
    }

    @Test
    void shouldCutTheMachinesBehindAnOutlet() throws Exception {
        try (Snmp snmp = new Snmp(new DefaultUdpTransportMapping())) {
            snmp.listen();
            assertThat(ask(snmp, PDU.SET, 2, 2)).isEqualTo(2);
            clock.advanceSeconds(1);
            assertThat(watts(1)).isZero();
            assertThat(breakers.closed(1)).isFalse();
            assertThat(ask(snmp, PDU.GET, 2, 0)).isEqualTo(2);
            assertThat(ask(snmp, PDU.GET, 1, 0)).isEqualTo(1);
        }
    }

    private int ask(Snmp snmp, int kind, int outlet, int value) throws Exception {
        CommunityTarget<UdpAddress> target =
                new CommunityTarget<>(
                        new UdpAddress(
                                InetAddress.getByName(breakers.outlets().host()),
                                breakers.outlets().port()),
                        new OctetString("private"));
        target.setVersion(SnmpConstants.version2c);
        target.setTimeout(5_000);
        PDU pdu = new PDU();
        pdu.setType(kind);
        OID object = new OID(OutletServer.OUTLETS + "." + outlet);
        pdu.add(
                kind == PDU.SET
                        ? new VariableBinding(object, new Integer32(value))
                        : new VariableBinding(object));
        ResponseEvent<UdpAddress> event = snmp.send(pdu, target);
        assertThat(event.getResponse()).isNotNull();
        assertThat(event.getResponse().getErrorStatus()).isZero();
        return event.getResponse().get(0).getVariable().toInt();
    }
}
