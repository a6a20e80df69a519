package org.trimtab.openadr.legacy;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.trimtab.openadr.tls.ClientIdentity;
import org.trimtab.openadr.ven.Agenda;
import org.trimtab.openadr.ven.Draws;
import org.trimtab.openadr.ven.Link;
import org.trimtab.openadr.ven.Meanings;
import org.trimtab.openadr.ven.Stint;
import org.trimtab.openadr.ven.VenNotes;
import org.trimtab.openadr.ven.VtnFollower;
import org.trimtab.openadr.ven.Want;

/**
 * A VEN of OpenADR 2.0 at one VTN, for a site that follows those of version 3 the same way: events
 * are carried over to the words of version 3, and what they ask is laid out by the same rules.
 *
 * <p>An event in which something is understood and agreed is answered with optIn when it comes, and
 * with optOut as soon as the site declines it; any other is answered with optOut at once.
 */
public final class LegacyLink implements Link {
    private static final Duration LOOK = Duration.ofSeconds(1);
    private static final Duration ENDLESS = Duration.ofDays(1);
    private static final int REMARKS_MAX = 50;

    /**
     * How a VTN is followed.
     *
     * @param name what the site calls it
     * @param settings how to talk to it
     * @param meanings what its signals mean here
     * @param tests whether a test event is acted on like any other
     * @param answers whether events are answered; one who only looks promises nothing
     */
    public record Terms(
            String name,
            LegacySettings settings,
            Meanings meanings,
            boolean tests,
            boolean answers) {}

    /** An event in force; known is null when nothing in it can be said in version 3. */
    private record Held(LegacyEvent event, Agenda.@Nullable Known known, @Nullable String remark) {}

    private final Terms terms;
    private final Surroundings with;
    private final Runnable changed;
    private final LegacyVen ven;
    private final Thread thread;
    private final Map<String, Held> held = new LinkedHashMap<>();
    private final Map<String, String> declined = new ConcurrentHashMap<>();
    private final AtomicBoolean closed = new AtomicBoolean();
    private String lastNote = "";

    /**
     * A link, not yet started.
     *
     * @param changed is run after what is known has changed
     */
    public LegacyLink(Terms terms, Surroundings with, Runnable changed) {
        this.terms = terms;
        this.with = with;
        this.changed = changed;
        LegacySettings settings = terms.settings();
        ven =
                LegacyVen.open(
                        settings.registration() == null
                                ? settings.withRegistration(kept(with.notes()))
                                : settings,
                        new Ears(),
                        new MeasuredReports(with.measures()));
        thread = Thread.ofVirtual().name("openadr-" + terms.name()).unstarted(this::run);
    }

    private static @Nullable Registration kept(VenNotes notes) {
        String registration = notes.kept("registration_id");
        String id = notes.kept("ven_id");
        String vtn = notes.kept("vtn_id");
        String poll = notes.kept("poll_every");
        if (registration == null || id == null || vtn == null || poll == null) {
            return null;
        }
        try {
            return new Registration(registration, id, vtn, Duration.parse(poll));
        } catch (DateTimeParseException e) {
            return null; // it registers anew
        }
    }

    @Override
    public String name() {
        return terms.name();
    }

    @Override
    public URI address() {
        return terms.settings().vtn();
    }

    @Override
    public void start() {
        ClientIdentity own = terms.settings().protection().identity();
        if (own != null) {
            say("shows the certificate " + own.fingerprint());
        }
        thread.start();
    }

    private void run() {
        while (!closed.get() && !Thread.currentThread().isInterrupted()) {
            Instant next = step();
            Duration pause = Duration.between(with.clock().instant(), next);
            LockSupport.parkNanos(this, Math.clamp(pause.toNanos(), 1, LOOK.toNanos()));
        }
    }

    @Override
    public void poll() {
        step();
    }

    /** When something is due next, at most {@link #LOOK} from now. */
    private Instant step() {
        for (Map.Entry<String, String> one : Map.copyOf(declined).entrySet()) {
            if (declined.remove(one.getKey(), one.getValue())) {
                ven.answer(one.getKey(), EventAnswer.optOut(one.getValue()));
            }
        }
        boolean known = ven.lastHeardAt().isPresent();
        Instant now = with.clock().instant();
        Instant next = ven.step(now);
        if (!known && ven.lastHeardAt().isPresent()) {
            changed.run(); // from now on it is known what is asked no more
        }
        try {
            with.notes().keep();
        } catch (IOException e) {
            say("what the VEN must remember cannot be written: " + e.getMessage());
        }
        Instant latest = now.plus(LOOK);
        return next.isBefore(latest) ? next : latest;
    }

    @Override
    public VtnFollower.State state() {
        List<Agenda.Known> known = new ArrayList<>();
        List<String> remarks = new ArrayList<>();
        for (Held one : all()) {
            if (one.known != null) {
                known.add(one.known);
            }
            if (one.remark != null && remarks.size() < REMARKS_MAX) {
                remarks.add(one.remark);
            }
        }
        ven.clockAhead()
                .filter(ahead -> ahead.abs().compareTo(VtnFollower.SKEW_SAID) > 0)
                .ifPresent(ahead -> remarks.add(VtnFollower.skewed(ahead)));
        return new VtnFollower.State(
                known,
                Map.of(),
                remarks,
                ven.trouble().orElse(null),
                ven.lastHeardAt().orElse(null));
    }

    private List<Held> all() {
        synchronized (held) {
            return List.copyOf(held.values());
        }
    }

    @Override
    public Agenda agenda(Instant from, Instant until) {
        List<Agenda.Known> acted = new ArrayList<>();
        for (Held one : all()) {
            if (one.known != null && isActedOn(one.event)) {
                acted.add(one.known);
            }
        }
        return laidOut(acted, from, until);
    }

    private Agenda laidOut(List<Agenda.Known> events, Instant from, Instant until) {
        return Agenda.of(
                events, Map.of(), terms.meanings(), new Agenda.Window(from, until), Draws.NONE);
    }

    private boolean isActedOn(LegacyEvent event) {
        return terms.tests() || !event.test();
    }

    @Override
    public boolean wantsAnswers() {
        return terms.answers();
    }

    @Override
    public void declined(String eventId, String why) {
        for (Held one : all()) {
            if (terms.answers() && Conversion.id(one.event.eventId()).equals(eventId)) {
                declined.put(one.event.eventId(), why);
                LockSupport.unpark(thread);
            }
        }
    }

    private void say(String words) {
        with.said().accept(words);
    }

    /** What the end node says, on the thread that steps. */
    private final class Ears implements LegacyListener {
        @Override
        public @Nullable EventAnswer received(LegacyEvent event) {
            Instant now = with.clock().instant();
            Agenda.Known known =
                    event.toEvent(event.marketContext())
                            .map(said -> new Agenda.Known(said, now))
                            .orElse(null);
            String reason = isActedOn(event) ? unmet(event, known) : null;
            String remark =
                    !isActedOn(event)
                            ? "event " + event.eventId() + " is a test; it is told, not acted on"
                            : reason == null ? null : "event " + event.eventId() + ": " + reason;
            synchronized (held) {
                held.put(event.eventId(), new Held(event, known, remark));
            }
            declined.remove(event.eventId());
            if (remark != null) {
                say(remark);
            }
            changed.run();
            if (!terms.answers()) {
                return null;
            }
            if (reason == null) {
                return EventAnswer.optIn();
            }
            return known == null ? EventAnswer.notSupported(reason) : EventAnswer.optOut(reason);
        }

        /** Why nothing in it can be followed; null when something can. */
        private @Nullable String unmet(LegacyEvent event, Agenda.@Nullable Known known) {
            if (known == null) {
                List<String> signals =
                        event.signals().stream().map(s -> s.name() + "/" + s.type()).toList();
                return "its signals " + signals + " have no meaning here";
            }
            Instant until = event.endAt().orElse(event.startAt().plus(ENDLESS));
            String told = "it has no intervals";
            for (Stint stint : laidOut(List.of(known), event.startAt(), until).stints()) {
                if (!(stint.want() instanceof Want.Told want)) {
                    return null;
                }
                told = want.words();
            }
            return told;
        }

        @Override
        public void withdrawn(LegacyEvent event, Withdrawal why) {
            synchronized (held) {
                held.remove(event.eventId());
            }
            declined.remove(event.eventId());
            if (!why.equals(Withdrawal.COMPLETED)) {
                say("event " + event.eventId() + " binds no more: " + why);
            }
            changed.run();
        }

        @Override
        public void registered(Registration registration) {
            with.notes()
                    .remember(
                            Map.of(
                                    "registration_id", registration.registrationId(),
                                    "ven_id", registration.venId(),
                                    "vtn_id", registration.vtnId(),
                                    "poll_every", registration.pollEvery().toString()));
            say("is registered as VEN " + registration.venId());
        }

        @Override
        public void registrationEnded(String why) {
            with.notes().remember(Map.of());
            say(why + " Start the site again to register anew.");
        }

        @Override
        public void noted(Instant at, String text) {
            boolean news = !VtnFollower.alike(text, lastNote);
            lastNote = text;
            if (news) {
                say(text);
            }
        }
    }

    /** The registration in force; empty when there is none, and always for 2.0a. */
    public Optional<Registration> registration() {
        return ven.registration();
    }

    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            thread.interrupt();
            ven.close();
        }
    }
}
