package org.trimtab.store.journal;

import java.lang.reflect.AnnotatedType;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.trimtab.dispatch.CommandId;
import org.trimtab.dispatch.ObeyRecord;
import org.trimtab.interval.MarketInterval;
import org.trimtab.program.Hold;
import org.trimtab.program.InstructionId;
import org.trimtab.program.ProgramRule;
import org.trimtab.program.Rank;
import org.trimtab.quantity.HashRate;
import org.trimtab.quantity.Power;
import org.trimtab.quantity.Share;
import org.trimtab.resource.Capability;
import org.trimtab.resource.Device;
import org.trimtab.resource.DeviceId;
import org.trimtab.resource.Endpoint;
import org.trimtab.resource.Envelope;
import org.trimtab.resource.Feeder;
import org.trimtab.resource.FeederId;
import org.trimtab.resource.Labels;
import org.trimtab.resource.Meter;
import org.trimtab.resource.MeterId;
import org.trimtab.resource.PowerCurve;
import org.trimtab.resource.Site;
import org.trimtab.resource.SiteId;
import org.trimtab.resource.SiteLimits;
import org.trimtab.resource.Timing;

/** Makes any value of core and engine from a seed, by the shape of its record; a new record needs nothing here. */
final class AnyValue {
    private static final String NAME_LETTERS =
            "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
    private static final int TRIES_MAX = 1_000;
    private static final List<String> TEXTS =
            List.of("", "price", "µ€ 漢字", "\"quoted\" \\ \n\t\u0000", "\uD800 alone", "😀", "a: b");

    private final Random random;
    private final Map<Class<?>, Function<AnyValue, Object>> leaves = new HashMap<>();
    private int listMax = 4;

    AnyValue(long seed) {
        random = new Random(seed);
        leaves.put(long.class, a -> a.number());
        leaves.put(int.class, a -> a.random.nextInt());
        leaves.put(boolean.class, a -> a.random.nextBoolean());
        leaves.put(String.class, a -> a.oneOf(TEXTS));
        leaves.put(Instant.class, a -> a.instant());
        leaves.put(Duration.class, a -> Duration.ofNanos(a.number() >>> 1));
        leaves.put(BigDecimal.class, a -> a.decimal());
        leaves.put(Power.class, a -> Power.ofWatts(a.number()));
        leaves.put(Share.class, a -> new Share(a.random.nextInt(1_000_001)));
        leaves.put(SiteId.class, a -> new SiteId(a.name()));
        leaves.put(DeviceId.class, a -> new DeviceId(a.name()));
        leaves.put(MeterId.class, a -> new MeterId(a.name()));
        leaves.put(FeederId.class, a -> new FeederId(a.name()));
        leaves.put(CommandId.class, a -> new CommandId(a.name()));
        leaves.put(InstructionId.class, a -> new InstructionId(a.name()));
        leaves.put(
                Endpoint.class,
                a ->
                        new Endpoint(
                                a.random.nextBoolean() ? a.name() : "fd00::1",
                                1 + a.random.nextInt(65_535)));
        leaves.put(ProgramRule.class, a -> a.rule());
        leaves.put(Hold.class, a -> a.hold());
        leaves.put(MarketInterval.class, a -> a.interval());
        leaves.put(Device.class, a -> a.device());
        leaves.put(ObeyRecord.Past.class, a -> a.obeyed());
        leaves.put(Site.class, a -> a.site());
    }

    /** Lists get up to this many items. */
    AnyValue withListsUpTo(int items) {
        listMax = items;
        return this;
    }

    /** A value of a class. */
    <T> T of(Class<T> type) {
        Object value = make(type);
        if (value == null) {
            throw new AssertionError("nothing was made for " + type);
        }
        @SuppressWarnings("unchecked")
        T typed = (T) value;
        return typed;
    }

    private Object make(Class<?> type) {
        Function<AnyValue, Object> leaf = leaves.get(type);
        if (leaf != null) {
            return leaf.apply(this);
        }
        if (type.isEnum()) {
            return oneOf(Arrays.asList(type.getEnumConstants()));
        }
        if (type.isSealed()) {
            return make(oneOf(Arrays.asList(type.getPermittedSubclasses())));
        }
        if (type.isRecord()) {
            return record(type);
        }
        throw new AssertionError("no way to make a " + type + "; add one to AnyValue");
    }

    /** A record refuses what makes no sense, so a few tries may be needed. */
    private Object record(Class<?> type) {
        RuntimeException refusal = new IllegalStateException("never tried");
        for (int tries = 0; tries < TRIES_MAX; tries++) {
            try {
                return anyRecord(type);
            } catch (IllegalArgumentException e) {
                refusal = e;
            }
        }
        throw new AssertionError("no way to make a " + type + "; add one to AnyValue", refusal);
    }

    private Object anyRecord(Class<?> type) {
        RecordComponent[] components = type.getRecordComponents();
        Object[] values = new Object[components.length];
        Class<?>[] types = new Class<?>[components.length];
        for (int i = 0; i < components.length; i++) {
            types[i] = components[i].getType();
            values[i] = component(components[i].getAnnotatedType(), types[i]);
        }
        try {
            var constructor = type.getDeclaredConstructor(types);
            constructor.setAccessible(true);
            return constructor.newInstance(values);
        } catch (InvocationTargetException e) {
            throw new IllegalArgumentException(e.getCause());
        } catch (ReflectiveOperationException e) {
            throw new AssertionError("cannot make a " + type, e);
        }
    }

    private @Nullable Object component(AnnotatedType annotated, Class<?> type) {
        if (annotated.isAnnotationPresent(Nullable.class) && random.nextInt(3) == 0) {
            return null;
        }
        return annotated.getType() instanceof ParameterizedType generic
                ? collection(generic)
                : make(type);
    }

    private Object item(Type type) {
        return type instanceof ParameterizedType generic
                ? collection(generic)
                : make((Class<?>) type);
    }

    private Object collection(ParameterizedType generic) {
        Type type = generic.getRawType();
        Type[] arguments = generic.getActualTypeArguments();
        int size = random.nextInt(listMax + 1);
        List<Object> items = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            items.add(item(arguments[0]));
        }
        if (type == List.class) {
            return items;
        }
        if (type == Set.class) {
            return new HashSet<>(items);
        }
        if (type == Map.class) {
            Map<Object, Object> map = new HashMap<>();
            items.forEach(key -> map.put(key, item(arguments[1])));
            return map;
        }
        throw new AssertionError("no way to make a " + type + "; add one to AnyValue");
    }

    private ObeyRecord.Past obeyed() {
        return new ObeyRecord.Past(
                of(ObeyRecord.Counts.class),
                random.nextInt(128),
                random.ints(ObeyRecord.EDGES.size() + 2L, 0, 128).boxed().toList());
    }

    private Device device() {
        long standby = random.nextInt(100);
        return new Device(
                of(DeviceId.class),
                of(String.class),
                of(String.class),
                of(Endpoint.class),
                random.nextBoolean() ? of(FeederId.class) : null,
                Power.ofWatts(standby + 1 + random.nextInt(9_000)),
                Power.ofWatts(standby),
                of(HashRate.class),
                of(Envelope.class),
                of(Timing.class),
                new HashSet<>(List.of(of(Capability.class), of(Capability.class))),
                random.nextBoolean() ? new Labels("r-1", Set.of(name(), name())) : Labels.NONE,
                random.nextBoolean() ? of(PowerCurve.class) : null);
    }

    private Site site() {
        return new Site(
                of(SiteId.class),
                List.of(of(Meter.class)),
                List.of(of(Feeder.class)),
                List.of(device(), device(), device()),
                of(SiteLimits.class));
    }

    private ProgramRule rule() {
        return new ProgramRule(
                name(), of(Rank.class), Set.of(name() + "-x", name() + "-y"), of(Duration.class));
    }

    private Hold hold() {
        return new Hold(
                name(),
                Set.of(new DeviceId(name() + "-x"), new DeviceId(name() + "-y")),
                of(Hold.Kind.class),
                random.nextBoolean() ? instant() : null,
                of(String.class));
    }

    private MarketInterval interval() {
        Instant from = instant();
        return MarketInterval.starting(from, Duration.ofNanos(1 + random.nextLong(1L << 50)));
    }

    private Instant instant() {
        Instant whole = Instant.ofEpochSecond(random.nextLong(4_000_000_000L));
        return switch (random.nextInt(3)) {
            case 0 -> whole;
            case 1 -> whole.plusMillis(random.nextInt(1_000));
            default -> whole.plusNanos(random.nextInt(1_000_000_000));
        };
    }

    private BigDecimal decimal() {
        return new BigDecimal(new BigInteger(random.nextInt(90), random), random.nextInt(40) - 20);
    }

    /** Small numbers as often as huge ones. */
    private long number() {
        return random.nextLong() >> random.nextInt(64);
    }

    private String name() {
        StringBuilder name = new StringBuilder();
        int length = 1 + random.nextInt(20);
        for (int i = 0; i < length; i++) {
            name.append(NAME_LETTERS.charAt(random.nextInt(NAME_LETTERS.length())));
        }
        return name.toString();
    }

    private <T> T oneOf(List<T> values) {
        return values.get(random.nextInt(values.size()));
    }
}
