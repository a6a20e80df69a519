package org.trimtab.switches;

import java.io.IOException;
import java.net.InetAddress;
import org.snmp4j.CommandResponder;
import org.snmp4j.CommandResponderEvent;
import org.snmp4j.MessageDispatcherImpl;
import org.snmp4j.MessageException;
import org.snmp4j.PDU;
import org.snmp4j.ScopedPDU;
import org.snmp4j.Snmp;
import org.snmp4j.mp.MPv2c;
import org.snmp4j.mp.MPv3;
import org.snmp4j.mp.SnmpConstants;
import org.snmp4j.mp.StatusInformation;
import org.snmp4j.security.AuthHMAC192SHA256;
import org.snmp4j.security.PrivAES128;
import org.snmp4j.security.SecurityProtocols;
import org.snmp4j.security.USM;
import org.snmp4j.security.UsmUser;
import org.snmp4j.smi.Address;
import org.snmp4j.smi.Integer32;
import org.snmp4j.smi.OctetString;
import org.snmp4j.smi.UdpAddress;
import org.snmp4j.smi.VariableBinding;
import org.snmp4j.transport.DefaultUdpTransportMapping;
import org.trimtab.resource.Endpoint;

/** An SNMP agent with one integer. */
final class FakeOutlet implements AutoCloseable, CommandResponder {
    static final String OID = "1.3.6.1.4.1.318.1.1.4.4.2.1.3.1";

    private final Snmp snmp;
    private final int port;
    volatile int value = 1;
    volatile int shown;
    volatile int refuses = PDU.noError;
    volatile boolean silentToSet;
    volatile boolean jammed;
    volatile int sets;

    FakeOutlet() throws IOException {
        MessageDispatcherImpl dispatcher = new MessageDispatcherImpl();
        dispatcher.addMessageProcessingModel(new MPv2c());
        SecurityProtocols protocols =
                new SecurityProtocols(SecurityProtocols.SecurityProtocolSet.maxCompatibility);
        USM usm = new USM(protocols, new OctetString("virtual-pdu-engine"), 1);
        OctetString secret = new OctetString("twelve letters");
        usm.addUser(
                new UsmUser(
                        new OctetString("trimtab"),
                        AuthHMAC192SHA256.ID,
                        secret,
                        PrivAES128.ID,
                        secret));
        dispatcher.addMessageProcessingModel(new MPv3(usm));
        DefaultUdpTransportMapping transport =
                new DefaultUdpTransportMapping(
                        new UdpAddress(InetAddress.getByName("127.0.0.1"), 0), true);
        snmp = new Snmp(dispatcher, transport);
        port = transport.getListenAddress().getPort();
        snmp.addCommandResponder(this);
        snmp.listen();
    }

    Endpoint endpoint() {
        return new Endpoint("127.0.0.1", port);
    }

    @Override
    public <A extends Address> void processPdu(CommandResponderEvent<A> event) {
        PDU asked = event.getPDU();
        boolean v3 = event.getMessageProcessingModel() == SnmpConstants.version3;
        boolean known =
                v3 || new OctetString(event.getSecurityName()).equals(new OctetString("private"));
        if (asked == null || !known) {
            return;
        }
        event.setProcessed(true);
        PDU answer = v3 ? new ScopedPDU((ScopedPDU) asked) : new PDU(asked);
        answer.setType(PDU.RESPONSE);
        if (asked.getType() == PDU.SET) {
            sets++;
            if (silentToSet) {
                return;
            }
            answer.setErrorStatus(refuses);
            if (refuses == PDU.noError && !jammed) {
                value = ((Integer32) asked.get(0).getVariable()).getValue();
            }
        } else {
            int says = shown == 0 ? value : shown;
            answer.set(0, new VariableBinding(asked.get(0).getOid(), new Integer32(says)));
        }
        try {
            event.getMessageDispatcher()
                    .returnResponsePdu(
                            event.getMessageProcessingModel(),
                            event.getSecurityModel(),
                            event.getSecurityName(),
                            event.getSecurityLevel(),
                            answer,
                            event.getMaxSizeResponsePDU(),
                            event.getStateReference(),
                            new StatusInformation());
        } catch (MessageException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() throws IOException {
        snmp.close();
    }
}
