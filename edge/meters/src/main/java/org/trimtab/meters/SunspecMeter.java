package org.trimtab.meters;

import com.ghgande.j2mod.modbus.ModbusException;
import com.ghgande.j2mod.modbus.ModbusIOException;
import com.ghgande.j2mod.modbus.ModbusSlaveException;
import com.ghgande.j2mod.modbus.facade.ModbusTCPMaster;
import com.ghgande.j2mod.modbus.procimg.Register;
import java.time.Duration;
import java.time.Instant;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;
import org.trimtab.quantity.Frequency;
import org.trimtab.quantity.Power;
import org.trimtab.resource.Meter;
import org.trimtab.telemetry.FrequencySample;
import org.trimtab.telemetry.MeterReading;
import org.trimtab.telemetry.Quality;

/**
 * A SunSpec meter over Modbus TCP. Finds the register map at one of its three lawful places, walks its models to the
 * first AC meter, and from then on asks for frequency and total real power only.
 */
final class SunspecMeter implements MeterClient {
    /** Longest wait for a connection, and for one answer. */
    static final Duration WAIT_MAX = Duration.ofSeconds(2);

    /** A level beyond this is not believed: it exceeds any single site. */
    static final long WATTS_MAX = 10_000_000_000L;

    /** A frequency outside these is not that of a grid of 50 or 60 Hz. */
    private static final Frequency HERTZ_LEAST = Frequency.ofMillihertz(40_000);

    private static final Frequency HERTZ_MOST = Frequency.ofMillihertz(70_000);

    private static final int[] BASES = {40_000, 50_000, 0};
    private static final int MARK_HIGH = 0x5375;
    private static final int MARK_LOW = 0x6E53;
    private static final int MODELS_MAX = 50;
    private static final int LAST_REGISTER = 65_535;
    private static final int END_ID = 0xFFFF;

    private final Meter meter;
    private @Nullable ModbusTCPMaster master;
    private @Nullable Place place;
    private @Nullable FrequencySample frequency;

    /**
     * Where frequency and power stand.
     *
     * @param address first register to read
     * @param model how to understand it
     */
    private record Place(int address, SunspecModel model) {}

    SunspecMeter(Meter meter) {
        this.meter = meter;
    }

    @Override
    public Meter meter() {
        return meter;
    }

    @Override
    public MeterReading read(Instant at) throws MeterUnreachable {
        boolean read = false;
        frequency = null;
        try {
            ModbusTCPMaster connected = connected();
            Place known = place == null ? find(connected) : place;
            place = known;
            short[] registers = registers(connected, known.address, known.model.count());
            read = true;
            frequency = sample(at, known.model.frequency(registers));
            return reading(at, known.model.watts(registers));
        } catch (ModbusSlaveException e) {
            throw new MeterUnreachable(
                    meter,
                    "it refuses the question ("
                            + e.getMessage()
                            + "); check the unit and that it has a SunSpec map",
                    e);
        } catch (ModbusIOException e) {
            throw new MeterUnreachable(
                    meter,
                    "it does not answer within "
                            + WAIT_MAX.toMillis()
                            + " ms; check its power, its line and the unit",
                    e);
        } catch (ModbusException e) {
            throw new MeterUnreachable(
                    meter, "its answer cannot be read (" + e.getMessage() + ")", e);
        } finally {
            if (!read) {
                close();
            }
        }
    }

    @Override
    public @Nullable FrequencySample frequency() {
        return frequency;
    }

    private static FrequencySample sample(Instant at, @Nullable Frequency figure) {
        boolean believable =
                figure != null && HERTZ_LEAST.isAtMost(figure) && figure.isAtMost(HERTZ_MOST);
        return new FrequencySample(at, figure, believable ? Quality.GOOD : Quality.SUSPECT);
    }

    private MeterReading reading(Instant at, OptionalDouble watts) throws MeterUnreachable {
        if (watts.isEmpty()) {
            throw new MeterUnreachable(
                    meter, "it has no value for total power now; check its voltage inputs");
        }
        double level = watts.getAsDouble();
        boolean believable = Math.abs(level) <= WATTS_MAX;
        // Cast saturates, so that an absurd value stays absurd and suspect instead of wrapping into
        // a likely one.
        Power power = Power.ofWatts(Math.round(level));
        return new MeterReading(meter.id(), at, power, believable ? Quality.GOOD : Quality.SUSPECT);
    }

    private ModbusTCPMaster connected() throws MeterUnreachable {
        if (master != null && master.isConnected()) {
            return master;
        }
        close();
        ModbusTCPMaster fresh =
                new ModbusTCPMaster(
                        meter.endpoint().host(),
                        meter.endpoint().port(),
                        (int) WAIT_MAX.toMillis(),
                        false,
                        false);
        try {
            fresh.connect();
            // One try: the library counts tries, takes 0 for five, and forgets what is set before
            // it is connected.
            fresh.setRetries(1);
        } catch (Exception e) {
            fresh.disconnect();
            throw new MeterUnreachable(
                    meter,
                    "no connection ("
                            + e.getMessage()
                            + "); check the address, the port and that the meter is on",
                    e);
        }
        master = fresh;
        return fresh;
    }

    private Place find(ModbusTCPMaster connected) throws ModbusException, MeterUnreachable {
        for (int base : BASES) {
            if (hasMark(connected, base)) {
                return walk(connected, base + 2);
            }
        }
        throw new MeterUnreachable(
                meter,
                "no SunSpec map at register 40000, 50000 or 0; it may be no SunSpec meter, or"
                        + " SunSpec is switched off in it");
    }

    private boolean hasMark(ModbusTCPMaster connected, int base) throws ModbusException {
        try {
            short[] mark = registers(connected, base, 2);
            return mark[0] == MARK_HIGH && mark[1] == MARK_LOW;
        } catch (ModbusSlaveException e) {
            // A meter without registers there says so; the map may still be at the next place.
            return false;
        }
    }

    private Place walk(ModbusTCPMaster connected, int first)
            throws ModbusException, MeterUnreachable {
        int at = first;
        for (int models = 0; models < MODELS_MAX && at < LAST_REGISTER; models++) {
            short[] head = registers(connected, at, 2);
            int id = head[0] & 0xFFFF;
            int length = head[1] & 0xFFFF;
            SunspecModel model = SunspecModel.of(id);
            if (model != null && length >= model.lengthLeast()) {
                return new Place(at + model.offset(), model);
            }
            if (id == END_ID) {
                break;
            }
            at += 2 + length;
        }
        throw new MeterUnreachable(
                meter,
                "its SunSpec map holds no AC meter (models 201 to 204 or 211 to 214); check the"
                        + " unit");
    }

    private short[] registers(ModbusTCPMaster connected, int address, int count)
            throws ModbusException {
        Register[] read = connected.readMultipleRegisters(meter.unit(), address, count);
        if (read.length != count) {
            throw new ModbusIOException("asked for " + count + " registers, got " + read.length);
        }
        short[] words = new short[count];
        for (int i = 0; i < count; i++) {
            words[i] = read[i].toShort();
        }
        return words;
    }

    @Override
    public void close() {
        ModbusTCPMaster old = master;
        master = null;
        place = null;
        if (old != null) {
            old.disconnect();
        }
    }
}
