package org.trimtab.store.journal;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.function.Function;
import java.util.function.LongFunction;
import org.trimtab.quantity.Frequency;
import org.trimtab.quantity.HashRate;
import org.trimtab.quantity.Power;
import org.trimtab.quantity.Temperature;
import org.trimtab.resource.DeviceId;
import org.trimtab.telemetry.Activity;
import org.trimtab.telemetry.DeviceReading;
import org.trimtab.telemetry.FrequencySample;
import org.trimtab.telemetry.PowerSource;
import org.trimtab.telemetry.Quality;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.deser.std.StdDeserializer;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.ser.std.StdSerializer;

/**
 * Values that come by the thousand, so that each is a row of columns in the order of its record and not an object.
 *
 * <pre>
 * device reading:    [device, observed_at, activity, power_w, source, hash_rate_mh_per_s, quality]
 *                    and temperature_millicelsius behind it when the device tells one
 * frequency sample:  [observed_at, frequency_microhertz or null, quality]
 * </pre>
 */
final class Rows {
    private Rows() {}

    static SimpleModule module() {
        return new SimpleModule("trimtab-rows")
                .addSerializer(DeviceReading.class, new ReadingWriter())
                .addDeserializer(DeviceReading.class, new ReadingReader())
                .addSerializer(FrequencySample.class, new SampleWriter())
                .addDeserializer(FrequencySample.class, new SampleReader());
    }

    private static final class ReadingWriter extends StdSerializer<DeviceReading> {
        ReadingWriter() {
            super(DeviceReading.class);
        }

        @Override
        public void serialize(
                DeviceReading reading, JsonGenerator out, SerializationContext context) {
            out.writeStartArray();
            out.writeString(reading.device().value());
            out.writeString(reading.observedAt().toString());
            out.writeString(reading.activity().name());
            out.writeNumber(reading.power().watts());
            out.writeString(reading.source().name());
            out.writeNumber(reading.hashRate().megahashesPerSecond());
            out.writeString(reading.quality().name());
            Temperature temperature = reading.temperature();
            if (temperature != null) {
                out.writeNumber(temperature.millicelsius());
            }
            out.writeEndArray();
        }
    }

    private static final class ReadingReader extends StdDeserializer<DeviceReading> {
        ReadingReader() {
            super(DeviceReading.class);
        }

        @Override
        public DeviceReading deserialize(JsonParser in, DeserializationContext context) {
            Row row = new Row(in, context, DeviceReading.class);
            DeviceId device = row.text("device", DeviceId::new);
            Instant observedAt = row.text("observed_at", Instant::parse);
            Activity activity = row.text("activity", Activity::valueOf);
            Power power = row.number("power_w", Power::ofWatts);
            PowerSource source = row.text("source", PowerSource::valueOf);
            HashRate hashRate = row.number("hash_rate_mh_per_s", HashRate::new);
            Quality quality = row.text("quality", Quality::valueOf);
            Temperature temperature =
                    row.ends() ? null : row.value("temperature_millicelsius", Temperature::new);
            if (temperature != null) {
                row.end();
            }
            return new DeviceReading(
                    device, observedAt, activity, power, source, hashRate, quality, temperature);
        }
    }

    private static final class SampleWriter extends StdSerializer<FrequencySample> {
        SampleWriter() {
            super(FrequencySample.class);
        }

        @Override
        public void serialize(
                FrequencySample sample, JsonGenerator out, SerializationContext context) {
            out.writeStartArray();
            out.writeString(sample.observedAt().toString());
            Frequency frequency = sample.frequency();
            if (frequency == null) {
                out.writeNull();
            } else {
                out.writeNumber(frequency.microhertz());
            }
            out.writeString(sample.quality().name());
            out.writeEndArray();
        }
    }

    private static final class SampleReader extends StdDeserializer<FrequencySample> {
        SampleReader() {
            super(FrequencySample.class);
        }

        @Override
        public FrequencySample deserialize(JsonParser in, DeserializationContext context) {
            Row row = new Row(in, context, FrequencySample.class);
            Instant observedAt = row.text("observed_at", Instant::parse);
            Frequency frequency =
                    in.nextToken() == JsonToken.VALUE_NULL
                            ? null
                            : row.value("frequency_microhertz", Frequency::new);
            Quality quality = row.text("quality", Quality::valueOf);
            row.end();
            return new FrequencySample(observedAt, frequency, quality);
        }
    }

    /** Takes the columns of one row in their order; every complaint names the column. */
    private record Row(JsonParser in, DeserializationContext context, Class<?> type) {
        Row {
            if (in.currentToken() != JsonToken.START_ARRAY) {
                context.reportInputMismatch(type, "a %s is a row of columns", type.getSimpleName());
            }
        }

        <T> T text(String column, Function<String, T> parser) {
            if (in.nextToken() != JsonToken.VALUE_STRING) {
                return context.reportInputMismatch(type, "column %s is not a text", column);
            }
            String text = in.getString();
            try {
                return parser.apply(text);
            } catch (IllegalArgumentException | DateTimeException e) {
                return context.reportInputMismatch(
                        type, "column %s holds \"%s\", which is none", column, text);
            }
        }

        <T> T number(String column, LongFunction<T> parser) {
            in.nextToken();
            return value(column, parser);
        }

        /** The number that stands here. */
        <T> T value(String column, LongFunction<T> parser) {
            if (in.currentToken() != JsonToken.VALUE_NUMBER_INT) {
                return context.reportInputMismatch(type, "column %s is not a whole number", column);
            }
            long number = in.getLongValue();
            try {
                return parser.apply(number);
            } catch (IllegalArgumentException e) {
                return context.reportInputMismatch(type, "column %s: %s", column, e.getMessage());
            }
        }

        boolean ends() {
            return in.nextToken() == JsonToken.END_ARRAY;
        }

        void end() {
            if (!ends()) {
                context.reportInputMismatch(type, "a %s has fewer columns", type.getSimpleName());
            }
        }
    }
}
