package org.trimtab.store.journal;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Function;
import java.util.function.LongFunction;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;
import org.trimtab.dispatch.Action;
import org.trimtab.dispatch.CommandId;
import org.trimtab.program.InstructionId;
import org.trimtab.quantity.Efficiency;
import org.trimtab.quantity.Energy;
import org.trimtab.quantity.EnergyPrice;
import org.trimtab.quantity.Frequency;
import org.trimtab.quantity.HashPrice;
import org.trimtab.quantity.HashRate;
import org.trimtab.quantity.Power;
import org.trimtab.quantity.RampRate;
import org.trimtab.quantity.Reduction;
import org.trimtab.quantity.Share;
import org.trimtab.quantity.Temperature;
import org.trimtab.resource.DeviceId;
import org.trimtab.resource.Endpoint;
import org.trimtab.resource.FeederId;
import org.trimtab.resource.MeterId;
import org.trimtab.resource.SiteId;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.deser.std.StdScalarDeserializer;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.ser.std.StdScalarSerializer;

/**
 * Values that are one number or one text in JSON. Times are ISO-8601 in UTC; decimals are texts, so that 1.50 stays
 * 1.50.
 */
final class Scalars {
    private Scalars() {}

    static SimpleModule module() {
        SimpleModule module = new SimpleModule("trimtab-scalars");
        number(module, Power.class, Power::watts, Power::ofWatts);
        number(module, Reduction.class, Reduction::watts, Reduction::ofWatts);
        number(module, Energy.class, Energy::joules, Energy::new);
        number(module, HashRate.class, HashRate::megahashesPerSecond, HashRate::new);
        number(module, Efficiency.class, Efficiency::millijoulesPerTerahash, Efficiency::new);
        number(module, EnergyPrice.class, EnergyPrice::microDollarsPerMwh, EnergyPrice::new);
        number(module, HashPrice.class, HashPrice::microDollarsPerPetahashDay, HashPrice::new);
        number(module, RampRate.class, RampRate::wattsPerMinute, RampRate::new);
        number(module, Frequency.class, Frequency::microhertz, Frequency::new);
        number(module, Temperature.class, Temperature::millicelsius, Temperature::new);
        number(module, Share.class, Share::partsPerMillion, n -> new Share(Math.toIntExact(n)));

        text(module, SiteId.class, SiteId::value, SiteId::new);
        text(module, DeviceId.class, DeviceId::value, DeviceId::new);
        text(module, MeterId.class, MeterId::value, MeterId::new);
        text(module, FeederId.class, FeederId::value, FeederId::new);
        text(module, CommandId.class, CommandId::value, CommandId::new);
        text(module, Action.class, Action::text, Action::parse);
        text(module, InstructionId.class, InstructionId::value, InstructionId::new);
        text(module, Endpoint.class, Endpoint::toString, Scalars::endpoint);
        text(module, Instant.class, new Moments()::text, Instant::parse);
        text(module, Duration.class, Duration::toString, Duration::parse);
        text(module, BigDecimal.class, BigDecimal::toString, BigDecimal::new);
        return module;
    }

    private static <T> void number(
            SimpleModule module, Class<T> type, ToLongFunction<T> write, LongFunction<T> read) {
        module.addSerializer(type, new NumberWriter<>(type, write));
        module.addDeserializer(type, new NumberReader<>(type, read));
    }

    private static <T> void text(
            SimpleModule module,
            Class<T> type,
            Function<T, String> write,
            Function<String, T> read) {
        module.addSerializer(type, new TextWriter<>(type, write));
        module.addDeserializer(type, new TextReader<>(type, read));
    }

    /**
     * Texts of the moments written last: thousands of commands share theirs, and wording one costs as much as all the
     * rest of a command. Used by several threads at once, the worst that happens is that one is worded again.
     */
    private static final class Moments {
        private static final int KEPT = 64;

        private record Worded(Instant at, String text) {}

        private final @Nullable Worded[] kept = new Worded[KEPT];

        String text(Instant at) {
            int slot = at.hashCode() & KEPT - 1;
            Worded worded = kept[slot];
            if (worded == null || !worded.at().equals(at)) {
                worded = new Worded(at, at.toString());
                kept[slot] = worded;
            }
            return worded.text();
        }
    }

    private static Endpoint endpoint(String text) {
        int colon = text.lastIndexOf(':');
        if (colon < 0) {
            throw new IllegalArgumentException("an endpoint is host:port");
        }
        return new Endpoint(
                text.substring(0, colon), Integer.parseInt(text, colon + 1, text.length(), 10));
    }

    private static final class NumberWriter<T> extends StdScalarSerializer<T> {
        private final ToLongFunction<T> write;

        NumberWriter(Class<T> type, ToLongFunction<T> write) {
            super(type);
            this.write = write;
        }

        @Override
        public void serialize(T value, JsonGenerator out, SerializationContext context) {
            out.writeNumber(write.applyAsLong(value));
        }
    }

    private static final class NumberReader<T> extends StdScalarDeserializer<T> {
        private final LongFunction<T> read;

        NumberReader(Class<T> type, LongFunction<T> read) {
            super(type);
            this.read = read;
        }

        @Override
        public T deserialize(JsonParser in, DeserializationContext context) {
            if (in.currentToken() != JsonToken.VALUE_NUMBER_INT) {
                return context.reportInputMismatch(this, "not a whole number");
            }
            long number = in.getLongValue();
            try {
                return read.apply(number);
            } catch (IllegalArgumentException | ArithmeticException e) {
                return context.reportInputMismatch(this, "%s", e.getMessage());
            }
        }
    }

    private static final class TextWriter<T> extends StdScalarSerializer<T> {
        private final Function<T, String> write;

        TextWriter(Class<T> type, Function<T, String> write) {
            super(type);
            this.write = write;
        }

        @Override
        public void serialize(T value, JsonGenerator out, SerializationContext context) {
            out.writeString(write.apply(value));
        }
    }

    private static final class TextReader<T> extends StdScalarDeserializer<T> {
        private final Function<String, T> read;

        TextReader(Class<T> type, Function<String, T> read) {
            super(type);
            this.read = read;
        }

        @Override
        public T deserialize(JsonParser in, DeserializationContext context) {
            if (in.currentToken() != JsonToken.VALUE_STRING) {
                return context.reportInputMismatch(this, "not a text");
            }
            String text = in.getString();
            try {
                return read.apply(text);
            } catch (IllegalArgumentException | DateTimeException e) {
                return context.reportInputMismatch(
                        this, "\"%s\" is no %s", text, handledType().getSimpleName());
            }
        }
    }
}
