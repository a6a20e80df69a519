package org.trimtab.openadr.ven;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.trimtab.openadr.wire.Event;
import org.trimtab.openadr.wire.Notification;
import org.trimtab.openadr.wire.Program;
import org.trimtab.openadr.wire.WireFault;
import org.trimtab.openadr.wire.WireTime;

/**
 * Keeps the events of one VTN in step with it: polls, backs off when it is in trouble, takes hints
 * at once. Its own thread polls; hints come on any.
 *
 * <p>An event is gone only when a whole, readable list does not have it and the VTN, asked for it by
 * its id, says it has none. Trouble of any kind leaves everything as it was.
 */
public final class VtnFollower implements AutoCloseable {
    private static final Duration BACK_OFF_FIRST = Duration.ofSeconds(2);
    private static final Duration BACK_OFF_MAX = Duration.ofMinutes(5);

    /** Clocks that are further apart are told of. */
    public static final Duration SKEW_SAID = Duration.ofSeconds(5);

    /** After a notification that was taken in, the VTN is asked so much later. */
    private static final Duration CONFIRM_AFTER = Duration.ofMillis(500);

    private static final int GONE_ASKED_MAX = 100;
    private static final int REMARKS_MAX = 50;

    /** Programs are asked for again after so many polls, or when an event names an unknown one. */
    private static final int PROGRAMS_EVERY = 20;

    /** Granted targets are asked for again after so many polls. */
    private static final int TARGETS_EVERY = 3;

    private final VenSettings settings;
    private final VenClient client;
    private final VenNotes notes;
    private final InstantSource clock;
    private final Runnable changed;
    private final Consumer<String> said;
    private final SplittableRandom chance;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition hint = lock.newCondition();
    private final Map<String, Agenda.Known> events = new LinkedHashMap<>();
    private final Map<String, Program> programs = new LinkedHashMap<>();
    private final Thread thread;
    private List<String> remarks = List.of();
    private volatile Set<String> targets = Set.of();
    private boolean hinted;
    private boolean hintedSoon;
    private long soonNanos;
    private boolean closed;
    private int polls;
    private int failures;
    private @Nullable String trouble;
    private @Nullable Instant answeredAt;

    /**
     * A follower, not yet started.
     *
     * @param changed is called after what is known has changed, on the thread that learned it
     * @param said is told what people should know, in words
     */
    public VtnFollower(
            VenSettings settings,
            VenClient client,
            VenNotes notes,
            InstantSource clock,
            Runnable changed,
            Consumer<String> said) {
        this.settings = settings;
        this.client = client;
        this.notes = notes;
        this.clock = clock;
        this.changed = changed;
        this.said = said;
        chance = new SplittableRandom(settings.seed());
        thread =
                Thread.ofVirtual().name("openadr-" + settings.vtn().name()).unstarted(this::follow);
    }

    /** Begins to poll. */
    public void start() {
        thread.start();
    }

    /** Where the following stands. */
    public record State(
            List<Agenda.Known> events,
            Map<String, Program> programs,
            List<String> remarks,
            @Nullable String trouble,
            @Nullable Instant answeredAt) {}

    /** What is known now. */
    public State state() {
        lock.lock();
        try {
            return new State(
                    List.copyOf(events.values()),
                    Map.copyOf(programs),
                    remarks,
                    trouble,
                    answeredAt);
        } finally {
            lock.unlock();
        }
    }

    /** The targets it asks for: those of the settings, else those the VTN has granted. */
    Set<String> targets() {
        return targets;
    }

    /** Something may have changed at the VTN: polls soon. */
    public void hint() {
        lock.lock();
        try {
            hinted = true;
            hint.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** What was told holds already; the poll that confirms it leaves the site time to act first. */
    private void hintSoon() {
        lock.lock();
        try {
            if (!hintedSoon) {
                hintedSoon = true;
                soonNanos = System.nanoTime() + CONFIRM_AFTER.toNanos();
            }
            hint.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Takes a notification in: an event that is new or newer holds at once, everything else is a
     * hint. A deletion is only a hint, too: the poll that follows at once asks the VTN itself.
     */
    public void notified(Notification notification) {
        try {
            boolean told = !notification.operation().equals("DELETE");
            if (told && notification.content() instanceof Event event && take(event)) {
                changed.run();
                hintSoon();
                return;
            }
        } catch (WireFault e) {
            said.accept("a notification cannot be read: " + e.getMessage());
        }
        hint();
    }

    private boolean take(Event event) {
        lock.lock();
        try {
            // without its program nothing is known of its meaning, and the poll brings both
            if (!programs.containsKey(event.request().programID()) || !isFollowed(event)) {
                return false;
            }
            Agenda.Known before = events.get(event.meta().id());
            if (before != null && !isNewer(event, before.event())) {
                return false;
            }
            return put(event);
        } finally {
            lock.unlock();
        }
    }

    private static boolean isNewer(Event event, Event before) {
        Instant now = changedAt(event);
        Instant then = changedAt(before);
        return now != null && then != null && now.isAfter(then);
    }

    private static @Nullable Instant changedAt(Event event) {
        WireTime changed = event.meta().modificationDateTime();
        return changed == null ? null : changed.instant();
    }

    private boolean put(Event event) {
        String id = event.meta().id();
        Agenda.Known known = new Agenda.Known(event, notes.firstSeen(id, clock.instant()));
        return !known.equals(events.put(id, known));
    }

    /** Polls once, now, on the caller's thread; what is wrong is kept and told, not thrown. */
    public void poll() {
        boolean news;
        try {
            news = ask();
            answered();
        } catch (VtnFault e) {
            failed(e);
            news = false;
        }
        if (news) {
            changed.run();
        }
    }

    private void answered() {
        boolean again = stands(null, 0);
        if (again) {
            said.accept("VTN " + settings.vtn().name() + " answers again");
        }
    }

    private void failed(VtnFault fault) {
        String words = String.valueOf(fault.getMessage());
        if (stands(words, failures + 1)) {
            said.accept(words + "; the events known are kept");
        }
    }

    /** True when it stood otherwise before. */
    private boolean stands(@Nullable String troubleNow, int failuresNow) {
        lock.lock();
        try {
            boolean fresh = !Objects.equals(troubleNow, trouble);
            trouble = troubleNow;
            failures = failuresNow;
            if (troubleNow == null) {
                answeredAt = clock.instant();
            }
            return fresh;
        } finally {
            lock.unlock();
        }
    }

    private boolean ask() {
        if (polls % TARGETS_EVERY == 0) {
            Set<String> fresh = new TreeSet<>(settings.vtn().targets());
            if (fresh.isEmpty()) {
                fresh.addAll(client.granted());
            }
            targets = Set.copyOf(fresh);
        }
        VenClient.Listed<Event> listed = client.events(targets);
        List<String> found = new ArrayList<>(listed.faults());
        boolean news = programsFor(listed, found);
        List<String> missing = new ArrayList<>();
        lock.lock();
        try {
            for (Event event : listed.objects().values()) {
                Agenda.Known before = events.get(event.meta().id());
                if (before != null && isNewer(before.event(), event)) {
                    continue; // a notification was faster than this list
                }
                if (isFollowed(event)) {
                    news |= put(event);
                } else {
                    news |= events.remove(event.meta().id()) != null;
                }
            }
            for (String id : events.keySet()) {
                if (!listed.objects().containsKey(id) && !listed.unread().contains(id)) {
                    missing.add(id);
                }
            }
        } finally {
            lock.unlock();
        }
        news |= removed(missing, found);
        client.skew()
                .filter(skew -> skew.abs().compareTo(SKEW_SAID) > 0)
                .ifPresent(skew -> found.add(skewed(skew)));
        tell(found);
        return news;
    }

    /** Absent from the list is not enough: the VTN is asked for each by its id. */
    private boolean removed(List<String> missing, List<String> found) {
        boolean news = false;
        int asked = 0;
        for (String id : missing) {
            if (asked++ == GONE_ASKED_MAX) {
                found.add(
                        missing.size()
                                + " events are missing from its list; the rest is asked for at the"
                                + " next poll");
                break;
            }
            if (client.event(id).isPresent()) {
                found.add("event " + id + " is missing from its list and still there; it is kept");
                continue;
            }
            lock.lock();
            try {
                news |= events.remove(id) != null;
            } finally {
                lock.unlock();
            }
        }
        return news;
    }

    private boolean programsFor(VenClient.Listed<Event> listed, List<String> found) {
        boolean unknown =
                listed.objects().values().stream()
                        .anyMatch(event -> !programs.containsKey(event.request().programID()));
        if (polls++ % PROGRAMS_EVERY != 0 && !unknown) {
            return false;
        }
        VenClient.Listed<Program> fresh = client.programs(targets);
        found.addAll(fresh.faults());
        lock.lock();
        try {
            boolean news = !programs.equals(fresh.objects());
            programs.clear();
            programs.putAll(fresh.objects());
            return news;
        } finally {
            lock.unlock();
        }
    }

    private boolean isFollowed(Event event) {
        if (settings.vtn().programs().isEmpty()) {
            return true;
        }
        Program program = programs.get(event.request().programID());
        return program != null
                && settings.vtn().programs().contains(program.request().programName());
    }

    private void tell(List<String> found) {
        List<String> kept = found.size() > REMARKS_MAX ? found.subList(0, REMARKS_MAX) : found;
        List<String> before;
        lock.lock();
        try {
            before = remarks;
            remarks = List.copyOf(kept);
        } finally {
            lock.unlock();
        }
        for (String remark : kept) {
            boolean fresh = before.stream().noneMatch(old -> alike(old, remark));
            if (fresh) {
                said.accept("VTN " + settings.vtn().name() + ": " + remark);
            }
        }
    }

    /**
     * How a VTN's clock stands, in words.
     *
     * @param ahead of ours; negative when it is behind
     */
    public static String skewed(Duration ahead) {
        return "its clock is "
                + ahead.abs().toSeconds()
                + " s "
                + (ahead.isNegative() ? "behind" : "ahead of")
                + " ours; events are followed by our clock";
    }

    /** Whether two remarks differ in figures only: a clock that drifts by a second is no news. */
    public static boolean alike(String one, String other) {
        return one.replaceAll("\\d+", "").equals(other.replaceAll("\\d+", ""));
    }

    private void follow() {
        while (!isClosed()) {
            poll();
            try {
                notes.keep();
            } catch (IOException e) {
                said.accept("what the VEN must remember cannot be written: " + e.getMessage());
            }
            rest();
        }
    }

    private boolean isClosed() {
        lock.lock();
        try {
            return closed;
        } finally {
            lock.unlock();
        }
    }

    private void rest() {
        lock.lock();
        try {
            long end = System.nanoTime() + pause().toNanos();
            while (!hinted && !closed) {
                long now = System.nanoTime();
                long left = hintedSoon ? Math.min(end - now, soonNanos - now) : end - now;
                if (left <= 0) {
                    break;
                }
                var _ = hint.awaitNanos(left);
            }
            hinted = false;
            hintedSoon = false;
        } catch (InterruptedException e) {
            closed = true;
        } finally {
            lock.unlock();
        }
    }

    /** The time between polls; after failures twice as long each time, less up to a quarter. */
    private Duration pause() {
        if (failures == 0) {
            return settings.poll();
        }
        long grown = BACK_OFF_FIRST.toMillis() << Math.min(failures - 1, 12);
        long longest = Math.max(BACK_OFF_MAX.toMillis(), settings.poll().toMillis());
        long most = Math.min(grown, longest);
        return Duration.ofMillis(most - chance.nextLong((most / 4) + 1));
    }

    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            hint.signalAll();
        } finally {
            lock.unlock();
        }
        thread.interrupt();
        client.close();
    }
}
