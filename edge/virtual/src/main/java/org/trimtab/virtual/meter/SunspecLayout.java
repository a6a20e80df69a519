package org.trimtab.virtual.meter;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Registers of a SunSpec meter: the mark {@code SunS}, the common model 1, the float meter model 213 (three-phase,
 * wye) and the end model. Offsets are those of the SunSpec model definitions; import is positive.
 */
final class SunspecLayout {
    /** First register, 0-based as sent on the wire. */
    static final int BASE = 40_000;

    private static final int COMMON = 2;
    private static final int COMMON_LENGTH = 66;
    private static final int METER = COMMON + 2 + COMMON_LENGTH;
    private static final int METER_LENGTH = 124;
    private static final int END = METER + 2 + METER_LENGTH;
    private static final int TOTAL = END + 2;
    // Offsets within model 213, counted from its id register.
    private static final int AMPERES = 2;
    private static final int VOLTS_TO_NEUTRAL = 10;
    private static final int VOLTS_LINE = 18;
    private static final int HERTZ = 26;
    private static final int WATTS = 28;
    private static final int VOLT_AMPERES = 36;
    private static final int EXPORTED_WATT_HOURS = 60;
    private static final int IMPORTED_WATT_HOURS = 68;
    private static final int EVENTS = 124;
    private static final double LINE_VOLTS = 480;

    private SunspecLayout() {}

    /**
     * The registers for a moment.
     *
     * @param unit Modbus unit id
     * @param watts power, consumption positive
     * @param importedWattHours energy taken in since the meter started
     * @param hertz frequency of the grid; NaN when the meter has no figure
     */
    static short[] words(int unit, double watts, double importedWattHours, double hertz) {
        short[] words = new short[TOTAL];
        words[0] = 0x5375;
        words[1] = 0x6E53;
        common(words, unit);
        meter(words, watts, importedWattHours, hertz);
        words[END] = (short) 0xFFFF;
        words[END + 1] = 0;
        return words;
    }

    private static void common(short[] words, int unit) {
        words[COMMON] = 1;
        words[COMMON + 1] = COMMON_LENGTH;
        text(words, COMMON + 2, 16, "Trimtab");
        text(words, COMMON + 18, 16, "Virtual site meter");
        text(words, COMMON + 42, 8, "1");
        text(words, COMMON + 50, 16, "VIRTUAL-1");
        words[COMMON + 66] = (short) unit;
        words[COMMON + 67] = (short) 0x8000;
    }

    private static void meter(short[] words, double watts, double importedWattHours, double hertz) {
        Arrays.fill(words, METER, END, (short) 0);
        words[METER] = 213;
        words[METER + 1] = METER_LENGTH;
        for (int offset = AMPERES; offset < EVENTS; offset += 2) {
            real(words, METER + offset, Double.NaN);
        }
        double amperes = Math.abs(watts) / (LINE_VOLTS * Math.sqrt(3));
        real(words, METER + AMPERES, 3 * amperes);
        real(words, METER + VOLTS_TO_NEUTRAL, LINE_VOLTS / Math.sqrt(3));
        real(words, METER + VOLTS_LINE, LINE_VOLTS);
        for (int phase = 1; phase <= 3; phase++) {
            real(words, METER + AMPERES + 2 * phase, amperes);
            real(words, METER + VOLTS_TO_NEUTRAL + 2 * phase, LINE_VOLTS / Math.sqrt(3));
            real(words, METER + VOLTS_LINE + 2 * phase, LINE_VOLTS);
            real(words, METER + WATTS + 2 * phase, watts / 3);
        }
        real(words, METER + HERTZ, hertz);
        real(words, METER + WATTS, watts);
        real(words, METER + VOLT_AMPERES, Math.abs(watts));
        real(words, METER + EXPORTED_WATT_HOURS, 0);
        real(words, METER + IMPORTED_WATT_HOURS, importedWattHours);
    }

    private static void real(short[] words, int at, double value) {
        int bits = Float.floatToIntBits((float) value);
        words[at] = (short) (bits >>> 16);
        words[at + 1] = (short) bits;
    }

    private static void text(short[] words, int at, int length, String text) {
        byte[] bytes = Arrays.copyOf(text.getBytes(StandardCharsets.US_ASCII), 2 * length);
        ByteBuffer.wrap(bytes).asShortBuffer().get(words, at, length);
    }
}
