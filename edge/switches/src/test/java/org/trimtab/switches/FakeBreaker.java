package org.trimtab.switches;

import com.ghgande.j2mod.modbus.procimg.DigitalOut;
import com.ghgande.j2mod.modbus.procimg.SimpleDigitalIn;
import com.ghgande.j2mod.modbus.procimg.SimpleProcessImage;
import com.ghgande.j2mod.modbus.slave.ModbusSlave;
import com.ghgande.j2mod.modbus.slave.ModbusSlaveFactory;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.CountDownLatch;
import org.trimtab.resource.Endpoint;

/** A Modbus slave with one coil and one contact. */
final class FakeBreaker implements AutoCloseable, DigitalOut {
    private static final String HOST = "127.0.0.1";

    private final SimpleProcessImage image = new SimpleProcessImage(1);
    private final SimpleDigitalIn contact = new SimpleDigitalIn(true);
    private final CountDownLatch end = new CountDownLatch(1);
    private final int port;
    private final ModbusSlave slave;
    private volatile boolean set = true;
    volatile boolean jammed;
    volatile boolean mute;
    volatile int writes;

    FakeBreaker() throws Exception {
        try (ServerSocket probe = new ServerSocket(0, 1, InetAddress.getByName(HOST))) {
            port = probe.getLocalPort();
        }
        image.addDigitalOut(this);
        image.addDigitalIn(contact);
        slave = ModbusSlaveFactory.createTCPSlave(InetAddress.getByName(HOST), port, 2, false, 0);
        slave.addProcessImage(1, image);
        slave.open();
    }

    Endpoint endpoint() {
        return new Endpoint(HOST, port);
    }

    boolean contact() {
        return contact.isSet();
    }

    @Override
    public boolean isSet() {
        return set;
    }

    @Override
    public void set(boolean wish) {
        writes++;
        if (mute) {
            try {
                end.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return;
        }
        set = wish;
        if (!jammed) {
            contact.set(wish);
        }
    }

    @Override
    public void close() {
        end.countDown();
        ModbusSlaveFactory.close(slave);
    }
}
