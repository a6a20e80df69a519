package org.trimtab.switches;

import com.ghgande.j2mod.modbus.ModbusException;
import com.ghgande.j2mod.modbus.ModbusIOException;
import com.ghgande.j2mod.modbus.ModbusSlaveException;
import com.ghgande.j2mod.modbus.facade.ModbusTCPMaster;
import com.ghgande.j2mod.modbus.util.BitVector;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.trimtab.resource.Switch;
import org.trimtab.resource.SwitchLine.ModbusCoil;
import org.trimtab.resource.SwitchPosition;
import org.trimtab.switches.SwitchOutcome.Accepted;
import org.trimtab.switches.SwitchOutcome.Confirmed;
import org.trimtab.switches.SwitchOutcome.Refused;
import org.trimtab.switches.SwitchOutcome.Uncertain;
import org.trimtab.switches.SwitchOutcome.Unreachable;

/** A coil over Modbus TCP, read back at its auxiliary contact where it has one, else at the coil itself. */
final class CoilSwitch implements SwitchClient {
    private final Switch which;
    private final ModbusCoil coil;
    private final Duration waitMost;
    private @Nullable ModbusTCPMaster master;

    CoilSwitch(Switch which, ModbusCoil coil, Duration waitMost) {
        this.which = which;
        this.coil = coil;
        this.waitMost = waitMost;
    }

    @Override
    public Switch which() {
        return which;
    }

    @Override
    public SwitchPosition position() throws SwitchUnreachable {
        boolean read = false;
        try {
            SwitchPosition position = read(connected());
            read = true;
            return position;
        } catch (ModbusSlaveException e) {
            throw new SwitchUnreachable(
                    which,
                    "it refuses the question (" + e.getMessage() + "); check unit and addresses",
                    e);
        } catch (ModbusException e) {
            throw new SwitchUnreachable(
                    which,
                    "no answer within "
                            + waitMost.toMillis()
                            + " ms; check its power, its line and the unit",
                    e);
        } finally {
            if (!read) {
                close();
            }
        }
    }

    @Override
    public SwitchOutcome move(SwitchPosition wish) {
        ModbusTCPMaster connected;
        try {
            connected = connected();
        } catch (SwitchUnreachable e) {
            return new Unreachable(said(e));
        }
        try {
            boolean set = coil.closedWhenSet() == (wish == SwitchPosition.CLOSED);
            connected.writeCoil(coil.unit(), coil.coil(), set);
        } catch (ModbusSlaveException e) {
            close();
            return new Refused(says("it refuses (" + e.getMessage() + "); check unit and coil"));
        } catch (ModbusException e) {
            close();
            return new Uncertain(
                    says("told to go " + wish + ", and no answer came; look where it stands"));
        }
        return lookedAt(connected, wish);
    }

    private SwitchOutcome lookedAt(ModbusTCPMaster connected, SwitchPosition wish) {
        try {
            SwitchPosition seen = read(connected);
            return seen == wish
                    ? new Confirmed(says("seen " + wish))
                    : new Accepted(says("took the command, but is still seen " + seen));
        } catch (ModbusException e) {
            close();
            return new Accepted(says("took the command, but cannot be read back"));
        }
    }

    private SwitchPosition read(ModbusTCPMaster connected) throws ModbusException {
        Integer contact = coil.contact();
        BitVector bits =
                contact == null
                        ? connected.readCoils(coil.unit(), coil.coil(), 1)
                        : connected.readInputDiscretes(coil.unit(), contact, 1);
        if (bits.size() < 1) {
            throw new ModbusIOException("asked for one bit, got none");
        }
        return bits.getBit(0) == coil.closedWhenSet() ? SwitchPosition.CLOSED : SwitchPosition.OPEN;
    }

    private ModbusTCPMaster connected() throws SwitchUnreachable {
        if (master != null && master.isConnected()) {
            return master;
        }
        close();
        ModbusTCPMaster fresh =
                new ModbusTCPMaster(
                        which.endpoint().host(),
                        which.endpoint().port(),
                        (int) waitMost.toMillis(),
                        false,
                        false);
        try {
            fresh.connect();
            // One try: the library counts tries, and forgets what is set before it is connected.
            fresh.setRetries(1);
        } catch (Exception e) {
            fresh.disconnect();
            throw new SwitchUnreachable(
                    which,
                    "no connection ("
                            + e.getMessage()
                            + "); check the address, the port and that it is on",
                    e);
        }
        master = fresh;
        return fresh;
    }

    private String says(String what) {
        return SwitchUnreachable.message(which, what);
    }

    private static String said(Exception e) {
        return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    }

    @Override
    public void close() {
        ModbusTCPMaster old = master;
        master = null;
        if (old != null) {
            old.disconnect();
        }
    }
}
