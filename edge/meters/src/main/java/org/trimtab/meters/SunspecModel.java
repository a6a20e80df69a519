package org.trimtab.meters;

import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * The AC meter models of SunSpec and where total real power stands in them: models 201 to 204 with integers and a
 * scale factor, 211 to 214 with 32-bit floats. Offsets count from the model's id register, as in its definitions;
 * import is positive.
 */
enum SunspecModel {
    INTEGERS(201, 204, 18, 22),
    FLOATS(211, 214, 28, 28);

    private static final int NOT_IMPLEMENTED = (short) 0x8000;
    private static final int SCALE_MOST = 10;

    private final int firstId;
    private final int lastId;
    private final int powerOffset;
    private final int scaleOffset;

    SunspecModel(int firstId, int lastId, int powerOffset, int scaleOffset) {
        this.firstId = firstId;
        this.lastId = lastId;
        this.powerOffset = powerOffset;
        this.scaleOffset = scaleOffset;
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
        return powerOffset;
    }

    /** How many registers to read from there. */
    int count() {
        return this == FLOATS ? 2 : scaleOffset - powerOffset + 1;
    }

    /** The length a model of this layout has at least, without its id and length registers. */
    int lengthLeast() {
        return powerOffset + count() - 2;
    }

    /**
     * The power in the registers read, W.
     *
     * @return empty when the meter says that it has no value
     */
    OptionalDouble watts(short[] registers) {
        return switch (this) {
            case FLOATS -> {
                int bits = (registers[0] << 16) | (registers[1] & 0xFFFF);
                float watts = Float.intBitsToFloat(bits);
                yield Float.isNaN(watts) ? OptionalDouble.empty() : OptionalDouble.of(watts);
            }
            case INTEGERS -> {
                short value = registers[0];
                short scale = registers[scaleOffset - powerOffset];
                yield value == NOT_IMPLEMENTED || Math.abs(scale) > SCALE_MOST
                        ? OptionalDouble.empty()
                        : OptionalDouble.of(value * Math.pow(10, scale));
            }
        };
    }
}
