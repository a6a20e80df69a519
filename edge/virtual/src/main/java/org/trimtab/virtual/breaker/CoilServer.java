package org.trimtab.virtual.breaker;

import com.ghgande.j2mod.modbus.ModbusException;
import com.ghgande.j2mod.modbus.procimg.DigitalIn;
import com.ghgande.j2mod.modbus.procimg.DigitalOut;
import com.ghgande.j2mod.modbus.procimg.SimpleProcessImage;
import com.ghgande.j2mod.modbus.slave.ModbusSlave;
import com.ghgande.j2mod.modbus.slave.ModbusSlaveFactory;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.trimtab.resource.Endpoint;

/**
 * Breakers over Modbus TCP: coil n moves breaker n and shows what it was told, discrete input n shows where it stands.
 * A set bit is closed.
 */
public final class CoilServer implements AutoCloseable {
    private static final int CALLERS_AT_ONCE = 5;
    private static final int IDLE_SECONDS_MAX = 0;
    private static final int FREE_PORT_TRIES = 5;

    private final ModbusSlave slave;
    private final Endpoint endpoint;

    /**
     * Starts it.
     *
     * @param unit Modbus unit id it answers as
     * @param port TCP port, 0 for a free one
     * @throws IOException when the port cannot be opened; the message names it
     */
    public CoilServer(Breakers breakers, int unit, String host, int port) throws IOException {
        SimpleProcessImage image = new SimpleProcessImage(unit);
        for (int number = 0; number < breakers.count(); number++) {
            image.addDigitalOut(new Coil(breakers, number));
            image.addDigitalIn(new Contact(breakers, number));
        }
        Opened opened = open(image, unit, host, port);
        this.slave = opened.slave;
        this.endpoint = new Endpoint(host, opened.port);
    }

    private record Opened(ModbusSlave slave, int port) {}

    private static Opened open(SimpleProcessImage image, int unit, String host, int port)
            throws IOException {
        InetAddress address = InetAddress.getByName(host);
        for (int tries = 1; ; tries++) {
            int real = port == 0 ? freePort(address) : port;
            try {
                ModbusSlave slave =
                        ModbusSlaveFactory.createTCPSlave(
                                address, real, CALLERS_AT_ONCE, false, IDLE_SECONDS_MAX);
                slave.addProcessImage(unit, image);
                slave.open();
                return new Opened(slave, real);
            } catch (ModbusException e) {
                if (port != 0 || tries == FREE_PORT_TRIES) {
                    throw new IOException(
                            "the switch's port "
                                    + host
                                    + ":"
                                    + real
                                    + " cannot be opened ("
                                    + e.getMessage()
                                    + "); stop what uses it or choose another",
                            e);
                }
            }
        }
    }

    private static int freePort(InetAddress address) throws IOException {
        try (ServerSocket probe = new ServerSocket(0, 1, address)) {
            return probe.getLocalPort();
        }
    }

    private record Coil(Breakers breakers, int number) implements DigitalOut {
        @Override
        public boolean isSet() {
            return breakers.told(number);
        }

        @Override
        public void set(boolean wish) {
            breakers.tell(number, wish);
        }
    }

    private record Contact(Breakers breakers, int number) implements DigitalIn {
        @Override
        public boolean isSet() {
            return breakers.closed(number);
        }
    }

    /** Where it answers. */
    public Endpoint endpoint() {
        return endpoint;
    }

    @Override
    public void close() {
        ModbusSlaveFactory.close(slave);
    }
}
