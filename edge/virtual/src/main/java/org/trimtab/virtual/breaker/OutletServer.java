package org.trimtab.virtual.breaker;

import java.io.IOException;
import java.net.InetAddress;
import org.snmp4j.CommandResponder;
import org.snmp4j.CommandResponderEvent;
import org.snmp4j.MessageDispatcherImpl;
import org.snmp4j.MessageException;
import org.snmp4j.PDU;
import org.snmp4j.Snmp;
import org.snmp4j.mp.MPv2c;
import org.snmp4j.mp.StatusInformation;
import org.snmp4j.smi.Address;
import org.snmp4j.smi.Integer32;
import org.snmp4j.smi.Null;
import org.snmp4j.smi.OID;
import org.snmp4j.smi.OctetString;
import org.snmp4j.smi.UdpAddress;
import org.snmp4j.smi.VariableBinding;
import org.snmp4j.transport.DefaultUdpTransportMapping;
import org.trimtab.resource.Endpoint;

/**
 * Breakers as outlets of a power distribution unit over SNMP version 2c, in the manner of APC's: one integer per
 * outlet, counted from 1, where 1 is on and 2 is off.
 */
public final class OutletServer implements AutoCloseable, CommandResponder {
    /** Outlet n is this with n behind it. */
    public static final String OUTLETS = "1.3.6.1.4.1.318.1.1.4.4.2.1.3";

    private static final OID BASE = new OID(OUTLETS);
    private static final int ON = 1;
    private static final int OFF = 2;
    private static final int BINDINGS_MAX = 32;

    private final Breakers breakers;
    private final OctetString community;
    private final Snmp snmp;
    private final Endpoint endpoint;
    private final System.Logger log = System.getLogger(OutletServer.class.getName());

    /**
     * Starts it.
     *
     * @param community who may read and move; others get no answer
     * @param port UDP port, 0 for a free one
     * @throws IOException when the port cannot be opened; the message names it
     */
    public OutletServer(Breakers breakers, String community, String host, int port)
            throws IOException {
        this.breakers = breakers;
        this.community = new OctetString(community);
        MessageDispatcherImpl dispatcher = new MessageDispatcherImpl();
        dispatcher.addMessageProcessingModel(new MPv2c());
        DefaultUdpTransportMapping transport;
        try {
            transport =
                    new DefaultUdpTransportMapping(
                            new UdpAddress(InetAddress.getByName(host), port), true);
        } catch (IOException e) {
            throw new IOException(
                    "the outlets' UDP port "
                            + host
                            + ":"
                            + port
                            + " cannot be opened ("
                            + e.getMessage()
                            + "); stop what uses it or choose another",
                    e);
        }
        this.snmp = new Snmp(dispatcher, transport);
        this.endpoint = new Endpoint(host, transport.getListenAddress().getPort());
    }

    /** Begins to answer. */
    public void start() throws IOException {
        snmp.addCommandResponder(this);
        snmp.listen();
    }

    /** Where it answers; the port is of UDP. */
    public Endpoint endpoint() {
        return endpoint;
    }

    @Override
    public <A extends Address> void processPdu(CommandResponderEvent<A> event) {
        PDU asked = event.getPDU();
        boolean known = community.equals(new OctetString(event.getSecurityName()));
        if (asked == null || !known || asked.size() > BINDINGS_MAX) {
            return;
        }
        event.setProcessed(true);
        PDU answer = new PDU(PDU.RESPONSE, asked.getVariableBindings());
        answer.setRequestID(asked.getRequestID());
        for (int i = 0; i < answer.size(); i++) {
            int status = answer(asked.getType(), answer, i);
            if (status != PDU.noError) {
                answer.setErrorStatus(status);
                answer.setErrorIndex(i + 1);
                break;
            }
        }
        StatusInformation status = new StatusInformation();
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
                            status);
        } catch (MessageException e) {
            log.log(System.Logger.Level.DEBUG, "an SNMP caller is gone", e);
        }
    }

    private int answer(int kind, PDU answer, int index) {
        VariableBinding wanted = answer.get(index);
        OID object = wanted.getOid();
        boolean outlet =
                object.size() == BASE.size() + 1
                        && object.startsWith(BASE)
                        && object.last() >= 1
                        && object.last() <= breakers.count();
        int number = outlet ? object.last() - 1 : -1;
        if (kind == PDU.GET) {
            answer.set(
                    index,
                    new VariableBinding(
                            object,
                            outlet
                                    ? new Integer32(breakers.closed(number) ? ON : OFF)
                                    : Null.noSuchObject));
            return PDU.noError;
        }
        if (kind != PDU.SET) {
            return PDU.genErr;
        }
        if (!outlet) {
            return PDU.notWritable;
        }
        if (!(wanted.getVariable() instanceof Integer32 value)
                || (value.getValue() != ON && value.getValue() != OFF)) {
            return PDU.wrongValue;
        }
        breakers.tell(number, value.getValue() == ON);
        return PDU.noError;
    }

    @Override
    public void close() {
        try {
            snmp.close();
        } catch (IOException e) {
            log.log(System.Logger.Level.DEBUG, "the SNMP port is gone already", e);
        }
    }
}
