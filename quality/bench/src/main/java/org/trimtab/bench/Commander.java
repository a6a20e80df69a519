package org.trimtab.bench;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import org.trimtab.dispatch.Action;
import org.trimtab.dispatch.Command;
import org.trimtab.dispatch.CommandId;
import org.trimtab.dispatch.CommandOutcome;
import org.trimtab.drivers.DriverCatalogue;
import org.trimtab.drivers.api.Access;
import org.trimtab.drivers.api.Conversation;
import org.trimtab.drivers.api.Driver;
import org.trimtab.drivers.api.Exchange;
import org.trimtab.drivers.api.PriorState;
import org.trimtab.drivers.api.Readiness;
import org.trimtab.drivers.api.Reply;
import org.trimtab.drivers.api.Surroundings;
import org.trimtab.drivers.api.Turn;
import org.trimtab.drivers.transport.DeviceLoop;
import org.trimtab.drivers.transport.Lane;
import org.trimtab.drivers.transport.LoopClock;
import org.trimtab.drivers.transport.LoopLimits;
import org.trimtab.drivers.transport.Talk;
import org.trimtab.resource.Device;
import org.trimtab.resource.DeviceId;

/** Orders devices about as a site does: by its drivers and its device loop, with nothing of the site above them. */
final class Commander implements AutoCloseable {
    private static final Duration ENDS_WITHIN = Duration.ofMinutes(3);
    private static final Duration HOLDS = Duration.ofMinutes(2);
    private static final Duration READY_WITHIN = Duration.ofMinutes(1);
    private static final double NANOS_PER_MS = 1e6;

    private final List<Device> devices;
    private final LoopClock clock = LoopClock.system();
    private final DeviceLoop loop = new DeviceLoop(clock, LoopLimits.standard());
    private final Map<DeviceId, String> kept = new ConcurrentHashMap<>();
    private Map<String, Driver> drivers;
    private int orders;

    Commander(List<Device> devices) {
        this.devices = List.copyOf(devices);
        drivers = newDrivers();
    }

    /** Drivers that have never spoken to any device; what was remembered on disk stays. */
    void forgetEverything() {
        drivers = newDrivers();
    }

    /** Has every device made ready, as a site does while an event is armed. */
    void makeReady() {
        talk((driver, device) -> driver.prepare(device, clock.instants().instant()));
    }

    /** Gives back what was taken to be ready. */
    void standDown() {
        talk((driver, device) -> driver.standDown(device, clock.instants().instant()));
    }

    Burst order(Action action) {
        return order(action, devices, drivers);
    }

    Burst order(Action action, List<Device> some) {
        return order(action, some, drivers);
    }

    /** Like {@link #order(Action)}, and keeps what every device answered, in order. */
    List<List<Reply>> rehearse(Action action) {
        Map<DeviceId, List<Reply>> replies = new ConcurrentHashMap<>();
        Map<String, Driver> taped = new HashMap<>();
        drivers.forEach((family, driver) -> taped.put(family, new TapedDriver(driver, replies)));
        order(action, devices, taped);
        return devices.stream().map(d -> replies.getOrDefault(d.id(), List.of())).toList();
    }

    /**
     * What the drivers would send now, byte for byte, if every device answered as it did in the rehearsal. Nothing is
     * sent; as far as the drivers know it was.
     */
    List<BareClient.Plan> encode(Action action, List<List<Reply>> rehearsed) {
        List<BareClient.Plan> plans = new ArrayList<>();
        for (int i = 0; i < devices.size(); i++) {
            Device device = devices.get(i);
            Conversation<CommandOutcome> talk =
                    driver(drivers, device).perform(device, command(device, action, i));
            List<BareClient.Request> requests = new ArrayList<>();
            Turn<CommandOutcome> turn = talk.open();
            for (Reply reply : rehearsed.get(i)) {
                if (turn instanceof Turn.Ask<CommandOutcome>(Exchange exchange)) {
                    requests.add(new BareClient.Request(exchange, stays(reply)));
                    turn = talk.next(reply);
                }
            }
            plans.add(new BareClient.Plan(device.endpoint().host(), requests));
        }
        return plans;
    }

    /** Whether the device said that it keeps the connection open, which is when the loop uses it again. */
    private static boolean stays(Reply reply) {
        return reply instanceof Reply.Answered answered
                && new String(answered.bytes(), StandardCharsets.ISO_8859_1)
                        .toLowerCase(Locale.ROOT)
                        .contains("\r\nconnection: keep-alive\r\n");
    }

    LoopLimits limits() {
        return loop.status().limits();
    }

    private Burst order(Action action, List<Device> some, Map<String, Driver> by) {
        int count = some.size();
        orders++;
        List<Command> commands = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            commands.add(command(some.get(i), action, i));
        }
        AtomicReferenceArray<@Nullable CommandOutcome> outcomes = new AtomicReferenceArray<>(count);
        CountDownLatch left = new CountDownLatch(count);
        double processorBefore = Machine.processorMs();
        Instant begun = clock.instants().instant();
        for (int i = 0; i < count; i++) {
            int place = i;
            Device device = some.get(i);
            loop.command(
                    driver(by, device),
                    device,
                    commands.get(i),
                    outcome -> {
                        outcomes.set(place, outcome);
                        left.countDown();
                    });
        }
        await(left, ENDS_WITHIN);
        return burst(begun, Machine.processorMs() - processorBefore, outcomes);
    }

    private static Burst burst(
            Instant begun,
            double processorMs,
            AtomicReferenceArray<@Nullable CommandOutcome> outcomes) {
        double first = Double.NaN;
        double last = Double.NaN;
        double[] answers = new double[outcomes.length()];
        boolean[] good = new boolean[outcomes.length()];
        Map<String, Integer> kinds = new LinkedHashMap<>();
        for (int i = 0; i < outcomes.length(); i++) {
            CommandOutcome outcome = outcomes.get(i);
            if (outcome == null) {
                throw new BenchFailure("a command had no outcome");
            }
            if (outcome.writtenAt() != null) {
                double ms = ms(begun, outcome.writtenAt());
                first = Double.isNaN(first) ? ms : Math.min(first, ms);
                last = Double.isNaN(last) ? ms : Math.max(last, ms);
            }
            answers[i] = ms(begun, outcome.knownAt());
            good[i] =
                    outcome instanceof CommandOutcome.Accepted
                            || outcome instanceof CommandOutcome.Confirmed;
            kinds.merge(kind(outcome), 1, Integer::sum);
        }
        return new Burst(first, last, answers, good, processorMs, kinds);
    }

    private static String kind(CommandOutcome outcome) {
        String name = outcome.getClass().getSimpleName().toLowerCase(Locale.ROOT);
        return switch (outcome) {
            case CommandOutcome.Rejected no -> name + " (" + no.failure() + ")";
            case CommandOutcome.Unreachable no -> name + " (" + no.failure() + ")";
            case CommandOutcome.Uncertain no -> name + " (" + no.failure() + ")";
            default -> name;
        };
    }

    private static double ms(Instant from, Instant to) {
        return Duration.between(from, to).toNanos() / NANOS_PER_MS;
    }

    private Command command(Device device, Action action, int place) {
        Instant now = clock.instants().instant();
        return new Command(
                new CommandId("b" + orders + "-" + place),
                device.id(),
                action,
                now,
                now.plus(HOLDS),
                "bench");
    }

    private void talk(BiFunction<Driver, Device, @Nullable Conversation<Readiness>> opening) {
        List<Talk<Readiness>> talks = new ArrayList<>();
        CountDownLatch[] left = new CountDownLatch[1];
        for (Device device : devices) {
            Driver driver = driver(drivers, device);
            Conversation<Readiness> conversation = opening.apply(driver, device);
            if (conversation != null) {
                talks.add(
                        new Talk<>(
                                device.id(),
                                device.endpoint().host(),
                                Lane.of(driver.descriptor()),
                                _ -> conversation,
                                _ -> left[0].countDown(),
                                _ -> left[0].countDown()));
            }
        }
        left[0] = new CountDownLatch(talks.size());
        talks.forEach(loop::poll);
        await(left[0], READY_WITHIN);
    }

    private static void await(CountDownLatch left, Duration within) {
        try {
            if (!left.await(within.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new BenchFailure(
                        left.getCount() + " devices were not done with after " + within);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BenchFailure("interrupted");
        }
    }

    private static Driver driver(Map<String, Driver> drivers, Device device) {
        Driver driver = drivers.get(device.family());
        if (driver == null) {
            throw new BenchFailure("no driver speaks to family " + device.family());
        }
        return driver;
    }

    private Map<String, Driver> newDrivers() {
        PriorState memory =
                new PriorState() {
                    @Override
                    public @Nullable String recall(DeviceId device) {
                        return kept.get(device);
                    }

                    @Override
                    public void remember(DeviceId device, String state) {
                        kept.put(device, state);
                    }
                };
        return DriverCatalogue.shipped()
                .drivers(new Surroundings(memory, _ -> Access.AS_DELIVERED, clock.instants()));
    }

    @Override
    public void close() {
        loop.close();
    }
}
