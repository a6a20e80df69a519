package org.trimtab.store.readings;

import java.time.Instant;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.trimtab.engine.Input;
import org.trimtab.engine.Step;
import org.trimtab.telemetry.DeviceReading;
import org.trimtab.telemetry.MeterReading;
import org.trimtab.telemetry.Quality;

/** Readings on their way into the store, in columns. Filled by one thread and then handed over. */
public final class ReadingBatch {
    /** Most readings of one batch: more than a step of the engine takes in. */
    public static final int READINGS_MAX = 1_000_000;

    private final @Nullable String journal;
    private final long step;
    private ReadingSource[] sources;
    private long[] atMicros;
    private long[] watts;
    private byte[] qualities;
    private int size;

    /** A batch that no journal holds. */
    public ReadingBatch(int expected) {
        this(null, 0, expected);
    }

    private ReadingBatch(@Nullable String journal, long step, int expected) {
        this.journal = journal;
        this.step = step;
        int room = Math.clamp(expected, 4, READINGS_MAX);
        sources = new ReadingSource[room];
        atMicros = new long[room];
        watts = new long[room];
        qualities = new byte[room];
    }

    /**
     * The readings a step took in.
     *
     * @param journal name of the journal that holds the step
     */
    public static ReadingBatch of(String journal, Step step) {
        ReadingBatch batch = new ReadingBatch(journal, step.number(), step.inputs().size());
        for (Input input : step.inputs()) {
            if (input instanceof Input.MeterRead read) {
                MeterReading reading = read.reading();
                batch.add(
                        ReadingSource.meter(reading.meter().value()),
                        reading.observedAt(),
                        reading.power().watts(),
                        reading.quality());
            } else if (input instanceof Input.DevicesRead read) {
                for (DeviceReading reading : read.readings()) {
                    batch.add(
                            ReadingSource.device(reading.device().value()),
                            reading.observedAt(),
                            reading.power().watts(),
                            reading.quality());
                }
            }
        }
        return batch;
    }

    /** Adds a reading; consumption is positive. */
    public void add(ReadingSource source, Instant at, long level, Quality quality) {
        if (size == READINGS_MAX) {
            throw new IllegalStateException("a batch holds at most " + READINGS_MAX + " readings");
        }
        if (size == watts.length) {
            int room = Math.min(READINGS_MAX, 2 * size);
            sources = Arrays.copyOf(sources, room);
            atMicros = Arrays.copyOf(atMicros, room);
            watts = Arrays.copyOf(watts, room);
            qualities = Arrays.copyOf(qualities, room);
        }
        sources[size] = source;
        atMicros[size] = micros(at);
        watts[size] = level;
        qualities[size] = code(quality);
        size++;
    }

    private static byte code(Quality quality) {
        return switch (quality) {
            case GOOD -> 0;
            case STALE -> 1;
            case ESTIMATED -> 2;
            case SUSPECT -> 3;
        };
    }

    static long micros(Instant at) {
        return Math.addExact(
                Math.multiplyExact(at.getEpochSecond(), 1_000_000L), at.getNano() / 1_000);
    }

    static Instant instant(long micros) {
        return Instant.ofEpochSecond(
                Math.floorDiv(micros, 1_000_000L), Math.floorMod(micros, 1_000_000L) * 1_000);
    }

    public int size() {
        return size;
    }

    @Nullable String journal() {
        return journal;
    }

    long step() {
        return step;
    }

    ReadingSource source(int i) {
        return sources[i];
    }

    long atMicros(int i) {
        return atMicros[i];
    }

    long watts(int i) {
        return watts[i];
    }

    byte quality(int i) {
        return qualities[i];
    }
}
