package org.trimtab.openadr.vtn.push;

import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.trimtab.openadr.vtn.push.Courier.Attempt;
import org.trimtab.openadr.vtn.push.Courier.Outcome;
import org.trimtab.openadr.vtn.push.Settled.State;

/**
 * Sends deliveries: one at a time in each lane, so that order is kept there, and all lanes side by side up to the
 * limits, each on a virtual thread of its own. A lane that fails waits by itself; a host nobody can reach is left
 * alone as {@link HostBreaker} says. A lane holds a few deliveries in memory and reads the rest from the table.
 */
final class DeliveryPool implements AutoCloseable {
    static final String TOO_MANY = "too many notifications wait for this callback already";

    /** Deliveries of one lane held in memory. */
    static final int HELD_MAX = 8;

    /** Callback hosts remembered; with more, those with nothing to do are forgotten. */
    static final int HOSTS_MAX = 20_000;

    private static final System.Logger LOG = System.getLogger(DeliveryPool.class.getName());
    private static final Duration AFTER_FAULT = Duration.ofSeconds(1);
    private static final Attempt NOTHING = new Attempt(Outcome.TROUBLED, "nothing to send");
    private static final Attempt FAULT = new Attempt(Outcome.TROUBLED, "a fault of the VTN");

    /** How the pool reaches the table. */
    interface Table {
        /** What waits in a lane after a change, the oldest first. */
        List<Delivery> next(LaneKey lane, long after, int most);

        /** Writes down, soon, how an attempt ended. */
        void settle(Settled settled) throws InterruptedException;

        /** Gives up what waits in a lane. */
        void kill(LaneKey lane, String said);
    }

    private final PushLimits limits;
    private final Subscribers subscribers;
    private final Courier courier;
    private final Table table;
    private final Clock clock;
    private final RandomGenerator chance;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Map<LaneKey, Lane> lanes = new HashMap<>();
    private final Map<String, Host> hosts = new HashMap<>();
    private final PriorityQueue<Lane> due =
            new PriorityQueue<>(Comparator.comparing((Lane lane) -> lane.nextAt));
    private int underWay;
    private boolean closed;

    DeliveryPool(
            PushLimits limits,
            Subscribers subscribers,
            Courier courier,
            Table table,
            Clock clock,
            RandomGenerator chance) {
        this.limits = limits;
        this.subscribers = subscribers;
        this.courier = courier;
        this.table = table;
        this.clock = clock;
        this.chance = chance;
    }

    /** Where a lane is: nothing to send, in the queue, waiting for its host, or sending. */
    private enum Place {
        IDLE,
        DUE,
        PARKED,
        BUSY
    }

    /** What goes through one callback. Guarded by the lock, but for the key. */
    private static final class Lane {
        private final LaneKey key;
        private final Deque<Delivery> held = new ArrayDeque<>();
        private Instant nextAt = Instant.EPOCH;
        private long last;
        private int waiting;
        private boolean more;
        private boolean rewind;
        private int offers;
        private Place place = Place.IDLE;
        private boolean gone;

        Lane(LaneKey key) {
            this.key = key;
        }
    }

    /** One callback host. Guarded by the lock. */
    private static final class Host {
        private final HostBreaker breaker = new HostBreaker();
        private final Deque<Lane> parked = new ArrayDeque<>();
        private int underWay;
    }

    /** Takes up what an earlier process left. */
    void resume(Map<LaneKey, Integer> waiting) {
        locked(() ->
                waiting.forEach((key, count) -> {
                    Lane lane = lanes.computeIfAbsent(key, Lane::new);
                    lane.waiting += count;
                    lane.more = true;
                    if (lane.place == Place.IDLE) {
                        queue(lane);
                    }
                }));
    }

    /** Takes letters that were given up and are to be sent again: their lanes are read from the beginning. */
    void again(Map<LaneKey, Integer> wanted) {
        locked(() ->
                wanted.forEach((key, count) -> {
                    Lane lane = lanes.computeIfAbsent(key, Lane::new);
                    lane.waiting += count;
                    lane.rewind = true;
                    lane.offers++;
                    if (lane.place == Place.IDLE) {
                        queue(lane);
                    }
                }));
    }

    /** Takes a delivery that is in the table. */
    void offer(Delivery delivery) {
        locked(() -> {
            Lane lane = lanes.computeIfAbsent(delivery.lane(), Lane::new);
            lane.waiting++;
            lane.offers++;
            if (lane.more || lane.rewind || lane.held.size() >= HELD_MAX) {
                lane.more = true;
            } else {
                lane.held.add(delivery);
                lane.last = delivery.changeSeq();
            }
            if (lane.place == Place.IDLE) {
                queue(lane);
            }
        });
    }

    /** Whether a lane takes no more. */
    boolean isFull(LaneKey key) {
        lock.lock();
        try {
            Lane lane = lanes.get(key);
            return lane != null && lane.waiting >= limits.waitingPerLaneMax();
        } finally {
            lock.unlock();
        }
    }

    /** Forgets subscriptions that are gone; what is under way ends by itself. */
    void forget(Collection<String> subscriptionIds) {
        if (!subscriptionIds.isEmpty()) {
            locked(() ->
                    lanes.values().stream()
                            .filter(lane -> subscriptionIds.contains(lane.key.subscriptionId()))
                            .toList()
                            .forEach(this::remove));
        }
    }

    private void remove(Lane lane) {
        lane.gone = true;
        due.remove(lane);
        lanes.remove(lane.key);
    }

    /** Deliveries that wait or are under way. */
    long waiting() {
        lock.lock();
        try {
            return lanes.values().stream().mapToLong(lane -> lane.waiting).sum();
        } finally {
            lock.unlock();
        }
    }

    /** The callback hosts that are left alone right now. */
    List<String> leftAlone() {
        lock.lock();
        try {
            return hosts.entrySet().stream()
                    .filter(host -> host.getValue().breaker.isClosed())
                    .map(Map.Entry::getKey)
                    .sorted()
                    .collect(Collectors.toList());
        } finally {
            lock.unlock();
        }
    }

    /** Sends until closed. */
    void run() throws InterruptedException {
        lock.lock();
        try {
            while (!closed) {
                Lane lane = due.peek();
                Instant now = clock.instant();
                if (lane == null || underWay >= limits.atOnceMax()) {
                    changed.await();
                } else if (lane.nextAt.isAfter(now)) {
                    long millis = Duration.between(now, lane.nextAt).toMillis() + 1;
                    changed.await(millis, TimeUnit.MILLISECONDS);
                } else {
                    due.poll();
                    begin(lane, now);
                }
            }
        } finally {
            lock.unlock();
        }
    }

    private void begin(Lane lane, Instant now) {
        Subscriber.Entry entry = subscribers.entry(lane.key);
        if (entry == null) {
            remove(lane);
            if (subscribers.has(lane.key.subscriptionId())) {
                Thread.ofVirtual()
                        .start(() ->
                                table.kill(lane.key, "the subscription has no such callback now"));
            }
            return;
        }
        Host host = host(authority(entry));
        Instant opensAt = host.breaker.opensAt(now);
        if (host.underWay >= limits.perHostMax() || opensAt.equals(Instant.MAX)) {
            lane.place = Place.PARKED;
            host.parked.add(lane);
        } else if (opensAt.isAfter(now)) {
            lane.nextAt = opensAt;
            queue(lane);
        } else {
            host.breaker.begun();
            host.underWay++;
            underWay++;
            lane.place = Place.BUSY;
            Thread.ofVirtual().name("webhook").start(() -> carry(lane, host, entry));
        }
    }

    private Host host(String authority) {
        if (hosts.size() >= HOSTS_MAX && !hosts.containsKey(authority)) {
            hosts.values()
                    .removeIf(host ->
                            host.underWay == 0
                                    && host.parked.isEmpty()
                                    && !host.breaker.isClosed());
        }
        return hosts.computeIfAbsent(authority, _ -> new Host());
    }

    private static String authority(Subscriber.Entry entry) {
        int from = entry.callbackUrl().indexOf("//") + 2;
        int to = entry.callbackUrl().indexOf('/', from);
        String authority =
                to < 0
                        ? entry.callbackUrl().substring(from)
                        : entry.callbackUrl().substring(from, to);
        int query = authority.indexOf('?');
        return query < 0 ? authority : authority.substring(0, query);
    }

    private void carry(Lane lane, Host host, Subscriber.Entry entry) {
        Delivery delivery = null;
        Attempt attempt = NOTHING;
        try {
            delivery = head(lane);
            attempt = delivery == null ? NOTHING : courier.post(entry, delivery);
        } catch (RuntimeException e) {
            // A fault of ours or of the database: the delivery stays, and is tried again.
            LOG.log(Level.WARNING, "a webhook delivery could not be begun: {0}", e.toString());
            delivery = null;
            attempt = FAULT;
        } finally {
            Settled settled = ended(lane, host, delivery, attempt);
            if (settled != null) {
                write(settled);
            }
        }
    }

    private void write(Settled settled) {
        try {
            table.settle(settled);
        } catch (InterruptedException e) {
            // The row keeps saying that it waits: it is sent again after the next start.
            Thread.currentThread().interrupt();
        }
    }

    /** The lane's next delivery, read from the table when none is held; null when nothing waits. */
    private @Nullable Delivery head(Lane lane) {
        int offers;
        long last;
        lock.lock();
        try {
            if (!lane.held.isEmpty()) {
                return lane.held.peek();
            }
            if (lane.rewind) {
                lane.rewind = false;
                lane.last = 0;
            }
            offers = lane.offers;
            last = lane.last;
        } finally {
            lock.unlock();
        }
        List<Delivery> next = table.next(lane.key, last, HELD_MAX);
        lock.lock();
        try {
            lane.held.addAll(next);
            if (!next.isEmpty()) {
                lane.last = next.getLast().changeSeq();
            }
            lane.more = next.size() == HELD_MAX || lane.offers != offers;
            if (next.isEmpty() && !lane.more) {
                lane.waiting = 0;
            }
            return lane.held.peek();
        } finally {
            lock.unlock();
        }
    }

    private @Nullable Settled ended(
            Lane lane, Host host, @Nullable Delivery delivery, Attempt attempt) {
        lock.lock();
        try {
            Instant now = clock.instant();
            underWay--;
            host.underWay--;
            lane.place = Place.IDLE;
            Settled settled = null;
            if (delivery == null) {
                host.breaker.abandoned();
                lane.nextAt = attempt.equals(FAULT) ? now.plus(AFTER_FAULT) : now;
            } else {
                heed(host, attempt, now);
                settled = settle(lane, delivery, attempt, now);
            }
            if (!lane.gone && lane.waiting > 0) {
                queue(lane);
            }
            unpark(host);
            changed.signal();
            return settled;
        } finally {
            lock.unlock();
        }
    }

    private void heed(Host host, Attempt attempt, Instant now) {
        if (attempt.outcome() == Outcome.UNREACHED) {
            host.breaker.missed(now, chance);
        } else {
            host.breaker.reached(now);
        }
    }

    /** Those who wait for the host are looked at again. */
    private void unpark(Host host) {
        int free = limits.perHostMax() - host.underWay;
        while (free > 0 && !host.parked.isEmpty()) {
            Lane lane = host.parked.poll();
            if (!lane.gone) {
                queue(lane);
                free--;
            }
        }
    }

    private Settled settle(Lane lane, Delivery sent, Attempt attempt, Instant now) {
        Delivery delivery = sent.tried();
        boolean dead =
                switch (attempt.outcome()) {
                    case TAKEN -> false;
                    case GONE -> true;
                    case REFUSED ->
                            delivery.attempts() >= limits.refusalsMax() || tooOld(sent, now);
                    case TROUBLED, UNREACHED -> tooOld(sent, now);
                };
        if (attempt.outcome() == Outcome.TAKEN || dead) {
            lane.held.poll();
            lane.waiting = Math.max(0, lane.waiting - 1);
            lane.nextAt = now;
            State state = dead ? State.DEAD : State.DELIVERED;
            return new Settled(delivery, state, now, attempt.said());
        }
        lane.held.poll();
        lane.held.addFirst(delivery);
        lane.nextAt = now.plus(limits.backOff().after(delivery.attempts(), chance));
        return new Settled(delivery, State.WAITING, lane.nextAt, attempt.said());
    }

    private boolean tooOld(Delivery delivery, Instant now) {
        return delivery.createdAt().plus(limits.giveUpAfter()).isBefore(now);
    }

    private void queue(Lane lane) {
        lane.place = Place.DUE;
        due.add(lane);
    }

    private void locked(Runnable work) {
        lock.lock();
        try {
            work.run();
            changed.signal();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        locked(() -> closed = true);
    }
}
