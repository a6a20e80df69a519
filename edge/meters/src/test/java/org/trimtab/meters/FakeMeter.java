package org.trimtab.meters;

import com.ghgande.j2mod.modbus.procimg.SimpleProcessImage;
import com.ghgande.j2mod.modbus.procimg.SimpleRegister;
import com.ghgande.j2mod.modbus.slave.ModbusSlave;
import com.ghgande.j2mod.modbus.slave.ModbusSlaveFactory;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import org.trimtab.resource.Endpoint;
import org.trimtab.resource.Meter;
import org.trimtab.resource.MeterId;

/** A Modbus slave whose registers a test writes. */
final class FakeMeter implements AutoCloseable {
    private static final String HOST = "127.0.0.1";

    private final SimpleProcessImage image = new SimpleProcessImage(1);
    private final int port;
    private final ModbusSlave slave;

    FakeMeter() throws Exception {
        try (ServerSocket probe = new ServerSocket(0, 1, InetAddress.getByName(HOST))) {
            port = probe.getLocalPort();
        }
        slave = ModbusSlaveFactory.createTCPSlave(InetAddress.getByName(HOST), port, 2, false, 0);
        slave.addProcessImage(1, image);
        slave.open();
    }

    Meter meter() {
        return meterAt(port, "sunspec");
    }

    static Meter meterAt(int port, String kind) {
        return new Meter(
                new MeterId("main"),
                kind,
                new Endpoint(HOST, port),
                1,
                Duration.ofSeconds(1),
                null);
    }

    void set(int address, int... words) {
        for (int i = 0; i < words.length; i++) {
            image.addRegister(address + i, new SimpleRegister(words[i]));
        }
    }

    /** The mark and a common model of 66 registers; gives the address of what follows. */
    int begin(int base) {
        set(base, 0x5375, 0x6E53, 1, 66);
        return base + 2 + 2 + 66;
    }

    void end(int address) {
        set(address, 0xFFFF, 0);
    }

    /** A float meter with this power, at 60 Hz; gives the address of what follows. */
    int floats(int address, int id, float watts) {
        return floats(address, id, watts, 60f);
    }

    /** A float meter with this power and frequency; gives the address of what follows. */
    int floats(int address, int id, float watts, float hertz) {
        set(address, id, 124);
        real(address + 26, hertz);
        real(address + 28, watts);
        return address + 2 + 124;
    }

    private void real(int address, float value) {
        int bits = Float.floatToIntBits(value);
        set(address, bits >>> 16, bits & 0xFFFF);
    }

    /** An integer meter with this power and scale factor, at 60 Hz; gives the address of what follows. */
    int integers(int address, int id, int value, int scale) {
        return integers(address, id, value, scale, 6_000, -2);
    }

    /** An integer meter with this power and frequency; gives the address of what follows. */
    int integers(int address, int id, int value, int scale, int hertz, int hertzScale) {
        set(address, id, 105);
        set(address + 16, hertz & 0xFFFF, hertzScale & 0xFFFF);
        set(address + 18, value & 0xFFFF, 0, 0, 0, scale & 0xFFFF);
        return address + 2 + 105;
    }

    @Override
    public void close() {
        ModbusSlaveFactory.close(slave);
    }
}
