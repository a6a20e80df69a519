package org.trimtab.switches;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.snmp4j.CommunityTarget;
import org.snmp4j.MessageDispatcher;
import org.snmp4j.MessageDispatcherImpl;
import org.snmp4j.PDU;
import org.snmp4j.ScopedPDU;
import org.snmp4j.Snmp;
import org.snmp4j.Target;
import org.snmp4j.UserTarget;
import org.snmp4j.event.ResponseEvent;
import org.snmp4j.mp.MPv2c;
import org.snmp4j.mp.MPv3;
import org.snmp4j.mp.SnmpConstants;
import org.snmp4j.security.AuthHMAC192SHA256;
import org.snmp4j.security.PrivAES128;
import org.snmp4j.security.SecurityLevel;
import org.snmp4j.security.SecurityProtocols;
import org.snmp4j.security.USM;
import org.snmp4j.security.UsmUser;
import org.snmp4j.smi.Integer32;
import org.snmp4j.smi.OID;
import org.snmp4j.smi.OctetString;
import org.snmp4j.smi.UdpAddress;
import org.snmp4j.smi.VariableBinding;
import org.snmp4j.transport.DefaultUdpTransportMapping;
import org.trimtab.resource.Switch;
import org.trimtab.resource.SwitchLine.SnmpOutlet;
import org.trimtab.resource.SwitchPosition;
import org.trimtab.switches.SwitchOutcome.Accepted;
import org.trimtab.switches.SwitchOutcome.Confirmed;
import org.trimtab.switches.SwitchOutcome.Refused;
import org.trimtab.switches.SwitchOutcome.Uncertain;
import org.trimtab.switches.SwitchOutcome.Unreachable;

/**
 * An outlet over SNMP version 2c or 3. UDP does not tell a dead line from a lost answer, so it is read before it is
 * told to move: without an answer to that, nothing was sent that moves anything.
 */
final class SnmpSwitch implements SwitchClient {
    private final Switch which;
    private final SnmpOutlet outlet;
    private final SwitchLogin login;
    private final Duration waitMost;
    private @Nullable Line line;

    private record Line(Snmp snmp, Target<UdpAddress> target) {}

    /** No answer came in time. */
    private static final class Silence extends Exception {
        private static final long serialVersionUID = 1;
    }

    /** An answer came, and it is an error. */
    private static final class Refusal extends Exception {
        private static final long serialVersionUID = 1;

        Refusal(String what) {
            super(what);
        }
    }

    SnmpSwitch(Switch which, SnmpOutlet outlet, SwitchLogin login, Duration waitMost) {
        this.which = which;
        this.outlet = outlet;
        this.login = login;
        this.waitMost = waitMost;
    }

    @Override
    public Switch which() {
        return which;
    }

    @Override
    public SwitchPosition position() throws SwitchUnreachable {
        try {
            return read(opened());
        } catch (Silence e) {
            throw new SwitchUnreachable(
                    which,
                    "no answer within "
                            + waitMost.toMillis()
                            + " ms; check its power, its line and the community or user",
                    e);
        } catch (Refusal e) {
            throw new SwitchUnreachable(which, e.getMessage() + "; check the status object", e);
        } catch (IOException e) {
            throw new SwitchUnreachable(
                    which, "cannot be asked (" + e.getMessage() + "); check the address", e);
        }
    }

    @Override
    public SwitchOutcome move(SwitchPosition wish) {
        Line opened;
        try {
            opened = opened();
            read(opened);
        } catch (Silence e) {
            return new Unreachable(
                    says("no answer before anything was sent that moves it; check its line"));
        } catch (Refusal e) {
            return new Unreachable(says(e.getMessage() + " before anything was sent"));
        } catch (IOException e) {
            return new Unreachable(says("cannot be asked (" + e.getMessage() + ")"));
        }
        try {
            int value = wish == SwitchPosition.CLOSED ? outlet.closedValue() : outlet.openValue();
            ask(opened, PDU.SET, new OID(outlet.control()), new Integer32(value));
        } catch (Refusal e) {
            return new Refused(says("it refuses: " + e.getMessage()));
        } catch (Silence | IOException e) {
            return new Uncertain(
                    says("told to go " + wish + ", and no answer came; look where it stands"));
        }
        return lookedAt(opened, wish);
    }

    private SwitchOutcome lookedAt(Line opened, SwitchPosition wish) {
        try {
            SwitchPosition seen = read(opened);
            return seen == wish
                    ? new Confirmed(says("seen " + wish))
                    : new Accepted(says("took the command, but is still seen " + seen));
        } catch (Silence | Refusal | IOException e) {
            return new Accepted(says("took the command, but cannot be read back"));
        }
    }

    private SwitchPosition read(Line opened) throws Silence, Refusal, IOException {
        VariableBinding answer = ask(opened, PDU.GET, new OID(outlet.status()), null);
        if (answer.isException() || !(answer.getVariable() instanceof Integer32 value)) {
            throw new Refusal(
                    "its status object " + outlet.status() + " shows " + answer.toValueString());
        }
        if (value.getValue() == outlet.closedValue()) {
            return SwitchPosition.CLOSED;
        }
        if (value.getValue() == outlet.openValue()) {
            return SwitchPosition.OPEN;
        }
        throw new Refusal(
                "its status object shows "
                        + value.getValue()
                        + ", neither closed ("
                        + outlet.closedValue()
                        + ") nor open ("
                        + outlet.openValue()
                        + ")");
    }

    private static VariableBinding ask(Line opened, int kind, OID object, @Nullable Integer32 value)
            throws Silence, Refusal, IOException {
        boolean v3 = opened.target.getVersion() == SnmpConstants.version3;
        PDU question = v3 ? new ScopedPDU() : new PDU();
        question.setType(kind);
        question.add(
                value == null ? new VariableBinding(object) : new VariableBinding(object, value));
        ResponseEvent<UdpAddress> event = opened.snmp.send(question, opened.target);
        PDU answer = event == null ? null : event.getResponse();
        if (answer == null) {
            throw new Silence();
        }
        if (answer.getType() == PDU.REPORT) {
            throw new Refusal("its security says no; check user and passphrase");
        }
        if (answer.getErrorStatus() != PDU.noError) {
            throw new Refusal(answer.getErrorStatusText());
        }
        if (answer.size() != 1) {
            throw new Refusal("asked for one value, got " + answer.size());
        }
        return answer.get(0);
    }

    private Line opened() throws IOException {
        if (line != null) {
            return line;
        }
        UdpAddress address = address();
        MessageDispatcher dispatcher = new MessageDispatcherImpl();
        Target<UdpAddress> target =
                switch (login) {
                    case SwitchLogin.User user -> secured(dispatcher, user, address);
                    case SwitchLogin.Community community ->
                            plain(dispatcher, community.secret(), address);
                    case SwitchLogin.None none -> plain(dispatcher, "public", address);
                };
        target.setRetries(0);
        target.setTimeout(waitMost.toMillis());
        Snmp snmp = new Snmp(dispatcher, new DefaultUdpTransportMapping());
        snmp.listen();
        Line fresh = new Line(snmp, target);
        line = fresh;
        return fresh;
    }

    private UdpAddress address() throws UnknownHostException {
        InetAddress host = InetAddress.getByName(which.endpoint().host());
        return new UdpAddress(host, which.endpoint().port());
    }

    private static Target<UdpAddress> plain(
            MessageDispatcher dispatcher, String community, UdpAddress address) {
        dispatcher.addMessageProcessingModel(new MPv2c());
        CommunityTarget<UdpAddress> target =
                new CommunityTarget<>(address, new OctetString(community));
        target.setVersion(SnmpConstants.version2c);
        return target;
    }

    private static Target<UdpAddress> secured(
            MessageDispatcher dispatcher, SwitchLogin.User login, UdpAddress address) {
        SecurityProtocols protocols =
                new SecurityProtocols(SecurityProtocols.SecurityProtocolSet.maxCompatibility);
        USM usm = new USM(protocols, new OctetString(MPv3.createLocalEngineID()), 0);
        OctetString name = new OctetString(login.name());
        OctetString secret = new OctetString(login.secret());
        usm.addUser(new UsmUser(name, AuthHMAC192SHA256.ID, secret, PrivAES128.ID, secret));
        dispatcher.addMessageProcessingModel(new MPv3(usm));
        UserTarget<UdpAddress> target = new UserTarget<>();
        target.setAddress(address);
        target.setVersion(SnmpConstants.version3);
        target.setSecurityLevel(SecurityLevel.AUTH_PRIV);
        target.setSecurityName(name);
        return target;
    }

    private String says(String what) {
        return SwitchUnreachable.message(which, what);
    }

    @Override
    public void close() {
        Line old = line;
        line = null;
        if (old != null) {
            try {
                old.snmp.close();
            } catch (IOException e) {
                // It is gone either way.
            }
        }
    }
}
