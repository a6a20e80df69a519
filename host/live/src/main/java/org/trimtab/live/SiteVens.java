package org.trimtab.live;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.trimtab.engine.DispatchPolicy;
import org.trimtab.openadr.site.Followed;
import org.trimtab.openadr.site.VenBlocks;
import org.trimtab.openadr.ven.Link;
import org.trimtab.openadr.ven.VenNotes;
import org.trimtab.openadr.ven.WebhookDoor;

/** The VTNs a site follows: what they ask becomes instructions and prices, what they want is reported. */
final class SiteVens implements AutoCloseable {
    /** Lines of what the VEN said that are shown among the alarms; the oldest go first. */
    private static final int SAID_MAX = 20;

    private static final long LOOK_EVERY_MILLIS = 500;
    private static final long KEEP_EVERY_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final Duration BEHIND = Duration.ofMinutes(1);

    /** A site that follows none. */
    static final SiteVens NONE = new SiteVens();

    /** One VTN and what came of it. */
    private record OneVtn(Link link, VtnFollowing following) {}

    private final List<OneVtn> all = new ArrayList<>();
    private final Deque<String> said = new ArrayDeque<>();
    private final Semaphore news = new Semaphore(0);
    private final @Nullable SiteDesk desk;
    private final @Nullable WebhookDoor door;
    private final Thread thread =
            Thread.ofPlatform().name("openadr").daemon(true).unstarted(this::run);
    private final StateMemory states = new StateMemory();
    private final Thread watch =
            Thread.ofVirtual().name("openadr-states").unstarted(this::remember);
    private volatile boolean closed;

    private SiteVens() {
        desk = null;
        door = null;
    }

    private SiteVens(SiteDesk desk, @Nullable WebhookDoor door) {
        this.desk = desk;
        this.door = door;
    }

    /**
     * What a site's VENs work with.
     *
     * @param levels the settlement meter's level
     * @param notes folder of what must outlive the process
     * @param policy how long and how far ahead the site takes instructions
     * @param prices where prices go
     */
    record Surroundings(
            LevelMemory levels, Path notes, DispatchPolicy policy, VtnFollowing.Prices prices) {}

    /** Opens them, not yet started. */
    static SiteVens open(VenBlocks.Read read, SiteDesk desk, Surroundings with) throws IOException {
        if (read.followed().isEmpty()) {
            return NONE;
        }
        InetSocketAddress at = read.door();
        SiteVens vens = new SiteVens(desk, at == null ? null : new WebhookDoor(at));
        for (Followed followed : read.followed()) {
            vens.add(followed, desk, with);
        }
        return vens;
    }

    private void add(Followed followed, SiteDesk site, Surroundings with) throws IOException {
        String name = followed.name();
        VtnFollowing.Terms terms =
                new VtnFollowing.Terms(
                        name,
                        followed.counting().program(),
                        followed.counting().prices(),
                        with.policy().obligationLongest(),
                        with.policy().obligationAhead());
        Link link =
                followed.open(
                        new Link.Surroundings(
                                VenNotes.in(
                                        with.notes().resolve(name + ".json"),
                                        new SecureRandom().nextLong()),
                                site::now,
                                new SiteMeasures(site, with.levels(), states, followed.venName()),
                                door,
                                words -> say(name, words),
                                _ -> {}),
                        news::release);
        all.add(
                new OneVtn(
                        link,
                        new VtnFollowing(
                                site,
                                with.prices(),
                                terms,
                                words -> say(name, words),
                                link.wantsAnswers() ? link::declined : null)));
    }

    void start() {
        if (!all.isEmpty()) {
            all.forEach(followed -> followed.link.start());
            thread.start();
            watch.start();
        }
    }

    /** Looks at the site once a second, for reports on what is over. */
    private void remember() {
        SiteDesk site = desk;
        while (site != null && !closed && !Thread.currentThread().isInterrupted()) {
            try {
                states.keep(site.status());
            } catch (CannotAnswer e) {
                // This second is not known.
            }
            LockSupport.parkNanos(KEEP_EVERY_NANOS);
        }
    }

    private void say(String name, String words) {
        synchronized (said) {
            SiteDesk site = desk;
            Instant at = site == null ? Instant.EPOCH : site.now();
            Instant second = at.truncatedTo(ChronoUnit.SECONDS);
            said.addFirst(second + " openadr " + name + ": " + words);
            if (said.size() > SAID_MAX) {
                said.removeLast();
            }
        }
    }

    /** What people should know of the VTNs, the newest first. */
    List<String> said() {
        synchronized (said) {
            return List.copyOf(said);
        }
    }

    private void run() {
        while (!closed) {
            for (OneVtn followed : all) {
                look(followed);
            }
            try {
                if (news.tryAcquire(LOOK_EVERY_MILLIS, TimeUnit.MILLISECONDS)) {
                    news.drainPermits();
                }
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    private void look(OneVtn followed) {
        SiteDesk site = desk;
        // before the VTN has answered once, nothing is known of what it asks no more
        if (site == null || followed.link.state().answeredAt() == null) {
            return;
        }
        try {
            Instant now = site.now();
            followed.following.follow(
                    followed.link.agenda(now.minus(BEHIND), now.plus(VtnFollowing.AHEAD)));
        } catch (RuntimeException e) {
            // One failed look must not end the following; a person sees it among the alarms.
            say(followed.link.name(), "cannot be followed now: " + e.getMessage());
        }
    }

    @Override
    public void close() {
        closed = true;
        thread.interrupt();
        watch.interrupt();
        all.forEach(followed -> followed.link.close());
        if (door != null) {
            door.close();
        }
    }
}
