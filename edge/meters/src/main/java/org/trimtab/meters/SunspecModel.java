package org.trimtab.meters;

import java.math.BigDecimal;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;
import org.trimtab.quantity.Frequency;

/**
 * The AC meter models of SunSpec and where frequency and total real power stand in them: models 201 to 204 with
 * integers and scale factors, 211 to 214 with 32-bit floats. Offsets count from the model's id register, as in its
 * definitions; import is positive.
 */
enum SunspecModel {
    INTEGERS(201, 204, 16, 18, 22),
    FLOATS(211, 214, 26, 28, 29);

    private static final int NOT_IMPLEMENTED = (short) 0x8000;
    private static final int SCALE_MOST = 10;

    /** A frequency beyond this is no frequency of a grid, and would not fit. */
    private static final double HERTZ_MOST = 1_000;

    private final int firstId;
    private final int lastId;
    private final int frequencyOffset;
    private final int powerOffset;
    private final int lastOffset;

    SunspecModel(int firstId, int lastId, int frequencyOffset, int powerOffset, int lastOffset) {
        this.firstId = firstId;
        this.lastId = lastId;
        this.frequencyOffset = frequencyOffset;
        this.powerOffset = powerOffset;
        this.lastOffset = lastOffset;
    }

    /** The layout of a model id, or null when that is not an AC meter. */
    static @Nullable SunspecModel of(int id) {
        for (SunspecModel model : values()) {
            if (id >= model.firstId && id <= model.lastId) {
                return model;
            }
        }
        return null;
    }

    /** First register to read, counted from the model's id register. */
    int offset() {
        return frequencyOffset;
    }

    /** How many registers to read from there: frequency and power stand side by side, so that one question does. */
    int count() {
        return lastOffset - frequencyOffset + 1;
    }

    /** The length a model of this layout has at least, without its id and length registers. */
    int lengthLeast() {
        return lastOffset - 1;
    }

    /**
     * The power in the registers read, W.
     *
     * @return empty when the meter says that it has no value
     */
    OptionalDouble watts(short[] registers) {
        int at = powerOffset - frequencyOffset;
        if (this == FLOATS) {
            float watts = real(registers, at);
            return Float.isNaN(watts) ? OptionalDouble.empty() : OptionalDouble.of(watts);
        }
        short scale = registers[lastOffset - frequencyOffset];
        return hasNoValue(registers[at], scale)
                ? OptionalDouble.empty()
                : OptionalDouble.of(registers[at] * Math.pow(10, scale));
    }

    /**
     * The frequency in the registers read.
     *
     * @return null when the meter says that it has no value, or gives what no figure can hold
     */
    @Nullable Frequency frequency(short[] registers) {
        if (this == FLOATS) {
            float hertz = real(registers, 0);
            return Math.abs(hertz) <= HERTZ_MOST
                    ? new Frequency(Math.round(hertz * 1_000_000.0))
                    : null;
        }
        short scale = registers[1];
        if (hasNoValue(registers[0], scale)) {
            return null;
        }
        BigDecimal hertz = BigDecimal.valueOf(registers[0]).scaleByPowerOfTen(scale);
        return Math.abs(hertz.doubleValue()) <= HERTZ_MOST ? Frequency.ofHertz(hertz) : null;
    }

    private static boolean hasNoValue(short value, short scale) {
        return value == NOT_IMPLEMENTED || Math.abs(scale) > SCALE_MOST;
    }

    private static float real(short[] registers, int at) {
        return Float.intBitsToFloat((registers[at] << 16) | (registers[at + 1] & 0xFFFF));
    }
}
