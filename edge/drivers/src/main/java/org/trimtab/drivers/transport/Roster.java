package org.trimtab.drivers.transport;

import java.net.InetAddress;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.trimtab.drivers.api.SpeedClass;
import org.trimtab.resource.DeviceId;

/**
 * Who talks next: one talk at a time per device, commands before last words before polls, and a command ends a poll
 * of its device that is under way. Touched by the loop's thread only, but for its counters.
 */
final class Roster {
    /** What the loop does for the roster. */
    interface Loop {
        /** Looks up a host name elsewhere and comes back with the address, or null. */
        void resolve(Talking<?> talking, String host);

        /** Something went wrong that no caller will hear of. */
        void report(String what, RuntimeException why);
    }

    /** How long last words give way to commands under way; a hung command must not hold them back for ever. */
    private static final long FAREWELL_WAIT_NANOS = 1_000_000_000L;

    /** Whose turn it is when all speeds wait: the slow come first and most often, the fast are never left out. */
    private static final SpeedClass[] TURNS = {
        SpeedClass.SLOW,
        SpeedClass.SLOW,
        SpeedClass.MEDIUM,
        SpeedClass.SLOW,
        SpeedClass.FAST,
        SpeedClass.SLOW,
        SpeedClass.MEDIUM
    };

    /** When it is the turn of a speed of which nothing waits, the next slowest takes it: its power falls later. */
    private static final List<SpeedClass> SLOWEST_FIRST = List.of(SpeedClass.values()).reversed();

    private static final class LaneQueue {
        private final ArrayDeque<Line> ready = new ArrayDeque<>();
        private int atOnceMax;
        private int inFlight;
    }

    /** Lanes of one speed, taken in turn. */
    private static final class Speed {
        private final List<LaneQueue> lanes = new ArrayList<>();
        private int next;
    }

    final Reactor reactor;

    /** Talks handed in and not yet started. */
    final AtomicInteger waiting = new AtomicInteger();

    /** Talks with an open connection. */
    final AtomicInteger inFlight = new AtomicInteger();

    private final Loop loop;
    private final Map<DeviceId, Line> lines = new HashMap<>();
    private final Map<String, LaneQueue> lanesByName = new HashMap<>();
    private final Map<SpeedClass, Speed> speeds = new EnumMap<>(SpeedClass.class);
    private final ArrayDeque<Line> pollsReady = new ArrayDeque<>();
    private final ArrayDeque<Talking<?>> farewells = new ArrayDeque<>();
    private int commandsInFlight;
    private int pollsInFlight;
    private int turn;

    Roster(Reactor reactor, Loop loop) {
        this.reactor = reactor;
        this.loop = loop;
    }

    /** Puts a talk in its device's line. */
    void add(Talking<?> talking) {
        Line line = lines.computeIfAbsent(talking.talk.device(), Line::new);
        talking.standIn(line);
        if (!talking.isCommand()) {
            addPoll(line, talking);
        } else if (line.commands.size() >= reactor.limits.commandsPerDeviceMax()) {
            talking.drop(Dropped.Reason.QUEUE_FULL);
        } else {
            line.commands.add(talking);
            Talking<?> current = line.current;
            if (current == null) {
                ready(line);
            } else if (current.isOver()) {
                // A last word not yet begun is left unsaid.
                if (!current.farewellBegun()) {
                    free(line);
                }
            } else if (!current.isCommand()) {
                current.drop(Dropped.Reason.PREEMPTED);
            }
        }
    }

    /** Starts what may start, one batch of it; true when there may be more. */
    boolean start() {
        int left = reactor.limits.connectBatch();
        while (left > 0 && inFlight.get() < reactor.limits.inFlightMax()) {
            if (!startCommand() && !startFarewell() && !startPoll()) {
                return false;
            }
            left--;
        }
        return left == 0;
    }

    /** A talk is over, with a result or without. */
    void ended(Talking<?> talking) {
        Line line = talking.line();
        if (line.current != talking) {
            forget(line, talking);
            return;
        }
        release(talking);
        free(line);
    }

    /** A talk has its result and wants to say a last word; its device stays taken meanwhile. */
    void endedWithFarewell(Talking<?> talking) {
        release(talking);
        if (talking.line().commands.isEmpty()) {
            farewells.add(talking);
        } else {
            free(talking.line());
        }
    }

    /** A last word has been said, or given up. */
    void farewellOver(Talking<?> talking) {
        inFlight.decrementAndGet();
        free(talking.line());
    }

    /** Ends everything. */
    void dropAll() {
        for (Line line : lines.values()) {
            while (!line.commands.isEmpty()) {
                line.commands.getFirst().drop(Dropped.Reason.CLOSED);
            }
            if (line.poll != null) {
                line.poll.drop(Dropped.Reason.CLOSED);
            }
            if (line.current != null) {
                line.current.drop(Dropped.Reason.CLOSED);
            }
        }
    }

    /** Hands something to its taker, whose faults must not stop the loop. */
    void handOver(Runnable taking) {
        try {
            taking.run();
        } catch (RuntimeException e) {
            loop.report("what came of a talk could not be handed over", e);
        }
    }

    void resolve(Talking<?> talking, String host) {
        loop.resolve(talking, host);
    }

    void resolved(Talking<?> talking, String host, @Nullable InetAddress address) {
        Line line = talking.line();
        if (address != null) {
            line.resolved(host, address);
        }
        if (line.current == talking) {
            talking.resolved(address);
        }
    }

    void report(String what, RuntimeException why) {
        loop.report(what, why);
    }

    private void addPoll(Line line, Talking<?> talking) {
        if (line.poll != null) {
            talking.drop(Dropped.Reason.POLL_WAITING);
            return;
        }
        line.poll = talking;
        if (line.current == null && line.commands.isEmpty()) {
            pollsReady.add(line);
        }
    }

    private boolean startCommand() {
        SpeedClass preferred = TURNS[turn];
        boolean started = startCommand(speed(preferred));
        for (int i = 0; i < SLOWEST_FIRST.size() && !started; i++) {
            started = startCommand(speed(SLOWEST_FIRST.get(i)));
        }
        if (started) {
            turn = turn + 1 < TURNS.length ? turn + 1 : 0;
        }
        return started;
    }

    private boolean startCommand(Speed speed) {
        for (int tried = 0; tried < speed.lanes.size(); tried++) {
            speed.next = speed.next + 1 < speed.lanes.size() ? speed.next + 1 : 0;
            LaneQueue lane = speed.lanes.get(speed.next);
            while (lane.inFlight < lane.atOnceMax && !lane.ready.isEmpty()) {
                Line line = lane.ready.poll();
                if (line.current == null && !line.commands.isEmpty()) {
                    lane.inFlight++;
                    commandsInFlight++;
                    begin(line, line.commands.poll());
                    return true;
                }
            }
        }
        return false;
    }

    private Speed speed(SpeedClass speed) {
        return speeds.computeIfAbsent(speed, s -> new Speed());
    }

    private boolean startFarewell() {
        while (!farewells.isEmpty()) {
            Talking<?> talking = farewells.element();
            if (commandsInFlight > 0
                    && reactor.nanos() - talking.overSinceNanos() < FAREWELL_WAIT_NANOS) {
                return false;
            }
            farewells.remove();
            if (talking.line().current == talking) {
                inFlight.incrementAndGet();
                talking.sayFarewell();
                return true;
            }
        }
        return false;
    }

    private boolean startPoll() {
        while (pollsInFlight < reactor.limits.pollsInFlightMax() && !pollsReady.isEmpty()) {
            Line line = pollsReady.poll();
            Talking<?> poll = line.poll;
            if (line.current == null && line.commands.isEmpty() && poll != null) {
                line.poll = null;
                pollsInFlight++;
                begin(line, poll);
                return true;
            }
        }
        return false;
    }

    private void begin(Line line, Talking<?> talking) {
        waiting.decrementAndGet();
        inFlight.incrementAndGet();
        line.current = talking;
        talking.begin();
    }

    /** Gives back the room a talk took. */
    private void release(Talking<?> talking) {
        inFlight.decrementAndGet();
        if (talking.isCommand()) {
            lane(talking.talk.lane()).inFlight--;
            commandsInFlight--;
        } else {
            pollsInFlight--;
        }
    }

    private void free(Line line) {
        line.current = null;
        if (!line.commands.isEmpty()) {
            ready(line);
        } else if (line.poll != null) {
            pollsReady.add(line);
        }
    }

    private void ready(Line line) {
        Talking<?> first = line.commands.peek();
        if (first != null) {
            lane(first.talk.lane()).ready.add(line);
        }
    }

    /** A talk ends before it began. */
    private void forget(Line line, Talking<?> talking) {
        waiting.decrementAndGet();
        if (line.poll == talking) {
            line.poll = null;
        } else {
            line.commands.remove(talking);
        }
    }

    private LaneQueue lane(Lane lane) {
        LaneQueue queue = lanesByName.get(lane.name());
        if (queue == null) {
            queue = new LaneQueue();
            lanesByName.put(lane.name(), queue);
            speed(lane.speed()).lanes.add(queue);
        }
        queue.atOnceMax = lane.atOnceMax();
        return queue;
    }
}
