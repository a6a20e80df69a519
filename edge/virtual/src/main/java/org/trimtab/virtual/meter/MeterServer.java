package org.trimtab.virtual.meter;

import com.ghgande.j2mod.modbus.ModbusException;
import com.ghgande.j2mod.modbus.slave.ModbusSlave;
import com.ghgande.j2mod.modbus.slave.ModbusSlaveFactory;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;
import org.trimtab.quantity.Frequency;
import org.trimtab.resource.Endpoint;

/** A meter that measures ten times a second and tells it over Modbus TCP. */
public final class MeterServer implements AutoCloseable {
    private static final Duration EVERY = Duration.ofMillis(100);
    private static final int CALLERS_AT_ONCE = 5;
    private static final int IDLE_SECONDS_MAX = 0;
    private static final int FREE_PORT_TRIES = 5;

    private final MeterSpec spec;
    private final InstantSource clock;
    private final ToLongFunction<Instant> machinesWatts;
    private final SiteLoad load;
    private final GridFrequency frequency;
    private final RegisterImage image;
    private final Endpoint endpoint;
    private final ModbusSlave slave;
    private final ScheduledExecutorService ticker;
    private final ScheduledFuture<?> ticking;
    private volatile boolean frozen;

    /**
     * Starts a meter.
     *
     * @param host address it answers on
     * @param port TCP port, 0 for a free one
     * @param machinesWatts what the machines draw at a moment, W
     * @throws IOException when the port cannot be opened; the message names it
     */
    public MeterServer(
            MeterSpec spec,
            String host,
            int port,
            InstantSource clock,
            ToLongFunction<Instant> machinesWatts,
            long seed)
            throws IOException {
        this.spec = spec;
        this.clock = clock;
        this.machinesWatts = machinesWatts;
        this.load = new SiteLoad(spec, seed);
        this.frequency = new GridFrequency(seed);
        this.image = new RegisterImage(spec.unit(), SunspecLayout.BASE);
        measure();
        Opened opened = open(host, port, image);
        this.slave = opened.slave;
        this.endpoint = new Endpoint(host, opened.port);
        this.ticker =
                Executors.newSingleThreadScheduledExecutor(
                        Thread.ofPlatform().name("virtual-meter").daemon().factory());
        this.ticking =
                ticker.scheduleAtFixedRate(
                        this::measure, EVERY.toMillis(), EVERY.toMillis(), TimeUnit.MILLISECONDS);
    }

    private record Opened(ModbusSlave slave, int port) {}

    private static Opened open(String host, int port, RegisterImage image) throws IOException {
        InetAddress address = InetAddress.getByName(host);
        for (int tries = 1; ; tries++) {
            int real = port == 0 ? freePort(address) : port;
            try {
                ModbusSlave slave =
                        ModbusSlaveFactory.createTCPSlave(
                                address, real, CALLERS_AT_ONCE, false, IDLE_SECONDS_MAX);
                slave.addProcessImage(image.getUnitID(), image);
                slave.open();
                return new Opened(slave, real);
            } catch (ModbusException e) {
                // A port that was free a moment ago may be taken by now; one that was asked for
                // will not get freer.
                if (port != 0 || tries == FREE_PORT_TRIES) {
                    throw new IOException(
                            "the meter's port "
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

    private synchronized void measure() {
        Instant now = clock.instant();
        double watts = load.sample(now, (double) machinesWatts.applyAsLong(now));
        double hertz = frequency.sample();
        if (!frozen) {
            image.show(SunspecLayout.words(spec.unit(), watts, load.wattHours(), hertz));
        }
    }

    /** Where it answers. */
    public Endpoint endpoint() {
        return endpoint;
    }

    /** Stops answering, or answers again. Callers connect and wait in vain, as with a dead line behind a gateway. */
    public void goSilent(boolean silent) {
        image.goSilent(silent);
    }

    /** Repeats the last value for ever, or measures again. */
    public void freeze(boolean freeze) {
        frozen = freeze;
    }

    /**
     * Sets the grid's frequency, 60 Hz until then; the meter shows it with an error of at most 1 mHz.
     *
     * @param set null when the meter is to have no figure
     */
    public void frequency(@Nullable Frequency set) {
        frequency.set(set);
        measure();
    }

    /** Measures now instead of at the next tenth of a second. */
    public void measureNow() {
        measure();
    }

    @Override
    public void close() {
        ticking.cancel(false);
        ticker.shutdownNow();
        image.goSilent(false);
        ModbusSlaveFactory.close(slave);
    }
}
