package org.trimtab.drivers.transport;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Instant;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.trimtab.dispatch.Command;
import org.trimtab.dispatch.CommandOutcome;
import org.trimtab.dispatch.Failure;
import org.trimtab.drivers.api.DeviceReport;
import org.trimtab.drivers.api.Driver;
import org.trimtab.resource.Device;

/**
 * Carries thousands of conversations over sockets on one thread. One talk at a time per device, because a device
 * serves one at a time; a command ends a poll of its device that is under way and comes before all waiting polls; a
 * device that hangs holds up nobody else. Results are handed over on the loop's thread. Safe for use by many threads.
 */
public final class DeviceLoop implements AutoCloseable {
    /** Talks taken from the inbox before the loop starts some of them. */
    private static final int TAKEN_AT_ONCE = 256;

    private static final long CLOSE_MILLIS = 5_000;
    private static final Logger LOG = System.getLogger(DeviceLoop.class.getName());

    private sealed interface Item {
        record Submitted(Talking<?> talking) implements Item {}

        record Done(Runnable then) implements Item {}
    }

    private final ConcurrentLinkedQueue<Item> inbox = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean awake = new AtomicBoolean();
    private final Reactor reactor;
    private final Roster roster;
    private final Thread thread;
    private volatile boolean closing;
    private volatile boolean finished;

    /** Opens a loop with the machine's clocks and limits that fit the machine. */
    public static DeviceLoop open() {
        return new DeviceLoop(LoopClock.system(), LoopLimits.standard());
    }

    /** Opens a loop; its thread runs until {@link #close}. */
    public DeviceLoop(LoopClock clock, LoopLimits limits) {
        this(clock, limits, null);
    }

    /** A loop that believes other certificates than this machine. */
    DeviceLoop(LoopClock clock, LoopLimits limits, @Nullable TlsTrust trust) {
        try {
            reactor = new Reactor(clock, limits, trust, this::aside);
        } catch (IOException e) {
            throw new UncheckedIOException("the device loop cannot open a selector", e);
        }
        roster = new Roster(reactor, new Errands());
        thread = Thread.ofPlatform().name("trimtab-devices").daemon().unstarted(this::run);
        thread.start();
    }

    /**
     * Sends a command. The outcome always comes: a command that was never sent ends in
     * {@code Unreachable}, one whose answer was not waited for in {@code Uncertain}.
     */
    public void command(
            Driver driver, Device device, Command command, Consumer<CommandOutcome> whenDone) {
        command(
                new Talk<>(
                        device.id(),
                        device.endpoint().host(),
                        Lane.of(driver.descriptor()),
                        startedAt -> driver.perform(device, command),
                        whenDone,
                        dropped -> whenDone.accept(unsent(command, dropped))),
                command.expiresAt());
    }

    /** Reads a device; a poll that gives way to a command is dropped, which says nothing about the device. */
    public void poll(
            Driver driver,
            Device device,
            boolean withPools,
            Consumer<DeviceReport> whenDone,
            Consumer<Dropped> whenDropped) {
        poll(
                new Talk<>(
                        device.id(),
                        device.endpoint().host(),
                        Lane.of(driver.descriptor()),
                        startedAt -> driver.poll(device, withPools, startedAt),
                        whenDone,
                        whenDropped));
    }

    /** Carries a talk as a command that must not be sent after {@code expiresAt}. */
    public <R> void command(Talk<R> talk, Instant expiresAt) {
        submit(new Talking<>(talk, expiresAt, roster));
    }

    /** Carries a talk as a poll. */
    public <R> void poll(Talk<R> talk) {
        submit(new Talking<>(talk, null, roster));
    }

    /** How it stands now. */
    public LoopStatus status() {
        return new LoopStatus(roster.waiting.get(), roster.inFlight.get(), reactor.limits);
    }

    /** Drops everything under way and waiting, and ends the thread. */
    @Override
    public void close() {
        closing = true;
        reactor.selector.wakeup();
        if (Thread.currentThread() == thread) {
            return;
        }
        try {
            thread.join(CLOSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void submit(Talking<?> talking) {
        if (roster.waiting.incrementAndGet() > reactor.limits.inboxMax()) {
            roster.waiting.decrementAndGet();
            talking.refuse(Dropped.Reason.QUEUE_FULL);
            return;
        }
        inbox.add(new Item.Submitted(talking));
        if (finished) {
            refuseAll();
        } else {
            wake();
        }
    }

    private void wake() {
        if (Thread.currentThread() != thread && awake.compareAndSet(false, true)) {
            reactor.selector.wakeup();
        }
    }

    private void run() {
        try (reactor) {
            while (!closing) {
                awake.set(false);
                takeIn();
                boolean more = roster.start();
                reactor.pass(more || !inbox.isEmpty());
            }
            roster.dropAll();
        } catch (IOException e) {
            LOG.log(Level.ERROR, "the device loop stopped: its selector failed", e);
            roster.dropAll();
        } finally {
            finished = true;
            refuseAll();
        }
    }

    private void takeIn() {
        for (int taken = 0; taken < TAKEN_AT_ONCE; taken++) {
            switch (inbox.poll()) {
                case Item.Submitted submitted -> roster.add(submitted.talking());
                case Item.Done done -> done.then().run();
                case null -> {
                    return;
                }
            }
        }
    }

    private void refuseAll() {
        for (Item item = inbox.poll(); item != null; item = inbox.poll()) {
            if (item instanceof Item.Submitted(Talking<?> talking)) {
                roster.waiting.decrementAndGet();
                talking.refuse(Dropped.Reason.CLOSED);
            }
        }
    }

    private static CommandOutcome unsent(Command command, Dropped dropped) {
        Instant actedAt = dropped.actedAt();
        if (actedAt == null) {
            return new CommandOutcome.Unreachable(
                    command.id(),
                    command.device(),
                    null,
                    dropped.droppedAt(),
                    Failure.EXPIRED,
                    "never sent: " + dropped.reason().text());
        }
        return new CommandOutcome.Uncertain(
                command.id(),
                command.device(),
                actedAt,
                dropped.droppedAt(),
                Failure.NO_ANSWER,
                "the answer was not waited for: " + dropped.reason().text());
    }

    /** Work aside ends by itself; what was to follow is forgotten when the loop has ended meanwhile. */
    private void aside(Runnable work, Runnable then) {
        Thread.ofVirtual()
                .name("trimtab-aside")
                .start(() -> {
                    work.run();
                    inbox.add(new Item.Done(then));
                    wake();
                });
    }

    /** What the roster cannot do on the loop's own thread, or has nobody to tell. */
    private final class Errands implements Roster.Loop {
        @Override
        public void resolve(Talking<?> talking, String host) {
            AtomicReference<@Nullable InetAddress> found = new AtomicReference<>();
            aside(
                    () -> found.set(lookedUp(host)),
                    () -> roster.resolved(talking, host, found.get()));
        }

        @Override
        public void report(String what, RuntimeException why) {
            LOG.log(Level.ERROR, what, why);
        }

        private @Nullable InetAddress lookedUp(String host) {
            try {
                return InetAddress.getByName(host);
            } catch (UnknownHostException e) {
                return null;
            }
        }
    }
}
